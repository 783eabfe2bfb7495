"""The list of papers on the page of a tag or topic: in groups, and on several pages where it is long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papershelf.addresses import part_url
from papershelf.catalog.catalog import Catalog
from papershelf.catalog.groups import Group, group
from papershelf.model import Paper

MOST = 500
"""Papers on one page; of a longer list each page has so many."""


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


def shelve(catalog: Catalog, papers: tuple[Paper, ...], address: str, but: str = "") -> Iterator[Shelf]:
    """Divide a list into pages; a group that does not fit goes on on the next page.

    Args:
        catalog: The whole list.
        papers: Those of the tag or topic, in reading order.
        address: The first page's.
        but: The tag that all of them have, if it is the page of one.
    """
    words = catalog.library.vocabulary
    _, groups = group(words, papers, but)
    ordered = tuple(paper for each in groups for paper in each.papers) or papers
    parts = [ordered[start : start + MOST] for start in range(0, len(ordered), MOST)] or [()]
    addresses = tuple(part_url(address, number) for number in range(1, len(parts) + 1))
    for number, part in enumerate(parts, start=1):
        by, shown = group(words, part, but)
        yield Shelf(papers=part, by=by, groups=shown, number=number, addresses=addresses)
