"""The list of a tag's or topic's page: whole on one page, and on several where it is long."""

from __future__ import annotations

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish.page import Planned
from papershelf.publish.pages import shelves
from papershelf.publish.pages.vocabulary import plan_tags


@pytest.fixture
def catalog(monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """Twenty papers, of which a page shows eight."""
    monkeypatch.setattr(shelves, "MOST", 8)
    some = (paper(f"p-{n:02}", tags=("heat", "survey") if n > 16 else ("heat",), year="2024") for n in range(20))
    return arrange(library(*some, tags={"heat": "things", "survey": "kind"}))


def test_a_long_list_takes_several_pages_and_every_paper_is_on_one(catalog: Catalog) -> None:
    pages = list(shelves.shelve(catalog, catalog.by_tag["heat"], "/tags/heat/", "heat"))
    assert [len(page.papers) for page in pages] == [8, 8, 4]
    assert pages[0].addresses == ("/tags/heat/", "/tags/heat/2/", "/tags/heat/3/")
    shown = [each.slug for page in pages for each in page.papers]
    assert sorted(shown) == [each.slug for each in catalog.papers]
    assert shown[:3] == ["p-17", "p-18", "p-19"], "surveys first"
    assert [(group.key, len(group.papers)) for group in pages[0].groups] == [("survey", 3), ("method", 5)]


def test_a_list_that_fits_is_one_page(catalog: Catalog) -> None:
    (page,) = shelves.shelve(catalog, catalog.by_tag["heat"][:8], "/tags/heat/")
    assert (page.number, page.addresses) == (1, ("/tags/heat/",))


def test_an_empty_list_has_a_page(catalog: Catalog) -> None:
    (page,) = shelves.shelve(catalog, (), "/tags/heat/")
    assert (page.papers, page.groups, page.by) == ((), (), "")


def test_only_the_first_page_stands_for_the_tag(catalog: Catalog) -> None:
    planned = (page.compose() for page in plan_tags(catalog) if isinstance(page, Planned))
    pages = {page.address: page for page in planned if page.address.startswith("/tags/heat/")}
    assert list(pages) == ["/tags/heat/", "/tags/heat/2/", "/tags/heat/3/"]
    assert pages["/tags/heat/"].about is not None
    assert pages["/tags/heat/2/"].about is None
    assert pages["/tags/heat/2/"].title == "Tag heat, page 2"


def test_a_long_listing_folds_and_takes_several_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST", 8)
    monkeypatch.setattr(shelves, "RUN", 3)
    places = tuple((n, paper(f"p-{n:02}")) for n in range(1, 21))
    pages = list(shelves.rank(places, "/listings/autumn/"))
    assert [[len(run) for run in page.runs] for page in pages] == [[3, 3, 2], [3, 3, 2], [3, 1]]
    assert pages[2].addresses == ("/listings/autumn/", "/listings/autumn/2/", "/listings/autumn/3/")
    assert tuple(place for page in pages for run in page.runs for place in run) == places


def test_an_empty_listing_has_a_page() -> None:
    (page,) = shelves.rank((), "/listings/autumn/")
    assert (page.runs, page.addresses) == ((), ("/listings/autumn/",))
