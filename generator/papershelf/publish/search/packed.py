"""An index of texts, packed: which words are in which papers, and how often.

lunr's own form of it would take five times the bytes (`benchmarks/search.py` measures it): it
names each paper in full for every word, and keeps a vector of every paper beside. Here a word is
written as the letters that it does not share with the word before it, and its papers in few bits where
papers that share a word are neighbours (`bits`).
"""

from __future__ import annotations

from collections.abc import Sequence

from papershelf.publish.search.bits import gamma, to_base64
from papershelf.publish.search.postings import Postings
from papershelf.publish.search.runs import Run


def pack(runs: Sequence[Run]) -> dict[str, str]:
    """Pack the words of numbered texts.

    Args:
        runs: The words, packed by `to_bits`.

    Returns:
        `words`: the words in order, each as a capital letter for the number of letters shared with
        the word before it (A is none), and the rest.
        `places`: bits in Base64; for each word, in how many texts it is (Elias gamma), and the
        numbers of those texts (see `bits.interpolate`).
        `counts`: bits in Base64; for each word and each of its texts, how often it is there: a one for each
        time after the first, and a zero.
    """
    return {
        "words": "".join([run.shortened for run in runs]),
        "places": to_base64(run.packed[0] for run in runs),
        "counts": to_base64(run.packed[1] for run in runs),
    }


def to_bits(postings: Postings, words: Sequence[str]) -> tuple[str, str]:
    """The bits of some words: which texts hold them, and how often they do."""
    found = [postings[word] for word in words]
    return "".join([gamma(texts) + numbers for _, texts, numbers, _ in found]), "".join([each[-1] for each in found])
