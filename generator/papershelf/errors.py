"""Failures that carry their culprit: which file, which line, which field, and what to do.

Finding a problem and wording it are two jobs. Whoever finds one raises `Rejected`
(a value that is not allowed) or collects `Problem`s (a value in its place); the command
line prints them all at once, so that a person mends a list in one pass.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of controls, formats, half characters and line ends."""


class Severity(StrEnum):
    """How bad it is: an error stops the work, the others are printed beside it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Something was mended on the way in; there is nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, where it is wrong, and how to mend it."""

    path: str
    """The file, as a person would type it."""
    line: int | None = None
    """The line in that file, counted from 1; None where the whole file is meant."""
    field: str | None = None
    """The field of the record, such as `tags` or `links[2].url`."""
    problem: str
    """What is wrong: a clause without a full stop."""
    remedy: str
    """What to do about it: a sentence without its full stop."""
    severity: Severity = Severity.ERROR
    rule: str | None = None
    """The rule of `papershelf check` that is broken; None: none of its own, the file does not load."""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        field = "" if self.field is None else f" {self.field}:"
        mark = "" if self.severity is Severity.ERROR else f" {self.severity}:"
        return visible(f"{place}:{mark}{field} {self.sentences}")

    @property
    def sentences(self) -> str:
        """What is wrong and what to do, without the place."""
        return _sentences(self.problem, self.remedy)

    def sort_key(self) -> tuple[str, int, str, str]:
        """Order of reading: by file, then by line."""
        return (self.path, self.line or 0, self.field or "", self.problem)


def _sentences(problem: str, remedy: str) -> str:
    return f"{problem}. {remedy}{'' if remedy.endswith('?') else '.'}"


def visible(text: str) -> str:
    """The text on one line, with escapes for what no terminal shows.

    A file's name may hold a line end, and whatever is behind it would begin a line of its own:
    to a reader another message, to a build server a command.
    """
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode("ascii") if unicodedata.category(sign) in _UNSEEN else sign
        for sign in text
    )


class Rejected(ValueError):
    """A value that is not allowed, wherever it came from. Whoever knows the place adds it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(_sentences(problem, remedy))
        self.problem = problem
        self.remedy = remedy


class PapershelfError(Exception):
    """Work that stopped, with every problem that stopped it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.sort_key))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[PapershelfError], tuple[tuple[Problem, ...]]]:
        """Say how another process can have it, with its problems instead of their sentences."""
        return type(self), (self.problems,)


class WrongUsage(PapershelfError):
    """Something asked for by a name that is not known: a key of the settings, as a flag of the command line."""


def stop(path: str, problem: str, remedy: str, *, line: int | None = None) -> PapershelfError:
    """A `PapershelfError` of a single problem, to be raised by the caller."""
    return PapershelfError([Problem(path=path, line=line, problem=problem, remedy=remedy)])


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """Those problems that stop the work."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]
