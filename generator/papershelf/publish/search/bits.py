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
    # Less its place, a number may be the same as the one before it; where it must be, `minimal` writes nothing.
    steps = [low, *[number - place for place, number in enumerate(numbers)], end - len(numbers)]
    return "".join(
        [minimal(steps[middle] - steps[a], steps[b] - steps[a] + 1) for a, middle, b in _halves(len(numbers))]
    )


@lru_cache(maxsize=1 << 8)
def _halves(size: int) -> Sequence[tuple[int, int, int]]:
    """The order in which so many numbers are written: the place of each, counted from 1, between two that are known."""
    found: list[tuple[int, int, int]] = []
    left = [(0, size + 1)]  # Both ends are known.
    while left:
        before, behind = left.pop()
        while behind - before > 1:
            middle = (before + behind + 1) // 2
            found.append((before, middle, behind))
            left.append((middle, behind))
            behind = middle
    return found


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
