"""The press: a card that was drawn once is kept, and a damaged or foreign file in its folder does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabricate import REPOSITORY, tree

from papershelf.errors import PapershelfError, Severity
from papershelf.publish.cards import Card, Look, Studio, cache
from papershelf.publish.cards.cache import Job, Press

FONTS = REPOSITORY / "templates" / "fonts"
OVERVIEW = Card(text="Everything on the shelf.")


def jobs(*titles: str) -> list[Job]:
    return [Job(path=f"papers/{n}/card.png", source=f"{n}.md", card=Card(title=t)) for n, t in enumerate(titles)]


def run(kept: Path, *titles: str) -> tuple[Press, dict[str, bytes]]:
    """A press that has run, and its files."""
    made = Press(fonts=(FONTS,), look=Look(name="A shelf"), overview=OVERVIEW, kept=kept)
    return made, {artifact.path: artifact.to_bytes() for artifact in made.run(jobs(*titles))}


def test_a_second_build_draws_nothing(tmp_path: Path) -> None:
    first, files = run(tmp_path / "kept", "kettle", "teapot")
    again, same = run(tmp_path / "kept", "kettle", "teapot")
    assert (first.drawn, again.drawn) == (2, 0)
    assert files == same
    assert list(files) == ["papers/0/card.png", "papers/1/card.png"]


def test_only_what_changed_is_drawn_and_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    run(tmp_path, "kettle", "teapot")
    made, _ = run(tmp_path, "kettle", "spoon", "fork")
    assert made.drawn == 2
    assert len(tree(tmp_path)) == 3


def test_two_equal_cards_are_drawn_once(tmp_path: Path) -> None:
    made, files = run(tmp_path, "kettle", "kettle")
    assert made.drawn == 1
    assert len(set(files.values())) == 1
    assert len(files) == 2


@pytest.mark.parametrize("damage", [b"", b"\x89PNG\r\n\x1a\n", b"no picture"])
def test_a_damaged_card_is_drawn_anew(tmp_path: Path, damage: bytes) -> None:
    _, files = run(tmp_path, "kettle")
    (card,) = tmp_path.iterdir()
    card.write_bytes(damage)
    made, again = run(tmp_path, "kettle")
    assert made.drawn == 1
    assert again == files


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "draft.123").write_bytes(b"half")
    (tmp_path / "folder").mkdir()
    run(tmp_path, "kettle")
    assert not (tmp_path / "draft.123").exists()
    assert (tmp_path / "folder").exists()


def test_several_processes_draw_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [f"Kettle number {n}" for n in range(5)]
    _, alone = run(tmp_path / "alone", *titles)
    monkeypatch.setattr(cache, "ALONE", 2)
    made, together = run(tmp_path / "together", *titles)
    assert made.drawn == 5
    assert together == alone


def test_many_cards_are_drawn_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [f"Kettle number {n}" for n in range(5)]
    _, once = run(tmp_path / "once", *titles)
    monkeypatch.setattr(cache, "_AT_A_TIME", 2)
    made, files = run(tmp_path / "kept", *titles)
    assert made.drawn == len(files) == 5
    assert files == once


def test_what_no_font_has_is_named_with_its_paper_also_when_nothing_is_drawn(tmp_path: Path) -> None:
    for _ in range(2):
        made, _ = run(tmp_path, "kettle", "茶 and 🫖")
        (problem,) = made.problems
        assert (problem.path, problem.severity) == ("1.md", Severity.WARNING)
        assert "'茶' (U+8336), '🫖' (U+1FAD6)" in problem.problem


@pytest.mark.parametrize("title", ["茶 and kettles", "🫖", "שלום"])
def test_a_card_that_cannot_be_set_is_the_lists(tmp_path: Path, title: str) -> None:
    made, files = run(tmp_path, "kettle", title)
    assert (
        files["papers/1/card.png"]
        == Studio((FONTS,), Look(name="A shelf")).draw(OVERVIEW)
        != files["papers/0/card.png"]
    )
    assert "its card is the list's" in made.problems[0].problem


def test_a_name_that_cannot_be_set_is_told_once_and_titles_stay(tmp_path: Path) -> None:
    made = Press(fonts=(FONTS,), look=Look(name="茶"), overview=OVERVIEW, kept=tmp_path)
    files = list(made.run(jobs("kettle", "teapot")))
    assert [problem.path for problem in made.problems] == ["mkdocs.yml"]
    assert files[0].content != files[1].content


def test_many_lacking_characters_are_counted(tmp_path: Path) -> None:
    made, _ = run(tmp_path, "".join(map(chr, range(0x4E00, 0x4E14))))
    assert made.problems[0].problem.endswith("and 12 more")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PapershelfError, match="--no-cards"):
        run(tmp_path / "file", "kettle")
