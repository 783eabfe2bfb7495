"""The rows of papers in lists, kept as HTML: after an edit most rows of a list are what they were."""

from __future__ import annotations

import marshal
from collections.abc import Container
from typing import Any, NamedTuple

MOST = 256_000_000
"""So many bytes are kept for another process; the rows of a larger list take as long to read as to make."""


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


class Rows:
    """Rows by paper and variant. Those of a process before are unpacked when somebody asks for them."""

    def __init__(self, packed: bytes | memoryview = b"") -> None:
        """Begin with what was kept.

        Args:
            packed: What `pack` wrote, in this very program; empty: nothing.

        Raises:
            ValueError, EOFError, TypeError: It is something else.
        """
        data = memoryview(packed)
        begin = _SIZE + int.from_bytes(data[:_SIZE], "big")
        self._packed: dict[str, tuple[str, int, int]] = marshal.loads(data[_SIZE:begin]) if packed else {}
        """Whose rows are packed: the hash of the paper and its tags, and where they begin and end in the data."""
        self._data = data[begin:]
        self._open: dict[str, tuple[str, dict[str, Row]]] = {}
        self._new = 0

    def of(self, slug: str, own: str) -> dict[str, Row]:
        """The rows of a paper that are known, by variant; whether their answers still hold is not known."""
        if slug not in self._open and (kept := self._packed.get(slug)) is not None and kept[0] == own:
            rows: dict[str, Any] = marshal.loads(self._data[kept[1] : kept[2]])
            self._open[slug] = own, {variant: Row._make(row) for variant, row in rows.items()}
        known = self._open.get(slug)
        return dict(known[1]) if known is not None and known[0] == own else {}

    def add(self, made: MadeRow) -> None:
        """Remember a row."""
        known = self._open.get(made.slug)
        if known is None or known[0] != made.own:
            known = self._open[made.slug] = made.own, self.of(made.slug, made.own)
        known[1][made.variant] = made.row
        self._packed.pop(made.slug, None)
        self._new += 1

    def share_new(self, papers: int) -> float:
        """How many rows were made for each paper since these were read."""
        return self._new / (papers or 1)

    def pack(self, slugs: Container[str]) -> bytes:
        """The rows of some papers, for another process of this very program; nothing where that is too much."""
        self._new = 0
        index, parts, end = dict[str, tuple[str, int, int]](), list[bytes | memoryview](), 0
        for slug in sorted({*self._packed, *self._open}):
            if slug in slugs:
                own, rows = self._pack_one(slug)
                begin, end = end, end + len(rows)
                index[slug] = own, begin, end
                parts.append(rows)
                if end > MOST:
                    return b""
        head = marshal.dumps(index)
        return b"".join([len(head).to_bytes(_SIZE, "big"), head, *parts])

    def _pack_one(self, slug: str) -> tuple[str, bytes | memoryview]:
        if (kept := self._packed.get(slug)) is not None:
            return kept[0], self._data[kept[1] : kept[2]]
        own, by_variant = self._open[slug]
        return own, marshal.dumps({variant: tuple(row) for variant, row in by_variant.items()})
