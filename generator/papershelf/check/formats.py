"""What the rules found, worded for a person, for GitHub and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath

from papershelf.errors import Problem, Severity, errors_among, visible

VERSION = "1.0"
"""Of the JSON: the first number changes when a reader of it would have to."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_text(problem: Problem) -> str:
    """One line for a person: the place, what is wrong, what to do, and the rule's name."""
    return f"{problem} [{problem.rule}]"


def as_github(problem: Problem, root: PurePath) -> str:
    """One workflow command, which GitHub shows at the line of the file.

    Commands and their escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    and `escapeData`, `escapeProperty` of its toolkit.

    Args:
        problem: The problem.
        root: The project's folder as the repository sees it, since annotations name files from there.
    """
    title = problem.rule if problem.field is None else f"{problem.field} ({problem.rule})"
    properties = {"file": (root / problem.path).as_posix(), "line": problem.line, "title": title}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{_COMMANDS[problem.severity]} {written}::{_data(problem.sentences)}"


def as_json(problems: Iterable[Problem]) -> str:
    """All of it as one object; `line` and `field` are null where the whole file, or record, is meant."""
    problems = list(problems)
    errors = len(errors_among(problems))
    rows = [
        {
            "rule": problem.rule,
            "severity": problem.severity.value,
            "path": problem.path,
            "line": problem.line,
            "field": problem.field,
            "problem": problem.problem,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]
    found = {"version": VERSION, "errors": errors, "warnings": len(rows) - errors, "problems": rows}
    return json.dumps(found, indent=1)


def _data(text: str) -> str:
    """A message in which nothing can begin a command of its own."""
    # The percent sign first, for the escapes bring in others. What else does not show is made to.
    for sign, escape in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, escape)
    return visible(text)


def _property(text: str) -> str:
    """A property's value, in which neither a colon nor a comma ends it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
