from __future__ import annotations

import json
from typing import Any

import pytest

from papershelf.errors import PapershelfError
from papershelf.facts import facts_file
from papershelf.model import Name


def read(*rows: object) -> list[facts_file.Row]:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    return facts_file.read("f.jsonl", b"\n".join(lines), "kettle facts")


def said(*rows: object) -> list[str]:
    with pytest.raises(PapershelfError) as caught:
        read(*rows)
    return [str(problem) for problem in caught.value.problems]


def test_a_whole_row_is_read() -> None:
    row = {
        "id": "abcdef", "slug": "kettles", "arxiv": "3101.00042", "authors": ["Ada Kettle", "Spout, Bo", "{Lid Inc.}"],
        "year": 2031, "venue": "Teapot 2031", "doi": "10.5555/1", "witnesses": {"arxiv": 2}, "confidence": "high",
        "disagree": ["venue: a list prints Teapots"], "notes": ["a note"], "sources": ["an invented list"],
    }  # fmt: skip
    (found,) = read(row)
    record = found.record
    assert (found.line, found.slug, found.is_certain, record.paper) == (1, "kettles", True, "abcdef")
    assert (record.source, record.arxiv, record.doi) == ("kettle facts", "3101.00042", "10.5555/1")
    assert (record.year, record.venue) == ("2031", "Teapot 2031")
    assert record.authors == (
        Name(given="Ada", family="Kettle"),
        Name(given="Bo", family="Spout"),
        Name(family="Lid Inc.", literal=True),
    )


def test_lines_are_counted_and_blank_ones_passed_over() -> None:
    assert [row.line for row in read({"id": "aaaa"}, b"", b"  \r", {"id": "bbbb"})] == [1, 4]
    assert read(b"") == []


def test_identifiers_are_read_in_every_form() -> None:
    for stated in ("3101.00042v3", "arXiv:3101.00042", "https://arxiv.org/pdf/3101.00042"):
        assert read({"slug": "a", "arxiv": stated})[0].record.arxiv == "3101.00042"
    (own,) = read({"slug": "a", "doi": "10.48550/arXiv.3101.00042"})
    assert (own.record.arxiv, own.record.doi) == ("3101.00042", None)


def test_years_are_texts_or_numbers() -> None:
    assert [row.record.year for row in read({"id": "aaaa", "year": 2031}, {"id": "bbbb", "year": "2031"})] == [
        "2031"
    ] * 2


@pytest.mark.parametrize(("confidence", "certain"), [("high", True), ("single-source", False), ("low", False)])
def test_a_row_that_the_file_is_not_sure_of_is_marked(confidence: str, certain: bool) -> None:
    assert read({"id": "aaaa", "confidence": confidence})[0].is_certain is certain


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b"{", "it is not JSON. Write one object on each line."),
        (b"[" * 100_000, "it is not JSON. Write one object on each line."),
        (b"\xff{}", "it is not UTF-8. Save the file as UTF-8, without a byte order mark."),
        (b"[1]", 'it is not an object. Write one such as {"id": "q7x2kd", "year": 2023}.'),
        (b'{"id": "a", "id": "b"}', "id: this key appears twice. Remove one of the two."),
        ({"id": "aaaa", "autors": []}, "autors: this key is not known. Did you mean 'authors'?"),
        ({"year": 2031}, "it does not say which paper it is about. Add `id`, `slug`, `arxiv`, `doi` or `title`."),
        ({"id": 7}, "id: it is not a text of 1 to 2,000 characters. Write a text, or leave the key out."),
        ({"id": "aaaa", "venue": " "}, "venue: it is not a text of 1 to 2,000 characters."),
        ({"id": "aaaa", "venue": "x" * 2001}, "venue: it is not a text of 1 to 2,000 characters."),
        ({"id": "aaaa", "year": True}, "year: it is not a year. Write one such as 2023."),
        ({"id": "aaaa", "year": 2031.0}, "year: it is not a year. Write one such as 2023."),
        ({"id": "aaaa", "year": "٢٠٣١"}, "year: it is not a year. Write one such as 2023."),
        ({"id": "aaaa", "year": "soon"}, "year: it is not a year. Write one such as 2023."),
        ({"id": "aaaa", "authors": "Ada Kettle"}, "authors: it is not a list of 1 to 10,000 names."),
        ({"id": "aaaa", "authors": []}, "authors: it is not a list of 1 to 10,000 names."),
        ({"id": "aaaa", "authors": ["Ada Kettle", 3]}, "authors[2]: it is not a name."),
        ({"id": "aaaa", "authors": ["a, b, c, d, e"]}, "authors[1]: it has 4 commas."),
        ({"id": "aaaa", "authors": ["{}"]}, "authors[1]: it names nobody."),
        ({"id": "aaaa", "arxiv": "kettle"}, "arxiv: it is not a number of arXiv's. Write one such as"),
        ({"id": "aaaa", "doi": "kettle"}, "doi: it is not a DOI. Write one such as 2306.14898 or 10.1000/182."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_key(row: Any, problem: str) -> None:
    (found,) = said({"id": "good"}, row)
    assert found.startswith(f"f.jsonl:2: {problem}")


def test_all_that_is_wrong_is_said_at_once_and_a_file_of_rubbish_soon() -> None:
    assert len(said(b"{", b"[", {"id": "good"}, b"x")) == 3
    assert len(said(*[b"{"] * 5000)) == facts_file.MOST_PROBLEMS


def test_a_list_of_450_authors_is_whole() -> None:
    (row,) = read({"id": "aaaa", "authors": [f"Kettle Number{n}" for n in range(450)]})
    assert len(row.record.authors) == 450
