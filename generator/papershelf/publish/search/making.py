"""The search's files made once more: what was made before and has not changed is taken over.

Everything is known by the hash of what it was made from. What is remembered has no part in what comes out: the files
are those of a list that is met for the first time.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from papershelf.model import Paper
from papershelf.publish.search.postings import Postings, post, post_again
from papershelf.publish.search.reading import Reading, hash_of, key_of, read_all
from papershelf.publish.search.runs import Run, cut

_FEW = 20
"""Where more than one in so many papers has changed, or its number, all words are packed anew."""

_Value = TypeVar("_Value")


class Kept(NamedTuple):
    """What making the files came to. All of it is plain but for the readings and runs."""

    papers: Sequence[bytes]
    """The keys of the papers in the order of their numbers."""
    readings: Mapping[bytes, Reading]
    """By the keys of the papers."""
    postings: Mapping[str, Postings]
    """By the field of readings that they are of."""
    runs: Mapping[tuple[str, ...], Sequence[Run]]
    """By what they were packed for, and the fields of readings that they are of."""
    parts: Mapping[bytes, Any]
    """By the hash of what they were made from."""
    drift: int = 0
    """How many papers have changed since all this was kept for other processes."""


class Packed(NamedTuple):
    """The same for another process of this very program, as bytes that are unpacked by whoever needs them."""

    data: bytes | memoryview


def pack(kept: Kept) -> Packed:
    """What was made, for another process of this very program."""
    readings = {key: tuple(reading) for key, reading in kept.readings.items()}
    runs = {key: [tuple(run) for run in each] for key, each in kept.runs.items()}
    values: Any = (kept.papers, readings, kept.postings, runs, kept.parts)
    return Packed(marshal.dumps(values))


def unpack(packed: Packed) -> Kept:
    """What was packed; nobody may give what this program has not packed itself."""
    papers, raw_readings, postings, raw_runs, parts = marshal.loads(packed.data)
    readings = {key: Reading._make(each) for key, each in raw_readings.items()}
    runs = {key: list(map(Run._make, each)) for key, each in raw_runs.items()}
    return Kept(papers, readings, postings, runs, parts)


class Making:
    """One go of making the files."""

    def __init__(
        self,
        papers: Sequence[Paper],
        order: Callable[[Paper, Reading], Any],
        mentions: Mapping[str, str],
        before: Kept | None = None,
        jobs: int = 1,
    ) -> None:
        """Read papers.

        Args:
            papers: The papers.
            order: By what they are put in order.
            mentions: What the list says of them elsewhere, by their slugs.
            before: What the last go came to.
            jobs: How many processes may be at work.
        """
        self._before = before or Kept((), {}, {}, {}, {})
        self._jobs = jobs
        pairs = [(paper, mentions.get(paper.slug, "")) for paper in papers]
        keyed = {key_of(*pair): pair for pair in pairs}
        self._readings = read_all(keyed, self._before.readings, jobs)
        self.keys = sorted(keyed, key=lambda key: order(keyed[key][0], self._readings[key]))
        """The hash of each paper, in the order of their numbers."""
        self.papers = [keyed[key][0] for key in self.keys]
        self.readings = [self._readings[key] for key in self.keys]
        self._changed = self._find_changed()
        self._postings: dict[str, Postings] = {}
        self._changed_words: dict[str, frozenset[str]] = {}
        """By field; of those of which few papers have changed."""
        self._runs: dict[tuple[str, ...], Sequence[Run]] = {}
        self._parts: dict[bytes, Any] = {}

    def _find_changed(self) -> list[int] | None:
        """The numbers of the papers that have changed; None where they are many."""
        before = self._before.papers
        if len(before) != len(self.keys):
            return None
        changed = [number for number, (old, new) in enumerate(zip(before, self.keys, strict=True)) if old != new]
        return changed if len(changed) * _FEW <= len(before) else None

    def postings(self, field: str) -> Postings:
        """Which papers hold the words of a field of readings."""
        before = self._before.postings.get(field)
        size = len(self.readings)
        if before is None or self._changed is None:
            made = post([getattr(reading, field) for reading in self.readings], self._jobs)
        else:
            old = [self._before.readings[self._before.papers[number]] for number in self._changed]
            pairs = [(number, was, self.readings[number]) for number, was in zip(self._changed, old, strict=True)]
            changes = [(number, getattr(was, field), getattr(now, field)) for number, was, now in pairs]
            made, self._changed_words[field] = post_again(before, changes, size)
        self._postings[field] = made
        return made

    def runs(
        self,
        packed_for: str,
        fields: Sequence[str],
        pack: Callable[[Sequence[str]], Any],
        is_good: Callable[[Any], bool] = lambda _packed: True,
    ) -> list[Run]:
        """The words of fields of readings in runs, packed anew where they are not what they were.

        Args:
            packed_for: Tells how they are packed.
            fields: The fields, whose postings somebody has asked for.
            pack: Packs some words into a plain value.
            is_good: Whether one that was packed before will do.
        """
        key = (packed_for, *fields)
        indexes = [self._postings[field] for field in fields]
        if all(field in self._changed_words for field in fields):
            changed = frozenset[str]().union(*map(self._changed_words.__getitem__, fields))
            runs = cut(indexes, pack, self._before.runs.get(key, ()), changed, is_good)
        else:
            runs = cut(indexes, pack)
        self._runs[key] = runs
        return runs

    def part(
        self, made_from: object, make: Callable[[], _Value], is_good: Callable[[_Value], bool] | None = None
    ) -> _Value:
        """A plain value that was made before, or is made now.

        Args:
            made_from: What tells it from all others, in texts, bytes, numbers, lists and tuples.
            make: Makes it.
            is_good: Whether one that was made before will do; None: it will.
        """
        key = hash_of(made_from)
        value = self._before.parts.get(key)
        if value is None or not (is_good is None or is_good(value)):
            value = make()
        self._parts[key] = value
        return value

    def finish(self) -> Kept:
        """What this go came to."""
        drift = len(self.keys) if self._changed is None else self._before.drift + len(self._changed)
        return Kept(self.keys, self._readings, self._postings, self._runs, self._parts, drift)
