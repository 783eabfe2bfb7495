"""An index of texts, packed: which words are in which papers, and how often.

lunr's own form of it would take five times the bytes (`benchmarks/search.py` measures it): it
names each paper in full for every word, and keeps a vector of every paper beside. Here a word is
written as the letters that it does not share with the word before it, and its papers in few bits where
papers that share a word are neighbours (`bits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papershelf.publish.search.bits import gamma, to_base64
from papershelf.publish.search.postings import Postings

_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters a word shares with the one before it; words themselves have no capital letter of ASCII."""


def pack(postings: Postings) -> dict[str, str]:
    """Pack the words of numbered texts.

    Returns:
        `words`: the words in order, each as a capital letter for the number of letters shared with
        the word before it (A is none), and the rest.
        `places`: bits in Base64; for each word, in how many texts it is (Elias gamma), and the
        numbers of those texts (see `bits.interpolate`).
        `counts`: bits in Base64; for each word and each of its texts, how often it is there: a one for each
        time after the first, and a zero.
    """
    words = sorted(postings)
    found = [postings[word] for word in words]
    places = (gamma(texts) + numbers for _, texts, numbers, _ in found)
    counts = (times for *_, times in found)
    return {"words": "".join(shorten(words)), "places": to_base64(places), "counts": to_base64(counts)}


def shorten(words: Iterable[str], before: str = "") -> Iterator[str]:
    """Sorted words, each without the letters that it shares with the one before it."""
    for word in words:
        shared = 0
        most = min(len(before), len(word), len(_SHARED) - 1)
        # Beyond U+FFFF, a letter is two to the browser: words share none of them.
        while shared < most and before[shared] == word[shared] and word[shared] <= "\uffff":
            shared += 1
        yield _SHARED[shared] + word[shared:]
        before = word
