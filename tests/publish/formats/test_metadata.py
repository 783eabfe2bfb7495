"""What pages say to machines: inert, compact, and nothing that is not known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fabricate import library, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Paper, Tag, Topic
from papershelf.publish.artifact import Head
from papershelf.publish.formats import metadata
from papershelf.publish.formats.citation import on_one_line
from papershelf.text import sentences

SITE = "https://example.org/repo"


def head(
    arranged: Catalog, page: str, about: Paper | Tag | Topic | None = None, address: str = SITE, **texts: str
) -> Head:
    known = {"title": "A Title", "description": "What it is."} | texts
    return metadata.head(arranged, name="Papershelf", address=address, page=page, about=about, **known)


def of_paper(each: Paper, address: str = SITE, **texts: str) -> Head:
    arranged = arrange(library(each, tags={"heat": "kitchen", "survey": "kind"}))
    return head(arranged, f"/papers/{each.slug}/", each, address, **({"title": each.title} | texts))


def linked(found: Head) -> dict[str, dict[str, Any]]:
    """The nodes of a page's JSON-LD by their type."""
    assert found.linked_data is not None
    document = json.loads(found.linked_data)
    assert document["@context"] == "https://schema.org"
    nodes = document.get("@graph", [document])
    return {node["@type"]: node for node in nodes}


WHOLE = paper(
    "spoon",
    "A Spoon",
    id="aaaaa2",
    authors=("Invented, Ada", "王 小明"),
    year="1999",
    venue="Nowhere & Sons",
    arxiv="9901.00001",
    doi="10.9999/x",
    tags=("survey", "heat"),
)


def test_a_paper_says_what_is_known() -> None:
    found = of_paper(WHOLE)
    assert found.of_paper
    assert found.url == f"{SITE}/papers/spoon/"
    assert found.citation == (
        ("citation_author", "Invented, Ada"),
        ("citation_author", "王, 小明"),
        ("citation_publication_date", "1999"),
        ("citation_doi", "10.9999/x"),
        ("citation_arxiv_id", "9901.00001"),
        ("citation_pdf_url", "https://arxiv.org/pdf/9901.00001"),
    )
    assert linked(found) == {
        "ScholarlyArticle": {
            "@type": "ScholarlyArticle",
            "headline": "A Spoon",
            "author": [
                {"@type": "Person", "name": "Ada Invented", "givenName": "Ada", "familyName": "Invented"},
                {"@type": "Person", "name": "王 小明", "givenName": "小明", "familyName": "王"},
            ],
            "datePublished": "1999",
            "isPartOf": {"@type": "CreativeWork", "name": "Nowhere & Sons"},
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "doi", "value": "10.9999/x"},
                {"@type": "PropertyValue", "propertyID": "arXiv", "value": "9901.00001"},
            ],
            "sameAs": "https://doi.org/10.9999/x",
        },
        "BreadcrumbList": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Topic kitchen", "item": f"{SITE}/topics/kitchen/"},
                {"@type": "ListItem", "position": 2, "name": "A Spoon"},
            ],
        },
    }


def test_what_is_not_known_is_not_said() -> None:
    found = of_paper(paper("bare"), "")
    assert found.citation == ()
    assert found.url is None
    assert found.linked_data is not None
    assert json.loads(found.linked_data) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": "Bare",
    }


@pytest.mark.parametrize(
    ("page", "about", "above"),
    [
        ("/tags/heat/", "tag", ("Topic kitchen", "/topics/kitchen/")),
        ("/tags/survey/", "kind", ("Tags", "/tags/")),
        ("/topics/kitchen/", "topic", ("Topics", "/topics/")),
        ("/listings/x/", None, ("Listings", "/listings/")),
    ],
)
def test_a_collection_knows_what_is_above_it(page: str, about: str | None, above: tuple[str, str]) -> None:
    arranged = arrange(library(WHOLE, tags={"heat": "kitchen", "survey": "kind"}))
    words = arranged.library.vocabulary
    subjects = {"tag": words.tags["heat"], "kind": words.tags["survey"], "topic": words.topics["kitchen"], None: None}
    nodes = linked(head(arranged, page, subjects[about]))
    assert nodes["CollectionPage"] == {"@type": "CollectionPage", "name": "A Title", "url": f"{SITE}{page}"}
    first, last = nodes["BreadcrumbList"]["itemListElement"]
    assert (first["name"], first["item"]) == (above[0], f"{SITE}{above[1]}")
    assert last == {"@type": "ListItem", "position": 2, "name": "A Title"}


@pytest.mark.parametrize("page", ["/", "/papers/", "/tags/", "/topics/", "/listings/", "/trending/"])
def test_an_index_is_a_collection(page: str) -> None:
    assert set(linked(head(arrange(library()), page))) == {"CollectionPage"}


@pytest.mark.parametrize("page", ["/search/", "/data/", "/curate/", "/about/"])
def test_other_pages_are_no_collections(page: str) -> None:
    assert head(arrange(library()), page).linked_data is None


@settings(deadline=None)
@given(text=st.one_of(st.text(), st.text(alphabet="<>/!-&\"'scriptSCRIPT \u2028")))
def test_no_title_ends_the_script_that_it_stands_in(text: str) -> None:
    """Rows 31 and 33."""
    title = f"</script><!--<script>{text}]]>"
    made = paper("x", title)
    found = of_paper(made, title=title)
    tree = LexborHTMLParser(f'<body><script type="application/ld+json">{found.linked_data}</script><p id="after"></p>')
    (script,) = tree.css("script")
    assert json.loads(script.text(deep=False)) == json.loads(found.linked_data or "")
    assert tree.css_first("p#after") is not None
    assert linked(found)["ScholarlyArticle"]["headline"] == on_one_line(made.title)


def test_feeds_are_found_from_every_page_and_its_own_first() -> None:
    arranged = arrange(library(WHOLE, tags={"heat": "kitchen", "survey": "kind"}))
    tag = arranged.library.vocabulary.tags["heat"]
    assert [(feed.title, feed.path) for feed in head(arranged, "/tags/heat/", tag).feeds] == [
        ("Papershelf: Tag heat", "tags/heat/feed.xml"),
        ("Papershelf: Tag heat", "tags/heat/feed.json"),
    ]
    assert [feed.path for feed in head(arranged, "/").feeds] == ["feed.xml", "feed.json"]
    assert [feed.path for feed in of_paper(WHOLE).feeds] == ["feed.xml"]


@pytest.mark.parametrize(
    ("description", "short"),
    [
        ("One. Two.", "One. Two."),
        (f"First sentence. {'Second ' * 20}sentence. {'Third ' * 10}.", f"First sentence. {'Second ' * 20}sentence."),
        ("word " * 60, f"{'word ' * 39}".rstrip() + "…"),
        ("研" * 500, "研" * 199 + "…"),
    ],
)
def test_a_description_is_as_long_as_a_preview(description: str, short: str) -> None:
    found = metadata.shorten(on_one_line(description))
    assert found == short
    assert len(found) <= metadata.LONGEST_DESCRIPTION
    assert sentences(found)


@given(st.lists(st.text("ab. ?!”)A“é1", min_size=20, max_size=60), min_size=4, max_size=12).map(" ".join))
def test_a_description_ends_where_the_whole_text_has_an_end(text: str) -> None:
    kept = ""
    for sentence in sentences(on_one_line(text)):
        if len(kept) + 1 + len(sentence) > metadata.LONGEST_DESCRIPTION:
            break
        kept = f"{kept} {sentence}".strip()
    assert metadata.shorten(text) == kept or len(on_one_line(text)) <= metadata.LONGEST_DESCRIPTION or not kept


def test_an_organisation_and_a_suffix_are_said() -> None:
    found = linked(of_paper(paper("x", authors=("{Kettle Research}", "van Kettle, Jr., Ada"))))
    assert found["ScholarlyArticle"]["author"] == [
        {"@type": "Organization", "name": "Kettle Research"},
        {
            "@type": "Person",
            "name": "Ada van Kettle Jr.",
            "givenName": "Ada",
            "familyName": "van Kettle",
            "honorificSuffix": "Jr.",
        },
    ]


@pytest.mark.parametrize(
    ("venue", "name"),
    [("Journal of Teapots", "citation_journal_title"), ("Teapot Symposium", "citation_conference_title")],
)
def test_a_venue_is_named_by_its_kind(venue: str, name: str) -> None:
    assert (name, venue) in of_paper(paper("x", venue=venue)).citation


def test_a_withdrawn_paper_offers_no_citation_and_says_why() -> None:
    found = of_paper(paper("x", authors=("Ada Kettle",), year="2020", withdrawn="Its data were made up."))
    assert found.citation == ()
    assert not found.is_citable
    status = linked(found)["ScholarlyArticle"]["creativeWorkStatus"]
    assert status == "Withdrawn from the reading list: Its data were made up."
