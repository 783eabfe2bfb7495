"""One answer to whether two papers are one."""

from __future__ import annotations

import pytest
from fabricate import paper

from papershelf.catalog.identity import Match, claims, field_of, same_paper
from papershelf.model import Link, LinkKind
from papershelf.text import link_kind


def linked(slug: str, *urls: str, **facts: str):  # type: ignore[no-untyped-def]
    return paper(slug, f"About {slug}", links=tuple(Link(kind=link_kind(url), url=url) for url in urls), **facts)


@pytest.mark.parametrize(
    "other",
    [
        {"arxiv": "2302.00002v3"},
        {"doi": "10.48550/arXiv.2302.00002"},
        {"doi": "10.48550/ARXIV.2302.00002"},
        {"url": "https://huggingface.co/papers/2302.00002"},
        {"url": "https://arxiv.org/abs/2302.00002?context=cs.LG"},
        {"url": "https://www.alphaxiv.org/abs/2302.00002"},
        {"url": "https://ar5iv.labs.arxiv.org/html/2302.00002"},
        {"url": "https://doi.org/10.48550/arXiv.2302.00002"},
        {"url": "http://arxiv.org/pdf/2302.00002v1.pdf"},
    ],
)
def test_every_address_of_a_preprint_is_one_paper(other: dict[str, str]) -> None:
    known = paper("kettles", "Five kettles", arxiv="2302.00002")
    second = linked("pots", other["url"]) if "url" in other else paper("pots", "Pots", **other)
    assert same_paper(known, second) == same_paper(second, known) == Match("arxiv", certain=True)
    assert field_of(known, "arxiv") == "arxiv"
    assert field_of(second, "arxiv") == ("links" if "url" in other else next(iter(other)))


def test_dois_differ_in_capitals_only() -> None:
    one, other = paper("a", "A", doi="10.1000/AB"), linked("b", "https://dx.doi.org/10.1000/ab")
    assert same_paper(one, other) == Match("doi", certain=True)


def test_a_link_counts_only_where_it_must_be_the_papers_own() -> None:
    known = paper("kettles", "Five kettles", arxiv="2302.00002")
    earlier = "https://arxiv.org/abs/2302.00002"
    assert same_paper(known, linked("pots", earlier, arxiv="2302.00003")) is None
    assert same_paper(known, linked("pots", earlier, "https://arxiv.org/abs/2302.00004")) is None
    data = Link(kind=LinkKind.DATA, url="https://doi.org/10.5281/zenodo.1234567")
    assert "doi" not in claims(paper("cups", "Cups", links=(data,)))


def test_titles_decide_where_no_identifier_does() -> None:
    one = paper("a", "How five tin kettles sing", abstract="Steam makes the five of them sing, one by one.")
    assert same_paper(one, paper("b", "HOW five tin-kettles sing!")) == Match("title", certain=True)
    assert same_paper(one, paper("b", "How five old tin kettles sing")) == Match("title", certain=False)
    other = paper("b", "How five tin kettles sing", abstract="Nothing of that sort is said of any vessel here.")
    assert same_paper(one, other) == Match("title", certain=False)
    assert same_paper(one, paper("b", "On spoons")) is None
    assert same_paper(paper("a", "Tea", arxiv="2302.00002"), paper("b", "Tea", arxiv="2302.00003")) is None
    assert same_paper(paper("a", r"$O(n\\log n)$ tea"), paper("b", "O(n log n) tea")) == Match("title", certain=True)
