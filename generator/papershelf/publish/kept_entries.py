"""What files of the whole list say of papers: after an edit nearly all of it is what it was."""

from __future__ import annotations

import marshal
from collections.abc import Container, Mapping
from typing import NamedTuple

from papershelf.publish.kept_rows import MOST

Entry = tuple[str, str]
"""The hash of a paper, and what a file says of it."""


class Entries(NamedTuple):
    """The entries of one file."""

    terms: str
    """The hash of all that they are made from besides their papers."""
    by_slug: Mapping[str, Entry]


class KeptEntries:
    """Entries by file."""

    def __init__(self, packed: bytes | memoryview = b"") -> None:
        """Begin with what was kept.

        Args:
            packed: What `pack` wrote, in this very program; empty: nothing.

        Raises:
            ValueError, EOFError, TypeError: It is something else.
        """
        files: dict[str, tuple[str, dict[str, Entry]]] = marshal.loads(packed) if packed else {}
        self._files = {file: Entries(*entries) for file, entries in files.items()}
        self._new = 0

    def of(self, file: str, terms: str) -> Mapping[str, Entry]:
        """The entries of a file that are known, by the slugs of their papers, which may have changed since."""
        known = self._files.get(file)
        return known.by_slug if known is not None and known.terms == terms else {}

    def replace(self, file: str, entries: Entries, new: int) -> None:
        """Remember all entries of a file, of which so many are new."""
        self._files[file] = entries
        self._new += new

    def share_new(self, papers: int) -> float:
        """How many entries were made for each paper since these were read."""
        return self._new / (papers or 1)

    def pack(self, slugs: Container[str]) -> bytes:
        """The entries of some papers, for another process of this very program; nothing where that is too much."""
        self._new = 0
        files = {
            file: (terms, {slug: entry for slug, entry in by_slug.items() if slug in slugs})
            for file, (terms, by_slug) in self._files.items()
        }
        data = marshal.dumps(files)
        return data if len(data) <= MOST else b""
