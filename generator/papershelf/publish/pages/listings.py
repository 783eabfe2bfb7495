"""The pages of listings."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page


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
        places = catalog.by_listing[listing.id]
        yield Page(
            address=addresses.listing_url(listing),
            template="listing",
            title=listing.name,
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
            },
            edit="content/listings.yml",
            card=cards.of_listing(catalog, listing, words),
        )
