"""What records change in papers' files. All papers are invented."""

from __future__ import annotations

from typing import Any

import pytest
from fabricate import library, paper

from papershelf.content import papers
from papershelf.facts.proposals import Found, Plan, plan
from papershelf.model import Origin, Paper
from papershelf.records.record import Record
from papershelf.text import parse_name

FILE = """---
id: abcdef
title: "Nine kettles"
listed: []
added: "2026-01-02"  # a person's remark
links: []
tags: []
{}---
A summary.
"""


def names(*written: str) -> Any:
    return tuple(map(parse_name, written))


def record(**facts: Any) -> Record:
    return Record(**{"source": "arXiv", "title": "Nine kettles"} | facts)


def run(known: Paper, *records: Record, front: str = "", others: tuple[Paper, ...] = ()) -> Plan:
    texts = {known.file: FILE.format(front), **{other.file: papers.write(other) for other in others}}
    found = [Found(paper=known.id, record=each, reason="the same arXiv number") for each in records]
    return plan(library(known, *others), texts, found)


def kettles(**facts: Any) -> Paper:
    return paper("kettles", "Nine kettles", id="abcdef", **facts)


WHOLE = record(
    arxiv="3101.00001", authors=names("Ada Kettle", "van Spout, Jr., Bo", "{Lid Team}"), year="2031", doi="10.5555/A"
)


def test_absent_facts_are_written_with_their_source_and_nothing_else_changes() -> None:
    planned = run(kettles(), WHOLE, record(source="Crossref", doi="10.5555/a", year="2033", venue="Teapot Letters"))
    added = (
        'arxiv: "3101.00001"\n'
        'authors: ["Ada Kettle", "Bo van Spout Jr.", "{Lid Team}"]\n'
        'year: "2031"\nvenue: "Teapot Letters"\ndoi: "10.5555/A"\n'
        "sources:\n"
        '  - {source: "Crossref", facts: [venue]}\n'
        '  - {source: "arXiv", facts: [arxiv, authors, year, doi]}\n'
    )
    assert planned.files == {"papers/kettles.md": FILE.format(added)}
    assert planned.problems == ()
    assert [(each.fact, each.source) for each in planned.additions] == [
        ("arxiv", "arXiv"), ("authors", "arXiv"), ("year", "arXiv"), ("doi", "arXiv"), ("venue", "Crossref"),
    ]  # fmt: skip


def test_a_second_run_changes_nothing() -> None:
    sources = (Origin(source="arXiv", facts=("arxiv", "authors", "year", "doi")),)
    done = kettles(arxiv="3101.00001", authors=WHOLE.authors, year="2031", doi="10.5555/A", sources=sources)
    assert run(done, WHOLE) == Plan(files={}, additions=(), problems=())


def test_what_a_person_wrote_stays_and_both_values_are_reported() -> None:
    mine = kettles(authors=names("Ada Pot"), year="2030", venue="Mine")
    planned = run(mine, record(authors=names("Ada Kettle"), year="2031", venue="Theirs", arxiv="3101.00001"))
    assert [each.fact for each in planned.additions] == ["arxiv"]
    assert [(each.field, each.problem) for each in planned.problems] == [
        ("authors", "arXiv says 'Ada Kettle', and the file 'Ada Pot'"),
        ("venue", "arXiv says 'Theirs', and the file 'Mine'"),
        ("year", "arXiv says '2031', and the file '2030'"),
    ]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"authors": names("Ada Kettle")}, {"authors": names("Kettle, A.")}),
        ({"venue": "Teapot Letters"}, {"venue": "TEAPOT  letters"}),
        ({"arxiv": "3101.00001v3"}, {"arxiv": "3101.00001"}),
        ({"doi": "10.5555/A"}, {"doi": "10.5555/a"}),
        ({"arxiv": "3101.00001", "year": "2031"}, {"source": "Crossref", "doi": "10.5555/A", "year": "2033"}),
    ],
)
def test_another_spelling_is_no_disagreement(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert run(kettles(**mine), record(**theirs)).problems == ()


def test_nothing_is_taken_from_a_record_of_another_identifier() -> None:
    planned = run(kettles(arxiv="3101.00009"), record(arxiv="3101.00001", year="2031", authors=names("Bo Spout")))
    assert planned.files == {}
    assert [each.field for each in planned.problems] == ["arxiv"]


def test_a_number_that_another_paper_has_is_not_given_again() -> None:
    other = paper("pots", "Pots", id="zzzzzz", arxiv="3101.00001")
    planned = run(kettles(), record(arxiv="3101.00001", year="2031"), others=(other,))
    assert [each.fact for each in planned.additions] == ["year"]
    assert [str(each) for each in planned.problems] == [
        "content/papers/kettles.md: warning: arxiv: arXiv says '3101.00001', which content/papers/pots.md has. "
        "Check whether they are one paper."
    ]


def test_two_papers_do_not_get_one_number_in_the_same_run() -> None:
    other = paper("pots", "Pots", id="zzzzzz")
    texts = {"papers/kettles.md": FILE.format(""), other.file: papers.write(other)}
    found = [Found(paper=each, record=record(arxiv="3101.00001"), reason="") for each in ("abcdef", "zzzzzz")]
    planned = plan(library(kettles(), other), texts, found)
    assert list(planned.files) == ["papers/kettles.md"]
    assert len(planned.problems) == 1


@pytest.mark.parametrize(
    "facts", [{"year": "31"}, {"year": "9999"}, {"venue": "x" * 3000}, {"doi": "10.5555/a b"}, {"arxiv": "kettle"}]
)
def test_what_cannot_stand_in_a_file_is_reported_and_left_out(facts: dict[str, str]) -> None:
    planned = run(kettles(), record(**facts))
    assert planned.files == {}
    assert [each.field for each in planned.problems] == list(facts)


def test_notices_are_reported_and_never_applied() -> None:
    planned = run(kettles(), record(arxiv="3101.00001", notices=("arXiv marks it as withdrawn: 'kettle cracked'",)))
    assert "withdrawn" not in planned.files["papers/kettles.md"]
    assert [str(each) for each in planned.problems] == [
        "content/papers/kettles.md: warning: arXiv marks it as withdrawn: 'kettle cracked'. "
        "Read it, and state `withdrawn` if the paper is to go."
    ]


def test_a_paper_that_is_gone_is_passed_over() -> None:
    found = [Found(paper="gone", record=WHOLE, reason="")]
    assert plan(library(kettles()), {"papers/kettles.md": FILE.format("")}, found).files == {}


def test_markup_and_line_ends_of_a_source_become_one_quoted_line() -> None:
    planned = run(kettles(), record(venue='A: "b" # {c} <script>\\'))
    assert '\nvenue: "A: \\"b\\" # {c} <script>\\\\"\n' in planned.files["papers/kettles.md"]
