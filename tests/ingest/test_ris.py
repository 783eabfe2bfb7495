"""RIS as publishers and programs write it. All papers are invented."""

from __future__ import annotations

import pytest
from ingest_reading import aside, names, only, read

from papershelf.model import Link, LinkKind

WHOLE = (
    "TY  - JOUR\r\nTI  - Kettles &amp; Pots:\r\n  a survey\r\nAU  - van den Berg, Ada\r\nAU  - Kessel, Bo, Jr.\r\n"
    "AU  - The Kettle Consortium\r\nPY  - 2021/03/04/\r\nT2  - Journal of Pots\r\nDO  - 10.1000/kettle\r\n"
    "KW  - tea\r\nKW  - pots; spoons\r\nUR  - https://github.com/invented/kettle\r\nL1  - file:///home/ada/a.pdf\r\n"
    "AB  - We boil\r\nmore water.\r\nN1  - Secret\r\nER  - \r\n"
)


def test_a_record_has_all_its_facts() -> None:
    found = only(WHOLE)
    assert (found.title, found.line) == ("Kettles & Pots: a survey", 1)
    assert names(found) == ["Ada van den Berg", "Bo Kessel Jr.", "The Kettle Consortium"]
    assert (found.year, found.venue, found.doi) == ("2021", "Journal of Pots", "10.1000/kettle")
    assert found.proposed == ("tea", "pots", "spoons")
    assert found.links == (Link(kind=LinkKind.CODE, url="https://github.com/invented/kettle"),)
    assert found.abstract == "We boil more water."
    assert "Secret" not in repr(found)


@pytest.mark.parametrize(
    "rows",
    [
        "UR  - https://kettles.example/one\nNOTE - PDF file: Kettle2018_Secret.pdf",
        "UR  - https://kettles.example/one\nL1  - Secret file.PDF",
        "UR  - https://kettles.example/one\nL1  - Secret.pdf",
        "UR  - [PDF in the cupboard] https://kettles.example/one\nFILE - Secret.html",
        "AB  - Water.\nNOTE - Secret, for the cook\nUR  - https://kettles.example/one",
    ],
)
def test_private_lines_and_names_of_files_are_never_taken_over(rows: str) -> None:
    found = only(f"TY  - JOUR\nTI  - A Kettle\n{rows}\nER  - \n")
    assert [link.url for link in found.links] == ["https://kettles.example/one"]
    assert "secret" not in repr(found).casefold()


def test_an_address_goes_on_in_the_next_line() -> None:
    found = only("TY  - JOUR\nTI  - A Kettle\nUR  - https://kettles.example/one\nhttps://kettles.example/two\nER  - \n")
    assert [link.url for link in found.links] == ["https://kettles.example/one", "https://kettles.example/two"]


@pytest.mark.parametrize(
    ("tags", "venue", "arxiv"),
    [
        ("T1  - A Kettle\nJF  - Journal of Tea\nJO  - J. Tea\nAN  - arXiv:2306.14898", "J. Tea", "2306.14898"),
        ("TI  - A Kettle\nUR  - http://arxiv.org/abs/2306.14898;https://doi.org/10.1000/x", None, "2306.14898"),
        ("TI  - A Kettle\nPB  - arXiv\nM1  - arXiv:2306.14898", None, "2306.14898"),
        ("TI  - A Kettle\nT2  - A Kettle\nJO  - Tea", "Tea", None),
    ],
)
def test_programs_use_different_tags(tags: str, venue: str | None, arxiv: str | None) -> None:
    found = only(f"TY  - CONF\n{tags}\nER  - \n")
    assert (found.title, found.venue, found.arxiv) == ("A Kettle", venue, arxiv)


def test_one_space_indented_lines_and_words_before_the_first_record_are_read() -> None:
    found = only("Provider: Invented\n\n  TY - JOUR\n  TI - A Kettle\n  AU - Kettle, Ada\n  ER -\n")
    assert (found.title, names(found), found.line) == ("A Kettle", ["Ada Kettle"], 3)


def test_a_record_without_an_end_is_read_and_said_and_one_without_a_title_is_set_aside() -> None:
    capture = read("TY  - JOUR\nTI  - A Kettle\nTY  - JOUR\nAU  - Nobody\nER  - \nTY  - BOOK\nBT  - A Pot\nER  - \n")
    assert [each.title for each in capture.candidates] == ["A Kettle", "A Pot"]
    assert aside(capture.set_aside) == [(3, "it has no title")]
    assert [(note.line, note.problem) for note in capture.notes] == [(1, "the record has no end, `ER  -`")]
