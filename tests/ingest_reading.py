"""What tests of readers share: an invented file read, and its records in a few words."""

from __future__ import annotations

from papershelf.errors import Problem
from papershelf.ingest import readers
from papershelf.ingest.capture import Candidate, Capture


def read(text: str | bytes, as_format: str | None = None) -> Capture:
    """An invented file, read."""
    raw = text if isinstance(text, bytes) else text.encode()
    return readers.read("shelf.txt", "shelf", raw, as_format=as_format)


def only(text: str | bytes) -> Candidate:
    """The single record of a file from which nothing is set aside."""
    capture = read(text)
    assert capture.set_aside == ()
    (candidate,) = capture.candidates
    return candidate


def names(candidate: Candidate) -> list[str]:
    """The authors as readers see them."""
    return [author.shown for author in candidate.authors]


def aside(problems: tuple[Problem, ...]) -> list[tuple[int | None, str]]:
    """Where records are that were set aside, and why."""
    return [(problem.line, problem.problem) for problem in problems]
