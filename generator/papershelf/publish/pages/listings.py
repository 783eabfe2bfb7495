"""The pages of listings."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Listing
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page
from papershelf.publish.pages.shelves import rank


def compose_listings(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of all listings, and that of each."""
    yield Page(
        address=addresses.LISTINGS,
        template="listings",
        title=words.say("Listings"),
        description=words.say("The listings that the papers of this list were collected from."),
        context={"several": len(catalog.in_several_listings())},
        edit="content/listings.yml",
    )
    for listing in catalog.library.listings.values():
        yield from _pages(catalog, listing, words)


def _pages(catalog: Catalog, listing: Listing, words: Words) -> Iterator[Page]:
    """The page of a listing, and the further ones of a long one."""
    places = catalog.by_listing[listing.id]
    context = {
        "listing": listing,
        "places": places,
        "subjects": catalog.subjects_of(listing.id),
        "shared": catalog.places_of(listing.id),
        "only_here": catalog.only_in(listing.id),
    }
    description = words.counted(
        len(places),
        "The %(num)s paper of the listing %(name)s, in its own order.",
        "The %(num)s papers of the listing %(name)s, in its own order.",
        name=listing.name,
    )
    for shelf in rank(places, addresses.listing_url(listing)):
        is_first = shelf.number == 1
        yield Page(
            address=shelf.addresses[shelf.number - 1],
            template="listing",
            title=listing.name
            if is_first
            else words.say("%(label)s, page %(number)s", label=listing.name, number=words.number(shelf.number)),
            description=description,
            context={**context, "shelf": shelf},
            edit="content/listings.yml",
            card=cards.of_listing(catalog, listing, words) if is_first else None,
        )
