"""A paper a line, in every form in which its number, its address or its title may be."""

from __future__ import annotations

import pytest
import samples

from papershelf.errors import PapershelfError
from papershelf.ingest import readers
from papershelf.ingest.capture import Candidate, Capture


def read(text: str, as_format: str | None = None) -> Capture:
    return readers.read("papers.txt", "papers", text.encode(), as_format=as_format)


def told(each: Candidate) -> tuple[object, ...]:
    return each.line, each.title, each.arxiv, each.doi, [link.url for link in each.links]


def test_every_form_of_a_line() -> None:
    capture = read(samples.LINES)
    assert [told(each) for each in capture.candidates] == [
        (2, "", "2301.00002", None, []),
        (3, "", "2301.00003", None, []),
        (4, "", None, "10.5555/tea.2", []),
        (5, "", None, "10.5555/TEA.3", []),
        (6, "", None, None, ["https://openreview.net/forum?id=abcdefgh"]),
        (7, "Boiling Water in Three Ways", None, None, []),
        (8, "Steam without Heat", "2301.00004", None, []),
        (9, "Spouts: A Study", None, None, ["https://example.org/papers/spouts.html"]),
    ]
    assert [each.rank for each in capture.candidates] == list(range(1, 9))
    assert [(each.line, each.field) for each in capture.set_aside] == [(10, "record 9")]
    assert not capture.is_ranking


@pytest.mark.parametrize(
    "line",
    [
        "2301.00002v3",
        "arXiv:2301.00002",
        "https://arxiv.org/pdf/2301.00002v2.pdf",
        "<https://export.arxiv.org/abs/2301.00002>",
        "http://alphaxiv.org/abs/2301.00002",
        "https://huggingface.co/papers/2301.00002",
        "10.48550/arXiv.2301.00002",
        "https://doi.org/10.48550/arXiv.2301.00002",
        "* 2301.00002",
        "\t2) 2301.00002 ",
    ],
)
def test_every_spelling_of_a_number(line: str) -> None:
    assert [each.arxiv for each in read(f"{line}\n").candidates] == ["2301.00002"]


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "https://127.0.0.1/a.pdf A title of three", f"https://example.org/{'a' * 3000}"]
)
def test_an_address_that_leads_to_no_paper_is_set_aside(line: str) -> None:
    capture = read(f"2301.00002\n{line}\n2301.00003", "lines")
    assert [each.rank for each in capture.candidates] == [1, 3]
    assert [each.line for each in capture.set_aside] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "A letter to my aunt",
        "Dear aunt,\nhere is some tea.\nYours truly",
        "key,title,year\nk,Kettles,2020",
        '"Key","Url"\n"K","https://arxiv.org/abs/2301.00002"',
        "def brew(tea):\n    return tea",
        "[2301.00002, 2301.00003]",
        "{ 2301.00002 }",
        "# only a comment",
        "",
    ],
)
def test_other_text_is_not_taken_for_titles(text: str) -> None:
    with pytest.raises(PapershelfError, match="no paper was found"):
        read(text)
