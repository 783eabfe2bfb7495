"""Words in shards: a browser fetches all words, and of those that a query may mean which papers hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from papershelf.publish.search.bits import gamma, to_base64
from papershelf.publish.search.making import Making
from papershelf.publish.search.postings import NONE, Posting


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
    indexes = {field: making.postings(field) for field in fields}

    def put(words: Sequence[str]) -> str:
        found = {field: [postings.get(word, NONE) for word in words] for field, postings in indexes.items()}
        return shelf.put_made({field: _join(some) for field, some in found.items()})

    runs = making.runs("shards", fields, put, shelf.has)
    return {
        "words": "".join([run.shortened for run in runs]),
        "sizes": [len(run.words) for run in runs],
        "shards": "".join([run.packed for run in runs]),
    }


def _join(found: Sequence[Posting]) -> dict[str, str]:
    """The bits of some words: which papers hold them, and how often they do."""
    return {
        "places": to_base64(gamma(papers + 1) + numbers for _, papers, numbers, _ in found),
        "counts": to_base64(times for *_, times in found),
    }
