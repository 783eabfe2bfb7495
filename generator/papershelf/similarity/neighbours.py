"""The papers nearest to each paper of a list, renewed where a change of the list touches them. Pure.

What finds candidates adds up term by term. So when a paper changes, its score beside every other one can be added up
again without looking at the rest. More candidates are kept than are compared, with a floor: every paper that
scores at least as much is among them. As long as enough are left above it, nobody has to look for others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from papershelf.similarity.index import CANDIDATES, POSTINGS, PaperIndex, Ranks, rank_key, ranked
from papershelf.similarity.lookups import Lookup

_BELOW_ALL = -1 << 32
KEPT, _MOST_KEPT = 36, 48
"""How many candidates of a paper are kept when it is looked at, and before some are dropped."""
FEW = 8
"""Where more than one in so many papers has changed, finding all anew is as fast."""


class Near(NamedTuple):
    """The papers near one."""

    candidates: Ranks
    """By what their strongest terms have in common."""
    floor: tuple[int, int] | None
    """A score and a number: each paper that ranks as high as this one or higher is a candidate. None: all are."""
    nearest: Ranks
    """The first candidates by their whole similarity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is otherwise on a list than on one before, on which papers had the numbers that they have."""

    before: PaperIndex
    now: PaperIndex
    reweighed: frozenset[int]
    """The papers whose vectors are not what they were, and new ones."""
    gone: frozenset[int]
    found_before: Lookup[str, int]
    found: Lookup[str, int]
    """How many papers have a term: at least as many as hold it."""
    finders: Lookup[str, Mapping[int, int]]
    """The papers that look for candidates by a term, and what it weighs in each."""


def _look(index: PaperIndex, number: int) -> Near:
    scores = index.scores(number)
    candidates = ranked(scores, KEPT)
    return _near(index, number, candidates, _last(candidates) if len(scores) > KEPT else None)


def _last(candidates: Ranks) -> tuple[int, int]:
    number, score = next(reversed(candidates.items()))
    return score, number


def _near(
    index: PaperIndex,
    number: int,
    candidates: Ranks,
    floor: tuple[int, int] | None,
    known: Mapping[int, int] = MappingProxyType({}),
) -> Near:
    nearest = index.compare(number, islice(candidates, CANDIDATES), known)
    return Near(candidates=candidates, floor=floor, nearest=nearest)


def renew(change: Change, before: Lookup[int, Near], having: Callable[[AbstractSet[int]], set[int]]) -> dict[int, Near]:
    """What is near those papers for which it may be something else than before.

    Args:
        change: What is otherwise.
        before: What was found before.
        having: Says which papers had some of others as candidates.
    """
    rescored = change.reweighed | _refound(change)
    passed = _passed(change, before, rescored)
    touched = passed.keys() | having(rescored | change.gone)
    renewed = {number: _look(change.now, number) for number in change.reweighed}
    for number in touched - change.reweighed - change.gone:
        renewed[number] = _renew(change, number, before[number], rescored, passed.get(number, {}))
    return renewed


def _passed(change: Change, before: Lookup[int, Near], rescored: frozenset[int]) -> dict[int, dict[int, int]]:
    """By the paper whose own vector has not changed, the others that score as high as its floor, and their scores."""
    passed: dict[int, dict[int, int]] = {}
    lowest: dict[int, int] = {}
    for other in rescored:
        for number, score in _scores_of(change, other).items():
            if number in change.reweighed:
                continue
            floor = lowest.get(number)
            if floor is None:
                kept = before[number].floor
                floor = lowest[number] = _BELOW_ALL if kept is None else rank_key(kept[1], kept[0])
            if rank_key(other, score) >= floor:
                passed.setdefault(number, {})[other] = score
    return passed


def _renew(change: Change, number: int, near: Near, rescored: frozenset[int], passed: Mapping[int, int]) -> Near:
    """What is near a paper that has not changed itself, where others may score otherwise."""
    left = {
        other: score for other, score in near.candidates.items() if other not in rescored and other not in change.gone
    }
    candidates, floor = ranked({**left, **passed}), near.floor
    if floor is not None and len(candidates) < CANDIDATES:
        return _look(change.now, number)
    if len(candidates) > _MOST_KEPT:
        candidates = dict(islice(candidates.items(), KEPT))
        floor = _last(candidates)
    known = {other: value for other, value in near.nearest.items() if other not in change.reweighed}
    return _near(change.now, number, candidates, floor, known)


def _refound(change: Change) -> frozenset[int]:
    """The papers that a term finds and did not find before, or the other way round, unchanged as they are."""
    then, now = change.before, change.now
    changed = [vectors[number] for vectors in (then.vectors, now.vectors) for number in change.reweighed]
    terms = frozenset[str]().union(*changed, *(then.vectors[number] for number in change.gone))
    found: set[int] = set()
    for term in terms:
        if (change.found[term] > POSTINGS or change.found_before[term] > POSTINGS) and change.finders[term]:
            found |= then.posting(term).keys() ^ now.posting(term).keys()
    return frozenset(found - change.reweighed - change.gone)


def _scores_of(change: Change, number: int) -> dict[int, int]:
    """What a paper scores among the candidates of each other one."""
    scores: dict[int, int] = {}
    known = scores.get
    for term, weight in change.now.vectors[number].items():
        finders = change.finders[term]
        if finders and (change.found[term] <= POSTINGS or number in change.now.posting(term)):
            for other, its in finders.items():
                scores[other] = known(other, 0) + weight * its
    scores.pop(number, None)
    return scores
