"""Lines to paste, or to apply with a click: what the rules can mend in a request's files by themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator import content, revisions
from generator.model import Vocabulary
from generator.review.request import Request
from generator.review.result import Correction

_PAPERS = "content/papers/"
_VOCABULARY = "content/tags.yml"


def corrections(root: Path, request: Request, mended: Mapping[str, bytes], words: Vocabulary) -> Iterator[Correction]:
    """What would mend the files that a request changes.

    Args:
        root: The project's folder, in the repository that holds the request.
        request: The request.
        mended: Its files with all that has one right answer put right.
        words: Its vocabulary, for tags that were probably meant.
    """
    for path, raw in mended.items():
        if path != _VOCABULARY and not path.startswith(_PAPERS):
            continue  # the ledger, and what a command makes of the vocabulary, nobody pastes
        before, after = (data.decode("utf-8", "replace") for data in (request.after[path], raw))
        if path.startswith(_PAPERS):
            after = content.propose_tags(PurePosixPath(path).stem, after, words) or after
        if after != before:
            shown = revisions.hunks(root, request.start, request.head, path) if path in request.as_pushed else ()
            yield from _differences(path, before, after, shown)


def _differences(path: str, text: str, mended: str, shown: tuple[range, ...]) -> Iterator[Correction]:
    before, after = text.splitlines(), mended.splitlines()
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind != "equal":
            lines = range(start + 1, end + 1)
            yield Correction(
                path=path,
                first=start + 1,
                last=end,
                lines=tuple(after[new_start:new_end]),
                on_diff=bool(lines) and any(set(lines) <= set(hunk) for hunk in shown),
            )
