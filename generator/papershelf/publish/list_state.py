"""What a build says and asks of the list before it begins: what it lacks, its addresses, its newest day."""

from __future__ import annotations

from papershelf import addresses
from papershelf.catalog import catalog
from papershelf.errors import PapershelfError
from papershelf.text import counted

_DEFAULT_EPOCH = 946684800
"""1 January 2000: the date of a sitemap while no paper has one."""


def describe(arranged: catalog.Catalog) -> str:
    """How many papers there are, and how many lack what: nobody publishes gaps or abstracts unknowingly."""
    papers = arranged.papers
    untagged = sum(not paper.tags for paper in papers)
    unsummarised = sum(not paper.summary for paper in papers)
    abstracts = sum(paper.abstract is not None for paper in papers)
    return (
        f"{counted(len(papers), 'paper')}: {untagged:,} without tags, {unsummarised:,} without a summary, "
        f"{len(papers) - abstracts:,} without an abstract at hand (abstracts published: {abstracts:,})"
    )


def keep_promises(arranged: catalog.Catalog) -> catalog.Catalog:
    """The list, if every address that was ever promised still leads somewhere.

    Raises:
        PapershelfError: Addresses would vanish.
    """
    library = arranged.library
    if vanished := tuple(addresses.vanished(library.published, addresses.addresses(library), library.additions)):
        raise PapershelfError(vanished)
    return arranged


def newest_day(arranged: catalog.Catalog) -> int:
    """Seconds since 1970 of the newest day in the list, at midnight UTC."""
    days = [paper.added for paper in arranged.papers]
    return catalog.epoch(max(days)) if days else _DEFAULT_EPOCH
