"""What an import says of titles: printed in two ways, shared by two papers, or nearly the same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from papershelf.errors import Problem, Severity
from papershelf.ingest.capture import Candidate
from papershelf.ingest.shelf import Shelf
from papershelf.model import Paper
from papershelf.text import fold, from_listing, identity_of, near_keys, plain_text

Origins = Mapping[str, tuple[str, int]]
"""By the slugs of new papers, the file and the number of the record that they come from."""


def note_title(path: str, candidate: Candidate, title: str, where: str) -> list[Problem]:
    """A title that is printed in two ways is reported, never applied."""
    if plain_text(candidate.title) == plain_text(from_listing(title)):
        return []
    return [
        Problem(
            path=path,
            line=candidate.line,
            field="title",
            problem=f"it is printed differently in {where}: '{candidate.title[:120]}'",
            remedy="Correct the paper's file if this one is right",
            severity=Severity.WARNING,
        )
    ]


def note_twins(shelf: Shelf, created: Iterable[Paper], origins: Origins) -> list[Problem]:
    """Different papers under one title: both are kept, and a curator should know."""
    seen: dict[str, str] = {title: slugs[0] for title, slugs in shelf.by_title.items()}
    notes: list[Problem] = []
    for paper in created:
        other = seen.setdefault(identity_of(paper.title), paper.slug)
        if other != paper.slug:
            problem = f"content/papers/{other}.md has the same title and another abstract; both are kept"
            notes.append(_note(paper, origins, problem, "Check whether they are one paper"))
    return notes


def note_near(known: Iterable[Paper], created: Iterable[Paper], origins: Origins) -> list[Problem]:
    """New titles that nearly repeat another: one word more, less or other, or look-alike letters."""
    seen: dict[str, Paper] = {}
    fresh = {paper.slug for paper in created}
    notes: list[Problem] = []
    for paper in [*known, *created]:
        near = next((seen[key] for key in near_keys(paper.title) if key in seen), None)
        if near is not None and paper.slug in fresh and fold(near.title) != fold(paper.title):
            problem = f"its title is nearly that of {near.source}"
            notes.append(_note(paper, origins, problem, "Check whether they are one paper"))
        for key in near_keys(paper.title):
            seen.setdefault(key, paper)
    return notes


def _note(paper: Paper, origins: Origins, problem: str, remedy: str) -> Problem:
    path, rank = origins[paper.slug]
    return Problem(
        path=path,
        field=f"record {rank}",
        problem=problem,
        remedy=remedy,
        severity=Severity.WARNING,
    )
