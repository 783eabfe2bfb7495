"""The papers of a list as vectors of their terms, and the index that finds the nearest. Pure.

What each step makes is a function of the list, whatever was known before: `before` only saves work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.similarity.texts import Text, digest_of, read, tell_apart
from papershelf.similarity.weights import UNIT, Vector, level, vector_of

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

_BITS = 24
_NUMBER = (1 << _BITS) - 1

Ranks = dict[int, int]
"""Numbers of papers and what ranks them, the highest first; of equals the first paper."""


@dataclass(slots=True, kw_only=True)
class Read:
    """The papers of a list as they were read, in the order of their numbers."""

    slugs: Sequence[str]
    digests: Sequence[bytes]
    tags: Sequence[tuple[str, ...]]
    own: Sequence[Text]
    """What each says by itself."""
    texts: Sequence[Text]
    """The same, with names told apart that mean several things on the list."""
    found: Counter[str] = field(default_factory=Counter)
    """How many papers have a term."""
    vectors: Sequence[Vector] = ()
    holders: dict[str, list[int]] = field(default_factory=dict)
    """The numbers of the papers whose vectors have a term, rising."""

    def terms_of(self, number: int) -> tuple[str, ...]:
        """The terms of a paper, its tags among them."""
        return self.texts[number].terms + self.tags[number]

    def says_same(self, number: int, other: Read, place: int) -> bool:
        """Whether a paper says what one of another reading does."""
        one, two = self.texts[number], other.texts[place]
        return (one is two or one == two) and self.tags[number] == other.tags[place]


@dataclass(slots=True, kw_only=True)
class PaperIndex:
    """The papers of a list, indexed by the terms that say most about them."""

    papers: tuple[Paper, ...]
    read: Read
    steps: int = 0
    """How many pairs of a term and a document were looked at: what time is spent on."""
    _postings: dict[str, tuple[Sequence[int], Sequence[int]]] = field(default_factory=dict)

    def posting(self, term: str) -> tuple[Sequence[int], Sequence[int]]:
        """The papers that a term finds, and what it weighs in each."""
        found = self._postings.get(term)
        if found is None:
            vectors = self.read.vectors
            numbers = self.read.holders.get(term, ())
            if len(numbers) > POSTINGS:
                numbers = list(ranked({number: vectors[number][term] for number in numbers}, POSTINGS))
            found = self._postings[term] = (numbers, [vectors[number][term] for number in numbers])
        return found

    def scores(self, number: int) -> dict[int, int]:
        """What the similarity to each other paper gains from the strongest terms of one, where it gains anything."""
        found: dict[int, int] = {}
        known = found.get
        for term, weight in islice(self.read.vectors[number].items(), FINDERS):
            numbers, weights = self.posting(term)
            self.steps += len(numbers)
            for other, its in zip(numbers, weights, strict=True):
                found[other] = known(other, 0) + weight * its
        found.pop(number, None)
        return found

    def compare(self, number: int, others: Iterable[int], known: Mapping[int, int]) -> Ranks:
        """The papers by their similarity to one, of which some may be known."""
        vectors = self.read.vectors
        vector = vectors[number]
        found = {other: known[other] if other in known else _product(vector, vectors[other]) for other in others}
        self.steps += len(found) * len(vector)
        return ranked(found)

    def nearest(self, number: int, most: int) -> list[tuple[int, float]]:
        """The numbers of the papers that are most similar to one, and their similarity."""
        similarity = self.compare(number, ranked(self.scores(number), CANDIDATES), {})
        return [(other, value / ONE) for other, value in islice(similarity.items(), most)]


def rank_key(number: int, value: int) -> int:
    """What papers are ranked by, as one number: sorted twice as fast as pairs."""
    return (value << _BITS) - number


def ranked(values: Mapping[int, int], most: int | None = None) -> Ranks:
    """Numbers by their values, so many at the most."""
    keys = [(value << _BITS) - number for number, value in values.items()]  # each a `rank_key`
    keys.sort(reverse=True)
    numbers = [-key & _NUMBER for key in keys[:most]]
    return {number: values[number] for number in numbers}


def _product(one: Vector, other: Vector) -> int:
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def term_of(tag: str) -> str:
    """A tag among the terms; no word has this sign."""
    return f"#{tag}"


def index_papers(catalog: Catalog, tag_share: float = TAG_SHARE, before: Read | None = None) -> PaperIndex:
    """Read and index the papers of a list.

    Args:
        catalog: The list.
        tag_share: The share of the similarity that tags decide.
        before: What was read of a list before, with the same share.
    """
    papers = catalog.papers
    digests = tuple(map(digest_of, papers))
    known = {} if before is None else dict(zip(before.digests, before.own, strict=True))
    own = tuple(known.get(digest) or read(paper) for digest, paper in zip(digests, papers, strict=True))
    slugs = tuple(paper.slug for paper in papers)
    tags = tuple(tuple(map(term_of, paper.tags)) for paper in papers)
    seen = Read(slugs=slugs, digests=digests, tags=tags, own=own, texts=tell_apart(own))
    if before is None:
        for number in range(len(papers)):
            seen.found.update(seen.terms_of(number))
        seen.vectors = [_weigh(seen, number, tag_share) for number in range(len(papers))]
    else:
        _weigh_again(seen, before, tag_share)
    seen.holders = _hold(seen.vectors) if before is None or before.slugs != slugs else _hold_again(seen.vectors, before)
    return PaperIndex(papers=papers, read=seen)


def _weigh(seen: Read, number: int, share: float) -> Vector:
    tags = [(tag, seen.found[tag]) for tag in seen.tags[number]]
    return vector_of(seen.texts[number], tags, len(seen.slugs), seen.found, share)


def _weigh_again(seen: Read, before: Read, share: float) -> None:
    """Count and weigh, with the vectors from before of all papers of which everything is as it was."""
    places = {slug: place for place, slug in enumerate(before.slugs)}
    old = [places.pop(slug, -1) for slug in seen.slugs]
    changed = {number for number, place in enumerate(old) if place < 0 or not seen.says_same(number, before, place)}
    seen.found = before.found.copy()
    terms: set[str] = set()
    for number in changed:
        terms.update(seen.terms_of(number))
        seen.found.update(seen.terms_of(number))
    for place in (*places.values(), *(old[number] for number in changed if old[number] >= 0)):
        terms.update(before.terms_of(place))
        seen.found.subtract(before.terms_of(place))
    moved = {term for term in terms if _weighs(seen.found[term]) != _weighs(before.found[term])}
    for term in [term for term in terms if not seen.found[term]]:
        del seen.found[term]
    is_another_size = level(len(before.slugs)) != level(len(seen.slugs))
    seen.vectors = [
        _weigh(seen, number, share)
        if is_another_size or number in changed or not moved.isdisjoint(seen.terms_of(number))
        else before.vectors[place]
        for number, place in enumerate(old)
    ]


def _weighs(having: int) -> tuple[bool, int]:
    """All that a weight takes from how many papers have a term."""
    return having > 1, level(having)


def _hold(vectors: Iterable[Vector]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = {}
    for number, vector in enumerate(vectors):
        for term in vector:
            if term in holders:
                holders[term].append(number)
            else:
                holders[term] = [number]
    return holders


def _hold_again(vectors: Sequence[Vector], before: Read) -> dict[str, list[int]]:
    """The same, where each paper has the number that it had."""
    holders = before.holders.copy()
    for number, (old, new) in enumerate(zip(before.vectors, vectors, strict=True)):
        for term in () if old is new else old.keys() ^ new.keys():
            numbers = {*holders.get(term, ())} ^ {number}
            holders[term] = sorted(numbers)
            if not numbers:
                del holders[term]
    return holders
