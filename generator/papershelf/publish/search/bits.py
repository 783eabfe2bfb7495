"""Numbers as bits, and bits as Base64. The browser's `packed.js` reads them.

Rising numbers are written by binary interpolative coding (Moffat and Stuiver, Binary Interpolative Coding for
Effective Index Compression, Information Retrieval 3, 2000), which takes few bits where they are neighbours.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import lru_cache


@lru_cache(maxsize=1 << 10)
def gamma(number: int) -> str:
    """A number from 1 on (Elias gamma): a zero for each of its bits but one, and its bits."""
    return "0" * (number.bit_length() - 1) + f"{number:b}"


def interpolate(numbers: Sequence[int], low: int, end: int) -> str:
    """Rising numbers from `low` to below `end`: the one in the middle, then those before it and those behind it.

    The others leave room for fewer values: as many numbers as are before it are smaller, and as many are greater.
    """
    written: list[str] = []
    left = [(0, len(numbers), low, end)]
    while left:
        start, stop, low, end = left.pop()
        while 0 < stop - start < end - low:  # Of all that there can be, nothing need be said.
            middle = (start + stop) // 2
            number, first = numbers[middle], low + middle - start
            written.append(minimal(number - first, end - (stop - middle - 1) - first))
            if middle + 1 < stop:
                left.append((middle + 1, stop, number + 1, end))
            stop, end = middle, number
    return "".join(written)


def minimal(value: int, values: int) -> str:
    """One of so many values, from 0 on, in as few bits as may be (truncated binary): the first take one bit less."""
    bits = values.bit_length() - 1
    short = (2 << bits) - values
    if value >= short:
        value, bits = value + short, bits + 1
    return bin(value | 1 << bits)[3:]  # without `0b1`


def to_base64(bits: Iterable[str]) -> str:
    """Bits, in bytes that zeros fill up, in Base64."""
    written = "".join(bits)
    size = -(-len(written) // 8)
    return b64encode(int(written.ljust(8 * size, "0") or "0", 2).to_bytes(size, "big")).decode("ascii")
