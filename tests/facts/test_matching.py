"""Which records are of a paper: rules, and precision and recall on look-alikes. All papers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from fabricate import paper

from papershelf.facts.matching import Verdict, choose, have_author_in_common, judge
from papershelf.model import Link, LinkKind, Paper
from papershelf.records.record import Record
from papershelf.text import parse_name

BOILING = "Kettles boil water. We measure how long each of nine kettles takes, and find that lids save a third of it."
BOILING_AGAIN = f"{BOILING} A tenth kettle was added in this version."
BREWING = "Tea is brewed in pots of many shapes. A taxonomy of spouts is given, with the angles at which they drip."
LINK = "https://code.kettles.example/nine"


def known(title: str, **facts: Any) -> Paper:
    facts["authors"] = tuple(map(parse_name, facts.get("authors", ())))
    links = tuple(Link(kind=LinkKind.CODE, url=url) for url in facts.pop("links", ()))
    return paper("kettles", title, links=links, **facts)


def record(title: str, **facts: Any) -> Record:
    facts["authors"] = tuple(map(parse_name, facts.get("authors", ())))
    return Record(source="a test", title=title, **facts)


@dataclass(frozen=True)
class Case:
    """A paper, what a search finds for it, and which of that is it: by number, or None for none of it."""

    name: str
    paper: Paper
    records: tuple[Record, ...]
    right: str | None


CASES = [
    Case("abstract", known("Nine kettles", abstract=BOILING),
         (record("Nine Kettles.", arxiv="3101.00001", abstract=BOILING_AGAIN),), "3101.00001"),
    Case("author", known("Nine kettles", authors=["Ada Kettle"]),
         (record("Nine kettles", arxiv="3101.00001", authors=["A. Kettle", "Bo Spout"]),), "3101.00001"),
    Case("link", known("Nine kettles", links=[f"{LINK}/"]),
         (record("Nine kettles", arxiv="3101.00001", abstract=f"{BOILING} Code: {LINK}."),), "3101.00001"),
    Case("other letters", known("Nine kettles: a study", abstract=BOILING),
         (record("NINE  KETTLES — A STUDY", arxiv="3101.00001", abstract=BOILING),), "3101.00001"),
    Case("same paper in two registers", known("Nine kettles", abstract=BOILING),
         (record("Nine kettles", arxiv="3101.00001", abstract=BOILING),
          record("Nine kettles", arxiv="3101.00001", doi="10.5555/1", abstract=BOILING)), "3101.00001"),
    Case("the right one among others", known("Nine kettles", abstract=BOILING),
         (record("Nine kettles", arxiv="3101.00002", abstract=BREWING), record("Ten kettles", arxiv="3101.00003"),
          record("Nine kettles", arxiv="3101.00001", abstract=BOILING)), "3101.00001"),
    Case("only the title", known("Nine kettles"),
         (record("Nine kettles", arxiv="3101.00001", abstract=BOILING),), None),
    Case("a survey and its update", known("A survey of kettles", abstract=BREWING),
         (record("A survey of kettles: an update", arxiv="3101.00002", abstract=BOILING),), None),
    Case("an update by the same", known("A survey of the kettles of today", authors=["Ada Kettle"]),
         (record("An updated survey of the kettles of today", arxiv="3101.00002", authors=["Ada Kettle"]),), None),
    Case("part I and part II", known("On the kettles of the north, part I", authors=["Ada Kettle"]),
         (record("On the kettles of the north, part II", arxiv="3101.00002", authors=["Ada Kettle"]),), None),
    Case("years later", known("Kettles revisited", abstract=BOILING),
         (record("Kettles revisited", arxiv="3501.00002", abstract=BREWING),), None),
    Case("a workshop and a journal version", known("Nine kettles", authors=["Ada Kettle"]),
         (record("Nine kettles", doi="10.5555/workshop", authors=["Ada Kettle"]),
          record("Nine kettles", doi="10.5555/journal", authors=["Ada Kettle", "Bo Spout"])), None),
    Case("a workshop version", known("Nine kettles", abstract=BOILING, authors=["Ada Kettle"]),
         (record("Nine kettles", doi="10.5555/w", authors=["Ada Kettle"], abstract=BREWING),), None),
    Case("a renamed paper", known("Nine kettles", abstract=BOILING),
         (record("How lids save time", arxiv="3101.00001", abstract=BOILING),), None),
    Case("other people, same title", known("Nine kettles", authors=["Ada Kettle"]),
         (record("Nine kettles", arxiv="3101.00002", authors=["Bo Spout"]),), None),
    Case("a comment on a paper", known("Nine kettles", abstract=BOILING),
         (record("Comment on 'Nine kettles'", arxiv="3101.00002", abstract=BREWING),), None),
    Case("an erratum with the same title", known("Nine kettles", abstract=BOILING),
         (record("Nine kettles", doi="10.5555/erratum"),), None),
    Case("same short name of another family", known("Kettle: boil", authors=["Wei Kettle"]),
         (record("Kettle: boil", arxiv="3101.00002", authors=["Mei Kettle"]),), None),
    Case("nothing found", known("Nine kettles", abstract=BOILING), (), None),
    Case("Greek letters that look alike", known("Νine kettles", abstract=BREWING),
         (record("Nine kettles", arxiv="3101.00002", abstract=BOILING),), None),
]  # fmt: skip


def taken(case: Case) -> set[str]:
    found = choose(case.paper, case.records)
    return {match.record.identifier for match in found if match.verdict is Verdict.CERTAIN}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_certain_is_right(case: Case) -> None:
    assert taken(case) == ({case.right} if case.right else set())


def test_precision_and_recall_on_look_alikes() -> None:
    """Every certain match is right; of the papers that are among the records, all but the renamed one are found."""
    right = sum(taken(case) == {case.right} for case in CASES if case.right)
    wrong = sum(bool(taken(case) - {case.right}) for case in CASES)
    there = sum(case.right is not None for case in CASES) + 2  # the renamed one, and the one without a witness
    assert wrong == 0
    assert right / there == pytest.approx(6 / 8)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("only the title", "the same title; no second witness"),
        ("an update by the same", None),
        ("part I and part II", "nearly the same title; an author in common"),
        ("a workshop and a journal version", "the same title; an author in common; several records match as well"),
        ("a renamed paper", "another title; the abstract is alike"),
        ("other people, same title", "the same title; but no author in common"),
        ("a workshop version",
         "the same title; an author in common; but the abstract is another"),
    ],
)  # fmt: skip
def test_what_may_be_right_waits_for_a_person_with_the_reason(name: str, reason: str | None) -> None:
    case = next(case for case in CASES if case.name == name)
    assert {match.reason for match in choose(case.paper, case.records)} == ({reason} if reason else set())


@pytest.mark.parametrize("name", ["a survey and its update", "a comment on a paper"])
def test_another_paper_bothers_nobody(name: str) -> None:
    case = next(case for case in CASES if case.name == name)
    assert choose(case.paper, case.records) == []


def test_an_identifier_decides() -> None:
    stated = known("Nine kettles", arxiv="3101.00001v2", abstract=BOILING)
    assert judge(stated, record("Renamed", arxiv="3101.00001")).verdict is Verdict.CERTAIN
    assert judge(stated, record("Nine kettles", arxiv="3101.00002", abstract=BOILING)).verdict is Verdict.OTHER
    by_doi = known("Nine kettles", doi="10.5555/A")
    assert judge(by_doi, record("Renamed", doi="10.5555/a")).verdict is Verdict.CERTAIN


def test_a_record_without_a_title_is_nobodys() -> None:
    assert judge(known("Nine kettles"), record("", doi="10.5555/a")).verdict is Verdict.OTHER


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Kettle", "Kettle, Ada", True),
        ("Ada Kettle", "A. Kettle", True),
        ("Ada B. Kettle", "Ada Kettle", True),
        ("Todd Waugh Ambridge", "Waugh Ambridge, Todd", True),
        ("Ada van den Kettle", "van den Kettle, A.", True),
        ("{Kettle Team}", "Kettle Team", True),
        ("Ada Kettle", "Bo Kettle", False),
        ("Ada Kettle", "Ada Spout", False),
        ("Ada Kettle", "Kettle", False),
        ("Kettle", "Kettle", True),
    ],
)
def test_one_person_is_printed_in_many_ways(one: str, other: str, same: bool) -> None:
    assert have_author_in_common([parse_name(one)], [parse_name(other)]) is same
    assert have_author_in_common([parse_name(other)], [parse_name(one)]) is same
