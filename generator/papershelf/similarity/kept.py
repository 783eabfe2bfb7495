"""What was found out about the papers of a list, as bytes of which a few can be read without the others. Pure.

The bytes are marshal's, and arrays of numbers. Nobody may read what was not packed by this very program and Python on
this kind of machine: whoever keeps the bytes has to see to that.
"""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain, islice, pairwise
from types import MappingProxyType
from typing import Any, Literal

from papershelf.similarity.acronyms import Meanings, ambiguous
from papershelf.similarity.index import FINDERS, PaperIndex
from papershelf.similarity.lookups import Lazy
from papershelf.similarity.neighbours import Near
from papershelf.similarity.reasons import Known
from papershelf.similarity.related import Found, Named
from papershelf.similarity.texts import EMPTY, Text, tell_one_apart
from papershelf.similarity.weights import Vector

GAP = 1 << 10
"""From one number to the next: so papers that come later find numbers between them."""

_COUNT: Literal["I"] = "I"
_WEIGHT: Literal["H"] = "H"
_SCORE: Literal["q"] = "q"
_ALL = -1
"""In the place of the score of a floor where every paper that scores is a candidate."""
_SIZE = 8
"""How many bytes, the last ones, say how long the head is."""
_NONE: Mapping[int, int] = MappingProxyType({})


def number_at(place: int) -> int:
    """The number of the paper at a place of a list."""
    return (place + 1) * GAP


def pack(slugs: Sequence[str], found: Found, digests: Sequence[bytes], vocabulary: bytes) -> bytearray:
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
    held = dict.fromkeys(chain.from_iterable(vectors))
    others, lone = _unheld(index, numbers)
    shared = [*held, *(term for term in others if term not in held)]
    head = (
        tuple(slugs),
        tuple(digests),
        tuple([index.tags[number] for number in numbers]),
        {number_at(number): text.names for number, text in enumerate(own) if text.names},
        (found.known.telling, found.known.plain),
        vocabulary,
        (tuple(shared), lone),
    )
    parts = chain(
        _pack_each(own),
        _pack_each(found.named[number] for number in numbers),
        _pack_vectors(vectors, shared),
        _pack_holders([index.holders[term] for term in shared], others, vectors, shared),
        _pack_near([found.near[number] for number in numbers]),
    )
    data, ends = bytearray(), [0]
    for part in parts:  # one after the other, for together they are large
        data += part
        ends.append(len(data))
    raw = marshal.dumps((head, ends))
    data += raw
    data += len(raw).to_bytes(_SIZE, "little")
    return data


def _unheld(index: PaperIndex, numbers: Iterable[int]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """The terms that several papers have, with those that do not hold them; and words of one paper, with its number."""
    others: dict[str, list[int]] = {}
    lone: dict[str, int] = {}
    found = index.found
    for number in numbers:
        vector = index.vectors[number]
        for term in index.texts[number].terms:
            if term not in vector:
                if found[term] > 1:
                    others.setdefault(term, []).append(number)
                elif " " not in term:
                    lone[term] = number_at(number)
    return others, lone


def _pack_each(values: Iterable[tuple[Any, ...]]) -> Iterator[bytes | bytearray]:
    """Values one after the other, and where each ends."""
    packed, sizes = bytearray(), []
    for each in values:
        raw = marshal.dumps(tuple(each))
        packed += raw
        sizes.append(len(raw))
    yield packed
    yield array(_COUNT, accumulate(sizes)).tobytes()


def _ends(rows: Iterable[Sized]) -> bytes:
    return array(_COUNT, accumulate(map(len, rows))).tobytes()


def _pack_rows(rows: Sequence[Sequence[int]] | Sequence[Mapping[int, int]]) -> tuple[bytes, bytes]:
    """The numbers of rows, and where each row ends."""
    return array(_COUNT, chain.from_iterable(rows)).tobytes(), _ends(rows)


def _pack_vectors(vectors: Sequence[Vector], shared: Sequence[str]) -> Iterator[bytes]:
    """By the paper its terms, what each weighs, and where they end."""
    rows = dict(zip(shared, range(len(shared)), strict=True))
    yield array(_COUNT, map(rows.__getitem__, chain.from_iterable(vectors))).tobytes()
    yield array(_WEIGHT, chain.from_iterable(vector.values() for vector in vectors)).tobytes()
    yield _ends(vectors)


def _pack_holders(
    holders: Sequence[Mapping[int, int]],
    others: Mapping[str, Sequence[int]],
    vectors: Sequence[Vector],
    shared: Sequence[str],
) -> Iterator[bytes]:
    """By the term the places of its holders, and what it weighs; of its finders; of the others that have it."""
    finders: defaultdict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for term in islice(vector, FINDERS):
            finders[term].append(place)
    yield from _pack_rows(holders)
    yield array(_WEIGHT, chain.from_iterable(row.values() for row in holders)).tobytes()
    yield from _pack_rows([finders.get(term, ()) for term in shared])
    yield from _pack_rows([others.get(term, ()) for term in shared])


def _pack_near(near: Sequence[Near]) -> Iterator[bytes]:
    """By the paper its candidates, and what each scores; its floor; its nearest, and how similar each is."""
    for ranks in ([each.candidates for each in near], [each.nearest for each in near]):
        yield from _pack_rows(ranks)
        yield array(_COUNT, chain.from_iterable(each.values() for each in ranks)).tobytes()
    yield array(_SCORE, [_ALL if each.floor is None else each.floor[0] for each in near]).tobytes()
    yield array(_SCORE, [_ALL if each.floor is None else each.floor[1] for each in near]).tobytes()


class _Rows:
    """Rows of places, and perhaps a value beside each."""

    def __init__(self, numbers: memoryview, ends: memoryview, values: memoryview | None = None) -> None:
        self._numbers: Any = numbers.cast(_COUNT)
        self._ends: Any = ends.cast(_COUNT)
        self._values: Any = values

    def span(self, row: int) -> slice:
        """Where a row is."""
        return slice(self._ends[row - 1] if row else 0, self._ends[row])

    def __len__(self) -> int:
        return len(self._ends)

    def length(self, row: int) -> int:
        """How long a row is."""
        return int(self._ends[row]) - (int(self._ends[row - 1]) if row else 0)

    def __getitem__(self, row: int) -> list[int]:
        numbers: list[int] = self._numbers[self.span(row)].tolist()
        return numbers

    def values(self, row: int) -> list[int]:
        """The values of a row."""
        values: list[int] = self._values[self.span(row)].tolist()
        return values


class _Each:
    """Values that were packed one by one."""

    def __init__(self, data: memoryview, ends: memoryview) -> None:
        self._data = data
        self._ends: Any = ends.cast(_COUNT)

    def __getitem__(self, place: int) -> Any:
        return marshal.loads(self._data[self._ends[place - 1] if place else 0 : self._ends[place]])


def _cut(data: bytearray | memoryview) -> tuple[Any, list[memoryview]]:
    """The head of what was packed, which is behind its parts, and these."""
    view = memoryview(data)
    size = int.from_bytes(view[-_SIZE:], "little")
    head, ends = marshal.loads(view[-_SIZE - size : -_SIZE])
    return head, [view[start:stop] for start, stop in pairwise(ends)]


class Kept:
    """What was packed, each part unpacked when somebody asks for it."""

    def __init__(self, data: bytearray | memoryview) -> None:
        """Begin to unpack.

        Args:
            data: What `pack` made.
        """
        self.data = data
        self.is_on_disk = False
        """Whether a later process finds this."""
        head, parts = _cut(data)
        slugs, digests, tags, names, (telling, plain), vocabulary, (shared, lone) = head
        self._numbers = [number_at(place) for place in range(len(slugs))]
        self.numbers: dict[str, int] = dict(zip(slugs, self._numbers, strict=True))
        self.digests: dict[int, bytes] = dict(zip(self._numbers, digests, strict=True))
        self.tags: dict[int, tuple[str, ...]] = dict(zip(self._numbers, tags, strict=True))
        self.names: dict[int, Meanings] = names
        self.known = Known(telling=telling, plain=plain)
        self.vocabulary: bytes = vocabulary
        self._terms: tuple[str, ...] = shared
        self._rows: dict[str, int] = dict(zip(shared, range(len(shared)), strict=True))
        self._lone: dict[str, int] = lone
        part = iter(parts)
        self._texts, self._named = _Each(next(part), next(part)), _Each(next(part), next(part))
        terms, weights, ends = islice(part, 3)
        self._vectors = _Rows(terms, ends, weights.cast(_WEIGHT))
        terms, ends, weights = islice(part, 3)
        self._holders = _Rows(terms, ends, weights.cast(_WEIGHT))
        self._finders, self._others = _Rows(next(part), next(part)), _Rows(next(part), next(part))
        places, ends, scores = islice(part, 3)
        self._candidates = _Rows(places, ends, scores.cast(_COUNT))
        places, ends, scores = islice(part, 3)
        self._nearest = _Rows(places, ends, scores.cast(_COUNT))
        self._floor_scores, self._floors = (floors.cast(_SCORE) for floors in part)
        apart = ambiguous(list(names.values()))
        self.own = Lazy(self._text_of)
        self.texts = Lazy[int, Text](lambda number: tell_one_apart(self.own[number], apart))
        self.vectors = Lazy(self._vector_of)
        self.near = Lazy(self._near_of)
        self.named = Lazy(self._named_of)

    def _text_of(self, number: int) -> Text:
        """What a paper says; nothing where there is none."""
        return Text._make(self._texts[_place_of(number)]) if number in self.digests else EMPTY

    def _vector_of(self, number: int) -> Vector:
        """The vector of a paper; an empty one where there is none."""
        if number not in self.digests:
            return {}
        row = _place_of(number)
        terms = map(self._terms.__getitem__, self._vectors[row])
        return dict(zip(terms, self._vectors.values(row), strict=True))

    def _near_of(self, number: int) -> Near:
        place = _place_of(number)
        score = self._floor_scores[place]
        return Near(
            candidates=self._ranks(self._candidates, place),
            floor=None if score == _ALL else (score, number_at(self._floors[place])),
            nearest=self._ranks(self._nearest, place),
        )

    def _ranks(self, rows: _Rows, row: int) -> dict[int, int]:
        return dict(zip(map(self._numbers.__getitem__, rows[row]), rows.values(row), strict=True))

    def _named_of(self, number: int) -> Named:
        considered, relations = self._named[_place_of(number)]
        return Named(
            considered, tuple([(self._numbers[place], value, tags, words) for place, value, tags, words in relations])
        )

    def holders(self, term: str) -> Mapping[int, int]:
        """The papers that hold a term, and what it weighs in each."""
        row = self._rows.get(term)
        return _NONE if row is None else self._ranks(self._holders, row)

    def finders(self, term: str) -> Mapping[int, int]:
        """The papers that look for candidates by a term, and what it weighs in each."""
        row = self._rows.get(term)
        if row is None or not self._finders.length(row):
            return _NONE
        holders = self._ranks(self._holders, row)
        return {number: holders[number] for number in map(self._numbers.__getitem__, self._finders[row])}

    def having(self, term: str) -> frozenset[int]:
        """The papers that have a term."""
        row = self._rows.get(term)
        if row is not None:
            return frozenset(map(self._numbers.__getitem__, chain(self._holders[row], self._others[row])))
        if " " not in term:
            return frozenset((self._lone[term],) if term in self._lone else ())
        # A pair that one paper has: it is among those that have both words.
        one, other = map(self.having, term.split(" "))
        return frozenset(number for number in one & other if term in self.texts[number].terms)

    def count(self, term: str) -> int:
        """How many papers have a term that at least one has."""
        row = self._rows.get(term)
        return 1 if row is None else self._holders.length(row) + self._others.length(row)

    def with_candidates(self, others: AbstractSet[int]) -> set[int]:
        """The papers that have some of others among their candidates."""
        places = {_place_of(number) for number in others if number in self.digests}
        rows = self._candidates
        return {self._numbers[row] for row in range(len(rows)) if not places.isdisjoint(rows[row])}


def _place_of(number: int) -> int:
    return number // GAP - 1
