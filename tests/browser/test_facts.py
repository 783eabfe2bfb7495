"""Papers found by who wrote them, when and where, and by any address of them. The papers are invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking, opened, served_library
from fabricate import library, paper
from playwright.sync_api import Page

from papershelf.model import Link, LinkKind, Paper
from papershelf.text import IdentifierKind, identify

ADDRESSES = (
    *("2301.00001", "arXiv:2301.00001v2", "https://arxiv.org/abs/2301.00001?context=cs.LG"),
    *("https://arxiv.org/pdf/2301.00001.pdf", "10.48550/arXiv.2301.00001", "https://ar5iv.org/abs/2301.00001"),
    *(
        "https://huggingface.co/papers/2301.00001",
        "https://www.alphaxiv.org/abs/2301.00001v1",
        "<arxiv.org/abs/2301.00001>",
    ),
    *("hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001v2", "https://arxiv.org/pdf/math.GT/0309136"),
    *("arXiv:cond-mat.stat-mech/0309136", "10.1000/182", "doi:10.1000/182", "DOI 10.1000/182."),
    *("https://doi.org/10.1000/182).", "10.9999/spoon_(1999)<1>", "https://dl.acm.org/doi/pdf/10.1000/182"),
    *("https://dl.acm.org/doi/10.1000/182?download=true", "https://doi.org/10.9999/SPOON_%281999%29%3C1%3E"),
    *(
        "https://link.springer.com/content/pdf/10.1000/s1-2.pdf",
        "https://doi.org/10.1002/(SICI)1097-4571(1999)50:1%3C1::AID-ASI1%3E3.0.CO;2-X",
    ),
    *("https://journals.plos.org/plosone/article?id=10.1000/journal.pone.1",),
    *("https://www.biorxiv.org/content/10.1101/2099.01.01.1v2.full.pdf",),
    *(
        "https://www.nature.com/articles/s00000-099-00001-2",
        "https://direct.mit.edu/tea/article/doi/10.1000/tea/96/A-Cup",
    ),
    *("https://openreview.net/forum?id=kEtTle_1-x&noteId=abc", "https://openreview.net/pdf?id=kEtTle1"),
    *("https://aclanthology.org/2099.tea-1.5/", "2099.tea-1.5", "http://aclweb.org/anthology/papers/P/P99/P99-1001/"),
)


def stating(text: str, slug: str) -> Paper:
    """A paper that states the identifier of an address."""
    found = identify(text)
    assert found is not None
    if found.kind in (IdentifierKind.ARXIV, IdentifierKind.DOI):
        return paper(slug, "Stated", **{found.kind.value: found.value})
    return paper(slug, "Stated", links=(Link(kind=LinkKind.PAPER, url=found.address),))


KEYS = list(dict.fromkeys(found.key for found in map(identify, ADDRESSES) if found))
SLUGS = {key: f"stated-{place}" for place, key in enumerate(KEYS)}


def slug_of(text: str) -> str:
    found = identify(text)
    assert found is not None
    return SLUGS[found.key]


STATING = {slug_of(text): stating(text, slug_of(text)) for text in ADDRESSES}
PAPERS = (
    paper("one", "Boiling", authors=("Hopperly, Ada", "Bo van den Spoon"), year="2021", venue="Teapot Symposium 2021"),
    paper("two", "Steaming", authors=("Ada Lid", "Cy Hopperly"), year="2023", venue="TeaConf, Part 2 2023"),
    paper("three", "Pouring", authors=tuple(f"Many{n} Cup{n}" for n in range(200)), year="2025", venue="TeaConf"),
    paper("four", "Hopperly Wheels", summary="They turn."),
    paper("five", "Cooling", finding="Saucers spread warmth.", summary="It is slow.", year="2024"),
    paper("six", "Brewing", authors=("Wei Saucer", "Di Zhu")),
    paper("seven", "Stirring", authors=("Di Saucer", "Wei Zhu")),
    *STATING.values(),
)


@pytest.fixture(scope="module")
def page(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    www = tmp_path_factory.mktemp("www")
    served_library(www / "repo", library(*PAPERS))
    yield from opened(browser, www)  # type: ignore[arg-type]


@pytest.fixture
def ask(page: Page) -> Ask:
    return asking(page)


@pytest.mark.parametrize("text", ADDRESSES)
def test_every_address_of_a_paper_finds_it_alone(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert (answer["hits"], answer["full"], answer["unknown"]) == ([slug_of(text)], 1, [])


def test_a_number_that_is_still_typed_finds_those_that_begin_so(ask: Ask) -> None:
    assert ask("2301.000")["hits"] == [slug_of("2301.00001")]


@pytest.mark.parametrize(
    "query", ["https://github.com/kettle/kettle", "2302.00009", "10.1000/18", "10.1000/1823", "50%"]
)
def test_what_names_no_paper_of_the_list_finds_none_by_its_identifier(ask: Ask, query: str) -> None:
    assert not {*ask(query)["hits"]} & {*STATING}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hopperly 2021", "one"),
        ("ada hopperly", "one"),
        ("wei zhu", "seven"),  # two authors of `six`, which stands before it, have a word each
        ("van den spoon", "one"),
        ("teapot symposium", "one"),
        ("cup177", "three"),
        ("saucers spread", "five"),
        ("steaming teaconf", "two"),
    ],
)
def test_words_of_authors_venues_years_and_findings_find_their_paper(ask: Ask, query: str, found: str) -> None:
    assert ask(query)["hits"][0] == found


def test_a_family_name_finds_its_papers_among_the_first(ask: Ask) -> None:
    assert {*ask("hopperly")["hits"][:3]} == {"one", "two", "four"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("author:hopperly", {"one", "two"}),
        ('author:"ada hopperly"', {"one"}),  # two authors of `two` have a word each
        ('author:"Hopperly, Ada"', {"one"}),
        ("Author:Hopperly -author:lid", {"one"}),
        ("year:2023", {"two"}),
        ("year:2023..2025", {"two", "three", "five"}),
        ("year:2023–2024", {"two", "five"}),
        ("year:2024..", {"three", "five"}),
        ("year:..2022", {"one"}),
        ("venue:teaconf", {"two", "three"}),
        ('venue:"teapot symp"', {"one"}),
        ("venue:teaconf year:2025", {"three"}),
        ("steaming year:2023", {"two"}),
        ("-year:2021 hopperly", {"two", "four"}),
    ],
)
def test_facts_narrow(ask: Ask, query: str, found: set[str]) -> None:
    answer = ask(query)
    assert ({*answer["hits"]}, answer["unknown"]) == (found, [])


@pytest.mark.parametrize(
    "part", ["author:nobody", "year:1850", "year:soon", "year:..", "venue:nowhere", 'author:"ada cup1"']
)
def test_a_fact_that_no_paper_states_is_named(ask: Ask, part: str) -> None:
    answer = ask(f"steaming {part}")
    assert (answer["hits"][0], answer["unknown"]) == ("two", [part])


def test_results_have_the_byline_that_rows_have(page: Page) -> None:
    bylines = page.evaluate("Object.fromEntries(catalog.papers.map(({ slug, byline }) => [slug, byline]))")
    assert bylines["one"] == "Ada Hopperly and Bo van den Spoon · 2021 · Teapot Symposium"
    assert bylines["three"] == "Many0 Cup0 et al. · 2025 · TeaConf"
    assert bylines["four"] == ""


def test_facets_and_order_by_year_and_venue(page: Page) -> None:
    answer = page.evaluate(
        "async () => { const { Facets } = await import(new URL('assets/javascripts/search/facets.js', location));"
        " const { read, write } = await import(new URL('assets/javascripts/search/state.js', location));"
        " const facets = new Facets(catalog);"
        " const answer = await search.ask('');"
        " const state = read('?venue=' + encodeURIComponent([...facets.offers.venue.keys()].join(',')) + '&sort=year');"
        " const shown = facets.sort(facets.filter(answer.hits, state), state, answer);"
        " return { years: [...facets.offers.year.keys()], venues: [...facets.offers.venue], written: write(state),"
        " shown: shown.map((number) => catalog.papers[number].slug) }; }"
    )
    assert answer["years"] == ["2025", "2024", "2023", "2021"]
    assert answer["venues"] == [
        ["TeaConf", "TeaConf"],
        ["TeaConf Part 2", "TeaConf, Part 2"],
        ["Teapot Symposium", "Teapot Symposium"],
    ]
    assert answer["shown"] == ["three", "two", "one"]
    assert answer["written"].endswith("&sort=year")
