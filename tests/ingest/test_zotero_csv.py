"""The CSV that Zotero exports. All papers are invented."""

from __future__ import annotations

import pytest
from ingest_reading import aside, names, only, read

HEAD = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date",'
    '"Notes","File Attachments","Manual Tags","Automatic Tags","Extra"\n'
)


def row(**cells: str) -> str:
    names = [name.strip('"') for name in HEAD.strip().split(",")]
    values = {"Key": "ABCD2345", "Item Type": "journalArticle", "Title": "A Kettle"} | {
        name.replace("_", " "): cell for name, cell in cells.items()
    }
    return ",".join('"' + values.get(name, "").replace('"', '""') + '"' for name in names) + "\n"


def test_a_row_has_all_its_facts() -> None:
    found = only(
        "\ufeff" + HEAD + row(
            Title='A "Kettle"\nin tune', Author="Berg, Ada van den; The Kettle Consortium", Publication_Year="2021",
            Publication_Title="Journal of Pots", DOI="10.1000/kettle", Url="https://github.com/invented/kettle",
            Abstract_Note="We boil, and boil.", Manual_Tags="tea; pots", Automatic_Tags="pots; Spoons",
            Notes="<p>Secret</p>", File_Attachments="/home/ada/kettle.pdf", Extra="arXiv:2306.14898 [cs]\nSecret: yes",
        )
    )  # fmt: skip
    assert (found.title, found.line) == ('A "Kettle" in tune', 2)
    assert names(found) == ["Ada van den Berg", "The Kettle Consortium"]
    assert (found.year, found.venue, found.doi, found.arxiv) == (
        "2021",
        "Journal of Pots",
        "10.1000/kettle",
        "2306.14898",
    )
    assert found.proposed == ("tea", "pots", "Spoons")
    assert "Secret" not in repr(found)
    assert "/home/ada" not in repr(found)


def test_attachments_and_notes_are_no_papers() -> None:
    assert (
        only(HEAD + row() + row(Item_Type="attachment", Title="kettle.pdf") + row(Item_Type="note", Title="")).rank == 1
    )


def test_a_semicolon_may_be_between_cells() -> None:
    assert only('"Key";"Item Type";"Title"\n"A";"book";"Kettles, and pots"\n').title == "Kettles, and pots"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row()[:-1] + ',"more"\n', "it has 16 cells, and the first line 15"),
        (row(Title=""), "it has no title"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line(bad: str, reason: str) -> None:
    capture = read(HEAD + row(Title="Before\nit") + bad + row(Title="After"))
    assert aside(capture.set_aside) == [(4, reason)]
    assert [each.title for each in capture.candidates] == ["Before it", "After"]


def test_an_open_quotation_mark_keeps_what_was_before_it() -> None:
    capture = read(HEAD + row() + '"B","book","2020","","Never closed\n' + row())
    assert [each.title for each in capture.candidates] == ["A Kettle"]
    assert [problem.line for problem in capture.set_aside] == [3]


@pytest.mark.parametrize("mark", ['"x" y', '"x"y", "z'])
def test_a_row_whose_quotation_marks_are_wrong_costs_no_other_row(mark: str) -> None:
    broken = f'"K","book","2001","Pot, Ida",{mark}\nits abstract, in two lines\n'
    capture = read(
        HEAD + row(Title="A Kettle") + broken + row(Title="A Pot", Abstract_Note="Two\nlines.") + row(Title="B")
    )
    assert [(each.title, each.line) for each in capture.candidates] == [("A Kettle", 2), ("A Pot", 5), ("B", 7)]
    ((line, reason),) = aside(capture.set_aside)
    assert (line, reason) == (3, "it is not a row of CSV: ',' expected after '\"'")


def test_columns_may_have_been_taken_out() -> None:
    found = only('Item Type;Publication Year;Author;Title\nbook;1841;"Pot, Ida";Of Kettles\n')
    assert (found.title, found.year, names(found)) == ("Of Kettles", "1841", ["Ida Pot"])
