"""Rows of a facts file, and which papers they are of. All papers are invented."""

from __future__ import annotations

from typing import Any

import pytest
from fabricate import library, paper

from papershelf.errors import PapershelfError
from papershelf.facts.enrich import Gathered, from_rows
from papershelf.facts.facts_file import Row
from papershelf.records.record import Record
from papershelf.text import parse_name

KETTLES = paper("kettles", "Nine kettles", id="kettle", aliases=("pots",), authors=(parse_name("Ada Kettle"),))
SPOUTS = paper("spouts", "Spouts", id="spouts", arxiv="3101.00007")
LIST = library(KETTLES, SPOUTS)


def rows(*facts: dict[str, Any]) -> list[Row]:
    made = []
    for number, each in enumerate(facts, start=1):
        slug, certain = each.pop("slug", None), each.pop("certain", True)
        made.append(Row(line=number, record=Record(source="f.jsonl", **each), slug=slug, is_certain=certain))
    return made


def run(*facts: dict[str, Any], **settings: Any) -> Gathered:
    return from_rows("f.jsonl", LIST, rows(*facts), **settings)


@pytest.mark.parametrize(
    "named",
    [{"paper": "kettle"}, {"slug": "kettles"}, {"slug": "pots"}, {"paper": "kettle", "slug": "pots"},
     {"title": "NINE kettles", "authors": (parse_name("Kettle, A."),)}],
)  # fmt: skip
def test_a_row_finds_its_paper(named: dict[str, Any]) -> None:
    (found,) = run({**named, "year": "2031"}).found
    assert (found.paper, found.record.year) == ("kettle", "2031")


def test_a_row_finds_its_paper_by_number() -> None:
    assert [found.paper for found in run({"arxiv": "3101.00007", "year": "2031"}).found] == ["spouts"]


def test_a_title_alone_goes_to_the_review() -> None:
    gathered = run({"title": "Spouts", "year": "2031"})
    assert (gathered.found, [each.match.reason for each in gathered.candidates]) == (
        [], ["the same title; no second witness"],
    )  # fmt: skip


def test_a_row_that_the_file_is_not_sure_of_goes_to_the_review() -> None:
    gathered = run({"paper": "kettle", "year": "2031", "certain": False})
    assert gathered.found == []
    assert [(each.key[:7], each.match.reason) for each in gathered.candidates] == [
        ("kettle:", "named in f.jsonl; the file is not sure of it")
    ]


def test_a_row_of_no_paper_is_named() -> None:
    gathered = run({"paper": "kettel", "year": "2031"}, {"slug": "none"}, {"title": "Unknown"})
    assert [str(each) for each in gathered.problems] == [
        "f.jsonl:1: warning: id: no paper is called 'kettel'. Correct it, or take the row out.",
        "f.jsonl:2: warning: slug: no paper is called 'none'. Correct it, or take the row out.",
    ]


def test_a_row_of_two_papers_stops_the_run() -> None:
    with pytest.raises(PapershelfError, match=r"f\.jsonl:1: slug: it is not the paper with the id 'kettle'"):
        run({"paper": "kettle", "slug": "spouts"})


def test_only_the_papers_that_are_meant_are_found() -> None:
    gathered = run({"paper": "kettle", "year": "2031"}, {"arxiv": "3101.00007"}, only={"spouts"})
    assert [found.paper for found in gathered.found] == ["spouts"]
