"""CSL-JSON, well formed and not. All papers are invented."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ingest_reading import aside, names, only, read

WHOLE: dict[str, Any] = {
    "id": "kettle2021",
    "type": "article-journal",
    "title": "Kettles in <i>Tune</i>: H<sub>2</sub>O &amp; <span class=\"nocase\">Pots</span>",
    "author": [
        {"family": "Berg", "given": "Ada", "non-dropping-particle": "van den"},
        {"family": "Maupassant", "given": "Guy", "dropping-particle": "de"},
        {"family": "Kessel", "given": "Bo", "suffix": "Jr."},
        {"literal": "The Kettle Consortium"},
    ],
    "issued": {"date-parts": [[2021, 3]]},
    "container-title": "Journal of Pots",
    "DOI": "10.1000/kettle",
    "URL": "https://github.com/invented/kettle",
    "keyword": "tea, pots",
    "abstract": "We boil\nmore water.",
    "note": "Secret\narXiv:2306.14898 [cs.KT]",
}  # fmt: skip


def test_an_item_has_all_its_facts() -> None:
    found = only(json.dumps([WHOLE]))
    assert found.title == "Kettles in Tune: H₂O & Pots"
    assert names(found) == ["Ada van den Berg", "Guy de Maupassant", "Bo Kessel Jr.", "The Kettle Consortium"]
    assert (found.year, found.venue, found.doi, found.arxiv) == (
        "2021",
        "Journal of Pots",
        "10.1000/kettle",
        "2306.14898",
    )
    assert [link.url for link in found.links] == ["https://github.com/invented/kettle"]
    assert found.proposed == ("tea", "pots")
    assert found.abstract == "We boil more water."
    assert "Secret" not in repr(found)


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [["2021"]]}, "2021"),
        ({"raw": "2021-05-06"}, "2021"),
        ({"literal": "Spring 2021"}, "2021"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        ("2021", "2021"),
        (2021, "2021"),
        (True, None),
        ({"date-parts": [[int("9" * 4_000)]]}, None),
    ],
)
def test_dates_of_every_form(issued: Any, year: str | None) -> None:
    text = json.dumps([{"type": "book", "title": "A Kettle", "issued": issued}])
    assert read(text).candidates[0].year == year


def test_items_may_be_below_a_key_and_each_record_has_its_line() -> None:
    text = '[\n {"type": "book",\n  "title": "A Kettle"},\n {"type": "book", "title": "B Kettle"}\n]'
    assert [each.line for each in read(text).candidates] == [2, 4]
    assert only('{"items": [{"type": "book", "title": "A Kettle"}]}').title == "A Kettle"


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ('{"type": "book", "title": "Cut', "it is not JSON: Unterminated string starting at"),
        ("[" * 100_000, "it has too many lists within lists"),
        (
            '{"type": "book", "title": "Deep", "author": ' + "[" * 60 + "]" * 60 + "}]",
            "it has over 50 lists within lists",
        ),
        ('"a text"]', "it is not an object with the variables of CSL"),
        ('{"type": "book"}]', "it has no title"),
    ],
)
def test_a_broken_record_is_set_aside_and_those_before_it_are_read(rest: str, reason: str) -> None:
    capture = read(f'[{{"type": "book", "title": "A Kettle"}},\n{rest}')
    assert [each.title for each in capture.candidates] == ["A Kettle"]
    ((line, problem),) = aside(capture.set_aside)
    assert line == 2
    assert problem.startswith(reason)


def test_a_missing_comma_and_a_key_that_is_there_twice_are_said() -> None:
    capture = read('[{"type": "book", "title": "A", "title": "B"}\n {"type": "book", "title": "C"}]')
    assert [each.title for each in capture.candidates] == ["B"]
    assert [note.field for note in capture.notes] == ["title"]
    assert aside(capture.set_aside) == [(2, "a comma is missing between two records")]


def test_odd_values_are_no_accident() -> None:
    odd = {
        "type": "book",
        "title": "A \x00Kettle\ud800",
        "author": ["x", {}, {"family": True}],
        "DOI": [],
        "keyword": [None],
    }
    found = read(json.dumps([odd])).candidates[0]
    assert (found.title, found.authors, found.doi, found.proposed) == ("A Kettle\ufffd", (), None, ())


@pytest.mark.parametrize(
    "first", [{"type": "legislation"}, {"type": "legal_case"}, {"issued": {"date-parts": [[1992, 3]]}}]
)
def test_a_bibliography_is_known_whatever_it_begins_with(first: dict[str, Any]) -> None:
    capture = read(json.dumps([{"id": "one", "title": "A Law on Kettles"} | first, {"id": "two", "title": "A Pot"}]))
    assert [each.title for each in capture.candidates] == ["A Law on Kettles", "A Pot"]
