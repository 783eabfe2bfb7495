"""What GitHub's interface takes and gives: annotations of a request's lines, suggestions, comments and files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from papershelf import check
from papershelf.errors import Problem, stop
from papershelf.github.comment import to_sentence
from papershelf.github.result import Correction, FoundLines, Result
from papershelf.text import fence_github

MAX_POSTED = 20_000_000
"""The largest list of comments that is read, in bytes."""
MOST_SUGGESTIONS = 30
"""In one review; more would bury the reader, and the comment names them all."""


def to_annotations(result: Result) -> str:
    """What is wrong, as workflow commands that GitHub shows on the lines of the request."""
    return "".join(f"{check.as_github(finding, PurePosixPath())}\n" for finding in result.findings)


def to_suggestions(result: Result, posted: Iterable[tuple[str, str]] = ()) -> str:
    """The review with suggestions, as GitHub's interface takes it: JSON, without comments where there is nothing new.

    Args:
        result: What the review found.
        posted: Path and text of the suggestions that are on the request already.
    """
    known = set(posted)
    comments = []
    findings = FoundLines(result.findings)
    for correction in filter(_is_suggested, result.corrections):
        body = _suggestion(findings.under(correction), correction)
        if (correction.path, body) not in known:
            comments.append(_on_lines(correction, body))
    data: dict[str, Any] = {
        "commit_id": result.head,
        "event": "COMMENT",
        "body": "Each of these can be applied with a click: **Commit suggestion**." if comments else "",
        "comments": comments[:MOST_SUGGESTIONS],
    }
    return json.dumps(data, indent=1) + "\n"


def read_changed(path: str, raw: bytes) -> tuple[str, ...]:
    """The names of the files that a request changes, from GitHub's list of them.

    Raises:
        PapershelfError: It is not such a list.
    """
    try:
        return tuple(str(each["filename"]) for each in json.loads(raw.decode("utf-8")))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise stop(path, "it is not a list of files", "Take it from GitHub's interface, /pulls/N/files") from None


def read_posted(path: str, raw: bytes) -> tuple[tuple[str, str], ...]:
    """Path and text of the comments on a request's lines that are still there, from GitHub's list of them.

    Raises:
        PapershelfError: It is not such a list.
    """
    try:
        data = json.loads(raw.decode("utf-8"))
        # A comment whose lines have changed since has no line any more.
        return tuple((str(each["path"]), str(each["body"])) for each in data if each.get("line") is not None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise stop(path, "it is not a list of comments", "Take it from GitHub's interface, /pulls/N/comments") from None


def _is_suggested(correction: Correction) -> bool:
    """Whether it replaces lines that the difference shows; the result may be a stranger's, so of the list only."""
    return correction.on_diff and correction.first <= correction.last and correction.path.startswith("content/")


def _suggestion(why: Iterable[Problem], correction: Correction) -> str:
    said = " ".join(to_sentence(finding.problem) for finding in why) or "The usual way to write it here:"
    return f"{said}\n\n{fence_github(chr(10).join(correction.lines), 'suggestion')}"


def _on_lines(correction: Correction, body: str) -> dict[str, Any]:
    data: dict[str, Any] = {"path": correction.path, "side": "RIGHT", "line": correction.last, "body": body}
    if correction.first < correction.last:
        data |= {"start_line": correction.first, "start_side": "RIGHT"}
    return data
