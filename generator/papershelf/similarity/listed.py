"""A list whose papers were related: what was kept of it, and all that is otherwise since. Pure.

A paper keeps its number as long as it is on the list; one that comes gets a number between those of its neighbours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from papershelf.model import Paper
from papershelf.similarity.acronyms import Meanings
from papershelf.similarity.acronyms import ambiguous as ambiguous_among
from papershelf.similarity.index import FINDERS, PaperIndex
from papershelf.similarity.kept import GAP, Kept, pack, rename
from papershelf.similarity.lookups import Lazy
from papershelf.similarity.nearest import find_nearest
from papershelf.similarity.neighbours import Near
from papershelf.similarity.reasons import Known
from papershelf.similarity.related import Found, FoundAtOnce, Named
from papershelf.similarity.texts import Text, tell_one_apart
from papershelf.similarity.weights import Vector
from papershelf.similarity.whole import index_texts

_Weights = Callable[[str], Mapping[int, int]]
"""The papers with a term, and what it weighs in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A list whose papers were related; of what is kept by numbers or terms, only what is otherwise since."""

    kept: Kept
    numbers: Mapping[str, int]
    """Those of the papers by their slugs, in slug order."""
    digests: Mapping[int, bytes]
    tags: Mapping[int, tuple[str, ...]]
    names: Mapping[int, Meanings]
    """What the names mean that a paper explains, of those that explain any."""
    vocabulary: bytes
    known: Known
    own: Mapping[int, Text] = field(default_factory=dict)
    """What a paper says; nothing, where it is gone."""
    vectors: Mapping[int, Vector] = field(default_factory=dict)
    having: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The papers that have a term."""
    near: Mapping[int, Near] = field(default_factory=dict)
    named: Mapping[int, Named] = field(default_factory=dict)

    @property
    def drift(self) -> int:
        """How many papers have been weighed anew since what is kept was found."""
        return len(self.vectors)

    @property
    def is_kept(self) -> bool:
        """Whether nothing is otherwise than what is kept."""
        return self == _begin(self.kept)

    @property
    def ambiguous(self) -> frozenset[str]:
        """The names that mean several things on the list."""
        return ambiguous_among(list(self.names.values()))

    def found(self, papers: tuple[Paper, ...] = ()) -> Found:
        """All that was found out about the list.

        Args:
            papers: Those on the list, if somebody is going to ask how many there are.
        """
        near, named = Lazy(self.kept.near.__getitem__, self.near), Lazy(self.kept.named.__getitem__, self.named)
        return Found(index=self.index(papers), near=near, named=named, known=self.known)

    def index(self, papers: tuple[Paper, ...] = ()) -> PaperIndex:
        """The papers by their numbers, and the terms that they hold."""
        return PaperIndex(
            papers=papers,
            tags=self.tags,
            texts=self.texts(),
            vectors=Lazy(self.kept.vectors.__getitem__, self.vectors),
            holders=Lazy(self._renewed(self.kept.holders, None)),
        )

    def said(self) -> Lazy[int, Text]:
        """What each paper says by itself."""
        return Lazy(self.kept.own.__getitem__, self.own)

    def texts(self) -> Lazy[int, Text]:
        """The same, with names told apart that mean several things on the list."""
        own, names = self.said(), self.ambiguous
        return Lazy(lambda number: tell_one_apart(own[number], names))

    def finders(self) -> Lazy[str, Mapping[int, int]]:
        """By the term, the papers that look for candidates by it, and what it weighs in each."""
        return Lazy(self._renewed(self.kept.finders, FINDERS))

    def _renewed(self, kept: _Weights, most: int | None) -> _Weights:
        """The same from vectors that are otherwise than those that were kept, of each so many terms."""

        @cache
        def changes() -> dict[str, dict[int, int | None]]:
            found: dict[str, dict[int, int | None]] = {}
            for number, vector in self.vectors.items():
                weights: dict[str, int | None] = dict.fromkeys(islice(self.kept.vectors[number], most))
                weights.update(islice(vector.items(), most))
                for term, weight in weights.items():
                    found.setdefault(term, {})[number] = weight
            return found

        def find(term: str) -> Mapping[int, int]:
            if (changed := changes().get(term)) is None:
                return kept(term)
            weights = {number: weight for number, weight in kept(term).items() if number not in changed}
            weights.update((number, weight) for number, weight in changed.items() if weight is not None)
            return weights

        return find

    def papers_with(self) -> Lazy[str, frozenset[int]]:
        """By the term, the papers that have it."""
        return Lazy(self.kept.having, self.having)

    def count(self) -> Lazy[str, int]:
        """How many papers have a term that at least one has."""
        return Lazy(self.kept.count, {term: len(papers) for term, papers in self.having.items()})

    def with_candidates(self, others: AbstractSet[int]) -> set[int]:
        """The papers that have some of others among their candidates."""
        if not others:
            return set()
        found = self.kept.with_candidates(others) - self.near.keys()
        found.update(number for number, near in self.near.items() if not others.isdisjoint(near.candidates))
        return {number for number in found if number in self.digests}


def unpack(data: bytearray | memoryview) -> Related:
    """What was packed."""
    return _begin(Kept(data))


def _begin(kept: Kept) -> Related:
    return Related(
        kept=kept,
        numbers=kept.numbers,
        digests=kept.digests,
        tags=kept.tags,
        names=kept.names,
        vocabulary=kept.vocabulary,
        known=kept.known,
    )


def settle(related: Related) -> Related:
    """The same, with nothing that is otherwise than what is kept."""
    if related.is_kept:
        return related
    order = list(related.numbers.values())
    places = {number: place for place, number in enumerate(order)}
    own, found = related.said(), related.found().named
    named = [_named_at(places, found[number]) for number in order]
    kept = related.kept
    if replace(related, named={}, known=kept.known, vocabulary=kept.vocabulary).is_kept:
        return unpack(rename(kept.data, named, related.known, related.vocabulary))
    whole = index_texts([own[number] for number in order], [related.tags[number] for number in order])
    near, _ = find_nearest(whole.matrix, range(len(order)))
    digests = [related.digests[number] for number in order]
    again = FoundAtOnce(whole=whole, near=near, named=named, known=related.known)
    return unpack(pack(tuple(related.numbers), again, digests, related.vocabulary))


def _named_at(places: Mapping[int, int], named: Named) -> Named:
    relations = ((places[other], value, tags, words) for other, value, tags, words in named.relations)
    return Named(named.considered, tuple(relations))


def number_all(slugs: Iterable[str], before: Mapping[str, int]) -> dict[str, int] | None:
    """The numbers of papers, which those from before keep.

    Args:
        slugs: Those of the papers, in order.
        before: The numbers that there were, in the order of the slugs.

    Returns:
        Numbers that rise with the slugs; None where there are too few between two from before.
    """
    slugs = list(slugs)
    if slugs == list(before):
        return dict(before)
    old, taken = list(before), list(before.values())
    come: dict[int, list[str]] = {}
    for slug in slugs:
        if slug not in before:
            come.setdefault(bisect_right(old, slug), []).append(slug)
    numbers = {slug: before[slug] for slug in slugs if slug in before}
    for place, new in come.items():
        low = taken[place - 1] if place else 0
        high = taken[place] if place < len(taken) else low + GAP * (len(new) + 1)
        if high - low <= len(new):
            return None
        numbers.update((slug, low + (high - low) * rank // (len(new) + 1)) for rank, slug in enumerate(new, start=1))
    return {slug: numbers[slug] for slug in slugs}
