"""Papers whose files are as they were when they were read before: between two builds nearly all are.

They are known by the hash of their files, and a file by what the system says of it, so that most are not even read.
What is kept for another process are plain values, and no pickles: what marshal reads back makes nothing but numbers,
texts and lists of them.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

from papershelf import disk
from papershelf.content import papers
from papershelf.content.yaml.fields import Report
from papershelf.model import Appearance, Link, LinkKind, Merged, Name, Origin, Paper

_MOST = 1 << 15
"""How many papers are remembered."""
_SIZE = 16

_PARTS: dict[str, type] = {"listed": Appearance, "links": Link, "authors": Name, "sources": Origin, "merged": Merged}
"""The fields of a paper with parts of their own, and what these are."""
_NAMES = {part: tuple(each.name for each in fields(part)) for part in _PARTS.values()}
_DEFAULTS = {each.name: each.default for each in fields(Paper)}

Seen = tuple[tuple[int, int, int, int], bytes]
"""The signature of a file, and its hash."""


class Part(NamedTuple):
    """What another process has read."""

    known: dict[bytes, Paper]
    """Papers by the hash of what they were read from."""
    seen: dict[str, Seen]
    """By the slugs of papers."""


class Remembered:
    """Papers by the hash of what they were read from."""

    def __init__(self) -> None:
        self._known: dict[bytes, Paper] = {}
        self._keys: dict[int, bytes] = {}
        """The hashes of known papers, by the number that Python has for each object."""
        self._used: set[bytes] = set()
        self._seen: dict[str, Seen] = {}
        """Signatures and hashes of files, by the slugs of their papers."""
        self._told = 0, 0
        """How many of these `part` has told of."""
        self._clock: int | None = None
        self._new = 0

    def begin(self, clock: int | None) -> None:
        """Begin to read a list.

        Args:
            clock: What time the file system thinks it is, in nanoseconds since 1970; None: nobody knows.
        """
        self._clock = clock

    def unread(self, slug: str, state: os.stat_result) -> Paper | None:
        """The paper of a file that is as it was; None where the file has to be read.

        Args:
            slug: The file's name without its ending.
            state: What the system says of the file.
        """
        signature, key = self._seen.get(slug, (None, b""))
        if signature is None or not disk.has_signature(state, signature):
            return None
        self._used.add(key)
        return self._known[key]

    def note(self, paper: Paper, state: os.stat_result) -> None:
        """Know a file by what the system says of it, if a change that is still to come would be seen.

        Args:
            paper: What was read from the file, and from nothing else.
            state: What the system said of it before that.
        """
        signature, key = disk.signature_of(state), self._keys.get(id(paper))
        if signature is None or key is None or self._clock is None or not disk.is_settled(signature, self._clock):
            return
        self._seen[paper.slug] = signature, key
        self._new += 1

    def read_sound(self, slug: str, text: str, abstract: str | None) -> Paper | None:
        """Read one paper's file, unless that was done before.

        Args:
            slug: The file's name without its ending.
            text: The file, with line ends as LF.
            abstract: The abstract that is beside it, if one is at hand.

        Returns:
            The paper; None where there is a problem, which `papers.read` notes.
        """
        told = f"{slug}\0{len(text)}\0{text}\0{'' if abstract is None else f'={abstract}'}"
        key = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
        paper = self._known.get(key)
        if paper is None:
            report = Report(path="")
            paper = papers.read(report, slug, text, abstract)
            if paper is None or report.problems:
                return None
            if len(self._known) >= _MOST:
                self.cache_clear()
            self._know(key, paper)
            self._new += 1
        self._used.add(key)
        return paper

    def _know(self, key: bytes, paper: Paper) -> None:
        self._known[key] = paper
        self._keys[id(paper)] = key

    def mark_of(self, paper: Paper) -> bytes | None:
        """What tells a paper from all others: the hash of its file; None for one that was made of another object."""
        key = self._keys.get(id(paper))
        return key if key is not None and self._known[key] is paper else None

    def cache_clear(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._keys.clear()
        self._used.clear()
        self._seen.clear()
        self._told = 0, 0
        self._new = 0

    @property
    def is_any(self) -> bool:
        """Whether anything is remembered."""
        return bool(self._known)

    def part(self) -> Part:
        """What is remembered since this was last asked, for the process that this one is a copy of."""
        papers, files = self._told
        known, seen = dict(islice(self._known.items(), papers, None)), dict(islice(self._seen.items(), files, None))
        self._told = len(self._known), len(self._seen)
        return Part(known, seen)

    def join(self, part: Part) -> None:
        """Remember what a copy of this process has read."""
        for key, paper in part.known.items():
            if key not in self._known and len(self._known) < _MOST:
                self._know(key, paper)
        self._see(part.seen)

    def _see(self, seen: Mapping[str, Seen]) -> None:
        self._seen.update({slug: each for slug, each in seen.items() if each[1] in self._known})

    @property
    def share_new(self) -> float:
        """The share of the papers that was not taken over, or whose files had to be read."""
        return self._new / (len(self._used) or 1)

    def pack(self) -> bytes:
        """The papers that were asked for, for another process of this very program."""
        known = {key: _to_plain(self._known[key]) for key in sorted(self._used)}
        seen = {slug: (tuple(state), key) for slug, (state, key) in sorted(self._seen.items()) if key in known}
        return marshal.dumps((known, seen))

    def take(self, data: bytes | memoryview) -> None:
        """Remember what was packed; nobody may give what this program has not packed itself."""
        known: dict[bytes, dict[str, Any]]
        known, seen = marshal.loads(data)
        for key, plain in known.items():
            if key not in self._known and len(self._known) < _MOST:
                self._know(key, _from_plain(plain))
        self._see(seen)


REMEMBERED = Remembered()
"""What this process has read."""


def _to_plain(paper: Paper) -> dict[str, Any]:
    """The fields of a paper that say anything."""
    plain = {name: getattr(paper, name) for name in _DEFAULTS}
    for name, part in _PARTS.items():
        plain[name] = tuple(tuple(_plain(getattr(each, of)) for of in _NAMES[part]) for each in plain[name])
    return {name: value for name, value in plain.items() if value != _DEFAULTS[name]}


def _plain(value: object) -> object:
    return value.value if isinstance(value, LinkKind) else value


def _from_plain(plain: dict[str, Any]) -> Paper:
    for name, part in _PARTS.items():
        if name in plain:
            plain[name] = tuple(part(**dict(zip(_NAMES[part], each, strict=True))) for each in plain[name])
    if "links" in plain:
        plain["links"] = tuple(Link(kind=LinkKind(link.kind), url=link.url) for link in plain["links"])
    return Paper(**plain)
