"""The pages of listings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Listing
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page, Planned
from papershelf.publish.pages.shelves import pages_of, rank


def plan_listings(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page | Planned]:
    """Compose the page of all listings, and plan those of each."""
    yield Page(
        address=addresses.LISTINGS,
        template="listings",
        title=words.say("Listings"),
        description=words.say("The listings that the papers of this list were collected from."),
        context={"several": len(catalog.in_several_listings())},
        edit="content/listings.yml",
    )
    for listing in catalog.library.listings.values():
        yield from _plan_pages(catalog, listing, words)


def _plan_pages(catalog: Catalog, listing: Listing, words: Words) -> Iterator[Planned]:
    """Plan the page of a listing, and the further ones of a long one."""
    places, subjects = catalog.by_listing[listing.id], catalog.subjects_of(listing.id)
    made_from = listing, *zip(*places, strict=True), subjects, tuple(catalog.library.listings)
    for number in pages_of(places):
        yield Planned(
            address=addresses.part_url(addresses.listing_url(listing), number),
            edit="content/listings.yml",
            made_from=(made_from, number),
            compose=partial(_compose, catalog, listing, words, number),
        )


def _compose(catalog: Catalog, listing: Listing, words: Words, number: int) -> Page:
    places, is_first = catalog.by_listing[listing.id], number == 1
    shelf = next(islice(rank(places, addresses.listing_url(listing)), number - 1, None))
    return Page(
        address=shelf.addresses[number - 1],
        template="listing",
        title=listing.name
        if is_first
        else words.say("%(label)s, page %(number)s", label=listing.name, number=words.number(number)),
        description=words.counted(
            len(places),
            "The %(num)s paper of the listing %(name)s, in its own order.",
            "The %(num)s papers of the listing %(name)s, in its own order.",
            name=listing.name,
        ),
        context={
            "listing": listing,
            "places": places,
            "subjects": catalog.subjects_of(listing.id),
            "shared": catalog.places_of(listing.id),
            "only_here": catalog.only_in(listing.id),
            "shelf": shelf,
        },
        edit="content/listings.yml",
        card=partial(cards.of_listing, catalog, listing, words) if is_first else None,
    )
