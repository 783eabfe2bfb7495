"""Lines to paste, or to apply with a click: what the rules can mend in a request's files by themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator import content, revisions
from generator.model import Vocabulary
from generator.review.request import Request
from generator.review.result import Correction

_PAPERS = "content/papers/"


def corrections(root: Path, request: Request, words: Vocabulary, flawed: set[str]) -> Iterator[Correction]:
    """What would mend the changed papers that have a problem.

    Args:
        root: The project's folder, in the repository that holds the request.
        request: The request.
        words: Its vocabulary.
        flawed: The files that something is said of.
    """
    for path in request.changed:
        if path not in flawed or not path.startswith(_PAPERS) or path not in request.after:
            continue
        text = request.after[path].decode("utf-8", "surrogateescape")
        mended = content.propose_tags(PurePosixPath(path).stem, text, words)
        if mended is not None:
            shown = revisions.hunks(root, request.start, request.head, path) if path in request.as_pushed else ()
            yield from _differences(path, text, mended, shown)


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
