"""Where the facts of a paper come from, as its file states it. All papers are invented."""

from __future__ import annotations

import pytest

from papershelf.content import papers
from papershelf.content.yaml.fields import Report
from papershelf.model import Origin, Paper


def sources_of(*lines: str) -> tuple[tuple[Origin, ...], list[str]]:
    """The sources that a file with some lines states, and what is said of them."""
    report = Report(path="content/papers/kettles.md")
    front = [
        "---",
        "id: abcdef",
        'title: "Kettles"',
        'added: "2026-01-02"',
        'year: "2031"',
        'venue: "Pots"',
        *lines,
        "---",
        "",
    ]
    paper = papers.read(report, "kettles", "\n".join(front), None)
    assert paper is not None
    return paper.sources, [str(problem).removeprefix("content/papers/kettles.md:") for problem in report.problems]


def test_sources_are_sorted_and_their_facts_in_house_order() -> None:
    stated = 'sources: [{source: "b", facts: [venue]}, {source: "a", facts: [year]}]'
    sources = (Origin(source="a", facts=("year",)), Origin(source="b", facts=("venue",)))
    assert sources_of(stated) == (sources, [])
    assert sources_of('sources: [{source: "a", facts: [venue, year]}]')[0][0].facts == ("year", "venue")


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ('[{source: "a", facts: [year]}, {source: "b", facts: [year]}]',
         "7: sources: 'year' has two sources. Keep the one that states what the file does."),
        ('[{source: "a", facts: [doi]}]', "7: sources: the paper states no `doi`. Take it out of `sources`."),
        ('[{source: "a", facts: [title]}]',
         "7: sources[1].facts: 'title' is not a fact. Known facts: arxiv, authors, year, venue, doi."),
        ('[{source: "a"}]', "7: sources[1]: `facts` is missing. Add `facts: [authors, year]`."),
        ('[{facts: [year]}]', "7: sources[1].source: it is missing."),
        ('[{source: "a", facts: [year], day: x}]', "7: sources[1].day: this key is not known."),
        ("a", "7: sources: it must be a list, not a text."),
    ],
)  # fmt: skip
def test_a_source_that_cannot_be_is_named(stated: str, said: str) -> None:
    (problem,) = sources_of(f"sources: {stated}")[1]
    assert problem.startswith(said)


def test_sources_are_written_as_they_are_read() -> None:
    stated = 'sources: [{source: "a: \\"b\\"", facts: [year, venue]}]'
    (sources, problems) = sources_of(stated)
    assert problems == []
    paper = Paper(slug="kettles", id="abcdef", title="K", added="2026-01-02", year="2031", venue="P", sources=sources)
    assert stated in papers.write(paper).splitlines()
