"""Citations, read back with libraries that others wrote: titles, facts and addresses."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from citing import BARE, SITE, plain, read_bibtex, whole
from fabricate import library, paper
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Link, LinkKind, Name, Paper
from papershelf.publish.formats import csv_data
from papershelf.publish.formats.bibtex import to_bibtex
from papershelf.publish.formats.citation import Citation, cite, key_of, on_one_line
from papershelf.publish.formats.csl import to_csl
from papershelf.publish.formats.ris import to_ris

HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="row 31"),
    pytest.param("a<b and $x<y$ and <EOS>", id="row 32"),
    pytest.param("</title><script>alert(2)</script>", id="row 33"),
    pytest.param(r"Unbalanced { and \write18{rm} and @misc{x, and 100%", id="row 37"),
    pytest.param("}, author = {Nobody}", id="row 37, closing"),
    pytest.param("}\n}\n@misc{injected,\n title = {x}", id="row 37, injected"),
    pytest.param("]]> & \x0b\x00\ufffe\ud800 end", id="row 38"),
    pytest.param("=HYPERLINK(1)", id="row 39, ="),
    pytest.param("+1", id="row 39, +"),
    pytest.param("-1", id="row 39, -"),
    pytest.param("@SUM(A1)", id="row 39, @"),
    pytest.param("ER  - \r\nTY  - BOOK", id="a record of RIS"),
    pytest.param("tab\there, line\u2028separator, nel\x85, and\u00a0more", id="white space"),
    pytest.param("Lüge, naïve & 研究 שלום 🦜 e\u0301 #1_a~b^c|d \"e\" 'f' `g`", id="letters and signs"),
    pytest.param("\\", id="a backslash"),
    pytest.param("{", id="a brace"),
]


def titles_of_bibtex(text: str) -> dict[str, str]:
    return {key: plain(entry.fields["title"]) for key, entry in read_bibtex(text).entries.items()}


def titles_of_ris(text: str) -> dict[str, str]:
    return {record["id"]: record["title"] for record in rispy.loads(text)}


def titles_of_csl(text: str) -> dict[str, str]:
    read = CiteProcJSON(json.loads(text))
    return {key: str(reference["title"]) for key, reference in read.items()}


def titles_of_csv(text: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    return [re.sub(r"^'(?='*[=+\-@＝＋－＠])", "", row["title"]) for row in rows]


READERS: list[tuple[Callable[[Iterable[Citation]], str], Callable[[str], dict[str, str]]]] = [
    (to_bibtex, titles_of_bibtex),
    (to_ris, titles_of_ris),
    (to_csl, titles_of_csl),
]


formats = pytest.mark.parametrize(("write", "read"), READERS, ids=["bibtex", "ris", "csl"])


def shown(each: Paper) -> str:
    return on_one_line(each.title)


# -- every title comes back -----------------------------------------------------------------------


@formats
def test_all_papers_of_the_real_list_come_back(
    real: Catalog, write: Callable[[Iterable[Citation]], str], read: Callable[[str], dict[str, str]]
) -> None:
    papers = real.library.papers
    assert len(papers) >= 749
    assert read(write(cite(each, SITE) for each in papers)) == {key_of(each): shown(each) for each in papers}


@formats
@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_come_back(
    title: str, write: Callable[[Iterable[Citation]], str], read: Callable[[str], dict[str, str]]
) -> None:
    before, hostile, after = paper("a", "Before"), paper("b", title, id="bbb"), paper("c", "After")
    found = read(write(cite(each, SITE) for each in (before, hostile, after)))
    assert found == {key_of(each): shown(each) for each in (before, hostile, after)}


@formats
@settings(deadline=None)
@given(title=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_title_comes_back(
    title: str, write: Callable[[Iterable[Citation]], str], read: Callable[[str], dict[str, str]]
) -> None:
    each = paper("a", f"A {title} z")
    assert read(write([cite(each, SITE)])) == {key_of(each): shown(each)}


@formats
@settings(deadline=None)
@given(title=st.text(alphabet="\\{}%$#&_~^<>|\"'`@=+- ,.aB1\n\r\t\x0b\x1c\x85\u2028"))
def test_any_title_of_signs_comes_back(
    title: str, write: Callable[[Iterable[Citation]], str], read: Callable[[str], dict[str, str]]
) -> None:
    each = paper("a", f"A{title}z")
    assert read(write([cite(each, SITE)])) == {key_of(each): shown(each)}


def test_all_titles_of_the_real_list_stand_in_its_table(real: Catalog) -> None:
    assert titles_of_csv(csv_data.to_csv(real, SITE)) == [shown(each) for each in real.papers]


@settings(deadline=None)
@given(title=st.text(alphabet="=+-@＝＋－＠'\"\t\r\n ,;aé", min_size=1).filter(lambda text: text.strip()))
def test_any_title_stands_in_the_table_and_runs_nothing(title: str) -> None:
    made = paper("a", title)  # in which `---` is a dash, as in a file
    text = csv_data.to_csv(arrange(library(made, tags={})), "")
    assert titles_of_csv(text) == [on_one_line(made.title)]
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not any(cell[:1] in {*"=+-@＝＋－＠\t\r"} for cell in row if cell), "row 39"


# -- what is known, and nothing else --------------------------------------------------------------


def test_absent_facts_are_absent() -> None:
    citation = cite(BARE, "")
    assert set(read_bibtex(to_bibtex([citation])).entries[citation.key].fields) == {"title", "key"}
    (record,) = rispy.loads(to_ris([citation]))
    assert record.keys() == {"type_of_reference", "id", "title"}
    (item,) = json.loads(to_csl([citation]))
    assert item.keys() == {"id", "type", "title"}
    (row,) = csv.DictReader(io.StringIO(csv_data.to_csv(arrange(library(BARE)), "").removeprefix("\ufeff")))
    assert {name for name, cell in row.items() if cell} == {"id", "title", "url", "added"}


def test_bibtex_holds_every_fact() -> None:
    citation = cite(whole(), SITE)
    text = to_bibtex([citation])
    assert "%" not in text.partition("@")[0], "nothing is missing, and nothing is remarked"
    entry = read_bibtex(text).entries[citation.key]
    assert entry.type == "inproceedings"
    fields = dict(entry.fields)
    assert plain(fields.pop("title")) == "The Complete Record"
    assert plain(fields.pop("booktitle")) == "Proceedings of <Nothing> & Sons, 50%"
    assert fields == {
        "year": "1999",
        "doi": "10.9999/spoon_(1999)<1>",
        "eprint": "9901.00002v3",
        "archiveprefix": "arXiv",
        "url": "https://doi.org/10.9999/spoon_%281999%29%3C1%3E",
    }
    authors = entry.persons["author"]
    assert [(person.last_names, person.first_names) for person in authors] == [
        (["Invented"], ["Ada"]),
        (["O'Nobody"], ["Bjørn"]),
        (["王"], ["小明"]),
        (["{Tea and Spoon Group}"], []),
    ]


@settings(deadline=None)
@given(authors=st.lists(st.text(alphabet="aB {}\\,&~%'.-é王").map(lambda text: f"A{text} and {text}z"), max_size=3))
def test_an_author_is_one_author(authors: list[str]) -> None:
    # Whatever its parts hold: no line of a file is read as such a name.
    named = [Name(family=author, given=author[::-1], literal=len(author) % 2 == 0) for author in authors]
    citation = cite(whole(authors=tuple(named)), SITE)
    (entry,) = read_bibtex(to_bibtex([citation])).entries.values()
    assert len(entry.persons.get("author", [])) == len(authors)
    (record,) = rispy.loads(to_ris([citation]))
    assert len(record.get("authors", [])) == len(authors)
    (item,) = json.loads(to_csl([citation]))
    assert len(item.get("author", [])) == len(authors)


def test_what_is_missing_is_remarked_once_and_outside_of_the_entries() -> None:
    text = to_bibtex([cite(BARE, SITE), cite(paper("other"), SITE), cite(whole(), SITE)])
    remark, _, rest = text.partition("@")
    assert remark.count("%") == 1
    assert "not known" in remark
    assert "%" not in rest.replace("\\%", "").replace("%2", "").replace("%3", "")
    assert len(read_bibtex(text).entries) == 3


def test_ris_holds_every_fact() -> None:
    (record,) = rispy.loads(to_ris([cite(whole(), SITE)]))
    assert record == {
        "type_of_reference": "CPAPER",
        "id": "the-complete-record-of-q7x2kd",
        "title": "The Complete Record",
        "authors": ["Invented, Ada", "O'Nobody, Bjørn", "王, 小明", "Tea and Spoon Group"],
        "year": "1999",
        "secondary_title": "Proceedings of <Nothing> & Sons, 50%",
        "doi": "10.9999/spoon_(1999)<1>",
        "accession_number": "arXiv:9901.00002v3",
        "urls": ["https://doi.org/10.9999/spoon_%281999%29%3C1%3E"],
    }


def test_ris_ends_its_lines_as_specified() -> None:
    text = to_ris([cite(BARE, SITE), cite(whole(), SITE)])
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)
    assert lines[0].startswith("TY  - ")
    assert text.endswith("ER  - \r\n")


# The variables and types of CSL 1.0.2 that a paper may use, by its appendices III and IV.
_CSL = {"id", "type", "title", "author", "issued", "container-title", "DOI", "number", "URL", "note"}


def test_csl_holds_every_fact() -> None:
    (item,) = json.loads(to_csl([cite(whole(), SITE)]))
    assert item == {
        "id": "the-complete-record-of-q7x2kd",
        "type": "paper-conference",
        "title": "The Complete Record",
        "author": [
            {"family": "Invented", "given": "Ada"},
            {"family": "O'Nobody", "given": "Bjørn"},
            {"family": "王", "given": "小明"},
            {"literal": "Tea and Spoon Group"},
        ],
        "issued": {"date-parts": [[1999]]},
        "container-title": "Proceedings of <Nothing> & Sons, 50%",
        "DOI": "10.9999/spoon_(1999)<1>",
        "number": "arXiv:9901.00002v3",
        "URL": "https://doi.org/10.9999/spoon_%281999%29%3C1%3E",
    }
    reference = next(iter(CiteProcJSON([item]).values()))
    assert reference.type == "paper-conference"
    assert reference["issued"].year == 1999
    assert reference["author"][0].family == "Invented"


def test_csl_uses_variables_of_its_specification_only(real: Catalog) -> None:
    items = json.loads(to_csl(cite(each, SITE) for each in real.papers))
    assert {name for item in items for name in item} <= _CSL


def test_an_empty_bibliography_is_valid() -> None:
    assert dict(read_bibtex(to_bibtex([])).entries) == {}
    assert rispy.loads(to_ris([])) == []
    assert json.loads(to_csl([])) == []


# -- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        ({"doi": "10.9999/x", "arxiv": "9901.00001"}, "https://doi.org/10.9999/x"),
        ({"arxiv": "9901.00001v2"}, "https://arxiv.org/abs/9901.00001v2"),
        ({"arxiv": "cs/9901001"}, "https://arxiv.org/abs/cs/9901001"),
        ({"links": (Link(kind=LinkKind.PAPER, url="https://example.com/p.pdf"),)}, "https://example.com/p.pdf"),
        ({"links": (Link(kind=LinkKind.CODE, url="https://example.com/code"),)}, None),
        (
            {"links": (Link(kind=LinkKind.PAPER, url="https://openreview.net/pdf?id=kEtTle1"),)},
            "https://openreview.net/forum?id=kEtTle1",
        ),
        (
            {"links": (Link(kind=LinkKind.PAPER, url="https://aclanthology.org/2099.tea-1.5.pdf"),)},
            "https://aclanthology.org/2099.tea-1.5/",
        ),
        ({}, None),
    ],
)
def test_the_papers_own_address_is_cited_and_ours_is_a_note(facts: dict[str, Any], url: str | None) -> None:
    citation = cite(paper("x", **facts), SITE)
    assert citation.url == url
    note = f"Listed at {SITE}/papers/x/" if url is None else None
    assert citation.note == note
    (entry,) = read_bibtex(to_bibtex([citation])).entries.values()
    assert (entry.fields.get("url"), plain(entry.fields.get("note", "")) or None) == (url, note)


def test_without_an_address_of_the_site_its_pages_are_not_cited() -> None:
    assert cite(BARE, "").url is None
    assert cite(whole(), "").url == "https://doi.org/10.9999/spoon_%281999%29%3C1%3E"


@settings(deadline=None)
@given(url=st.text(alphabet="ab/{}\\%&#_", max_size=12))
def test_any_address_keeps_the_entry_whole(url: str) -> None:
    link = Link(kind=LinkKind.PAPER, url=f"https://example.org/{url}")
    text = to_bibtex([cite(paper("x", links=(link,)), SITE), cite(BARE, SITE)])
    found = read_bibtex(text).entries
    assert len(found) == 2
    assert next(iter(found.values())).fields["url"] == link.url.replace("{", "%7B").replace("}", "%7D").replace(
        "\\", "%5C"
    )
