"""Who wrote a paper, when and where: what the search finds, narrows and sorts by, and each result shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papershelf.model import Paper
from papershelf.publish.byline import authors_in_short
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.search.words import grams
from papershelf.publish.venues import name_without_year
from papershelf.text import identifiers_of


def people_of(paper: Paper) -> list[str]:
    """The words of the authors' names, each once: a paper is no more one Kettle's because two Kettles wrote it."""
    return list(dict.fromkeys(word for author in paper.authors for word in grams(author.shown)))


def to_columns(papers: Sequence[Paper], words: Words = ENGLISH) -> dict[str, list[Any]]:
    """A value a paper: `authors` in short, `years`, `venues` by their place, and `known`, its identifiers."""
    places = {venue: place for place, venue in enumerate(_venues(papers))}
    return {
        "authors": [authors_in_short(paper, words) for paper in papers],
        "years": [0 if paper.year is None else int(paper.year) for paper in papers],
        "venues": [-1 if paper.venue is None else places[paper.venue] for paper in papers],
        "known": [" ".join(identifier.value for identifier in identifiers_of(paper)) for paper in papers],
    }


def to_venues(papers: Sequence[Paper]) -> list[list[str]]:
    """Every venue by its place, with its name without a year where it has one."""
    return [list(dict.fromkeys((venue, name_without_year(venue) or venue))) for venue in _venues(papers)]


def _venues(papers: Sequence[Paper]) -> list[str]:
    return sorted({paper.venue for paper in papers if paper.venue is not None})
