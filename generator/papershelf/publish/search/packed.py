"""An index of texts, packed: which words are in which papers, and how often.

lunr's own form of it would take five times the bytes (`benchmarks/search.py` measures it): it
names each paper in full for every word, and keeps a vector of every paper beside. Here a word is
written as the letters that it does not share with the word before it, and its papers by binary
interpolative coding (Moffat and Stuiver, Binary Interpolative Coding for Effective Index Compression,
Information Retrieval 3, 2000), which takes few bits where papers that share a word are neighbours.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters a word shares with the one before it; words themselves have no capital letter of ASCII."""


def pack(texts: Sequence[Iterable[str]]) -> dict[str, str]:
    """Pack the words of numbered texts, each given as its words.

    Returns:
        `words`: the words in order, each as a capital letter for the number of letters shared with
        the word before it (A is none), and the rest.
        `places`: bits in Base64; for each word, in how many texts it is (Elias gamma), and the
        numbers of those texts (see `_interpolate`).
        `counts`: bits in Base64; for each word and each of its texts, how often it is there: a one for each
        time after the first, and a zero.
    """
    held: dict[str, Counter[int]] = {}
    for number, text in enumerate(texts):
        for word in text:
            held.setdefault(word, Counter())[number] += 1
    words = sorted(held)
    rising = [sorted(held[word].items()) for word in words]
    places = (
        bits
        for found in rising
        for bits in (_gamma(len(found)), *_interpolate([number for number, _ in found], 0, len(texts)))
    )
    counts = ("1" * (count - 1) + "0" for found in rising for _, count in found)
    return {"words": "".join(_shorten(words)), "places": _to_base64(places), "counts": _to_base64(counts)}


def _shorten(words: Iterable[str]) -> Iterator[str]:
    before = ""
    for word in words:
        shared = 0
        most = min(len(before), len(word), len(_SHARED) - 1)
        # Beyond U+FFFF, a letter is two to the browser: words share none of them.
        while shared < most and before[shared] == word[shared] and word[shared] <= "\uffff":
            shared += 1
        yield _SHARED[shared] + word[shared:]
        before = word


def _interpolate(numbers: Sequence[int], low: int, end: int) -> Iterator[str]:
    """Rising numbers from `low` to below `end`: the one in the middle, then those before it and those behind it.

    The others leave room for fewer values: as many numbers as are before it are smaller, and as many are greater.
    """
    if not numbers:
        return
    middle = len(numbers) // 2
    first, after = low + middle, len(numbers) - middle - 1
    yield _minimal(numbers[middle] - first, end - after - first)
    yield from _interpolate(numbers[:middle], low, numbers[middle])
    yield from _interpolate(numbers[middle + 1 :], numbers[middle] + 1, end)


def _minimal(value: int, values: int) -> str:
    """One of so many values in as few bits as may be (truncated binary): the first ones take one bit less."""
    bits = values.bit_length() - 1
    short = (2 << bits) - values
    if value >= short:
        value, bits = value + short, bits + 1
    return f"{value:0{bits}b}" if bits else ""


def _gamma(number: int) -> str:
    """A number from 1 on: a zero for each of its bits but one, and its bits."""
    return "0" * (number.bit_length() - 1) + f"{number:b}"


def _to_base64(bits: Iterable[str]) -> str:
    written = "".join(bits)
    size = -(-len(written) // 8)
    return b64encode(int(written.ljust(8 * size, "0") or "0", 2).to_bytes(size, "big")).decode("ascii")
