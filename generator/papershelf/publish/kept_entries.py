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


PackedEntries = tuple[str, bytes]
"""The same, where all papers are on the list: the hash, and what marshal makes of the entries. It is sent from one
process to another in no time."""


def pack_entries(entries: Entries) -> PackedEntries:
    """The entries of one file, packed by whoever has made them."""
    return entries.terms, marshal.dumps(dict(entries.by_slug))


class KeptEntries:
    """Entries by file. They are unpacked when somebody asks for them."""

    def __init__(self, packed: bytes | memoryview = b"") -> None:
        """Begin with what was kept.

        Args:
            packed: What `pack` wrote, in this very program; empty: nothing.

        Raises:
            ValueError, EOFError, TypeError: It is something else.
        """
        files: dict[str, PackedEntries] = marshal.loads(packed) if packed else {}
        self._packed = dict(files)
        self._open: dict[str, Entries] = {}
        self._new = 0

    def of(self, file: str, terms: str) -> Mapping[str, Entry]:
        """The entries of a file that are known, by the slugs of their papers, which may have changed since."""
        if file in self._packed:
            own, data = self._packed.pop(file)
            self._open[file] = Entries(own, marshal.loads(data))
        known = self._open.get(file)
        return known.by_slug if known is not None and known.terms == terms else {}

    def replace(self, file: str, entries: Entries | PackedEntries, new: int) -> None:
        """Remember all entries of a file, of which so many are new."""
        self._open.pop(file, None)
        self._packed.pop(file, None)
        if isinstance(entries, Entries):
            self._open[file] = entries
        else:
            self._packed[file] = entries
        self._new += new

    def share_new(self, papers: int) -> float:
        """How many entries were made for each paper since these were read."""
        return self._new / (papers or 1)

    def pack(self, slugs: Container[str]) -> list[bytes]:
        """The entries of some papers, for another process of this very program; nothing where that is too much."""
        self._new = 0
        files = dict(self._packed)
        for file, (terms, by_slug) in self._open.items():
            files[file] = pack_entries(Entries(terms, {slug: each for slug, each in by_slug.items() if slug in slugs}))
        return [marshal.dumps(files)] if sum(len(data) for _, data in files.values()) <= MOST else []
