"""Citations: every format is read back by a parser that knows nothing of this house."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from fabricate import REPOSITORY, library, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from papershelf import content
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Link, LinkKind, Name, Paper
from papershelf.publish.formats import csv_data
from papershelf.publish.formats.bibtex import to_bibtex
from papershelf.publish.formats.citation import Citation, cite, key_of, on_one_line
from papershelf.publish.formats.coins import to_coins
from papershelf.publish.formats.csl import to_csl
from papershelf.publish.formats.ris import to_ris

SITE = "https://example.org/repo"

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

# What the decoder lacks of the text symbols that LaTeX itself defines (ltoutenc.dtx).
_KERNEL = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|"}


def _decoder() -> LatexNodes2Text:
    # Its specials are TeX's ligatures: `--` is a dash in print, and two hyphens in the title.
    known = get_default_latex_context_db().filter_context(exclude_categories=["nonascii-specials"])
    macros = [MacroTextSpec(name, text) for name, text in (_KERNEL | {"textasciicircum": "^"}).items()]
    known.add_context_category("kernel", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known, strict_latex_spaces=True)


DECODER = _decoder()


def plain(latex: str) -> str:
    return str(DECODER.latex_to_text(latex))


def read_bibtex(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


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


@pytest.fixture(scope="module")
def real() -> Catalog:
    """The list of this repository."""
    return arrange(content.load(REPOSITORY).library)


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

BARE = paper("bare", "Bare")


def whole(**facts: Any) -> Paper:
    known = {
        "id": "q7x2kd",
        "authors": ("Invented, Ada", "Bjørn O'Nobody", "王 小明", "Tea and Spoon Group"),
        "year": "1999",
        "venue": "Proceedings of <Nothing> & Sons, 50%",
        "arxiv": "9901.00002v3",
        "doi": "10.9999/spoon_(1999)<1>",
    }
    return paper("the-complete-record-of-a-spoon", "The Complete Record", **known | facts)


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


# -- keys -----------------------------------------------------------------------------------------


def test_keys_are_unique_readable_and_plain(real: Catalog) -> None:
    keys = [key_of(each) for each in real.library.papers]
    assert len({key.casefold() for key in keys}) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*", key) for key in keys)
    assert max(map(len, keys)) < 80


def test_a_key_stays_when_facts_become_known_or_the_paper_is_renamed() -> None:
    before = paper("merging-models-by-activations-again", "Merging", id="q7x2kd")
    after = paper(
        "a-new-name",
        "Another Title",
        id="q7x2kd",
        aliases=("merging-models-by-activations-again", "a-name-between"),
        authors=("Ada Invented",),
        year="1999",
        tags=(),
    )
    assert key_of(before) == key_of(after) == "merging-models-by-activations-q7x2kd"


# -- capitals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("GPT-4 and LLaMA in a 3D World", "{GPT-4} and {LLaMA} in a {3D} World"),
        ('A Multi-Modal "Soft" Pre-Training', 'A Multi-Modal "Soft" Pre-Training'),
        ("K-means, Part I", "{K-means,} Part {I}"),
        ("A Plain Title", "A Plain Title"),
        ("BigO(Bench)", "{BigO(Bench)}"),
        ("Kettle: A Study of Tea", "{Kettle:} A Study of Tea"),
        ("Deep Gaussian Pots", "Deep {Gaussian} Pots"),
        ("How kettles from Teaville learn: A study", "How kettles from {Teaville} learn: A study"),
        ("É ÉCOLE", "É {ÉCOLE}"),
    ],
)
def test_words_that_lowering_would_spoil_are_held(title: str, written: str) -> None:
    assert f"title = {{{written}}}," in to_bibtex([cite(paper("x", title), SITE)])


def test_the_table_opens_in_a_spreadsheet_with_its_accents(real: Catalog) -> None:
    text = csv_data.to_csv(real, SITE)
    assert text.startswith("\ufeffid,title,")
    assert text.count("\r\n") == len(real.papers) + 1
    assert "\n" not in text.replace("\r\n", ""), "no cell holds a line of its own"


def test_a_row_of_the_table_holds_what_is_known(catalog: Catalog) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_data.to_csv(catalog, SITE).removeprefix("\ufeff"))))
    by_id = {row["id"]: row for row in rows}
    assert by_id["aaaab6"] | {"summary": ""} == {
        "id": "aaaab6",
        "title": "The Complete Record of a Spoon",
        "authors": "Ada Invented; Bjørn O'Nobody; 王 小明",
        "year": "1999",
        "venue": "Proceedings of <Nothing> & Sons, 50%",
        "doi": "10.9999/spoon_(1999)<1>",
        "arxiv": "9901.00002v3",
        "url": f"{SITE}/papers/the-complete-record-of-a-spoon/",
        "tags": "heat; teapots",
        "topics": "kitchen-science",
        "listings": "001_autumn:5",
        "links": "",
        "added": "2026-01-07",
        "summary": "",
    }
    assert len(rows) == len(catalog.papers), "the withdrawn paper is not on the list"


# -- names ----------------------------------------------------------------------------------------

_PEOPLE = [
    # as a file has it, BibTeX's (first, von, last, jr), RIS, CSL
    ("Ada Kettle", ("Ada", "", "Kettle", ""), "Kettle, Ada", {"family": "Kettle", "given": "Ada"}),
    (
        "van den Kettle, Ada",
        ("Ada", "van den", "Kettle", ""),
        "van den Kettle, Ada",
        {"family": "Kettle", "given": "Ada", "non-dropping-particle": "van den"},
    ),
    (
        "de la Kettle Spoon, Jr., Ana",
        ("Ana", "de la", "Kettle Spoon", "Jr."),
        "de la Kettle Spoon, Ana, Jr.",
        {"family": "Kettle Spoon", "given": "Ana", "non-dropping-particle": "de la", "suffix": "Jr."},
    ),
    (
        "Kettle, Guy de",
        ("Guy", "de", "Kettle", ""),
        "Kettle, Guy de",
        {"family": "Kettle", "given": "Guy", "dropping-particle": "de"},
    ),
    (
        "Jean d'Alembert",
        ("Jean", "", "d'Alembert", ""),
        "d'Alembert, Jean",
        {"family": "Alembert", "given": "Jean", "non-dropping-particle": "d'"},
    ),
    ("Van Kettle, Ben", ("Ben", "", "Van Kettle", ""), "Van Kettle, Ben", {"family": "Van Kettle", "given": "Ben"}),
    (
        "Kettle del Moral, Ana",
        ("Ana", "", "{Kettle del Moral}", ""),
        "Kettle del Moral, Ana",
        {"family": "Kettle del Moral", "given": "Ana"},
    ),
    ("Plato", ("", "", "Plato", ""), "Plato", {"family": "Plato"}),
    ("Balaji A J", ("", "", "{Balaji A J}", ""), "Balaji A J", {"family": "Balaji A J"}),
    ("李明", ("", "", "李明", ""), "李明", {"family": "李明"}),
    ("王 小明", ("小明", "", "王", ""), "王, 小明", {"family": "王", "given": "小明"}),
    ("{Kettle Research}", ("", "", "{Kettle Research}", ""), "Kettle Research", {"literal": "Kettle Research"}),
    ("{Pot, Inc.}", ("", "", "{Pot, Inc.}", ""), "Pot, Inc.", {"literal": "Pot, Inc."}),
    ("{others}", ("", "", "{others}", ""), "others", {"literal": "others"}),
]


@pytest.mark.parametrize(("written", "bibtex", "ris", "csl"), _PEOPLE)
def test_a_name_is_read_back_in_its_parts(
    written: str, bibtex: tuple[str, str, str, str], ris: str, csl: dict[str, str]
) -> None:
    citation = cite(paper("x", authors=(written, "Bo Spoon"), year="2001"), "")
    (entry,) = read_bibtex(to_bibtex([citation])).entries.values()
    person, second = entry.persons["author"]
    parts = (
        person.first_names + person.middle_names, person.prelast_names, person.last_names, person.lineage_names
    )  # fmt: skip
    first, von, last, lineage = map(" ".join, parts)
    # To BibTeX, a particle behind the given names is one of them.
    expected = (f"{bibtex[0]} {bibtex[1]}", "") if "dropping-particle" in csl else bibtex[:2]
    assert (first, von, last, lineage) == (*expected, *bibtex[2:])
    assert second.last_names == ["Spoon"]
    (record,) = rispy.loads(to_ris([citation]))
    assert record["authors"] == [ris, "Spoon, Bo"]
    (item,) = json.loads(to_csl([citation]))
    assert item["author"][0] == csl
    assert len(next(iter(CiteProcJSON([item]).values()))["author"]) == 2


def test_450_authors_hold_in_every_format() -> None:
    authors = tuple(f"Kettle{n}, Ada" for n in range(450))
    citation = cite(paper("x", authors=authors, year="2001"), "")
    (entry,) = read_bibtex(to_bibtex([citation])).entries.values()
    assert len(entry.persons["author"]) == 450
    (record,) = rispy.loads(to_ris([citation]))
    (item,) = json.loads(to_csl([citation]))
    coins = parse_qs(to_coins(citation))
    assert len(record["authors"]) == len(item["author"]) == len(coins["rft.au"]) + 1 == 450


# -- the kind of entry ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "kind", "place", "year"),
    [
        ({"venue": "Transactions on Teapots"}, "article", "Transactions on Teapots", "2020"),
        ({"venue": "TMLR 2024"}, "article", "TMLR", "2024"),
        ({"venue": "Nature Kettles"}, "article", "Nature Kettles", "2020"),
        ({"venue": "IEEE Access 2025"}, "article", "IEEE Access", "2025"),
        ({"venue": "Proceedings of the VLDB Endowment"}, "article", "Proceedings of the VLDB Endowment", "2020"),
        ({"venue": "NeurIPS 2024"}, "inproceedings", "NeurIPS 2024", "2024"),
        ({"venue": "Findings of ACL 2023"}, "inproceedings", "Findings of ACL 2023", "2023"),
        ({"venue": "Teapot Symposium"}, "inproceedings", "Teapot Symposium", "2020"),
        ({"venue": "Workshop on Kettles at ICML 2021"}, "inproceedings", "Workshop on Kettles at ICML 2021", "2021"),
        ({"venue": "Science of Tea Workshop"}, "inproceedings", "Science of Tea Workshop", "2020"),
        ({"venue": "A Place of Kettles"}, "misc", "A Place of Kettles", "2020"),
        ({"venue": "arXiv preprint 2021"}, "misc", "arXiv preprint 2021", "2021"),
        ({}, "misc", None, "2020"),
    ],
)
def test_the_venue_says_what_kind_of_entry_it_is(
    facts: dict[str, str], kind: str, place: str | None, year: str
) -> None:
    citation = cite(paper("x", year="2020", authors=("Ada Kettle",), **facts), "")
    (entry,) = read_bibtex(to_bibtex([citation])).entries.values()
    field = {"article": "journal", "inproceedings": "booktitle", "misc": "howpublished"}[kind]
    assert (entry.type, entry.fields.get(field), entry.fields["year"]) == (kind, place, year)
    (record,) = rispy.loads(to_ris([citation]))
    assert record["type_of_reference"] == {"article": "JOUR", "inproceedings": "CPAPER", "misc": "GEN"}[kind]
    assert (record.get("secondary_title"), record["year"]) == (place, year)
    (item,) = json.loads(to_csl([citation]))
    types = {"article": "article-journal", "inproceedings": "paper-conference", "misc": "article"}
    assert item["type"] == types[kind] == next(iter(CiteProcJSON([item]).values())).type
    assert (item.get("container-title"), item["issued"]) == (place, {"date-parts": [[int(year)]]})


@pytest.mark.parametrize(
    ("arxiv", "archive"), [("hep-th/9901001", "hep-th"), ("math.GT/0309136v2", "math.GT"), ("2301.00001", None)]
)
def test_the_archive_is_stated_where_the_number_names_it(arxiv: str, archive: str | None) -> None:
    (entry,) = read_bibtex(to_bibtex([cite(paper("x", arxiv=arxiv), "")])).entries.values()
    assert (entry.fields["eprint"], entry.fields["archiveprefix"]) == (arxiv, "arXiv")
    assert entry.fields.get("primaryclass") == archive


def test_a_withdrawn_paper_is_marked_in_every_format() -> None:
    citation = cite(paper("x", withdrawn="Its data were made up.", authors=("Ada Kettle",), arxiv="2301.00001"), SITE)
    note = "Withdrawn from the reading list: Its data were made up."
    (entry,) = read_bibtex(to_bibtex([citation])).entries.values()
    assert plain(entry.fields["note"]) == note
    assert rispy.loads(to_ris([citation]))[0]["notes"] == [note]
    assert json.loads(to_csl([citation]))[0]["note"] == note
    assert to_coins(citation) == "", "a list offers none"


# -- COinS ----------------------------------------------------------------------------------------


def test_coins_hold_every_fact() -> None:
    assert parse_qs(to_coins(cite(whole(), SITE))) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft.genre": ["proceeding"],
        "rft.atitle": ["The Complete Record"],
        "rft.jtitle": ["Proceedings of <Nothing> & Sons, 50%"],
        "rft.date": ["1999"],
        "rft.aulast": ["Invented"],
        "rft.aufirst": ["Ada"],
        "rft.au": ["O'Nobody, Bjørn", "王, 小明", "Tea and Spoon Group"],
        "rft_id": ["info:doi/10.9999/spoon_(1999)<1>", "https://doi.org/10.9999/spoon_%281999%29%3C1%3E"],
    }
    assert parse_qs(to_coins(cite(BARE, ""))).keys() == {"ctx_ver", "rft_val_fmt", "rft.genre", "rft.atitle"}
