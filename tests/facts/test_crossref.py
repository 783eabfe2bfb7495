"""Crossref's JSON (https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md); the works are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from services import Reply, asking, in_turn, message, serving, work

from papershelf.facts import crossref
from papershelf.facts.fetch import Unanswered
from papershelf.records.record import Record
from papershelf.text import write_name

ADA = {"given": "Ada", "family": "Kettle"}


def look_up(folder: Path, content: dict[str, Any]) -> Record:
    with serving(in_turn(message(content))) as server, asking(folder) as (client, _):
        (found,) = crossref.look_up(client, server.address, ["10.5555/kettle(1)<2>/3"])
        assert server.asked == ["/works/10.5555%2Fkettle%281%29%3C2%3E%2F3"]
        return found


def test_a_work_becomes_a_record(tmp_path: Path) -> None:
    people = [
        ADA,
        {"given": "Bo", "family": "van Spout", "suffix": "Jr."},
        {"name": "Teapot Society"},
        {"family": "Lid"},
    ]
    facts = {"container-title": ["Journal of <i>Invented</i> Kettles"], "abstract": "<jats:p>We  boil.</jats:p>"}
    found = look_up(tmp_path, work("10.5555/KETTLE.1", "Kettles &amp; <sub>2</sub> lids", *people, **facts))
    assert [write_name(name) for name in found.authors] == [
        "Ada Kettle", "Bo van Spout Jr.", "{Teapot Society}", "Lid"
    ]  # fmt: skip
    assert (found.doi, found.year, found.venue) == ("10.5555/KETTLE.1", "2031", "Journal of Invented Kettles")
    assert (found.title, found.abstract, found.notices) == ("Kettles & 2 lids", "We boil.", ())


def test_a_list_of_authors_with_a_gap_is_none(tmp_path: Path) -> None:
    for odd in ({"family": " "}, {"name": ""}, {}, 7):
        found = look_up(tmp_path / str(odd)[:9].strip("{'}: "), {**work("10.5555/1", "Kettles"), "author": [ADA, odd]})
        assert found.authors == ()


@pytest.mark.parametrize("issued", [{"date-parts": [[None]]}, {"date-parts": [[]]}, {"date-parts": []}, {}, None, 7])
def test_a_work_without_a_date_has_no_year(tmp_path: Path, issued: Any) -> None:
    assert look_up(tmp_path, {**work("10.5555/1", "Kettles"), "issued": issued}).year is None


def test_what_is_of_another_type_is_left_out(tmp_path: Path) -> None:
    odd = {"DOI": 7, "title": "Kettles", "author": {"family": "x"}, "container-title": [None, 3], "abstract": []}
    found = look_up(tmp_path, {**odd, "updated-by": "x", "update-to": 3, "relation": []})
    assert found == Record(source="Crossref")


@pytest.mark.parametrize(
    ("facts", "notice"),
    [
        ({"updated-by": [{"DOI": "10.5555/r", "type": "retraction", "label": "Retraction", "source": "publisher"}]},
         "Crossref has a notice about it: retraction, 10.5555/r"),
        ({"updated-by": [{"DOI": "10.5555/r", "type": "expression_of_concern", "source": "retraction-watch"}]},
         "Crossref has a notice about it: expression of concern, 10.5555/r"),
        ({"relation": {"is-retracted-by": [{"id": "10.5555/r", "id-type": "doi"}]}},
         "Crossref has a notice about it: retraction, 10.5555/r"),
        ({"update-to": [{"DOI": "10.5555/k", "type": "retraction"}]},
         "Crossref has it as a notice about another work, 10.5555/k"),
        ({"title": ["RETRACTED: Kettles"]}, "Crossref prints 'retracted' or 'withdrawn' before its title"),
    ],
)  # fmt: skip
def test_a_retraction_is_noticed(tmp_path: Path, facts: dict[str, Any], notice: str) -> None:
    assert look_up(tmp_path, work("10.5555/1", "Kettles") | facts).notices == (notice,)


def test_a_correction_is_no_retraction(tmp_path: Path) -> None:
    facts = {"updated-by": [{"DOI": "10.5555/c", "type": "correction"}], "relation": {"is-preprint-of": [{"id": "x"}]}}
    assert look_up(tmp_path, work("10.5555/1", "Kettles", **facts)).notices == ()


def test_a_doi_that_crossref_does_not_have_is_no_failure(tmp_path: Path) -> None:
    """As it answers: plain text, status 404."""
    with serving(in_turn(Reply("Resource not found.", "text/plain", 404))) as server, asking(tmp_path) as (client, _):
        assert crossref.look_up(client, server.address, ["10.5555/none"]) == []


def test_a_search_is_of_few_works_and_names_who_asks(tmp_path: Path) -> None:
    notice = {"update-to": [{"DOI": "10.5555/1", "type": "retraction"}]}
    reply = message([work("10.5555/1", "Kettles", ADA), work("10.5555/2", "Retraction: Kettles", **notice)])
    with serving(in_turn(reply)) as server, asking(tmp_path, contact="a@kettles.example") as (client, _):
        (found,) = crossref.search(client, server.address, "Kettles & lids")
        assert found.doi == "10.5555/1"
        query = parse_qs(urlsplit(server.asked[0]).query)
        assert query["query.bibliographic"] == ["Kettles & lids"]
        assert (query["rows"], query["mailto"]) == (["5"], ["a@kettles.example"])


@pytest.mark.parametrize("body", ["", "[", "[]", "null", '{"message": []}', '{"message": {"items": {}}}', "[" * 99_999])
def test_what_is_no_answer_of_crossrefs_is_a_failure(tmp_path: Path, body: str) -> None:
    with (
        serving(in_turn(Reply(body))) as server,
        asking(tmp_path) as (client, _),
        pytest.raises(Unanswered, match="not of the form"),
    ):
        crossref.search(client, server.address, "Kettles")
