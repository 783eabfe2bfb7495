"""The list of papers on the page of a tag, topic or listing: in groups, and on several pages where it is long."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import dataclass, replace

from papershelf.addresses import part_url
from papershelf.catalog.catalog import Catalog
from papershelf.catalog.groups import PLAIN, Group, group
from papershelf.model import Paper, Vocabulary
from papershelf.publish.language import ENGLISH, Words

MOST = 500
"""Papers on one page; of a longer list each page has so many."""
RUN = 50
"""Places of a listing that fold together."""


def pages_of(papers: Sized) -> range:
    """The numbers of the pages of a list, counted from 1; an empty one has a page, too."""
    return range(1, max(1, -(-len(papers) // MOST)) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The papers that one page shows."""

    papers: tuple[Paper, ...]
    by: str
    """`kind` or `year`; empty: they are not grouped."""
    groups: tuple[Group, ...]
    number: int
    """Of the page, counted from 1."""
    addresses: tuple[str, ...]
    """Those of all pages of the list."""


def shelve(
    catalog: Catalog, papers: tuple[Paper, ...], address: str, but: str = "", words: Words = ENGLISH
) -> Iterator[Shelf]:
    """Divide a list into pages; a group that does not fit goes on on the next page.

    Args:
        catalog: The whole list.
        papers: Those of the tag or topic, in reading order.
        address: The first page's.
        but: The tag that all of them have, if it is the page of one.
        words: The site's own.
    """
    vocabulary = catalog.library.vocabulary
    whole = group(vocabulary, papers, but)
    ordered = tuple(paper for each in whole[1] for paper in each.papers) or papers
    parts = [ordered[start : start + MOST] for start in range(0, len(ordered), MOST)] or [()]
    addresses = tuple(part_url(address, number) for number in pages_of(papers))
    for number, part in enumerate(parts, start=1):
        by, shown = whole if len(parts) == 1 else group(vocabulary, part, but)
        yield Shelf(
            papers=part,
            by=by,
            groups=tuple(_named(each, vocabulary, words) for each in shown),
            number=number,
            addresses=addresses,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """The places of a listing that one page shows."""

    runs: tuple[tuple[tuple[int, Paper], ...], ...]
    """Rank and paper, in the listing's own order; each run folds, if there are several."""
    number: int
    """Of the page, counted from 1."""
    addresses: tuple[str, ...]
    """Those of all pages of the listing."""


def rank(places: tuple[tuple[int, Paper], ...], address: str) -> Iterator[Ranks]:
    """Divide a listing into pages, and each page into runs.

    Args:
        places: Rank and paper, in the listing's own order.
        address: The first page's.
    """
    parts = [places[start : start + MOST] for start in range(0, len(places), MOST)] or [()]
    addresses = tuple(part_url(address, number) for number in pages_of(places))
    for number, part in enumerate(parts, start=1):
        runs = tuple(part[start : start + RUN] for start in range(0, len(part), RUN))
        yield Ranks(runs=runs, number=number, addresses=addresses)


def _named(each: Group, vocabulary: Vocabulary, words: Words) -> Group:
    """A group by its name: that of a tag or a year as it is, and what the site calls the others."""
    if each.key == PLAIN and PLAIN not in vocabulary.tags:
        return replace(each, label=words.say("Method"))
    return each if each.key else replace(each, label=words.say("No year stated"))
