"""The rule about days to come. It is told what today is, so that nothing else reads a clock."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.check.material import Material
from papershelf.errors import Problem, Severity
from papershelf.model import Paper

_REMEDY = "Correct it, unless it is meant"


def after_today(material: Material) -> Iterator[Problem]:
    """Papers and digests of a day that has not come yet, and papers of a year after the next one."""
    today = material.today
    if today is None:
        return
    for paper in material.catalog.library.papers:
        for field, problem in _ahead(paper, today):
            yield material.problem(paper, field, problem, _REMEDY, severity=Severity.WARNING)
    for digest in material.catalog.library.digests:
        if digest.date > today:
            problem = f"its day, {digest.date}, is after today, {today}"
            yield Problem(path=digest.source, problem=problem, remedy=_REMEDY, severity=Severity.WARNING)


def notes_ahead(paper: Paper, today: str) -> Iterator[Problem]:
    """The same of one paper, whose file nobody has opened yet.

    Args:
        paper: The paper.
        today: `YYYY-MM-DD`.
    """
    for field, problem in _ahead(paper, today):
        yield Problem(
            path=paper.source,
            field=field,
            problem=problem,
            remedy=_REMEDY,
            severity=Severity.WARNING,
            rule="after-today",
        )


def _ahead(paper: Paper, today: str) -> Iterator[tuple[str, str]]:
    if paper.added > today:
        yield "added", f"{paper.added} is after today, {today}"
    # What comes out at a year's end often bears the next year.
    if paper.year is not None and int(paper.year) > int(today[:4]) + 1:
        yield "year", f"{paper.year} is later than next year"
