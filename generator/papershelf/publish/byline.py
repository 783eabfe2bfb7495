"""Who wrote a paper, when and where it appeared, in the few words that a row, a card or a result has room for."""

from __future__ import annotations

from papershelf.model import Paper
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.venues import name_without_year, venue_year

_NAMED = 2
"""So many authors are named; of more, the first one."""


def byline(paper: Paper, words: Words = ENGLISH) -> str:
    """`Ada Kettle et al. · 2024 · Teapot Symposium`; what is not known is left out, and nothing may be left."""
    return " · ".join(filter(None, (authors_in_short(paper, words), paper.year, venue_beside_year(paper))))


def venue_beside_year(paper: Paper) -> str | None:
    """The venue as it stands beside the year: without a year of its own where that is the same."""
    venue = paper.venue
    if venue is None or paper.year is None or venue_year(venue) != paper.year:
        return venue
    return name_without_year(venue) or None


def authors_in_short(paper: Paper, words: Words = ENGLISH) -> str:
    """`Ada Kettle et al.`; one or two authors are named."""
    names = [author.shown for author in paper.authors]
    if len(names) > _NAMED:
        return words.say("%(author)s et al.", author=names[0])
    return words.say("%(one)s and %(other)s", one=names[0], other=names[1]) if len(names) == _NAMED else "".join(names)
