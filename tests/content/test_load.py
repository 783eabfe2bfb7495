"""Loading the content whole: every problem of every file, or one library."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fabricate import LIBRARY, Project

from papershelf import content
from papershelf.content import files, unchanged
from papershelf.errors import PapershelfError

HEAD = '---\nid: {id}\ntitle: "T"\nadded: "2026-01-01"\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project without templates, whose vocabulary has two tags."""
    made = Project(tmp_path)
    made.write(
        "content/tags.yml",
        "topics:\n  t:\n    label: T\n    description: d\ntags:\n  heat:\n    label: Heat\n    topic: t\n    description: d\n    aliases: [warmth]\n  preheating:\n    label: P\n    topic: t\n    description: d\n",
    )
    made.write("content/listings.yml", "autumn:\n  source: S\n")
    return made


def put(project: Project, slug: str, *rows: str, paper_id: str | None = None) -> None:
    head = HEAD.format(id=paper_id or f"id{sum(map(ord, slug)):04d}")
    project.write(f"content/papers/{slug}.md", head + "".join(f"{row}\n" for row in rows) + "---\n")


def said(project: Project) -> list[str]:
    with pytest.raises(PapershelfError) as caught:
        content.load(project.root)
    return str(caught.value).split("\n")


def test_the_fabricated_library_loads_without_a_word(fresh: object) -> None:
    loaded = content.load(fresh().root)  # type: ignore[operator]
    assert loaded.warnings == ()
    assert [paper.slug for paper in loaded.library.papers] == sorted(
        path.stem for path in (LIBRARY / "papers").iterdir()
    )
    by_slug = {paper.slug: paper for paper in loaded.library.papers}
    assert (
        by_slug["con-paper"].abstract
        == "An abstract that holds a rule:\n---\n# and a heading\n[TOC] and a line like a title"
    )
    assert by_slug["con-paper"].tags == ("__proto__", "constructor")
    assert by_slug["a-paper-nobody-has-read-yet"].tags == ()
    assert loaded.library.published[0] == "/listings/000_bare/"


def test_problems_of_all_files_come_at_once_in_order(project: Project) -> None:
    put(project, "b", "tags: x", "year: soon")
    put(project, "a", "colour: red")
    project.write("content/tags.yml", "tgas: []")
    project.write("content/urls.txt", "/papers/a/\nnonsense\n")
    assert said(project) == [
        "content/papers/a.md:5: colour: this key is not known. Remove it. Known keys: id, title, listed, added, links, tags, proposed, keywords, arxiv, authors, year, venue, doi, sources, finding, note, aliases, merged, withdrawn.",
        "content/papers/b.md:5: tags: it must be a list, not a text. Write `tags: [one-tag, another-tag]`, or remove the line.",
        "content/papers/b.md:6: year: 'soon' is not a year. Write `year: \"2023\"`.",
        "content/tags.yml:1: tgas: this key is not known. Did you mean 'tags'? Known keys: topics, tags.",
        "content/urls.txt:2: 'nonsense' is not a page address. Leave this file to `papershelf`; take it back from the last commit.",
    ]


def test_a_problem_stands_at_the_line_of_its_value(project: Project) -> None:
    put(project, "a", "# tags: [hate]", "tags:", "  - preheating", "  - 'heat'", "  - hate", "venue: hate")
    assert said(project) == [
        "content/papers/a.md:9: tags: the tag 'hate' is not known. Did you mean 'heat' or 'preheating'?"
    ]


def test_a_problem_of_a_quoted_key_has_a_line_too(project: Project) -> None:
    put(project, "a", '"listed": [{listing: autmn, rank: 1}]')
    assert said(project) == ["content/papers/a.md:5: listed: the listing 'autmn' is not known. Did you mean 'autumn'?"]


def test_names_and_places_have_one_owner(project: Project) -> None:
    put(project, "a", "listed: [{listing: autumn, rank: 1}]", "aliases: [b, former]", paper_id="same")
    put(project, "b", "listed: [{listing: autumn, rank: 1}]", "aliases: [former, b]", paper_id="same")
    assert said(project) == [
        "content/papers/a.md:6: aliases: 'b' belongs to content/papers/b.md already. Give each paper its own.",
        "content/papers/b.md:2: id: two files have the id 'same': this one and content/papers/a.md. "
        "If it was copied, remove this line; `papershelf check --fix` makes its own.",
        "content/papers/b.md:5: listed: 'autumn, rank 1' belongs to content/papers/a.md already. Give each paper its own.",
        "content/papers/b.md:6: aliases: 'b' is its present name. Name former ones only.",
        "content/papers/b.md:6: aliases: 'former' belongs to content/papers/a.md already. Give each paper its own.",
    ]


def test_two_names_of_one_tag_are_told(project: Project) -> None:
    put(project, "a", "tags: [heat, warmth]")
    assert said(project) == [
        "content/papers/a.md:5: warning: tags: 'warmth' is another name of the tag 'heat'. Write 'heat'.",
        "content/papers/a.md:5: tags: two of its tags are one tag under two names. Remove one of the two.",
    ]


def test_an_empty_ledger_is_one(project: Project) -> None:
    project.write("content/urls.txt", "")
    assert content.load(project.root).library.published == ()


def test_a_pipe_in_place_of_the_vocabulary_is_told_and_never_read(project: Project) -> None:
    (project.root / "content" / "tags.yml").unlink()
    os.mkfifo(project.root / "content" / "tags.yml")
    assert said(project) == [
        "content/tags.yml: it is a device, a pipe or a socket. Keep plain files only: replace it by a file with its text."
    ]


def test_a_file_of_too_many_bytes_is_refused(project: Project) -> None:
    project.write("content/papers/a.md", "x" * (1024 * 1024 + 1))
    assert said(project) == ["content/papers/a.md: it has more than 1,024 KB. Remove what does not belong to the list."]


@pytest.mark.parametrize(
    ("summary", "message"),
    [
        ("x" * 5_001, "it has more than 5,000 characters. Say it in two to four sentences."),
        ("[" * 500, "a summary with over 400 marks of Markdown. Write plain sentences."),
    ],
)
def test_a_summary_has_its_caps_and_its_line(project: Project, summary: str, message: str) -> None:
    project.write("content/papers/a.md", f"{HEAD.format(id='aaaa')}---\n\n\n{summary}\n")
    assert said(project) == [f"content/papers/a.md:8: summary: {message}"]


def test_a_folder_without_content_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError) as caught:
        content.load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: there is no folder `content` in it. Name the project's folder: `papershelf --root DIR …`."
    )


def test_the_ledger_of_a_long_list_may_be_larger_than_a_papers_file(project: Project) -> None:
    addresses = [f"/papers/{'a-long-name-' * 6}{number}/" for number in range(20_000)]
    path = project.write("content/urls.txt", "".join(f"{address}\n" for address in addresses))
    assert path.stat().st_size > 1024 * 1024
    assert content.load(project.root).library.published == tuple(addresses)


def test_a_ledger_has_a_cap_of_its_own(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.content.ledger.MAX_FILE", 2048)
    project.write("content/urls.txt", "/p/abcd/\n" * 300)
    assert said(project) == ["content/urls.txt: it has more than 2 KB. Remove what does not belong to the list."]


def test_a_folder_among_the_papers_is_not_passed_over(project: Project) -> None:
    project.write("content/papers/drafts/a.md", "x")
    project.write("content/papers/.editor/a.md", "x")
    assert said(project) == [
        "content/papers/drafts: it is a folder, and the papers in it would be passed over. Move its files to content/papers/, where every paper is, and remove it."
    ]


def test_a_list_that_is_read_again_is_what_its_files_hold_now(project: Project) -> None:
    put(project, "kettles", "tags: [heat]")
    put(project, "teapots", "tags: [heat]")
    before = content.load(project.root).library.papers
    project.replace("content/papers/teapots.md", "[heat]", "[preheating]")
    after = content.load(project.root).library.papers
    assert [paper.tags for paper in after] == [("heat",), ("preheating",)]
    assert after[0] == before[0]
    project.replace("content/papers/teapots.md", "tags:", "tgas:")
    assert said(project) == said(project) != []


@pytest.fixture
def known(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list whose papers were all read, so long after they were written that their files are known."""
    monkeypatch.setattr(unchanged, "REMEMBERED", unchanged.Remembered())
    put(project, "cups", "tags: [warmth]")
    put(project, "lids", "tags: [heat]")
    unchanged.REMEMBERED.begin(
        (project.root / "content" / "papers" / "lids.md").lstat().st_ctime_ns + 3_600_000_000_000
    )
    content.examine(project.root)
    return project


@pytest.mark.skipif(os.name != "posix", reason="other systems do not say when a file was changed")
def test_files_that_are_known_stay_unread_and_nothing_is_otherwise(
    known: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read_text = content.examine(known.root), files.read_text
    monkeypatch.setattr(unchanged, "REMEMBERED", unchanged.Remembered())
    expected = content.examine(known.root)
    monkeypatch.undo()
    read = list[str]()
    monkeypatch.setattr(
        files, "read_text", lambda path, shown, *rest: read.append(shown) or read_text(path, shown, *rest)
    )
    assert before.library == expected.library
    assert before.problems == expected.problems
    assert [problem.line for problem in before.problems] == [5], "the line of a word is found in the file"
    assert set(before.texts) == set(expected.texts)
    assert read == []
    assert before.texts["papers/lids.md"] == expected.texts["papers/lids.md"]
    assert read == ["content/papers/lids.md"]


def test_a_known_file_that_was_saved_again_is_read(known: Project) -> None:
    put(known, "lids", "tags: [preheating]")
    assert content.examine(known.root).library.papers[1].tags == ("preheating",)


def test_a_text_that_is_read_in_the_place_of_a_known_file_is_the_paper(known: Project) -> None:
    text = HEAD.format(id="abcd23") + "tags: [preheating]\n---\n"
    found = content.examine(known.root, {"papers/lids.md": text})
    assert found.library.papers[1].tags == ("preheating",)
    assert found.texts["papers/lids.md"] == text


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such links")
def test_a_link_to_a_known_file_is_none(known: Project) -> None:
    lids = known.root / "content" / "papers" / "lids.md"
    lids.rename(known.root / "lids.md")
    lids.symlink_to(known.root / "lids.md")
    found = content.examine(known.root)
    assert [paper.slug for paper in found.library.papers] == ["cups"]
    assert "it is a symbolic link" in "\n".join(map(str, found.problems))
