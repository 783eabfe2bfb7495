"""`content/map.csv`: where each paper is on the map, as `papershelf map` drew it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from papershelf.errors import Problem, Severity
from papershelf.model import Position

NAME = "map.csv"
_HEAD = "id,x,y"
_ROW = re.compile(r"([a-z0-9]{1,40}),(0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?),(0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?)")
_REMEDY = "Remove this file and run `papershelf map`"


def read(path: str, text: str, ids: Collection[str] | None, problems: list[Problem]) -> dict[str, Position]:
    """Read the places strictly, by the papers' ids; problems are noted.

    A paper that is no longer there does no harm, so its row is left out with a warning. Without `ids`, as
    long as a paper's file cannot be read, nobody can tell: no row is blamed for it.
    """
    head, *rows = text.removesuffix("\n").split("\n")
    if head != _HEAD:
        problems.append(Problem(path=path, line=1, problem=f"its first line is not `{_HEAD}`", remedy=_REMEDY))
        return {}
    found: dict[str, Position] = {}
    for number, row in enumerate(rows, start=2):
        match = _ROW.fullmatch(row)
        if match is None:
            problem = f"'{row[:60]}' is not an id with two numbers from 0 to 1"
            problems.append(Problem(path=path, line=number, problem=problem, remedy=_REMEDY))
        elif match[1] in found:
            problem = f"'{match[1]}' has a place already"
            problems.append(Problem(path=path, line=number, problem=problem, remedy=_REMEDY))
        elif ids is not None and match[1] not in ids:
            problem, remedy = f"no paper has the id '{match[1]}'", "Run `papershelf map`"
            warning = Severity.WARNING
            problems.append(Problem(path=path, line=number, problem=problem, remedy=remedy, severity=warning))
        else:
            found[match[1]] = (float(match[2]), float(match[3]))
    return found


def write(positions: Mapping[str, Position]) -> str:
    """The file for some places, in the order of the ids, so that a difference shows what moved."""
    rows = (f"{paper},{x:g},{y:g}" for paper, (x, y) in sorted(positions.items()))
    return "\n".join((_HEAD, *rows)) + "\n"
