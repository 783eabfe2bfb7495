"""Which words are in which texts and how often, as bits; brought up to date where only few texts have changed."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TypeAlias

from papershelf import processes
from papershelf.publish.search.bits import interpolate

WORTH_A_PROCESS = 4_000
"""So many words are packed while another process begins."""

Posting: TypeAlias = tuple[bytes, int, str, str]
"""Of one word: the numbers of the texts that hold it, each as often as they do, as an array of them has them in memory;
how many texts these are; their numbers as bits (`bits.interpolate`); and how often it is in each, as bits: a one for
each time after the first, and a zero. A plain tuple, which can be kept as it is."""

Postings: TypeAlias = Mapping[str, Posting]
"""By word."""

NONE: Posting = (b"", 0, "", "")
"""Of a word that is in no text."""

_NUMBER = "I"


def post(texts: Sequence[str], jobs: int = 1) -> dict[str, Posting]:
    """The postings of numbered texts, each given as its words with spaces between them.

    Args:
        texts: The texts.
        jobs: How many processes may be at work.
    """
    held: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in text.split():
            held[word].append(number)
    parts = processes.over(partial(_pack_some, len(texts)), list(held.values()), jobs=jobs, least=WORTH_A_PROCESS)
    return dict(zip(held, chain.from_iterable(parts), strict=True))


def post_again(
    before: Postings, changes: Iterable[tuple[int, str, str]], size: int
) -> tuple[dict[str, Posting], frozenset[str]]:
    """The postings of texts of which a few have changed.

    Args:
        before: What they were.
        changes: Of each text that has changed, its number, its words before, and its words now.
        size: How many texts there are, as many as before.

    Returns:
        The postings, and the words of which they are not what they were.
    """
    changed: dict[str, list[int]] = {}
    for number, old, new in changes:
        was, now = Counter(old.split()), Counter(new.split())
        for word in was.keys() | now.keys():
            if was[word] == now[word]:
                continue
            if word not in changed:
                changed[word] = array(_NUMBER, before.get(word, NONE)[0]).tolist()
            numbers = changed[word]
            numbers[bisect_left(numbers, number) : bisect_right(numbers, number)] = [number] * now[word]
    found = dict(before)
    for word, numbers in changed.items():
        if numbers:
            found[word] = _pack(size, numbers)
        else:
            del found[word]
    return found, frozenset(changed)


def _pack_some(size: int, words: Sequence[Sequence[int]]) -> list[Posting]:
    return [_pack(size, numbers) for numbers in words]


def _pack(size: int, numbers: Sequence[int]) -> Posting:
    texts = list(dict.fromkeys(numbers))
    if len(texts) == len(numbers):  # as of most words
        times = "0" * len(texts)
    else:
        times = "".join(["1" * (count - 1) + "0" for count in Counter(numbers).values()])
    return array(_NUMBER, numbers).tobytes(), len(texts), interpolate(texts, 0, size), times
