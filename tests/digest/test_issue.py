"""The digest: each paper once, by topic, as Markdown and as plain text that nothing breaks out of."""

from __future__ import annotations

import pytest
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.digest import issue as digest_issue
from papershelf.model import Digest, Library
from papershelf.text import escape_commonmark, plain_text

ADDRESS = "https://example.org/list"


def issue(catalog: Catalog, told: Digest, most: int | None = None) -> digest_issue.Issue:
    return digest_issue.compose(catalog, told, name="A shelf", address=ADDRESS, most=most)


def shelf(*numbers: int) -> tuple[Catalog, Digest]:
    """A list with so many papers in each topic, and a digest of all."""
    papers = [
        paper(f"t{topic}-p{n}", id=f"t{topic}p{n:03}", tags=(f"tag{topic}",), summary="It whistles. And more.")
        for topic, count in enumerate(numbers)
        for n in range(count)
    ]
    held = library(*papers, tags={f"tag{topic}": f"topic{topic}" for topic in range(len(numbers))})
    told = Digest(date="2026-03-02", since="2026-02-23", papers=tuple(each.id for each in papers))
    return arrange(held), told


def test_each_paper_stands_once_under_the_topic_of_its_first_tag_that_has_one(catalog: Catalog) -> None:
    told = catalog.library.digests[0]
    sections = catalog.sections_of(told)
    assert [topic.key if topic else None for topic, _ in sections] == ["kitchen-science", "animals", None]
    ids = [each.id for _, papers in sections for each in papers]
    assert sorted(ids) == sorted(told.papers)


def test_days_are_written_in_words() -> None:
    assert digest_issue.in_words("2026-03-02") == "2 March 2026"


def test_a_withdrawn_paper_is_not_told_of() -> None:
    gone = paper("gone", id="gone1", withdrawn="It was a teapot.")
    told = Digest(date="2026-03-02", since="2026-02-23", papers=("gone1", "here1"))
    found = issue(arrange(library(gone, paper("here", id="here1"))), told)
    assert found.title == "1 new paper"
    assert [entry.title for section in found.sections for entry in section.entries] == ["Here"]


def test_a_mail_names_so_many_papers_and_counts_the_others() -> None:
    found = issue(*shelf(50, 3, 1), most=20)
    assert [(len(section.entries), section.more) for section in found.sections] == [(16, 34), (3, 0), (1, 0)]
    assert "and 34 more: https://example.org/list/digest/2026-03-02/" in digest_issue.to_text(found)
    assert issue(*shelf(50, 3, 1)).sections[0].more == 0


def test_each_topic_is_named_even_where_they_are_too_many() -> None:
    found = issue(*shelf(2, 2, 2), most=2)
    assert [(len(section.entries), section.more) for section in found.sections] == [(1, 1)] * 3


def test_the_plain_text_is_read_from_top_to_bottom() -> None:
    assert digest_issue.to_text(issue(*shelf(1))) == (
        "A shelf: 1 new paper\n"
        "1 new paper since 23 February 2026.\n"
        "https://example.org/list/digest/2026-03-02/\n"
        "\n\n"
        "Topic topic0\n"
        "------------\n"
        "\n"
        "* T0-P0\n"
        "  It whistles. And more.\n"
        "  https://example.org/list/p/t0p000/\n"
    )


def test_where_short_addresses_are_no_pages_the_plain_text_has_those_of_pages() -> None:
    catalog, told = shelf(1)
    found = digest_issue.compose(catalog, told, name="A shelf", address=ADDRESS, short=False)
    assert digest_issue.to_text(found).splitlines()[-1] == "  https://example.org/list/papers/t0-p0/"


def test_lines_of_the_plain_text_fit_any_window(catalog: Catalog) -> None:
    for told in catalog.library.digests:
        for line in digest_issue.to_text(issue(catalog, told)).splitlines():
            assert len(line) <= 72 or " " not in line.strip(" *"), line


def test_an_introduction_stands_above(catalog: Catalog) -> None:
    found = issue(catalog, catalog.library.digests[0])
    assert "A *quiet* week, with `<script>alert(3)</script>` and" in " ".join(digest_issue.to_text(found).split())
    assert "A *quiet* week" in digest_issue.to_markdown(found)


def test_a_short_summary_is_told_whole_and_a_long_one_begun() -> None:
    def line(summary: str) -> str:
        told = Digest(date="2026-03-02", since="2026-02-23", papers=("kettle",))
        return issue(arrange(library(paper("kettle", id="kettle", summary=summary))), told).sections[0].entries[0].line

    assert line("One. Two. Three.") == "One. Two. Three."
    assert line("") == ""
    long = "A sentence that goes on " + "and on " * 40 + "until it ends."
    assert line(f"{long} Another.") == long
    assert line(f"Why? {long} Another.") == f"Why? {long}", "no question stands without its answer"


def rendered(markdown: str) -> list[str]:
    """The texts of the items of a list, as a reader of CommonMark sees them."""
    parser = MarkdownIt("commonmark")
    found = []
    for token in parser.parse(markdown):
        assert token.type != "html_block", token.content
        for child in token.children or []:
            assert child.type in {"text", "text_special", "link_open", "link_close", "hardbreak", "softbreak"}, child
        if token.type == "inline":
            found.append("".join(child.content for child in token.children or []))
    return found


@pytest.mark.parametrize("number", [0, 1])
def test_titles_are_text_in_markdown(catalog: Catalog, number: int) -> None:
    found = issue(catalog, catalog.library.digests[number])
    texts = rendered(digest_issue.to_markdown(digest_issue.compose(catalog, Digest(
        date=found.date, since="2026-01-01", papers=catalog.library.digests[number].papers,
    ), name="A shelf", address=ADDRESS)))  # fmt: skip
    for section in found.sections:
        assert section.heading in texts
        for entry in section.entries:
            assert any(text.startswith(" ".join(entry.title.split())) for text in texts), entry.title


@given(st.text(max_size=60))
def test_any_title_is_text_in_markdown(title: str) -> None:
    shown = " ".join(plain_text(title).split())
    found = rendered(f"- [{escape_commonmark(shown)}](https://example.org/)\n")
    assert " ".join("".join(found).split()) == shown


def test_what_no_digest_has_told_of_is_new_however_old_its_day_is() -> None:
    late = paper("late", id="late1", added="2026-02-20")
    old = paper("old", id="old01", added="2026-01-01")
    told = paper("told", id="told1", added="2026-02-25")
    future = paper("future", id="future", added="2026-04-01")
    digests = (
        Digest(date="2026-02-16", since="2026-02-01", papers=()),
        Digest(date="2026-03-01", since="2026-02-16", papers=("told1",)),
    )
    held = Library(papers=(future, late, old, told), digests=digests)
    assert [each.slug for each in arrange(held).untold("2026-03-08")] == ["late"]
