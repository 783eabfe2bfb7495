"""One paper's file: the round trip, and that saving changes no more than it must."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest
from fabricate import LIBRARY
from hypothesis import assume, given
from hypothesis import strategies as st

from papershelf.content import papers
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.errors import Rejected
from papershelf.model import Appearance, Link, LinkKind, Name, Paper
from papershelf.text import capture_text, check_summary, check_written, from_tex, is_blank, is_doi, is_slug, parse_name

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LINE = ANY.map(lambda raw: capture_text(" ".join(raw.split("\n")))).filter(
    lambda text: not is_blank(text) and "\n" not in text
)
SLUG = st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=30).filter(is_slug)
URL = st.builds(
    "https://example.org/{}".format, st.text(string.ascii_letters + string.digits + "-_/?&=%#'()", max_size=20)
)
DOI = st.text(string.ascii_letters + "<>()#'\"%é", min_size=1, max_size=20).map("10.1000/{}".format).filter(is_doi)
LISTED = st.sets(st.builds(Appearance, listing=SLUG, rank=st.integers(1, 999_999)), max_size=4)


def _name(written: str) -> Name | None:
    try:
        return parse_name(written)
    except Rejected:
        return None


def fitting(markdown: str) -> bool:
    try:
        check_summary(markdown)
    except Rejected:
        return False
    return True


SUMMARY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(capture_text).filter(fitting)
NAME = st.builds(_name, LINE).filter(lambda name: name is not None)
UNIQUE = {"max_size": 4, "unique": True}

PAPERS = st.builds(
    Paper,
    slug=st.just("x"),
    id=st.text(string.ascii_lowercase + "234567", min_size=4, max_size=26),
    title=LINE,
    listed=LISTED.map(lambda places: tuple(sorted(places))),
    added=st.dates(date(1970, 1, 1), date(2100, 12, 31)).map(str),
    links=st.lists(st.builds(Link, kind=st.sampled_from(LinkKind), url=URL), max_size=4).map(tuple),
    tags=st.lists(LINE, **UNIQUE).map(tuple),  # type: ignore[arg-type]
    summary=SUMMARY,
    abstract=st.none() | LINE,
    arxiv=st.none() | st.sampled_from(["2306.14898", "2306.14898v2", "cs.LG/0001001", "math/9901001v1"]),
    authors=st.lists(NAME, max_size=4).map(tuple),
    year=st.none() | st.integers(1900, 2099).map(str),
    venue=st.none() | LINE.map(lambda pasted: from_tex(pasted, mathematics=False) or pasted),
    doi=st.none() | DOI,
    aliases=st.lists(SLUG, **UNIQUE).map(tuple),  # type: ignore[arg-type]
    withdrawn=st.none() | LINE,
    proposed=st.lists(LINE, **UNIQUE).map(tuple),  # type: ignore[arg-type]
    finding=st.none() | LINE,
    note=st.none() | LINE,
).map(lambda paper: replace(paper, **papers.title_fields(paper.title)))


def read(text: str, abstract: str | None = None) -> Paper:
    report = Report(path="content/papers/x.md")
    paper = papers.read(report, "x", text.replace("\r\n", "\n"), abstract)
    assert report.problems == []
    assert paper is not None
    return paper


@given(PAPERS)
def test_writing_and_reading_is_the_identity(paper: Paper) -> None:
    text = papers.write(paper)
    assert read(text, paper.abstract) == paper
    # On disk it is UTF-8, and what people may not write never gets there.
    check_written(text.encode().decode())


@given(PAPERS)
def test_setting_every_field_to_what_it_is_changes_no_byte_of_a_written_paper(paper: Paper) -> None:
    text = papers.write(paper)
    assert papers.update(text, papers.to_values(paper)) == text


COMMENT = st.sampled_from(["", "  # tags: [not-these]", " # ---"])
BETWEEN = st.sampled_from([[], ["# a remark: of a person"], ["", "#listed: none"], ["", ""]])


def on_one_line(paper: Paper) -> Paper:
    """The paper with a summary of one line, so that the file's line ends mean nothing to it."""
    return replace(paper, summary=capture_text(" ".join(paper.summary.split())), abstract=None)


@st.composite
def handmade(draw: st.DrawFn) -> tuple[Paper, str, dict[str, list[str]]]:
    """A paper's file as a person might write it: in any order and style, with comments and any line ends."""
    paper = draw(PAPERS.map(on_one_line))
    values = papers.to_values(paper)
    names = draw(st.permutations(sorted(values)))
    blocks: dict[str, list[str]] = {}
    for name in names:
        rows = edit.field_lines(name, values[name])
        value = values[name]
        if isinstance(value, list) and value and draw(st.booleans()):
            rows = [f"{name}:{draw(COMMENT)}", *(f"  - {edit.flow(item)}" for item in value)]
        elif isinstance(value, list) and value and draw(st.booleans()):
            rows = [f"{name}: [", *(f"   {edit.flow(item)}," for item in value), "  ]" + draw(COMMENT)]
        elif len(rows) == 1:
            rows = [rows[0] + draw(COMMENT)]
        blocks[name] = rows
    end = draw(st.sampled_from(["\n", "\r\n"]))
    gaps = [row for name in names for row in [*draw(BETWEEN), f"\0{name}"]]
    layout = [*gaps, *draw(BETWEEN)]
    front = [row for slot in layout for row in (blocks[slot[1:]] if slot.startswith("\0") else [slot])]
    summary = [paper.summary] if paper.summary else []
    text = end.join(["---", *front, "---", *summary, ""])
    return paper, text, {name: [f"{row}{end}" for row in rows] for name, rows in blocks.items()}


@given(handmade(), LISTED)
def test_updating_one_field_changes_only_its_lines(
    made: tuple[Paper, str, dict[str, list[str]]], places: set[Appearance]
) -> None:
    paper, text, blocks = made
    assume(tuple(sorted(places)) != paper.listed)
    assert read(text) == paper
    value = papers.listed_value(tuple(sorted(places)))
    updated = papers.update(text, {"listed": value})
    after = read(updated)
    assert after.listed == tuple(sorted(places))
    assert _changed(after, paper) == {"listed"}
    # Taking the field's own lines out of both leaves the same text, to the byte.
    old = "".join(blocks["listed"])
    head, mark, tail = text.partition(old)
    assert mark
    assert updated.startswith(head)
    assert updated.endswith(tail)
    middle = updated[len(head) : len(updated) - len(tail)]
    assert middle.startswith("listed:")
    assert middle.endswith(text[-2:] if text.endswith("\r\n") else "\n")
    assert papers.update(updated, {"listed": value}) == updated


def _changed(one: Paper, other: Paper) -> set[str]:
    names = set(Paper.__slots__) - {"abstract"}
    return {name for name in names if getattr(one, name) != getattr(other, name)}


SMALL = '---\nid: aaaa\ntitle: "T"\nadded: "2026-01-01"\n---\n'


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("One.\n---\nTwo.\n---\n", "One.\n---\nTwo.\n---"),
        ("\n\n  One.\n\n", "One."),
        ("", ""),
        ("id: bbbb\n", "id: bbbb"),
    ],
)
def test_what_stands_behind_the_second_fence_is_the_summary(body: str, summary: str) -> None:
    assert read(SMALL + body).summary == summary


@pytest.mark.parametrize("text", [SMALL.replace("---\n", "--- \n"), SMALL.replace("---\n", "-----\n"), SMALL[:-1]])
def test_a_fence_is_three_hyphens_or_more(text: str) -> None:
    assert read(text).title == "T"


def test_blank_lines_behind_a_fence_shift_no_place() -> None:
    text = "---\n\n\nid: aaaa\n\ntitle: 'T'\nadded: nonsense\n\n---\n\n\nS\n"
    report = Report(path="x.md")
    assert papers.read(report, "x", text, None) is None
    assert [problem.line for problem in report.problems] == [7]
    sound = text.replace("nonsense", "2026-01-01")
    assert papers.update(sound, {"title": "u"}) == sound.replace("'T'", "u")


def test_only_the_changed_line_of_a_file_with_mixed_ends_changes() -> None:
    text = '---\r\nid: aaaa\r\ntitle: "T" # one\r\nadded: "2026-01-01"\n---\nS\r\nT\n'
    assert papers.update(text, {"title": "u"}) == text.replace('"T"', "u")


def test_every_paper_of_the_fabricated_library_keeps_its_lines() -> None:
    for file in sorted((LIBRARY / "papers").iterdir()):
        text = file.read_text("utf-8")
        before = read(text)
        value = papers.listed_value((*before.listed, Appearance(listing="zzz", rank=9)))
        updated = papers.update(text, {"listed": value})
        assert _changed(read(updated), before) == {"listed"}
        gone = set(text.split("\n")) - set(updated.split("\n"))
        assert all("list" in line or "rank" in line for line in gone), file.name


def test_a_file_that_does_not_load_is_not_updated() -> None:
    with pytest.raises(ValueError, match="only a file that loads"):
        papers.update("no front matter", {"title": "x"})


def test_a_summary_is_put_into_no_file_that_does_not_load() -> None:
    with pytest.raises(ValueError, match="only a file that loads can be updated"):
        papers.update_summary("no front matter", "It whistles.")
