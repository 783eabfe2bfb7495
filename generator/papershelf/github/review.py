"""What people ask for: pull requests reviewed, and issues made into changes. Their files and texts are data."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from papershelf import check, content, git
from papershelf.check.run import Inspection, inspect, mend
from papershelf.errors import Problem, Severity
from papershelf.github import changes, losses
from papershelf.github.corrections import corrections
from papershelf.github.form import LONGEST
from papershelf.github.request import CONTENT, Request
from papershelf.github.result import VERSION, Flag, Notice, Result
from papershelf.model import Paper
from papershelf.project import Project

_NUMBER = re.compile(r"[0-9][0-9,]*")

_UPKEEP = ("ledger", "map-current")
"""Rules whose warnings a maintainer's command clears for all requests at once, and no contributor on GitHub can."""

MAX_ISSUE = 4 * LONGEST
"""The largest text of an issue that is read, in bytes."""


def review(root: Path, request: Request, today: str | None = None) -> Result:
    """Judge a request by the rules of this checkout, as the list would be once it is merged.

    Args:
        root: The project's folder, in the repository that holds the request.
        request: The request, whose files are read as data.
        today: `YYYY-MM-DD`, against which days are held. None: nothing is.
    """
    with tempfile.TemporaryDirectory(prefix="papershelf-") as folder:
        before = inspect(Project(_project(Path(folder) / "before", request.before)), today=today)
        base = check.Base(library=before.material.catalog.library, addresses=before.material.addresses or frozenset())
        after_root = _project(Path(folder) / "after", request.after)
        merged = Project(after_root)
        after = inspect(merged, base, today=today)
        mend(merged, base, request.changed, _day_of(root, request.head))
        mended = {path: (after_root / path).read_bytes() for path in request.changed if path in request.after}
    library = after.material.catalog.library
    pairs = changes.pair(base.library, library, request.changed, request.after, request.renamed)
    files = losses.of_files(request.before, request.after, request.changed)
    words = None if "tags.yml" in after.material.doubts else library.vocabulary
    return Result(
        version=VERSION,
        base=request.base,
        head=request.head,
        refused=request.refused,
        notices=(*request.notices, *_markup_notices(pairs)),
        findings=tuple(_brought_along(before, after, set(request.changed))),
        corrections=tuple(corrections(root, request, mended, words)),
        papers=changes.papers(pairs),
        words=changes.words(base.library, library, is_whole=words is not None),
        files=changes.files(request.before, request.after, request.changed),
        losses=losses.losses(
            base.library,
            library if words is not None else replace(library, vocabulary=base.library.vocabulary),
            [(one, other) for one, other in pairs if one is not None],
            files,
            lambda name, field: after.material.is_doubtful(name, field) or (field == "tags" and words is None),
        ),
    )


def _markup_notices(pairs: Iterable[tuple[Paper | None, Paper | None]]) -> Iterator[Notice]:
    if marked := changes.marked_up(pairs):
        yield Notice(flag=Flag.MARKUP, count=len(marked), paths=marked[:20])


def _day_of(root: Path, head: str) -> str | None:
    """The day of a request's last commit, whose clock may be wrong; None where no list can hold it."""
    day = git.day(root, head)
    return day if content.is_day(day) else None


def _project(root: Path, files: Mapping[str, bytes]) -> Path:
    git.write_tree(root, files, CONTENT)
    return root


def _brought_along(before: Inspection, after: Inspection, changed: set[str]) -> Iterator[Problem]:
    """The problems that the request brings along, and the errors in files that it changes."""
    known = {_identity(problem) for problem in before.problems}
    for problem in dict.fromkeys(after.problems):
        # A paper that does not load is missing under its tags, which is not a fault of theirs.
        if problem.rule == "balance" and after.material.doubts:
            continue
        if problem.rule in _UPKEEP and problem.severity is not Severity.ERROR:
            continue
        if _identity(problem) not in known or (problem.severity is Severity.ERROR and problem.path in changed):
            yield problem


def _identity(problem: Problem) -> tuple[str, str | None, str]:
    """A problem without its line and its numbers, which move with whatever else changes."""
    return (problem.path, problem.field, _NUMBER.sub("", problem.problem))
