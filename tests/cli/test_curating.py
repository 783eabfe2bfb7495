"""The commands for curators: check, suggest and tags, run on invented lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fabricate import LIBRARY, REPOSITORY, assemble, tree
from repositories import Repository

from papershelf.cli import papershelf


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(papershelf, ["--root", str(root), *words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "list", LIBRARY).root


def test_check_prints_problems_statistics_and_a_count(root: Path) -> None:
    result = run(root, "check")
    path = "content/papers/a-paper-nobody-has-read-yet.md"
    assert any(line.startswith(path) and "tags: it has no tags yet." in line for line in result.output.splitlines())
    assert "2 topics, 8 tags, 12 papers" in result.output
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].split(", ")[0].endswith(" errors")


def test_check_prints_errors_last_where_a_terminal_shows_them(root: Path) -> None:
    lines = [line for line in run(root, "check").stderr.splitlines() if line.startswith("content/")]
    marks = [": warning: " in line for line in lines]
    assert set(marks) == {True, False}
    assert marks == sorted(marks, reverse=True)


def test_check_counts_the_papers_that_came_after_the_map(root: Path) -> None:
    told = "content/map.csv: warning: 2 of the papers came after it was drawn; a build places them"
    assert told in run(root, "check").output
    assert run(root, "map").exit_code == 0
    assert "content/map.csv" not in run(root, "check").output
    (root / "content" / "map.csv").unlink()
    assert "content/map.csv" not in run(root, "check").output, "nobody has asked for a map"


def test_map_writes_a_place_for_every_paper_and_the_same_again(root: Path) -> None:
    before = tree(root / "content")
    result = run(root, "map")
    assert result.output == "12 papers placed, written to content/map.csv\n"
    after = tree(root / "content")
    assert {name for name in after if after[name] != before.get(name)} - {".lock"} == {"map.csv"}
    assert len(after["map.csv"].splitlines()) == 13
    run(root, "map")
    assert tree(root / "content")["map.csv"] == after["map.csv"]


def test_a_broken_map_stops_with_a_remedy(root: Path) -> None:
    (root / "content" / "map.csv").write_text("id,x,y\naaaaa2,0.5,elsewhere\n", encoding="utf-8")
    result = run(root, "check")
    assert result.exit_code == 1
    assert "content/map.csv:2: 'aaaaa2,0.5,elsewhere' is not an id with two numbers" in result.output


def test_check_of_named_files_says_nothing_of_the_others(root: Path) -> None:
    result = run(root, "check", str(root / "content/papers/a-paper-nobody-has-read-yet.md"))
    lines = result.output.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["content/papers/a-paper-nobody-has-read-yet.md"] * 2
    assert lines[-1] == "0 errors, 2 warnings"
    assert result.exit_code == 0


def test_a_release_makes_errors_of_an_unbalanced_vocabulary(root: Path) -> None:
    for n in range(12):  # so few are not judged yet
        paper = f'---\nid: sheep{n}\ntitle: "Sheep {n}"\nlisted: []\nadded: "2026-01-01"\ntags: [sheep]\n---\n'
        (root / f"content/papers/more-sheep-{n}.md").write_text(paper, encoding="utf-8")
    path = str(root / "content/tags.yml")
    assert run(root, "check", path).exit_code == 0
    result = run(root, "check", "--release", path)
    assert "tags.unused: only 0 of the papers have it, fewer than 3." in result.output
    assert result.exit_code == 1


def test_tags_list_counts_by_topic(root: Path) -> None:
    lines = run(root, "tags", "list").output.splitlines()
    assert lines[0] == "Kitchen <science> (kitchen-science)"
    assert "      0  unused: Unused" in lines


def kitchen(root: Path) -> Path:
    """A list of invented papers on two subjects that a machine can tell apart, and one untagged paper."""
    folder = root / "content" / "papers"
    folder.mkdir(parents=True)
    subjects = {"kettles": "whistling kettle spout steam boil", "sheep": "woolly sheep counting night fence"}
    for subject, words in subjects.items():
        for number in range(25):
            write(folder, f"{subject}-{number}", f"{words.title()} {number}", f"[{subject}, survey]")
    write(folder, "new", "Another whistling kettle and its spout of steam", "[]")
    (root / "content" / "tags.yml").write_text(
        "topics:\n  things:\n    label: Things\n    description: Invented.\n"
        "  kind:\n    label: Kind\n    description: Invented.\ntags:\n"
        + "".join(
            f"  {key}:\n    label: {key.title()}\n    topic: {topic}\n    description: Invented.\n"
            for key, topic in (("kettles", "things"), ("sheep", "things"), ("survey", "kind"))
        ),
        encoding="utf-8",
    )
    return root


def write(folder: Path, slug: str, title: str, tags: str) -> None:
    (folder / f"{slug}.md").write_text(
        f'---\nid: x{slug.replace("-", "")}\ntitle: "{title}"\nadded: "2026-01-02"\ntags: {tags} # a remark\n---\n',
        encoding="utf-8",
    )


def test_suggest_proposes_with_reasons_and_writes_nothing(tmp_path: Path) -> None:
    root = kitchen(tmp_path)
    before = tree(root / "content")
    result = run(root, "suggest", "--new")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "content/papers/new.md"
    assert "kettles" in result.output
    assert "sheep" not in result.output
    assert 'like "Whistling Kettle' in result.output
    assert tree(root / "content") == before


def test_suggest_writes_only_the_line_of_the_tags(tmp_path: Path) -> None:
    root = kitchen(tmp_path)
    before = tree(root / "content")
    result = run(root, "suggest", "--write", str(root / "content/papers/new.md"))
    assert "confirm them with `papershelf suggest --confirm PAPER`" in result.output
    assert result.output.splitlines()[-1] == "1 paper without tags, 1 with proposals, written"
    after = tree(root / "content")
    changed = [name for name, data in before.items() if after[name] != data]
    assert changed == ["papers/new.md"]
    old, new = (files["papers/new.md"].decode().splitlines() for files in (before, after))
    assert [line for line in new if line not in old] == ["proposed: [kettles, survey]"]
    run(root, "suggest", "--write", "new")
    assert tree(root / "content") == after, "the same again"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["--confirm"], ["tags: [kettles, survey] # a remark"]),
        (["--confirm", "--tag", "survey"], ["tags: [survey] # a remark", "proposed: [kettles]"]),
        (["--reject", "--tag", "kettles"], ["tags: [] # a remark", "proposed: [survey]"]),
        (["--reject"], ["tags: [] # a remark"]),
    ],
)
def test_a_person_confirms_or_rejects_proposed_tags(tmp_path: Path, words: list[str], lines: list[str]) -> None:
    root = kitchen(tmp_path)
    run(root, "suggest", "--write", "new")
    result = run(root, "suggest", "new", *words)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"content/papers/new.md: {words[0].removeprefix('--')}")
    rows = (root / "content/papers/new.md").read_text("utf-8").splitlines()
    assert [row for row in rows if row.startswith(("tags", "proposed"))] == lines


def test_nothing_is_confirmed_that_nobody_proposed(tmp_path: Path) -> None:
    root = kitchen(tmp_path)
    before = tree(root / "content")
    assert "sheep-1: proposed: it has no proposed tags" in str(run(root, "suggest", "--confirm", "sheep-1").exception)
    assert "it is not a paper on the list" in str(run(root, "suggest", "--confirm", "sheep-99").exception)
    assert {name: data for name, data in tree(root / "content").items() if name != ".lock"} == before
    run(root, "suggest", "--write", "new")
    refused = run(root, "suggest", "--confirm", "new", "--tag", "sheep").exception
    assert "'sheep' is not proposed. Proposed are: kettles, survey" in str(refused)


@pytest.mark.parametrize(
    "words",
    [
        ["--confirm"], ["--reject", "--new"], ["--confirm", "--reject", "new"], ["--audit", "new"],
        ["--tag", "sheep", "new"], ["--reliability", "--write"], ["--from", "a", "--new"],
        ["--reliability", "--from", "nowhere"],
    ],
)  # fmt: skip
def test_words_that_mean_nothing_together_are_refused(tmp_path: Path, words: list[str]) -> None:
    assert run(kitchen(tmp_path), "suggest", *words).exit_code == 2


def test_suggest_says_that_it_abstains(tmp_path: Path) -> None:
    root = kitchen(tmp_path)
    for number in range(5):
        (root / f"content/papers/sheep-{number}.md").unlink()
    result = run(root, "suggest", "new")
    assert "45 papers with tags, fewer than 50: only the words of content/tags.yml are used" in result.stderr
    assert 'like "' not in result.output


def test_the_audit_names_papers_with_wrong_tags(tmp_path: Path) -> None:
    root = kitchen(tmp_path)
    right = run(root, "suggest", "--audit")
    assert (right.exit_code, right.output) == (
        0,
        "50 tagged papers judged by the others, 0 with tags that look wrong\n",
    )
    write(root / "content" / "papers", "sheep-7", "Woolly sheep counting night fence", "[kettles, survey]")
    wrong = run(root, "suggest", "--audit")
    assert wrong.exit_code == 1
    assert wrong.output.splitlines()[0] == "content/papers/sheep-7.md"
    assert wrong.output.splitlines()[1].startswith("  has kettles: hardly a paper like it has it")
    assert run(root, "suggest", "--audit").output == wrong.output


def test_reliability_is_a_table_of_the_imports(tmp_path: Path) -> None:
    head, _, *rows = run(kitchen(tmp_path), "suggest", "--reliability").output.splitlines()
    assert head.split("|")[1:4] == [" import ", " known papers ", " new papers "]
    assert [row.split("|")[1:4] for row in rows] == [[" by hand, to 2026-01-02 ", " 0 ", " 50 "]]


def test_suggest_refuses_a_paper_that_has_tags(tmp_path: Path) -> None:
    root = kitchen(tmp_path)
    result = run(root, "suggest", str(root / "content/papers/sheep-1.md"))
    assert "it has tags already" in str(result.exception)
    assert run(root, "suggest").exit_code == 2


def test_the_readme_empties_the_list_for_one_of_your_own(tmp_path: Path) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if line.startswith("$ git rm "))
    repository = Repository.make(tmp_path)
    texts = {f"content/{name}": raw.decode("utf-8") for name, raw in tree(LIBRARY).items()}
    repository.commit(texts)
    repository.git(*command.removeprefix("$ git ").split())
    assert run(tmp_path, "new", "--title", "Kettles in tune", "--tag", "teapots,heat").exit_code == 0
    result = run(tmp_path, "check", "--fix")
    assert "2 topics, 8 tags, 1 paper\n" in result.output
    assert "0 errors" in result.output
    assert "/papers/kettles-in-tune/" in (tmp_path / "content/urls.txt").read_text(encoding="utf-8")
