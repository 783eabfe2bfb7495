"""The rows of papers in lists, kept as HTML: after an edit most rows of a list are what they were."""

from __future__ import annotations

import marshal
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

MOST = 256_000_000
"""So many bytes are kept for another process; the rows of a larger list take as long to read as to make."""

_MOST_BATCHES = 256
"""In so many batches rows are kept; the later half of more is put together, so that what was replaced goes."""

_SIZE = 8
"""How many bytes, the first ones, say how long the index is."""


class Row(NamedTuple):
    """A row of a list as HTML."""

    asked: tuple[str, ...]
    """What its template asked of the list."""
    heard: str | None
    """The hash of all answers; None: nobody knows all that was asked."""
    html: str


class MadeRow(NamedTuple):
    """A row that was made, and whose it is."""

    slug: str
    own: str
    """The hash of the paper and its tags."""
    variant: str
    """The depth of the page that links from it, and the tags that are named."""
    row: Row


PackedRows = tuple[bytes, bytes, int]
"""Rows that were made together: an index, their data, and how many they are. Plain values, which are sent from one
process to another in no time."""


def pack_rows(made: Sequence[MadeRow]) -> PackedRows:
    """Rows that were made, packed by whoever has made them: at the end of a build everybody would wait for it."""
    by_paper = dict[str, tuple[str, dict[str, Any]]]()
    for slug, own, variant, row in made:
        by_paper.setdefault(slug, (own, {}))[1][variant] = tuple(row)
    return *_indexed((slug, own, marshal.dumps(rows)) for slug, (own, rows) in by_paper.items()), len(made)


def _indexed(rows: Iterable[tuple[str, str, bytes | memoryview]]) -> tuple[bytes, bytes]:
    """The index and the data of the rows of some papers."""
    index, packed, end = dict[str, tuple[str, int, int]](), list[bytes | memoryview](), 0
    for slug, own, data in rows:
        begin, end = end, end + len(data)
        index[slug] = own, begin, end
        packed.append(data)
    return marshal.dumps(index), b"".join(packed)


class _Batch:
    """Rows that were made together."""

    def __init__(self, index: bytes, data: bytes | memoryview) -> None:
        self.packed_index = index
        self.data = data
        """What marshal made of the rows of each paper, by variant."""

    @cached_property
    def index(self) -> dict[str, tuple[str, int, int]]:
        """Whose rows these are: the hash of the paper and its tags, and where they begin and end in the data."""
        found: dict[str, tuple[str, int, int]] = marshal.loads(self.packed_index)
        return found


class Rows:
    """Rows by paper and variant. They are unpacked when somebody asks for them."""

    def __init__(self, packed: bytes | memoryview = b"") -> None:
        """Begin with what was kept.

        Args:
            packed: What `pack` wrote, in this very program; empty: nothing.

        Raises:
            ValueError, EOFError, TypeError: It is something else.
        """
        data = memoryview(packed)
        end = _SIZE + int.from_bytes(data[:_SIZE], "big")
        self._batches: list[_Batch] = []
        """Rows in the order in which they were made."""
        for index, size in marshal.loads(data[_SIZE:end]) if packed else ():
            begin, end = end, end + size
            self._batches.append(_Batch(index, data[begin:end]))
        self._is_kept = bool(packed)
        self._new = 0

    def of(self, slug: str, own: str) -> dict[str, Row]:
        """The rows of a paper that are known, by variant; whether their answers still hold is not known."""
        return {variant: Row._make(row) for variant, row in _together(_parts(self._batches, slug, own)).items()}

    def add(self, made: PackedRows) -> None:
        """Remember rows."""
        index, data, count = made
        if count:
            self._batches.append(_Batch(index, data))
            self._new += count
        if len(self._batches) > _MOST_BATCHES:
            self._batches[_MOST_BATCHES // 2 :] = [_as_one(self._batches[_MOST_BATCHES // 2 :])]

    def share_new(self, papers: int) -> float:
        """How many rows were made for each paper since these were read."""
        return self._new / (papers or 1)

    def pack(self, slugs: Container[str]) -> list[bytes | memoryview]:
        """The rows of some papers, for another process of this very program; nothing where that is too much.

        Returns:
            The parts of one text of bytes, which is long.
        """
        self._new = 0
        # Of a list that was made from nothing, nothing was replaced.
        batches = [_as_one(self._batches, slugs)] if self._is_kept else self._batches
        if sum(len(batch.data) for batch in batches) > MOST:
            return []
        head = marshal.dumps([(batch.packed_index, len(batch.data)) for batch in batches])
        return [len(head).to_bytes(_SIZE, "big"), head, *(batch.data for batch in batches)]


def _parts(batches: Sequence[_Batch], slug: str, own: str) -> list[bytes | memoryview]:
    """The rows of a paper that were made since it is as it is, as they were packed, the first ones first."""
    found = []
    for batch in reversed(batches):
        if (place := batch.index.get(slug)) is not None:
            if place[0] != own:
                break
            found.append(batch.data[place[1] : place[2]])
    return found[::-1]


def _together(parts: Iterable[bytes | memoryview]) -> dict[str, Any]:
    """The rows of a paper, of which later parts replace those of the same variant."""
    found = dict[str, Any]()
    for part in parts:
        found.update(marshal.loads(part))
    return found


def _as_one(batches: Sequence[_Batch], slugs: Container[str] | None = None) -> _Batch:
    """Some batches without what was replaced, and what belongs to other papers than some."""
    latest = {slug: own for batch in batches for slug, (own, _, _) in batch.index.items()}

    def rows() -> Iterator[tuple[str, str, bytes | memoryview]]:
        for slug, own in sorted(latest.items()):
            if slugs is None or slug in slugs:
                first, *others = _parts(batches, slug, own)
                yield slug, own, marshal.dumps(_together((first, *others))) if others else first

    return _Batch(*_indexed(rows()))
