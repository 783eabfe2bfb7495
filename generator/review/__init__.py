"""What people ask for: pull requests reviewed, and issues made into changes. Their files and texts are data."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator import catalog, pages
from generator.errors import Problem, Severity
from generator.review import changes, judge
from generator.review.comment import MAX_POSTED, Place, place, read_posted, to_markdown, to_suggestions
from generator.review.corrections import corrections
from generator.review.form import LONGEST
from generator.review.judge import Judgement
from generator.review.preview import write_preview
from generator.review.request import Request, write_content
from generator.review.request import read as read_request
from generator.review.result import MAX_BYTES, VERSION, Finding, Result, from_json, to_json
from generator.review.suggestion import author, to_answer, to_request
from generator.review.suggestion import read as read_suggestion

MAX_ISSUE = 4 * LONGEST
"""The largest text of an issue that is read, in bytes."""

__all__ = [
    "MAX_BYTES",
    "MAX_ISSUE",
    "MAX_POSTED",
    "Place",
    "Request",
    "Result",
    "author",
    "from_json",
    "place",
    "read_posted",
    "read_request",
    "read_suggestion",
    "review",
    "to_answer",
    "to_json",
    "to_markdown",
    "to_request",
    "to_suggestions",
    "write_content",
    "write_preview",
]


def review(root: Path, request: Request) -> Result:
    """Judge a request by the rules of this checkout, as the list would be once it is merged.

    Args:
        root: The project's folder, in the repository that holds the request.
        request: The request, whose files are read as data.
    """
    with tempfile.TemporaryDirectory() as folder:
        before = judge.judge(_project(Path(folder) / "before", request.before))
        after = judge.judge(_project(Path(folder) / "after", request.after))
    found = _brought_along(before.problems, after.problems, set(request.changed))
    flawed = {finding.path for finding in found}
    return Result(
        version=VERSION,
        base=request.base,
        head=request.head,
        refused=request.refused,
        notices=request.notices,
        findings=tuple(map(_finding, found)),
        corrections=tuple(corrections(root, request, after.library.vocabulary, flawed)),
        papers=changes.papers(before.library, after.library, request.changed),
        words=changes.words(before.library, after.library),
        vanished=_vanished(before, after),
    )


def _project(root: Path, files: Mapping[str, bytes]) -> Path:
    write_content(files, root)
    return root


def _brought_along(before: Iterable[Problem], after: Iterable[Problem], changed: set[str]) -> list[Problem]:
    """The problems that the request brings along, and the errors in files that it changes."""
    known = {_identity(problem) for problem in before}
    return [
        problem
        for problem in dict.fromkeys(after)
        if _identity(problem) not in known or (problem.severity is Severity.ERROR and problem.path in changed)
    ]


def _identity(problem: Problem) -> tuple[str, str | None, str]:
    """A problem without its line, which moves when something is put in above it."""
    return (problem.path, problem.field, problem.problem)


def _finding(problem: Problem) -> Finding:
    return Finding(
        path=problem.path,
        line=problem.line,
        field=problem.field,
        problem=problem.problem,
        remedy=problem.remedy,
        severity=problem.severity,
    )


def _vanished(before: Judgement, after: Judgement) -> tuple[str, ...]:
    """Addresses of pages that the list has now, and would have no more; of files that do not load, nothing is said."""
    old, new = (pages.addresses(catalog.arrange(found.library)) for found in (before, after))
    unread = {path.rpartition("/")[2].removesuffix(".md") for path in after.unsound}
    unread |= {paper.id for paper in before.library.papers if paper.slug in unread}
    kinds = {kind for name, kind in _KINDS if name in after.unsound}
    parts = ((address, *f"{address}//".split("/")[1:3]) for address in sorted(old - new))
    return tuple(address for address, kind, name in parts if kind not in kinds and name not in unread)


_KINDS = (("tags.yml", "tags"), ("tags.yml", "topics"), ("listings.yml", "listings"))
"""The kinds of pages that a file stands behind as a whole."""
