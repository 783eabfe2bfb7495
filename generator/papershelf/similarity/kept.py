"""What was found out about the papers of a list, as bytes of which a few can be read without the others. Pure.

The bytes are marshal's, and arrays of numbers. Nobody may read what was not packed by this very program and Python on
this kind of machine: whoever keeps the bytes has to see to that.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain, islice, pairwise
from types import MappingProxyType
from typing import Any, Literal

from papershelf.similarity.acronyms import Meanings, ambiguous
from papershelf.similarity.lookups import Lazy
from papershelf.similarity.matrix import Matrix
from papershelf.similarity.neighbours import Near
from papershelf.similarity.reasons import Known
from papershelf.similarity.related import FoundAtOnce, Named
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


def pack(slugs: Sequence[str], found: FoundAtOnce, digests: Sequence[bytes], vocabulary: bytes) -> bytearray:
    """What was found about a list, as bytes.

    Args:
        slugs: The papers.
        found: What was found.
        digests: The hash of each paper's text.
        vocabulary: The hash of all that was taken from the vocabulary.
    """
    whole, near, matrix = found.whole, found.near, found.whole.matrix
    head = (
        tuple(slugs),
        tuple(digests),
        tuple(whole.tags),
        {number_at(place): text.names for place, text in enumerate(whole.own) if text.names},
        (found.known.telling, found.known.plain),
        vocabulary,
        (tuple(matrix.terms), {term: number_at(place) for term, place in matrix.lone.items()}),
    )
    parts = chain(
        _pack_each(found.named),
        _pack_each(whole.own),
        _pack_rows(matrix.vectors, _WEIGHT),
        _pack_rows(matrix.holders, _WEIGHT),
        _pack_rows(matrix.finders.transposed()),
        _pack_rows(matrix.others.transposed()),
        _pack_rows(near.candidates, _COUNT),
        _pack_rows(near.nearest, _COUNT),
        (floors.astype(_SCORE).tobytes() for floors in near.floors),
    )
    return _join(head, parts)


def rename(data: bytearray | memoryview, named: Iterable[Named], known: Known, vocabulary: bytes) -> bytearray:
    """The same as was packed, with others that are named as related.

    Args:
        data: What was packed.
        named: The papers that are named, by the places of those for which they are.
        known: What is known of terms.
        vocabulary: The hash of all that was taken from the vocabulary.
    """
    head, parts = _cut(data)
    return _join((*head[:4], (known.telling, known.plain), vocabulary, *head[6:]), [*_pack_each(named), *parts[2:]])


def _join(head: tuple[Any, ...], parts: Iterable[bytes | bytearray | memoryview]) -> bytearray:
    data, ends = bytearray(), [0]
    for part in parts:  # one after the other, for together they are large
        data += part
        ends.append(len(data))
    raw = marshal.dumps((head, ends))
    data += raw
    data += len(raw).to_bytes(_SIZE, "little")
    return data


def _pack_each(values: Iterable[tuple[Any, ...]]) -> Iterator[bytes | bytearray]:
    """Values one after the other, and where each ends."""
    packed, sizes = bytearray(), []
    for each in values:
        raw = marshal.dumps(tuple(each))
        packed += raw
        sizes.append(len(raw))
    yield packed
    yield array(_COUNT, accumulate(sizes)).tobytes()


def _pack_rows(matrix: Matrix, values: Literal["I", "H"] | None = None) -> Iterator[bytes]:
    """The columns of a matrix, where each row ends, and perhaps the values."""
    yield matrix.columns.astype(_COUNT).tobytes()
    yield matrix.starts[1:].astype(_COUNT).tobytes()
    if values is not None:
        yield matrix.values.astype(values).tobytes()


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
        self._named, self._texts = _Each(next(part), next(part)), _Each(next(part), next(part))
        terms, ends, weights = islice(part, 3)
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
