"""Who wrote a paper, when and where: what the search finds, narrows and sorts by, and each result shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.search.words import grams
from papershelf.publish.venues import name_without_year


def people_of(paper: Paper) -> list[str]:
    """The words of the authors' names, each once: a paper is no more one Kettle's because two Kettles wrote it."""
    return list(dict.fromkeys(word for author in paper.authors for word in grams(author.shown)))


def to_facts(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, list[Any]]:
    """By name, a value per paper: numbers of tags, listings, days and venues, years, and the kinds of links."""
    library = catalog.library
    names = (library.vocabulary.tags, library.listings, days_of(papers), _venues(papers))
    tags, listings, days, venues = ({of: place for place, of in enumerate(some)} for some in names)
    return {
        "tags": [[tags[tag] for tag in paper.tags] for paper in papers],
        "listed": [[listings[place.listing] for place in paper.listed] for paper in papers],
        "has": [" ".join(dict.fromkeys(link.kind.value for link in paper.links)) for paper in papers],
        "added": [days[paper.added] for paper in papers],
        "years": [0 if paper.year is None else int(paper.year) for paper in papers],
        "venues": [-1 if paper.venue is None else venues[paper.venue] for paper in papers],
    }


def days_of(papers: Sequence[Paper]) -> list[str]:
    """The days on which papers came into the list, by their place."""
    return sorted({paper.added for paper in papers})


def to_venues(papers: Sequence[Paper]) -> list[list[str]]:
    """Every venue by its place, with its name without a year where it has one."""
    return [list(dict.fromkeys((venue, name_without_year(venue) or venue))) for venue in _venues(papers)]


def _venues(papers: Sequence[Paper]) -> list[str]:
    return sorted({paper.venue for paper in papers if paper.venue is not None})
