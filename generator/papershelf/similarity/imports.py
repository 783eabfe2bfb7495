"""The papers of a list in the order in which they came, import by import. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from papershelf.model import Listing, Paper

_GROWTH = 1.25
"""How much more the next step knows at least; so all steps together cost what a few readings of the list do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """The papers that one listing, or people on one day, brought to the list."""

    day: str
    listing: str | None
    """The id of the listing; None: people added them one by one."""
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A moment in the past of a list: what was known, and what came next."""

    known: tuple[Paper, ...]
    later: tuple[Paper, ...]


def in_order(papers: Iterable[Paper], listings: Sequence[str]) -> tuple[Import, ...]:
    """Papers by the import that brought them, in the order of import.

    Args:
        papers: The papers, in any order.
        listings: The ids of the listings, in the order in which they were imported. A paper belongs to
            the first one that has it.
    """
    order = {listing: number for number, listing in enumerate(listings)}
    unlisted = len(order)

    def came(paper: Paper) -> tuple[str, int]:
        return (paper.added, min((order.get(place.listing, unlisted) for place in paper.listed), default=unlisted))

    def rank(paper: Paper) -> tuple[tuple[str, int], int, str]:
        # Listings are in the order of import, so the first of a paper's places is not always the first by name.
        first = came(paper)
        ranks = (place.rank for place in paper.listed if order.get(place.listing, unlisted) == first[1])
        return (first, min(ranks, default=0), paper.slug)

    grouped = groupby(sorted(papers, key=rank), key=came)
    return tuple(
        Import(day=day, listing=listings[number] if number < unlisted else None, papers=tuple(group))
        for (day, number), group in grouped
    )


def steps(imports: Sequence[Import], fewest: int) -> Iterator[Step]:
    """What was known and what came next, from the first moment with enough known papers.

    Args:
        imports: The papers in the order of import.
        fewest: How many known papers are enough.
    """
    known: tuple[Paper, ...] = ()
    begun: tuple[Paper, ...] | None = None
    later: list[Paper] = []
    for each in imports:
        if begun is not None and len(known) >= _GROWTH * len(begun):
            yield Step(known=begun, later=tuple(later))
            begun, later = None, []
        if begun is None and len(known) >= fewest:
            begun = known
        if begun is not None:
            later += each.papers
        known += each.papers
    if begun is not None:
        yield Step(known=begun, later=tuple(later))


def beginning_with(listings: Iterable[Listing], first: str | None) -> tuple[str, ...]:
    """The ids of the listings in their order, which may begin with another one and then goes round."""
    ids = [listing.id for listing in listings]
    start = 0 if first is None else ids.index(first)
    return tuple(ids[start:] + ids[:start])
