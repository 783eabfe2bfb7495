"""What a build says of the list, and what keeps a site from being published. Without MkDocs."""

from __future__ import annotations

import os
from pathlib import Path

from papershelf import addresses
from papershelf.catalog import catalog
from papershelf.errors import PapershelfError, Problem
from papershelf.model import Library
from papershelf.text import counted

MAX_SITE = 800_000_000
"""The largest site that is published, in bytes; GitHub Pages stops at a gigabyte."""

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


def check_ledger(library: Library, present: set[str]) -> None:
    """Every address that was ever promised must still lead somewhere.

    Raises:
        PapershelfError: Addresses would vanish.
    """
    if vanished := tuple(addresses.vanished(library.published, present, library.additions)):
        raise PapershelfError(vanished)


def newest_day(arranged: catalog.Catalog) -> int:
    """Seconds since 1970 of the newest day in the list, at midnight UTC."""
    days = [paper.added for paper in arranged.papers]
    return catalog.epoch(max(days)) if days else _DEFAULT_EPOCH


def weigh(built: Path, limit: int) -> list[Problem]:
    """Object to a site that is too large to be hosted."""
    # Each file is asked for once; `rglob` would ask twice what is a file.
    paths = (Path(folder, name) for folder, _, names in os.walk(built) for name in names)
    sizes = {path: path.stat().st_size for path in paths}
    size = sum(sizes.values())
    if size <= limit:
        return []
    largest = max(sizes, key=sizes.__getitem__)
    problem = f"the site has {size / 1e6:,.0f} MB, and {limit / 1e6:,.0f} MB are what GitHub Pages surely takes"
    remedy = f"Leave out what is large, such as {largest.relative_to(built)}"
    return [Problem(path="site", problem=problem, remedy=remedy)]
