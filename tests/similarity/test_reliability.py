"""How often proposals were right, import by import."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from fabricate import REPOSITORY, paper
from subjects import WORDS, invented

from papershelf import content
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Appearance, Listing
from papershelf.similarity.imports import beginning_with
from papershelf.similarity.reliability import reliability


def in_two_listings() -> Catalog:
    """The invented list, the papers of even numbers by one listing, the others by the next."""
    made = invented()
    papers = []
    for each in made.papers:
        number = int(each.slug.split("-")[1])
        place = Appearance(listing="even" if number % 2 == 0 else "odd", rank=number + 1)
        papers.append(replace(each, listed=(place,), abstract="Words of an author that tell nothing."))
    # A few papers by hand are too few to be judged by themselves.
    papers += [paper(f"hand-{number}", tags=("tea",), added="2026-03-01") for number in range(3)]
    listings = MappingProxyType({key: Listing(id=key) for key in ("even", "odd")})
    return arrange(replace(made, papers=tuple(papers), listings=listings))


def test_each_import_is_judged_by_those_before_it() -> None:
    rows = list(reliability(in_two_listings(), ("even", "odd")))
    assert [(row.listing, row.known, row.papers) for row in rows] == [("even", 0, 32), ("odd", 32, 32), (None, 64, 3)]
    other, *_ = reliability(in_two_listings(), ("odd", "even"))
    assert other.listing == "odd"


def test_a_paper_is_judged_as_it_came_without_what_curators_wrote() -> None:
    catalog = in_two_listings()
    told = [replace(each, proposed=("tea",), summary=f"{each.summary} {WORDS['sheep']}") for each in catalog.papers]
    same = arrange(replace(catalog.library, papers=tuple(told)))
    first, *_ = reliability(catalog, ("even", "odd"))
    assert next(reliability(same, ("even", "odd"))) == first


def test_shares_are_of_what_was_proposed() -> None:
    for row in reliability(in_two_listings(), ("even", "odd")):
        assert 0 <= row.sure_right <= row.sure <= row.proposed
        assert row.sure_right <= row.proposed_right <= row.proposed


def test_what_is_called_sure_is_right_three_times_of_four_on_this_list() -> None:
    catalog = arrange(content.load(REPOSITORY).library)
    listings = catalog.library.listings
    order = beginning_with(listings.values(), next(each for each in listings if each.startswith("002")))
    for row in islice(reliability(catalog, order), 2):
        assert row.sure > row.papers / 3
        assert row.sure_right >= 0.75 * row.sure, row
