"""Words in shards: a browser fetches all words, and of those that a query may mean which papers hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from papershelf.publish.search.bits import gamma, to_base64
from papershelf.publish.search.making import Making
from papershelf.publish.search.packed import shorten
from papershelf.publish.search.postings import NONE, Posting, Postings

_SMALL, _LARGE = 2_500, 10_000
"""Bytes from which on a shard of words may end, where the hash of the next word says so, and at which it must."""
_ONE_IN = 8
"""A shard may end before one word of so many: where an edit moves a border, those behind it stay."""


class Shelf:
    """Where shards are put, each under a name that its bytes give it."""

    def __init__(self, making: Making, write: Callable[[Any], str], has: Callable[[str], bool]) -> None:
        self._making = making
        self._write = write
        self.has = has
        self.shards: dict[str, str] = {}
        """Those that are not in the new site yet."""

    def put(self, made_from: object, make: Callable[[], Any]) -> str:
        """Put a shard there, unless it is.

        Args:
            made_from: What tells it from all others.
            make: Makes what is in it.

        Returns:
            Its name: 12 hexadecimal digits.
        """
        return self._making.part(made_from, lambda: self.put_made(make()), self.has)

    def put_made(self, value: Any) -> str:
        """Put a shard there that is made, unless it is; its name."""
        text = self._write(value)
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        if not self.has(name):
            assert self.shards.setdefault(name, text) == text, "two shards would have one name"
        return name


def to_directory(making: Making, fields: Sequence[str], shelf: Shelf) -> dict[str, Any]:
    """Put words in order into shards, with the papers that hold them by some fields of readings.

    Returns:
        `words` as `packed.pack` has them, `sizes`: how many of them are in each shard, and `shards`: their names.
    """
    indexes = [making.postings(field) for field in fields]
    words = sorted(set().union(*indexes))
    runs = list(_cut(words, indexes))
    before = ["", *(words[run.stop - 1] for run in runs)]
    shortened = (
        making.part(("words", last, words[run]), partial(_shorten, words[run], last))
        for run, last in zip(runs, before, strict=False)
    )
    return {
        "words": "".join(shortened),
        "sizes": [run.stop - run.start for run in runs],
        "shards": "".join(
            shelf.put(("postings", fields, found), partial(_join, fields, found))
            for run in runs
            for found in [[[postings.get(word, NONE) for word in words[run]] for postings in indexes]]
        ),
    }


def _shorten(words: Sequence[str], before: str) -> str:
    """Some of the words in order, behind another one."""
    return "".join(shorten(words, before))


def _join(fields: Sequence[str], indexes: Sequence[Sequence[Posting]]) -> dict[str, dict[str, str]]:
    """The bits of some words, in each index: which papers hold them, and how often they do."""
    return {
        field: {
            "places": to_base64(gamma(papers + 1) + numbers for _, papers, numbers, _ in found),
            "counts": to_base64(times for *_, times in found),
        }
        for field, found in zip(fields, indexes, strict=True)
    }


def _cut(words: Sequence[str], indexes: Sequence[Postings]) -> Iterator[slice]:
    """Where words are parted, in runs for one shard each."""
    sizes = zip(*(map(_count_bits, map(postings.get, words)) for postings in indexes), strict=True)
    start = bits = 0
    for place, (word, found) in enumerate(zip(words, map(sum, sizes), strict=True)):
        if bits > 8 * _LARGE or (bits > 8 * _SMALL and _may_begin(word)):
            yield slice(start, place)
            start, bits = place, 0
        bits += found
    if words:
        yield slice(start, len(words))


def _count_bits(posting: Posting | None) -> int:
    """How many bits a word takes in an index."""
    if posting is None:
        return 1
    _, papers, numbers, times = posting
    return 2 * (papers + 1).bit_length() - 1 + len(numbers) + len(times)


def _may_begin(word: str) -> bool:
    """Whether a shard may begin with a word."""
    return hashlib.sha256(word.encode()).digest()[0] % _ONE_IN == 0
