"""An UpSet plot (https://upset.app), lying: a row for each combination of listings that papers are in.

The names of the columns descend like stairs, so that none needs to be turned and all of them have room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papershelf.addresses import TRENDING, listing_url
from papershelf.catalog.catalog import Catalog
from papershelf.model import Listing
from papershelf.publish.charts.drawing import LAYOUTS, SMALL, Layout, To, bar, dot, line, needed, picture, shorten, text
from papershelf.publish.charts.figure import Figure
from papershelf.publish.language import ENGLISH, Words
from papershelf.text import Html

if TYPE_CHECKING:
    import svg

COMBINATIONS = 16
"""How many combinations of listings are drawn; the table holds all."""

_Combinations = Sequence[tuple[Sequence[Listing], int]]
"""Listings, with the number of papers that are in exactly these; the largest first."""

_NAME, _ROW, _BAR = 18, 22, 9
"""Heights: of a listing's name, of a combination, and of its bar."""
_COLUMN = 18
"""The width of a listing's column, where there are few."""


def listings_overlap(catalog: Catalog, to: To, words: Words = ENGLISH) -> Figure | None:
    """How the listings overlap; None while no paper is in two."""
    listings = catalog.library.listings
    order = {listing: number for number, listing in enumerate(listings)}
    found = Counter(
        tuple(sorted({place.listing for place in paper.listed}, key=order.__getitem__)) for paper in catalog.papers
    )
    found.pop((), None)
    ranked = sorted(found.items(), key=lambda item: (-item[1], len(item[0]), [order[each] for each in item[0]]))
    combinations = [(tuple(listings[each] for each in group), count) for group, count in ranked]
    shared = [(group, count) for group, count in combinations if len(group) > 1]
    if not shared:
        return None
    drawn = shared[:COMBINATIONS]
    several = sum(count for _, count in shared)
    columns = [listing for listing in listings.values() if any(listing in group for group, _ in drawn)]
    overlap = words.counted(
        several,
        "%(num)s %(of_papers)s is in more than one listing.",
        "%(num)s %(of_papers)s are in more than one listing.",
        of_papers=words.counted(len(catalog.papers), "of %(num)s paper", "of %(num)s papers"),
    )
    return Figure(
        key="listings-overlap",
        title=words.say("Overlap of the listings"),
        says=" ".join(filter(None, [overlap, _left_out(len(shared) - len(drawn), words)])),
        pictures=tuple(_draw(drawn, columns, layout, to, words) for layout in LAYOUTS),
        head=(words.say("Listings"), words.say("Papers in exactly these")),
        rows=tuple(
            (" + ".join(listing.name for listing in group), words.number(count)) for group, count in combinations
        ),
        leads=tuple(_leads(group, to) for group, _ in combinations),
    )


def _leads(group: Sequence[Listing], to: To) -> str:
    """Where the papers of a combination are: that of one listing is the listing."""
    return to(listing_url(group[0]) if len(group) == 1 else TRENDING)


def _left_out(number: int, words: Words) -> str:
    """How many combinations only the table shows; nothing where the picture has them all."""
    if not number:
        return ""
    return words.counted(
        number,
        "%(num)s rarer combination is in the table only.",
        "%(num)s rarer combinations are in the table only.",
    )


def _draw(combinations: _Combinations, columns: Sequence[Listing], layout: Layout, to: To, words: Words) -> Html:
    width = min(_COLUMN, 0.4 * layout.width / len(columns))
    places = {listing: width * (number + 0.5) for number, listing in enumerate(columns)}
    top = _NAME * len(columns) + 6
    height = top + _ROW * len(combinations)
    elements: list[svg.Element] = []
    for number, (listing, x) in enumerate(places.items(), start=1):
        foot = _NAME * number - 4
        elements.append(line((x, foot - SMALL), (x, height)))
        name, leads = shorten(listing.name, layout.width - x - 6, SMALL), to(listing_url(listing))
        elements.append(text(name, x + 6, foot, size=SMALL, whole=listing.name, leads=leads))
    left = width * len(columns) + 8
    most = combinations[0][1]
    scale = (layout.width - left - needed(f"  {words.number(most)}")) / most
    for number, (group, count) in enumerate(combinations):
        y = top + _ROW * (number + 0.5)
        elements.append(line((places[group[0]], y), (places[group[-1]], y), "join"))
        elements += (
            dot(places[listing], y, min(5, 0.4 * width), listing.name, to(listing_url(listing)), words.foreign)
            for listing in group
        )
        names = words.say(" and ").join(listing.name for listing in group)
        said = words.say("%(names)s: %(papers)s", names=names, papers=words.papers(count))
        elements.append(bar(left, y - _BAR / 2, count * scale, _BAR, said, _leads(group, to)))
        elements.append(text(words.number(count), left + count * scale + 6, y + 4, size=SMALL))
    return picture(
        "listings-overlap",
        layout,
        height,
        words.say("Overlap of the listings"),
        words.say("Each column is a listing, each row a combination, its bar the number of papers in exactly these."),
        elements,
    )
