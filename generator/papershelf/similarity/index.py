"""The papers of a list as vectors of their terms, and the index that finds the nearest of a few. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from papershelf.model import Paper
from papershelf.similarity.lookups import Lookup
from papershelf.similarity.texts import Text
from papershelf.similarity.weights import UNIT, Vector, product, vector_of

FINDERS = 24
"""How many terms of a paper, its strongest, find candidates."""
POSTINGS = 100
"""How many papers a term finds: those that say most about it."""
CANDIDATES = 24
"""How many candidates are compared in full."""

TAG_SHARE = 0.2
"""The share of the similarity that tags decide; the words of title, summary and abstract decide the rest."""

ONE = float(UNIT * UNIT)
"""The similarity of a paper with itself, as whole numbers have it."""

_BITS = 30
_NUMBER = (1 << _BITS) - 1

Ranks = dict[int, int]
"""Numbers of papers and what ranks them, the highest first; of equals the first paper."""


@dataclass(slots=True, kw_only=True)
class PaperIndex:
    """The papers of a list, indexed by the terms that say most about them.

    Each has a number that rises with its slug.
    """

    papers: tuple[Paper, ...]
    """In slug order."""
    tags: Lookup[int, tuple[str, ...]]
    texts: Lookup[int, Text]
    """What each says, with names told apart that mean several things on the list."""
    vectors: Lookup[int, Vector]
    holders: Lookup[str, Mapping[int, int]]
    """The papers whose vectors have a term, and what it weighs in each."""
    _postings: dict[str, Mapping[int, int]] = field(default_factory=dict)

    def posting(self, term: str) -> Mapping[int, int]:
        """The papers that a term finds, and what it weighs in each."""
        found = self._postings.get(term)
        if found is None:
            holders = self.holders[term]
            found = self._postings[term] = ranked(holders, POSTINGS) if len(holders) > POSTINGS else holders
        return found

    def scores(self, number: int) -> dict[int, int]:
        """What the similarity to each other paper gains from the strongest terms of one, where it gains anything."""
        found: dict[int, int] = {}
        for term, weight in islice(self.vectors[number].items(), FINDERS):
            for other, its in self.posting(term).items():
                if other in found:
                    found[other] += weight * its
                else:
                    found[other] = weight * its
        found.pop(number, None)
        return found

    def compare(self, number: int, others: Iterable[int], known: Mapping[int, int]) -> Ranks:
        """The papers by their similarity to one, of which some may be known."""
        vector, vectors = self.vectors[number], self.vectors
        return ranked({other: known[other] if other in known else product(vector, vectors[other]) for other in others})

    def shared(self, one: int, other: int, *, titled: bool) -> dict[str, int]:
        """The terms that two vectors have in common, perhaps only those of one of the titles, and their products."""
        ours, theirs = self.vectors[one], self.vectors[other]
        shared = ours.keys() & theirs.keys()
        if titled:
            texts = self.texts[one], self.texts[other]
            shared &= frozenset().union(*(text.terms[: text.titled] for text in texts))
        return {term: ours[term] * theirs[term] for term in shared}

    def gathered(self, term: str, but: frozenset[str]) -> tuple[int, int]:
        """How many papers whose vectors have a term have a tag other than some, and how many have the most common."""
        tags = [its for number in self.holders[term] if (its := frozenset(self.tags[number]) - but)]
        return len(tags), max(Counter(chain.from_iterable(tags)).values(), default=0)


def rank_key(number: int, value: int) -> int:
    """What papers are ranked by, as one number: sorted twice as fast as pairs."""
    return (value << _BITS) - number


def ranked(values: Mapping[int, int], most: int | None = None) -> Ranks:
    """Numbers by their values, so many at the most."""
    # Enough of the first ones have this value at least, so what is below it need not be sorted. Those that `scores`
    # finds begin with what the strongest terms find: few others are above it.
    least = 0 if most is None or most >= len(values) else sorted(islice(values.values(), 2 * most))[-most]
    keys = [(value << _BITS) - number for number, value in values.items() if value >= least]  # each a `rank_key`
    keys.sort(reverse=True)
    numbers = [-key & _NUMBER for key in keys[:most]]
    return {number: values[number] for number in numbers}


def term_of(tag: str) -> str:
    """A tag among the terms; no word has this sign."""
    return f"#{tag}"


def weigh(text: Text, tags: Sequence[str], papers: int, found: Lookup[str, int]) -> Vector:
    """The vector of one paper.

    Args:
        text: What it says.
        tags: Its tags.
        papers: How many papers there are.
        found: How many papers have a term, tags among them.
    """
    return vector_of(text, [(term, found[term]) for term in map(term_of, tags)], papers, found, TAG_SHARE)
