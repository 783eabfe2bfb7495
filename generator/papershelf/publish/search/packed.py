"""An index of texts, packed: which words are in which papers, and how often.

lunr's own form of it would take five times the bytes (`benchmarks/search.py` measures it): it
names each paper in full for every word, and keeps a vector of every paper beside. Here a word is
written as the letters that it does not share with the word before it, and its papers in few bits where
papers that share a word are neighbours (`bits`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from papershelf.publish.search.bits import gamma, interpolate, to_base64

_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters a word shares with the one before it; words themselves have no capital letter of ASCII."""


def pack(texts: Sequence[Iterable[str]]) -> dict[str, str]:
    """Pack the words of numbered texts, each given as its words.

    Returns:
        `words`: the words in order, each as a capital letter for the number of letters shared with
        the word before it (A is none), and the rest.
        `places`: bits in Base64; for each word, in how many texts it is (Elias gamma), and the
        numbers of those texts (see `bits.interpolate`).
        `counts`: bits in Base64; for each word and each of its texts, how often it is there: a one for each
        time after the first, and a zero.
    """
    held = index(texts)
    words = sorted(held)
    places = (f"{gamma(len(held[word].texts))}{held[word].places(len(texts))}" for word in words)
    counts = (held[word].times() for word in words)
    return {"words": "".join(shorten(words)), "places": to_base64(places), "counts": to_base64(counts)}


class Held(NamedTuple):
    """In which texts a word is, and how often, side by side."""

    texts: list[int]
    counts: list[int]

    def places(self, size: int) -> str:
        """The numbers of the texts, of so many, as bits."""
        return interpolate(self.texts, 0, size)

    def times(self) -> str:
        """How often it is in each, as bits: a one for each time after the first, and a zero."""
        return "".join("1" * (count - 1) + "0" for count in self.counts)


def index(texts: Iterable[Iterable[str]]) -> dict[str, Held]:
    """For every word of numbered texts, where it is."""
    held: dict[str, Held] = {}
    for number, text in enumerate(texts):
        for word, count in Counter(text).items():
            found = held.get(word)
            if found is None:
                found = held[word] = Held([], [])
            found.texts.append(number)
            found.counts.append(count)
    return held


def shorten(words: Iterable[str]) -> Iterator[str]:
    """Sorted words, each without the letters that it shares with the one before it."""
    before = ""
    for word in words:
        shared = 0
        most = min(len(before), len(word), len(_SHARED) - 1)
        # Beyond U+FFFF, a letter is two to the browser: words share none of them.
        while shared < most and before[shared] == word[shared] and word[shared] <= "\uffff":
            shared += 1
        yield _SHARED[shared] + word[shared:]
        before = word
