"""What was found out about the papers of a list, as bytes from which a few can be read without the others. Pure.

The bytes are marshal's, and arrays of numbers. Nobody may read what was not packed by this very program and Python on
this kind of machine: whoever keeps the bytes has to see to that.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Any

from papershelf.similarity.acronyms import Meanings, ambiguous
from papershelf.similarity.index import FINDERS, term_of
from papershelf.similarity.lookups import Lazy
from papershelf.similarity.neighbours import Near
from papershelf.similarity.reasons import Known
from papershelf.similarity.related import Found, Named
from papershelf.similarity.texts import EMPTY, Text, tell_one_apart
from papershelf.similarity.weights import Vector

GAP = 1 << 10
"""From one number to the next: so papers that come later find numbers between them."""
_COUNT, _WEIGHT = "I", "H"
_FINDERS, _HOLDERS, _OTHERS, _KINDS = 0, 1, 2, 3
"""Of the papers that have a term: those that find candidates by it, others that hold it, and others yet."""
_NONE: Mapping[int, int] = MappingProxyType({})

_Part = tuple[bytes, bytes]
"""Values one after the other, and where each ends."""


def number_at(place: int) -> int:
    """The number of the paper at a place of a list."""
    return (place + 1) * GAP


def pack(slugs: tuple[str, ...], found: Found, digests: Sequence[bytes], vocabulary: bytes) -> bytes:
    """What was found about a list, in which the number of a paper is its place, as bytes.

    Args:
        slugs: The papers.
        found: What was found.
        digests: The hash of each paper's text.
        vocabulary: The hash of all that was taken from the vocabulary.
    """
    index, numbers = found.index, range(len(slugs))
    own = [index.own[number] for number in numbers]
    vectors = [index.vectors[number] for number in numbers]
    terms = [(*index.texts[number].terms, *map(term_of, index.tags[number])) for number in numbers]
    shared, lone = _shared(terms)
    ids = dict(zip(shared, range(len(shared)), strict=True))
    near = [found.near[number] for number in numbers]
    heads = (
        slugs,
        tuple(digests),
        tuple([index.tags[number] for number in numbers]),
        {number_at(number): text.names for number, text in enumerate(own) if text.names},
        (found.known.telling, found.known.plain),
        vocabulary,
    )
    parts = (
        _part([marshal.dumps(tuple(text)) for text in own]),
        _pack_vectors(vectors, ids),
        _pack_postings(terms, vectors, ids),
        _part([marshal.dumps(_spread(each)) for each in near]),
        _numbers([[number_at(other) for other in each.candidates] for each in near]),
        _part([marshal.dumps(_named(found.named[number])) for number in numbers]),
    )
    return marshal.dumps((heads, (tuple(shared), lone), parts))


def _shared(terms: Sequence[Iterable[str]]) -> tuple[list[str], dict[str, int]]:
    """The terms of several papers, and tags; and the words of one each, with its number."""
    first: dict[str, int] = {}
    several: dict[str, None] = {}
    for place, its in enumerate(terms):
        for term in its:
            if term not in first:
                first[term] = place
            else:
                several[term] = None
    tags = [term for term in first if term.startswith("#") and term not in several]
    lone = {term: number_at(place) for term, place in first.items() if " " not in term and term not in several}
    return [*several, *tags], lone


def _part(values: Sequence[bytes]) -> _Part:
    return b"".join(values), array(_COUNT, accumulate(map(len, values))).tobytes()


def _numbers(rows: Sequence[Sequence[int]]) -> _Part:
    return array(_COUNT, chain.from_iterable(rows)).tobytes(), array(_COUNT, accumulate(map(len, rows))).tobytes()


def _pack_vectors(vectors: Sequence[Vector], ids: Mapping[str, int]) -> tuple[bytes, bytes, bytes]:
    """Terms, weights, and where those of each paper end."""
    terms = array(_COUNT, map(ids.__getitem__, chain.from_iterable(vectors)))
    weights = array(_WEIGHT, chain.from_iterable(vector.values() for vector in vectors))
    return terms.tobytes(), weights.tobytes(), array(_COUNT, accumulate(map(len, vectors))).tobytes()


def _pack_postings(
    terms: Sequence[Iterable[str]], vectors: Sequence[Vector], ids: Mapping[str, int]
) -> tuple[bytes, bytes, bytes]:
    """By the term, the papers that have it.

    Returns:
        The papers, what the term weighs in each, and where each kind of them ends.
    """
    rows: list[list[int]] = [[] for _ in range(_KINDS * len(ids))]
    weights: list[list[int]] = [[] for _ in range(_KINDS * len(ids))]
    for place, (its, vector) in enumerate(zip(terms, vectors, strict=True)):
        number = number_at(place)
        for rank, (term, weight) in enumerate(vector.items()):
            row = _KINDS * ids[term] + (_FINDERS if rank < FINDERS else _HOLDERS)
            rows[row].append(number)
            weights[row].append(weight)
        for term in its:
            if term in ids and term not in vector:
                row = _KINDS * ids[term] + _OTHERS
                rows[row].append(number)
                weights[row].append(0)
    flat, ends = _numbers(rows)
    return flat, array(_WEIGHT, chain.from_iterable(weights)).tobytes(), ends


def _spread(near: Near) -> tuple[object, ...]:
    """What is near a paper, with the numbers that papers are to have."""
    floor = None if near.floor is None else (near.floor[0], number_at(near.floor[1]))
    candidates, nearest = ({number_at(other): value for other, value in each.items()} for each in (near[0], near[2]))
    return candidates, floor, nearest


def _named(named: Named) -> tuple[object, ...]:
    return named.considered, tuple([(number_at(other), tags, words) for other, tags, words in named.relations])


class _Rows:
    """Rows of numbers, one after the other."""

    def __init__(self, numbers: bytes, ends: bytes) -> None:
        self._numbers = memoryview(numbers).cast(_COUNT)
        self._ends = memoryview(ends).cast(_COUNT)

    def __len__(self) -> int:
        return len(self._ends)

    def span(self, first: int, last: int) -> slice:
        """Where some rows are, from one to another, both included."""
        return slice(self._ends[first - 1] if first else 0, self._ends[last])

    def between(self, span: slice) -> list[int]:
        """The numbers in a span."""
        return self._numbers[span].tolist()


class _Values:
    """Values that were packed one by one."""

    def __init__(self, data: bytes, ends: bytes) -> None:
        self._data = memoryview(data)
        self._ends = memoryview(ends).cast(_COUNT)

    def __getitem__(self, place: int) -> Any:
        return marshal.loads(self._data[self._ends[place - 1] if place else 0 : self._ends[place]])


class Kept:
    """What was packed, each part unpacked when somebody asks for it."""

    def __init__(self, data: bytes) -> None:
        """Begin to unpack.

        Args:
            data: What `pack` made.
        """
        self.data = data
        heads, (shared, lone), parts = marshal.loads(data)
        slugs, digests, tags, names, (telling, plain), vocabulary = heads
        texts, vectors, postings, near, candidates, named = parts
        numbers = [number_at(place) for place in range(len(slugs))]
        self.numbers: dict[str, int] = dict(zip(slugs, numbers, strict=True))
        self.digests: dict[int, bytes] = dict(zip(numbers, digests, strict=True))
        self.tags: dict[int, tuple[str, ...]] = dict(zip(numbers, tags, strict=True))
        self.names: dict[int, Meanings] = names
        self.known = Known(telling=telling, plain=plain)
        self.vocabulary: bytes = vocabulary
        self._shared: tuple[str, ...] = shared
        self._ids: dict[str, int] = dict(zip(shared, range(len(shared)), strict=True))
        self._lone: dict[str, int] = lone
        self._texts, self._near, self._named = _Values(*texts), _Values(*near), _Values(*named)
        self._vectors, self._weights = _weighed(*vectors)
        self._postings, self._posting_weights = _weighed(*postings)
        self._candidates = _Rows(*candidates)
        ambiguous_names = ambiguous(list(names.values()))
        self.own = Lazy(self._text_of)
        self.texts = Lazy[int, Text](lambda number: tell_one_apart(self.own[number], ambiguous_names))
        self.vectors = Lazy(self._vector_of)
        self.near = Lazy[int, Near](lambda number: Near._make(self._near[_place_of(number)]))
        self.named = Lazy[int, Named](lambda number: Named._make(self._named[_place_of(number)]))

    def _text_of(self, number: int) -> Text:
        """What a paper says; nothing where there is none."""
        return Text._make(self._texts[_place_of(number)]) if number in self.digests else EMPTY

    def _vector_of(self, number: int) -> Vector:
        """The vector of a paper; an empty one where there is none."""
        if number not in self.digests:
            return {}
        place = _place_of(number)
        span = self._vectors.span(place, place)
        return dict(zip(map(self._shared.__getitem__, self._vectors.between(span)), self._weights[span], strict=True))

    def holders(self, term: str) -> Mapping[int, int]:
        """The papers that hold a term, and what it weighs in each."""
        return self._weights_in(term, _HOLDERS)

    def finders(self, term: str) -> Mapping[int, int]:
        """The papers that look for candidates by a term, and what it weighs in each."""
        return self._weights_in(term, _FINDERS)

    def _weights_in(self, term: str, kind: int) -> Mapping[int, int]:
        row = self._ids.get(term)
        if row is None:
            return _NONE
        span = self._postings.span(_KINDS * row, _KINDS * row + kind)
        return dict(zip(self._postings.between(span), self._posting_weights[span], strict=True))

    def having(self, term: str) -> frozenset[int]:
        """The papers that have a term."""
        row = self._ids.get(term)
        if row is not None:
            return frozenset(self._postings.between(self._postings.span(_KINDS * row, _KINDS * row + _OTHERS)))
        if " " not in term:
            return frozenset((self._lone[term],) if term in self._lone else ())
        # A pair that one paper has: among those that have both words.
        one, other = map(self.having, term.split(" "))
        return frozenset(number for number in one & other if term in self.texts[number].terms)

    def count(self, term: str) -> int:
        """How many papers have a term that at least one has."""
        row = self._ids.get(term)
        if row is None:
            return 1
        span = self._postings.span(_KINDS * row, _KINDS * row + _OTHERS)
        return int(span.stop - span.start)

    def with_candidates(self, others: AbstractSet[int]) -> set[int]:
        """The papers that have some of others among their candidates."""
        rows = self._candidates
        return {
            number_at(place)
            for place in range(len(rows))
            if not others.isdisjoint(rows.between(rows.span(place, place)))
        }


def _place_of(number: int) -> int:
    return number // GAP - 1


def _weighed(numbers: bytes, weights: bytes, ends: bytes) -> tuple[_Rows, memoryview]:
    return _Rows(numbers, ends), memoryview(weights).cast(_WEIGHT)
