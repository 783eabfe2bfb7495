"""The papers nearest to each paper of a list: found anew, or renewed where a change of the list touches them. Pure.

What finds candidates adds up term by term. So when a paper changes, its score beside every other one can be added up
again without looking at the rest. More candidates are kept than are compared, with a floor: every paper that
scores at least as much is among them. As long as enough are left above it, nobody has to look for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from papershelf.similarity.index import CANDIDATES, FINDERS, POSTINGS, PaperIndex, Ranks, Read, rank_key, ranked

_BELOW_ALL = -1 << 32
_KEPT, _MOST_KEPT = 36, 48
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
    """How the papers of a list differ from those of one before."""

    old: tuple[int | None, ...]
    """By its number, the one that each paper had."""
    moved: tuple[int, ...]
    """By its old number, the one that each has; of one that is gone, that of the last one before it."""
    gone: frozenset[int]
    """The old numbers of those that are gone."""
    reweighed: frozenset[int]
    """Those whose vectors are not what they were."""
    before: Read

    @property
    def keeps_numbers(self) -> bool:
        """Whether each paper has the number that it had."""
        return not self.gone and len(self.moved) == len(self.old)

    def moved_floor(self, floor: tuple[int, int] | None) -> tuple[int, int] | None:
        """A floor with its new number."""
        return None if floor is None else (floor[0], self.moved[floor[1]] if floor[1] >= 0 else -1)

    def renumbered(self, ranks: Ranks) -> Ranks:
        """Old numbers as new ones, without those that are gone."""
        if self.keeps_numbers:
            return ranks
        return {self.moved[number]: value for number, value in ranks.items() if number not in self.gone}


def compare(before: Read, now: Read) -> Change:
    """What changed between two readings of a list."""
    places = {slug: number for number, slug in enumerate(before.slugs)}
    old = tuple(places.pop(slug, None) for slug in now.slugs)
    gone = frozenset(places.values())
    moved, last = [0] * len(before.slugs), -1
    survivors = {place: number for number, place in enumerate(old) if place is not None}
    for place in range(len(moved)):
        moved[place] = last = survivors.get(place, last)
    reweighed = frozenset(
        number
        for number, place in enumerate(old)
        # Nearly all are the same object, which is seen before they are compared.
        if place is None
        or (now.vectors[number] is not before.vectors[place] and now.vectors[number] != before.vectors[place])
    )
    return Change(old=old, moved=tuple(moved), gone=gone, reweighed=reweighed, before=before)


def find(index: PaperIndex, numbers: Iterable[int]) -> list[Near]:
    """Look for the papers nearest to some: work that can be divided."""
    return [_look(index, number) for number in numbers]


def _look(index: PaperIndex, number: int) -> Near:
    scores = index.scores(number)
    candidates = ranked(scores, _KEPT)
    return _near(index, number, candidates, _last(candidates) if len(scores) > _KEPT else None)


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


def renew(index: PaperIndex, before: Sequence[Near], change: Change) -> list[Near]:
    """What `find` finds for all papers, made of what it found for those of the list before."""
    if len(change.reweighed) * FEW > len(index.papers):
        return find(index, range(len(index.papers)))
    stayed = [None if number in change.reweighed else place for number, place in enumerate(change.old)]
    floors = [None if place is None else change.moved_floor(before[place].floor) for place in stayed]
    lowest = [_BELOW_ALL if floor is None else rank_key(floor[1], floor[0]) for floor in floors]
    rescored, finders = _rescored(index, change)
    gained: dict[int, dict[int, int]] = {}
    for other in rescored:
        for number, score in _scores_of(index, other, finders).items():
            if rank_key(other, score) >= lowest[number]:
                gained.setdefault(number, {})[other] = score
    renewed = []
    for number, place in enumerate(stayed):
        if place is None:
            renewed.append(_look(index, number))
        elif change.keeps_numbers and number not in gained and rescored.isdisjoint(before[place].candidates):
            renewed.append(before[place])
        else:
            renewed.append(
                _renew(index, number, before[place], floors[number], change, rescored, gained.get(number, {}))
            )
    return renewed


def _renew(
    index: PaperIndex,
    number: int,
    near: Near,
    floor: tuple[int, int] | None,
    change: Change,
    rescored: frozenset[int],
    gained: Mapping[int, int],
) -> Near:
    """What is near a paper that has not changed itself, where others may score otherwise."""
    candidates, known = change.renumbered(near.candidates), change.renumbered(near.nearest)
    if not gained and len(candidates) == len(near.candidates) and rescored.isdisjoint(candidates):
        return Near(candidates=candidates, floor=floor, nearest=known)
    candidates = {other: score for other, score in candidates.items() if other not in rescored}
    candidates = ranked({**candidates, **gained})
    if floor is not None and len(candidates) < CANDIDATES:
        return _look(index, number)
    if len(candidates) > _MOST_KEPT:
        candidates = dict(islice(candidates.items(), _KEPT))
        floor = _last(candidates)
    known = {other: value for other, value in known.items() if other not in change.reweighed}
    return _near(index, number, candidates, floor, known)


def _finders(index: PaperIndex, wanted: AbstractSet[str]) -> dict[str, list[int]]:
    """By some terms, the papers that look for candidates by them."""
    finders: dict[str, list[int]] = {}
    for number, vector in enumerate(index.read.vectors if wanted else ()):
        for term in islice(vector, FINDERS):
            if term in wanted:
                finders.setdefault(term, []).append(number)
    return finders


def _rescored(index: PaperIndex, change: Change) -> tuple[frozenset[int], dict[str, list[int]]]:
    """The papers that may score otherwise beside others that have not changed, and who looks for their terms."""
    then, now = change.before.vectors, index.read.vectors
    left: dict[str, dict[int, int]] = {}
    places = (place for number in change.reweighed if (place := change.old[number]) is not None)
    for place in (*change.gone, *places):
        for term, weight in then[place].items():
            left.setdefault(term, {})[place] = weight
    wanted = left.keys() | frozenset[str]().union(*(now[number] for number in change.reweighed))
    finders = _finders(index, wanted)
    refound = _refound(index, change, left, finders)
    others = frozenset[str]().union(*(now[number] for number in refound)) - wanted
    return change.reweighed | refound, finders | _finders(index, others)


def _refound(
    index: PaperIndex, change: Change, left: Mapping[str, Mapping[int, int]], terms: Iterable[str]
) -> frozenset[int]:
    """The papers that one of some terms finds and did not find before, or the other way round, unchanged as they are.

    Args:
        index: The list.
        change: How it differs.
        left: By the term, what it weighed in papers that have changed or are gone.
        terms: The terms.
    """
    vectors, holders = change.before.vectors, index.read.holders
    found: set[int] = set()
    for term in terms:
        gone = left.get(term, {})
        stayed = [number for number in holders.get(term, ()) if number not in change.reweighed]
        if len(holders.get(term, ())) > POSTINGS or len(stayed) + len(gone) > POSTINGS:
            places = {place: number for number in stayed if (place := change.old[number]) is not None}
            before = ranked({**{place: vectors[place][term] for place in places}, **gone}, POSTINGS)
            then = {places[place] for place in before if place in places}
            found |= then ^ (set(index.posting(term)[0]) - change.reweighed)
    return frozenset(found)


def _scores_of(index: PaperIndex, number: int, finders: Mapping[str, Sequence[int]]) -> dict[int, int]:
    """What a paper scores among the candidates of each other one."""
    vectors = index.read.vectors
    scores: dict[int, int] = {}
    known = scores.get
    for term, weight in vectors[number].items():
        if term in finders and (len(index.read.holders[term]) <= POSTINGS or number in index.posting(term)[0]):
            for other in finders[term]:
                scores[other] = known(other, 0) + weight * vectors[other][term]
    scores.pop(number, None)
    return scores
