"""The packed index of the search, read by the text of `packed.pack`'s docstring and of the paper that it names."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from typing import Any


class Reader:
    """Bits in Base64, read one after the other."""

    def __init__(self, base64: str) -> None:
        self._bits = _bits(base64)

    def gamma(self) -> int:
        """A number from 1 on."""
        return _gamma(self._bits)

    def ones(self) -> int:
        """How many ones are before the next zero."""
        return _ones(self._bits)

    def minimal(self, values: int) -> int:
        """One of so many values."""
        return self.numbers(1, 0, values - 1)[0]

    def numbers(self, count: int, first: int, last: int) -> list[int]:
        """Rising numbers."""
        return _numbers(self._bits, count, first, last)


def expand(words: str) -> Iterator[str]:
    """The words of an index."""
    word = ""
    for entry in re.findall("[A-Z][^A-Z]*", words):
        word = word[: ord(entry[0]) - ord("A")] + entry[1:]
        yield word


def unpack(index: dict[str, str], size: int) -> dict[str, Counter[int]]:
    """How often each word stands in each of `size` texts that hold it."""
    places, counts = Reader(index["places"]), Reader(index["counts"])
    found: dict[str, Counter[int]] = {}
    for word in expand(index["words"]):
        texts = places.numbers(places.gamma(), 0, size - 1)
        found[word] = Counter({text: 1 + counts.ones() for text in texts})
    return found


def names(joined: str) -> list[str]:
    """The names of shards, which are written without anything between them."""
    return [joined[start : start + 12] for start in range(0, len(joined), 12)]


def held(files: dict[str, Any], root: str, index: str, size: int) -> dict[str, Counter[int]]:
    """How often each word is in each of `size` texts, by all shards that a file names together."""
    contents = files[root]
    words = expand(contents["words"])
    found: dict[str, Counter[int]] = {}
    for name, length in zip(names(contents["shards"]), contents["sizes"], strict=True):
        shard = files[f"shards/{name}"][index]
        places, counts = Reader(shard["places"]), Reader(shard["counts"])
        for _ in range(length):
            texts = places.numbers(places.gamma() - 1, 0, size - 1)
            found[next(words)] = Counter({number: 1 + counts.ones() for number in texts})
    assert next(words, None) is None
    return {word: count for word, count in found.items() if count}


def _bits(base64: str) -> Iterator[int]:
    return iter([byte >> place & 1 for byte in b64decode(base64, validate=True) for place in range(7, -1, -1)])


def _ones(bits: Iterator[int]) -> int:
    return next(number for number, bit in enumerate(bits) if not bit)


def _gamma(bits: Iterator[int]) -> int:
    zeros = next(number for number, bit in enumerate(bits) if bit)
    return 2**zeros + _whole(bits, zeros)


def _whole(bits: Iterator[int], length: int) -> int:
    return sum(next(bits) << place for place in reversed(range(length)))


def _numbers(bits: Iterator[int], count: int, first: int, last: int) -> list[int]:
    if count == 0:
        return []
    before = count // 2
    after = count - 1 - before
    choices = (last - after) - (first + before) + 1
    length = choices.bit_length() - 1
    value = _whole(bits, length)
    if value >= 2 ** (length + 1) - choices:
        value = value * 2 + next(bits) - (2 ** (length + 1) - choices)
    middle = first + before + value
    return [
        *_numbers(bits, before, first, middle - 1),
        middle,
        *_numbers(bits, after, middle + 1, last),
    ]
