"""Lines to paste, or to apply with a click: what the rules can mend in a request's files by themselves."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path, PurePosixPath

from papershelf import git
from papershelf.curate.nearest_tags import propose_tags
from papershelf.github.request import Request
from papershelf.github.result import Correction
from papershelf.model import Vocabulary

MOST_COMPARED = 200
"""How many lines that differ are compared one by one; more of them become one correction."""

_PAPERS = "content/papers/"
_VOCABULARY = "content/tags.yml"


def corrections(
    root: Path, request: Request, mended: Mapping[str, bytes], words: Vocabulary | None
) -> Iterator[Correction]:
    """What would mend the files that a request changes.

    Args:
        root: The project's folder, in the repository that holds the request.
        request: The request.
        mended: Its files with all that has one right answer put right.
        words: Its vocabulary, for tags that were meant; None where it is not sound, and a tag may be missing from it.
    """
    for path, raw in mended.items():
        if path != _VOCABULARY and not path.startswith(_PAPERS):
            continue  # the ledger, and what a command makes of the vocabulary, nobody pastes
        before, after = (data.decode("utf-8", "replace") for data in (request.after[path], raw))
        if path.startswith(_PAPERS) and words is not None:
            after = propose_tags(PurePosixPath(path).stem, after, words) or after
        if after != before:
            shown = git.hunks(root, request.start, request.head, path) if path in request.as_pushed else ()
            yield from _differences(path, before, after, shown)


def _differences(path: str, text: str, mended: str, shown: tuple[range, ...]) -> Iterator[Correction]:
    before, after = text.splitlines(), mended.splitlines()
    for start, end, new_start, new_end in map(partial(_widen, before), _changes(before, after)):
        yield Correction(
            path=path,
            first=start + 1,
            last=end,
            lines=tuple(after[new_start:new_end]),
            on_diff=_is_shown(start + 1, end, shown),
        )


def _widen(before: list[str], change: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """A change that takes in the line in front where it only puts lines in, for GitHub replaces lines and no less."""
    start, end, new_start, new_end = change
    if start < end or not 0 < start <= len(before):
        return change
    return start - 1, end, new_start - 1, new_end


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two texts differ: first line and the one behind the last, counted from 0, of the one and of the other."""
    if len(before) == len(after):
        differing = (n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1])
        # Lines that follow one another are as far from their number in this order.
        for _, run in groupby(enumerate(differing), lambda item: item[1] - item[0]):
            lines = [line for _, line in run]
            yield lines[0], lines[-1] + 1, lines[0], lines[-1] + 1
        return
    start = _alike(before, after)
    left = min(len(before), len(after)) - start
    behind = _alike(before[: -left - 1 : -1], after[: -left - 1 : -1])
    old, new = before[start : len(before) - behind], after[start : len(after) - behind]
    if max(len(old), len(new)) > MOST_COMPARED:
        yield start, start + len(old), start, start + len(new)
        return
    for kind, first, last, new_first, new_last in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if kind != "equal":
            yield start + first, start + last, start + new_first, start + new_last


def _alike(before: list[str], after: list[str]) -> int:
    """How many lines are the same from the first on."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, pair in pairs if pair[0] != pair[1]), min(len(before), len(after)))


def _is_shown(first: int, last: int, shown: tuple[range, ...]) -> bool:
    """Whether one of the parts of a difference, which are in order, has some lines in it."""
    at = bisect_right(shown, first, key=lambda part: part.start) - 1
    return first <= last and at >= 0 and last < shown[at].stop
