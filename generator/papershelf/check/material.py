"""What the rules read, and where in a file they find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from papershelf.catalog.catalog import Catalog
from papershelf.errors import Problem, Severity
from papershelf.model import Library, Paper


@dataclass(frozen=True, kw_only=True)
class Base:
    """The list as it was at the revision that it is compared with."""

    library: Library
    addresses: frozenset[str] = frozenset()
    """The page addresses that it published."""

    @cached_property
    def by_slug(self) -> Mapping[str, Paper]:
        """Its papers by their names."""
        return {paper.slug: paper for paper in self.library.papers}

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """Its papers by their ids."""
        return {paper.id: paper for paper in self.library.papers}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the rules read."""

    catalog: Catalog
    texts: Mapping[str, str]
    """The files of the list by path under `content/`, for the lines of problems."""
    doubts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The files, likewise, that have an error already, and the fields that have it; none: all of it."""
    addresses: frozenset[str] | None = None
    """The page addresses that a build publishes; None: nobody can say while the vocabulary is unsound."""
    stale: tuple[str, ...] = ()
    """Files that are made of the vocabulary, relative to the project, and are not those of this one."""
    base: Base | None = None
    """What the list is compared with; None: with nothing."""
    today: str | None = None
    """`YYYY-MM-DD`; None: nothing is held against a clock."""

    def papers(self, field: str) -> Iterator[Paper]:
        """The papers on the list of which a field can be judged: it was read, and so was what it refers to."""
        if field == "tags" and "tags.yml" in self.doubts:
            return
        yield from (paper for paper in self.catalog.papers if not self.is_doubtful(paper.file, field))

    def is_doubtful(self, name: str, field: str) -> bool:
        """Whether a field of a file has an error already, so that nothing else is said of it."""
        doubts = self.doubts.get(name)
        return doubts is not None and (not doubts or field in doubts)

    def rows(self, name: str) -> list[str]:
        """The lines of a file; none where there is no such file."""
        return self.texts.get(name, "").splitlines()

    def problem(
        self,
        paper: Paper,
        field: str,
        problem: str,
        remedy: str,
        *,
        severity: Severity = Severity.ERROR,
        words: str | None = None,
    ) -> Problem:
        """A problem of a paper, at the line of its field.

        Args:
            paper: The paper.
            field: A field of the front matter, or `summary`.
            problem: What is wrong.
            remedy: What to do.
            severity: How bad it is.
            words: Where the field has several lines, words of the line that is meant.
        """
        line = _line(self.rows(paper.file), field, words)
        return Problem(path=paper.source, line=line, field=field, problem=problem, remedy=remedy, severity=severity)


def _line(rows: list[str], field: str, words: str | None) -> int | None:
    """The line of a field in a paper's file; of the summary, its first, or the one with some words."""
    if field != "summary":
        return next((n for n, row in enumerate(rows, start=1) if row.startswith(f"{field}:")), None)
    end = next((n for n, row in enumerate(rows[1:], start=2) if row.startswith("---")), None)
    if end is None:
        return None
    written = [n for n, row in enumerate(rows[end:], start=end + 1) if row.strip()]
    first = written[0] if written else end
    if words is None:
        return first
    return next((n for n in written if words.casefold() in rows[n - 1].casefold()), first)
