"""Whether two texts are one: titles in another spelling, abstracts in another version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from papershelf.text.names import fold, skeleton
from papershelf.text.notation import plain_text

LONGEST_NEAR = 60
"""The most words of a title of which each is left out in turn: the work is their number squared."""
SAME_ABSTRACT = 0.6
"""How alike two abstracts under one title must be, from 0 to 1, to be versions of one paper's."""
LONGEST_COMPARED = 1_000
"""The most words of an abstract that are compared; the longest real one has about 450."""


def identity_of(title: str) -> str:
    """Return what makes two titles one: their letters and digits, or all of a title that has none."""
    return fold(plain_text(title)) or title


def near_keys(title: str) -> tuple[str, ...]:
    """Return what nearly equal titles have in common: the title as it looks, and with one word left out."""
    words = [word for word in map(skeleton, plain_text(title).split()) if word]
    # Written together, so that `multi-task`, `multi task` and `multitask` are one word; and apart, for one word more.
    whole = ("".join(words), " ".join(words))
    if not 5 <= len(words) <= LONGEST_NEAR:
        return whole
    return (*whole, *(" ".join(words[:n] + words[n + 1 :]) for n in range(len(words))))


def are_alike(one: str, other: str) -> bool:
    """Say whether two abstracts are versions of one paper's."""
    if one == other:
        return True
    words, others = (text.split(maxsplit=LONGEST_COMPARED)[:LONGEST_COMPARED] for text in (one, other))
    enough = SAME_ABSTRACT * (len(words) + len(others)) / 2
    # The words that they share in any order are at least as many, and counted in a fraction of the time.
    if (Counter(words) & Counter(others)).total() < enough:
        return False
    return _common(words, others) >= enough


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two sequences share in the same order: the length of their longest common subsequence.

    Hyyrö's bit-parallel form: an integer holds a whole row of the table, a bit for each item of the first sequence.
    """
    places: dict[str, int] = {}
    for place, item in enumerate(one):
        places[item] = places.get(item, 0) | 1 << place
    full = row = (1 << len(one)) - 1
    for item in other:
        matched = row & places.get(item, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(one) - row.bit_count()
