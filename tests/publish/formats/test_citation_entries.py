"""Citations, read back with libraries that others wrote: keys, capitals, names, kinds of entry."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import parse_qs

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from citing import BARE, SITE, plain, read_bibtex, whole
from fabricate import paper

from papershelf.catalog.catalog import Catalog
from papershelf.publish.formats import csv_data
from papershelf.publish.formats.bibtex import to_bibtex
from papershelf.publish.formats.citation import cite, key_of
from papershelf.publish.formats.coins import to_coins
from papershelf.publish.formats.csl import to_csl
from papershelf.publish.formats.ris import to_ris

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
