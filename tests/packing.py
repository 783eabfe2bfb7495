"""The packed index of the search, read by the text of `packed.pack`'s docstring and of the paper that it names."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator


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
