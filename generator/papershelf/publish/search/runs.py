"""Words in order, in runs that are packed one by one: an edit has those packed anew that it touches. Pure."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

from papershelf.publish.search.postings import Posting, Postings

_SMALL, _LARGE = 2_500, 10_000
"""Bytes from which on a run may end, where the hash of the next word says so, and at which it must."""
_ONE_IN = 8
"""A run may end before one word of so many: where an edit moves a border, those behind it stay."""
_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How many letters a word shares with the one before it; words themselves have no capital letter of ASCII."""


class Run(NamedTuple):
    """Words that follow one another."""

    words: tuple[str, ...]
    before: str
    """The word before them; nothing before the first."""
    shortened: str
    """The words, each without the letters that it shares with the one before it."""
    packed: Any
    """What was made of their postings, as a plain value."""


def cut(
    indexes: Sequence[Postings],
    pack: Callable[[Sequence[str]], Any],
    known: Sequence[Run] = (),
    changed: Collection[str] = (),
    is_good: Callable[[Any], bool] = lambda _packed: True,
) -> list[Run]:
    """All words of some indexes, in runs.

    Args:
        indexes: The indexes.
        pack: Makes what is packed of some words.
        known: The runs of these indexes before some words changed, if they are known.
        changed: The words whose postings are not what they were, with those that came and went.
        is_good: Whether what was packed before will do.
    """
    words = _renew(list(chain.from_iterable(run.words for run in known)), changed, indexes) if known else _all(indexes)
    untouched = dict(_untouched(known, sorted(changed)))
    runs: list[Run] = []
    start, before = 0, ""
    while start < len(words):
        run = untouched.get(words[start])
        if run is None:
            some = tuple(words[start : _end(words, start, indexes)])
            run = Run(some, before, shorten(some, before), pack(some))
        else:
            run = run if run.before == before else run._replace(before=before, shortened=shorten(run.words, before))
            run = run if is_good(run.packed) else run._replace(packed=pack(run.words))
        runs.append(run)
        start, before = start + len(run.words), run.words[-1]
    return runs


def _all(indexes: Iterable[Postings]) -> list[str]:
    return sorted(frozenset[str]().union(*indexes))


def _renew(words: list[str], changed: Iterable[str], indexes: Sequence[Postings]) -> list[str]:
    """Words in order, with those that came and without those that went."""
    for word in changed:
        place = bisect_left(words, word)
        was_there = words[place : place + 1] == [word]
        is_there = any(word in index for index in indexes)
        if is_there and not was_there:
            words.insert(place, word)
        elif was_there and not is_there:
            del words[place]
    return words


def _untouched(known: Sequence[Run], changed: Sequence[str]) -> Iterator[tuple[str, Run]]:
    """The runs that end where they did, by their first words: nothing has changed from there to the next one's."""
    for run, following in pairwise([*known, None]):
        if run is None:
            return
        place = bisect_left(changed, run.words[0])
        if place == len(changed) or (following is not None and changed[place] > following.words[0]):
            yield run.words[0], run


def _end(words: Sequence[str], start: int, indexes: Sequence[Postings]) -> int:
    """Where the run ends that begins at a place."""
    bits = 0
    for place in range(start, len(words)):
        word = words[place]
        if bits > 8 * _LARGE or (bits > 8 * _SMALL and _may_begin(word)):
            return place
        bits += sum([_count_bits(index.get(word)) for index in indexes])
    return len(words)


def _count_bits(posting: Posting | None) -> int:
    """How many bits a word takes in an index."""
    if posting is None:
        return 1
    _, papers, numbers, times = posting
    return 2 * (papers + 1).bit_length() - 1 + len(numbers) + len(times)


def _may_begin(word: str) -> bool:
    """Whether a run may begin with a word."""
    return hashlib.sha256(word.encode()).digest()[0] % _ONE_IN == 0


def shorten(words: Iterable[str], before: str = "") -> str:
    """Words in order, each as a capital letter for how many letters it shares with the one before it, and the rest."""
    written: list[str] = []
    for word in words:
        shared = 0
        most = min(len(before), len(word), len(_SHARED) - 1)
        # Beyond U+FFFF, a letter is two to the browser: words share none of them.
        while shared < most and before[shared] == word[shared] and word[shared] <= "\uffff":
            shared += 1
        written.append(_SHARED[shared] + word[shared:])
        before = word
    return "".join(written)
