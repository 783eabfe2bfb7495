"""The rows of papers in lists, kept as HTML: after an edit most rows of a list are what they were."""

from __future__ import annotations

import marshal
from collections.abc import Container, Iterable
from typing import Any, NamedTuple, TypeVar

_Part = TypeVar("_Part", bytes, bytes | memoryview)

MOST = 256_000_000
"""So many bytes are kept for another process; the rows of a larger list take as long to read as to make."""

_MOST_PARTS = 16
"""In so many parts the rows of a paper are kept; more are put together, so that those that were replaced go."""

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


PackedRows = tuple[str, str, int, bytes]
"""Rows of a paper that were made: whose they are, the hash of the paper and its tags, how many they are, and what
marshal makes of them by variant. Plain values, which are sent from one process to another in no time."""


def pack_rows(made: Iterable[MadeRow]) -> list[PackedRows]:
    """Rows that were made, packed by whoever has made them: at the end of a build everybody would wait for it."""
    by_paper = dict[tuple[str, str], dict[str, tuple[object, ...]]]()
    for slug, own, variant, row in made:
        by_paper.setdefault((slug, own), {})[variant] = tuple(row)
    return [(slug, own, len(rows), marshal.dumps(rows)) for (slug, own), rows in by_paper.items()]


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
        begin = _SIZE + int.from_bytes(data[:_SIZE], "big")
        self._kept: dict[str, tuple[str, list[tuple[int, int]]]] = marshal.loads(data[_SIZE:begin]) if packed else {}
        """Whose rows were kept: the hash of the paper and its tags, and where they begin and end in the data."""
        self._data = data[begin:]
        self._made: dict[str, tuple[str, list[bytes]]] = {}
        """Whose rows were made since, likewise."""
        self._new = 0

    def of(self, slug: str, own: str) -> dict[str, Row]:
        """The rows of a paper that are known, by variant; whether their answers still hold is not known."""
        return {variant: Row._make(row) for variant, row in _together(self._parts(slug, own)).items()}

    def _parts(self, slug: str, own: str) -> list[bytes | memoryview]:
        """The rows of a paper as they were packed, in one part or several."""
        made, kept = self._made.get(slug), self._kept.get(slug)
        if (made or kept or ("",))[0] != own:
            return []
        of_kept = kept[1] if kept is not None and kept[0] == own else ()
        return [*(self._data[begin:end] for begin, end in of_kept), *(made[1] if made is not None else ())]

    def add(self, made: Iterable[PackedRows]) -> None:
        """Remember rows."""
        for slug, own, count, data in made:
            known = self._made.get(slug)
            if known is None or known[0] != own:
                known = self._made[slug] = own, []
            known[1].append(data)
            known[1][:] = _fewer(known[1])
            self._new += count

    def share_new(self, papers: int) -> float:
        """How many rows were made for each paper since these were read."""
        return self._new / (papers or 1)

    def pack(self, slugs: Container[str]) -> bytes:
        """The rows of some papers, for another process of this very program; nothing where that is too much."""
        self._new = 0
        index, packed, end = dict[str, tuple[str, list[tuple[int, int]]]](), list[bytes | memoryview](), 0
        for slug in sorted({*self._kept, *self._made}):
            if slug not in slugs:
                continue
            own, _ = self._made.get(slug) or self._kept[slug]
            index[slug] = own, (places := list[tuple[int, int]]())
            for part in _fewer(self._parts(slug, own)):
                begin, end = end, end + len(part)
                places.append((begin, end))
                packed.append(part)
            if end > MOST:
                return b""
        head = marshal.dumps(index)
        return b"".join([len(head).to_bytes(_SIZE, "big"), head, *packed])


def _together(parts: Iterable[bytes | memoryview]) -> dict[str, Any]:
    """The rows of a paper, of which later parts replace those of the same variant."""
    found = dict[str, Any]()
    for part in parts:
        found.update(marshal.loads(part))
    return found


def _fewer(parts: list[_Part]) -> list[_Part] | list[bytes]:
    """The rows of a paper in not too many parts."""
    return parts if len(parts) <= _MOST_PARTS else [marshal.dumps(_together(parts))]
