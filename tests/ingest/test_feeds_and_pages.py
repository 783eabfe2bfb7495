"""Saved feeds and pages of arXiv, and pages and answers of Hugging Face."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest
import samples
from growth import assert_linear

from papershelf.errors import PapershelfError
from papershelf.ingest import readers
from papershelf.ingest.capture import Candidate, Capture
from papershelf.model import Link, LinkKind


def read(text: str, as_format: str | None = None) -> Capture:
    return readers.read("saved.txt", "saved", text.encode("utf-8", "surrogatepass"), as_format=as_format)


def told(each: Candidate) -> tuple[object, ...]:
    return each.title, each.arxiv, [name.shown for name in each.authors], each.year, each.abstract, each.line


def test_the_api_of_arxiv() -> None:
    capture = read(samples.ATOM)
    assert [told(each) for each in capture.candidates] == [
        ("Kettles of $O(n\\log n)$ Spouts", "2401.00011", ["Ada Kettle", "Bo van den Spoon"], "2023",
         "We pour tea by Erdős.", 5),
        ("Gardens", "math/0309136", ["Cy Pot"], "2003", "We dig.", 16),
    ]  # fmt: skip
    assert capture.candidates[0].doi == "10.5555/Tea.1"
    assert [(each.line, each.field, each.problem) for each in capture.set_aside] == [
        (23, "record 3", "it states no arXiv number")
    ]
    assert capture.listing.source == "arXiv"


def test_the_feeds_of_a_category() -> None:
    new, old = read(samples.RSS).candidates
    # In a feed the day is the announcement's, which may be of a later version: the number says the year.
    assert told(new) == (
        "Kettles & Pots", "2402.00012", ["Ada Kettle", "Bo Spoon Jr.", "Cy Pot"], "2024",
        "We say that a<b for kettles. Abstract: kettles again.", 6,
    )  # fmt: skip
    assert told(old)[1:5] == ("1912.00001", ["Dee Spade"], "2019", "We dig again.")
    assert told(read(samples.CATEGORY_ATOM).candidates[0]) == (
        "Old Gardens", "1912.00001", ["Dee Spade", "Ed Rake"], "2019", "We dig again.", 6
    )  # fmt: skip
    assert told(read(samples.OLD_RSS).candidates[0]) == (
        "Pots that Whistle", "1905.00003", ["Ada Kettle", "Bo Spoon"], "2019", "We whistle, and a < b.", 5
    )  # fmt: skip


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE feed [<!ENTITY a "tea"><!ENTITY b "' + "&a;" * 50 + '">]>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>arxiv.org &b;</title></feed>'
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (BOMB, "a document type is declared"),
        (samples.ATOM[:400], "no well-formed XML"),
        (samples.ATOM.replace("Gardens", "<b>" * 100), "no well-formed XML"),
    ],
)
def test_a_feed_that_is_cut_off_or_declares_entities_is_refused(text: str, problem: str) -> None:
    with pytest.raises(PapershelfError, match=problem):
        read(text)


def test_an_answer_that_refuses_the_query_says_so() -> None:
    answer = samples.ATOM.replace("http://arxiv.org/abs/2401.00011v2", "http://arxiv.org/api/errors#bad")
    with pytest.raises(PapershelfError, match="arXiv refused the request: We pour tea"):
        read(answer)


def test_pages_of_arxiv() -> None:
    capture = read(samples.LISTING)
    assert [told(each) for each in capture.candidates] == [
        ("A $\\Delta$ of Teapots & Cups", "2405.00021", ["Ada Kettle", "Bo Spoon"], "2024",
         "We measure cups with $a<b$.", 6),
        ("Leaves", "math/0309136", ["Cy Pot"], "2003", "", 16),
    ]  # fmt: skip
    assert [each.line for each in capture.set_aside] == [15]
    assert [told(each) for each in read(samples.SEARCH).candidates] == [
        ("Spouts of Kettles", "2406.00031", ["Ada Kettle", "Bo Spoon"], "2024", "We pour much tea.", 3)
    ]
    assert [told(each) for each in read(samples.ABSTRACT_PAGE).candidates] == [
        ("Lids of Pots", "2407.00041", ["Ada Kettle", "Bo van den Spoon"], "2024", "We close lids.", 3)
    ]


@pytest.mark.parametrize(
    ("text", "date", "lines"),
    [(samples.daily_page(), "2024-08-05", [5, 5]), (samples.API, None, [4, 26])],
)
def test_the_data_of_hugging_face(text: str, date: str | None, lines: list[int]) -> None:
    capture = read(text)
    assert [told(each)[:5] for each in capture.candidates] == [
        ("Kettles Think", "2408.00051", ["Ada Kettle", "Bo Spoon"], "2024", "We let kettles think."),
        ('Pots & "Lids" <EOS>', "2408.00052", ["Cy Pot"], "2024", "We lift lids."),
    ]
    assert [each.line for each in capture.candidates] == lines
    assert capture.candidates[0].links == (
        Link(kind=LinkKind.CODE, url="https://github.com/example/kettle"),
        Link(kind=LinkKind.PROJECT, url="https://kettle.example.org/"),
    )
    assert capture.candidates[1].links == (), "a script is not a project"
    assert (capture.listing.source, capture.listing.date) == ("Hugging Face Papers", date)


def test_one_paper_and_a_page_without_its_data() -> None:
    for text in (samples.ONE_PAPER, samples.PAPER_PAGE):
        (paper,) = read(text).candidates
        assert told(paper)[:4] == ("Kettles Think", "2408.00051", ["Ada Kettle", "Bo Spoon"], "2024")
    candidates = read(samples.MARKUP_PAGE).candidates
    assert [(each.rank, each.title, each.arxiv, each.line) for each in candidates] == [
        (1, "Kettles Think", "2408.00051", 3), (2, "Pots Lift", "2408.00052", 5)
    ]  # fmt: skip
    assert [link.url for link in candidates[0].links] == ["https://github.com/example/kettle"]


def test_a_record_that_cannot_be_read_stops_no_other() -> None:
    odd = [{"paper": {"id": "blog-7", "title": "x"}}, {"title": "no paper"}, 7, *samples.PAPERS]
    odd.append({"paper": {"id": "2408.00053", "title": "half \ud800", "upvotes": 1}})
    capture = read(samples.daily_page(odd))
    assert [each.rank for each in capture.candidates] == [4, 5]
    assert [each.field for each in capture.set_aside] == ["record 1", "record 2", "record 3", "record 6"]


@pytest.mark.parametrize("props", ["", "{", "[" * 100_000, "[1]", '{"dailyPapers": 3}', '{"dailyPapers": []}'])
def test_data_that_is_no_data_is_refused(props: str) -> None:
    with pytest.raises(PapershelfError, match=r"no paper was found|neither its data nor its links"):
        read(f"<html><div data-target=\"DailyPapers\" data-props='{props}'></div></html>")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"upvotes": ' + "9" * 5_000 + "}", '{"upvotes": 1}', "[1, null]"])
def test_json_of_another_kind_is_not_recognised(text: str) -> None:
    with pytest.raises(PapershelfError, match="no paper was found"):
        read(text)


SAMPLES = {
    "arxiv-feed": [samples.ATOM, samples.RSS, samples.CATEGORY_ATOM, samples.OLD_RSS],
    "arxiv-html": [samples.LISTING, samples.SEARCH, samples.SEARCH.partition("<body>")[2], samples.ABSTRACT_PAGE],
    "hugging-face-html": [samples.daily_page(), samples.MARKUP_PAGE, samples.PAPER_PAGE],
    "hugging-face-json": [samples.API, samples.ONE_PAPER],
    "markdown-list": [samples.README],
    "lines": [samples.LINES, "Boiling Water Twice\nSteam without Heat", "2301.00002"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAMPLES.items() for text in texts])
def test_each_file_has_one_reader(name: str, text: str) -> None:
    assert read(text) == read(text, name), "another reader was chosen"


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04" + bytes(200), b"\x1f\x8b\x08\x00 \x00\xff", b"%PDF-1.7\n\xe2\xe3", b"bplist00\xd1\x01"],
)
def test_an_archive_that_is_called_html_is_named(raw: bytes) -> None:
    with pytest.raises(PapershelfError):
        readers.read("page.html", "page", raw)


def _page(count: int) -> str:
    row = samples.LISTING.partition("<dt>")[2].partition("</dd>")[0]
    return f"<html><a href='https://arxiv.org/'></a><dl>{f'<dt>{row}</dd>' * count}</dl></html>"


@pytest.mark.parametrize(
    "make",
    [
        _page,
        lambda count: samples.daily_page(samples.PAPERS * count),
        lambda count: json.dumps(samples.PAPERS * count),
        lambda count: f"<html>arxiv.org<p class='list-title'>{'<b>' * (40 * count)}",
        lambda count: "<html>arxiv.org<dl class='list-title'>" + "<dt>" * (40 * count),
        lambda count: "<html>arxiv-result" + "<li " * (40 * count),
        lambda count: "<html>Hugging Face" + "<b><a href='/papers/2408.00051'>" * (40 * count),
    ],
    ids=["listing", "data", "answer", "nested", "terms", "results", "links"],
)
def test_work_grows_with_the_file(make: Callable[[int], str]) -> None:
    assert_linear(lambda count: partial(read, make(count)))
