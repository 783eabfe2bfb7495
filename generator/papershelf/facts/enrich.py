"""A run of `papershelf enrich`: what a facts file or the services say, matched, and what that makes of the list."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from papershelf.errors import PapershelfError, Problem, Severity
from papershelf.facts.facts_file import Row
from papershelf.facts.matching import Match, Verdict, choose
from papershelf.facts.proposals import Found
from papershelf.facts.review import Candidate
from papershelf.model import Library, Paper
from papershelf.text import identity_of


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What was found, before any of it is written."""

    found: list[Found] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What kept a source or a row from being used."""

    def add(self, paper: Paper, matches: Iterable[Match]) -> None:
        """Keep what is certain, and what a person has to look at."""
        for match in matches:
            if match.verdict is Verdict.CERTAIN:
                self.found.append(Found(paper=paper.id, record=match.record, reason=match.reason))
            elif match.verdict is Verdict.UNCERTAIN:
                self.candidates.append(Candidate(paper=paper, match=match))


def from_rows(path: str, library: Library, rows: Sequence[Row], only: Container[str] | None = None) -> Gathered:
    """Match the rows of a facts file with the papers of a list.

    Args:
        path: What messages call the file.
        library: The list.
        rows: What the file states.
        only: The slugs of the papers that are meant; None: all.

    Raises:
        PapershelfError: With every row that names two papers.
    """
    gathered = Gathered()
    index = _Index.of(library)
    wrong: list[Problem] = []
    for row in rows:
        try:
            named = index.named(path, row)
        except PapershelfError as error:
            wrong.extend(error.problems)
            continue
        if named is None and not row.slug and not row.record.paper:
            for paper in index.like(row):
                if only is None or paper.slug in only:
                    gathered.add(paper, _as_sure_as(row, choose(paper, [row.record])))
        elif named is None:
            gathered.problems.append(_passed_over(path, row))
        elif only is None or named.slug in only:
            match = Match(record=row.record, verdict=Verdict.CERTAIN, reason=f"named in {row.record.source}")
            gathered.add(named, _as_sure_as(row, [match]))
    if wrong:
        raise PapershelfError(wrong)
    return gathered


def _as_sure_as(row: Row, matches: Iterable[Match]) -> Iterator[Match]:
    for match in matches:
        if row.is_certain or match.verdict is not Verdict.CERTAIN:
            yield match
        else:
            yield replace(match, verdict=Verdict.UNCERTAIN, reason=f"{match.reason}; the file is not sure of it")


def _passed_over(path: str, row: Row) -> Problem:
    name = row.record.paper or row.slug or ""
    return Problem(
        path=path,
        line=row.line,
        field="id" if row.record.paper else "slug",
        problem=f"no paper is called '{name[:80]}'",
        remedy="Correct it, or take the row out",
        severity=Severity.WARNING,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The papers of a list by all that a row can name."""

    by_id: dict[str, Paper]
    by_slug: dict[str, Paper]
    """Former slugs, too."""
    by_key: dict[str, list[Paper]]
    """By identifier and by folded title."""

    @classmethod
    def of(cls, library: Library) -> _Index:
        by_key: dict[str, list[Paper]] = {}
        for paper in library.papers:
            for key in (*paper.identifiers.values(), f"={identity_of(paper.title)}"):
                by_key.setdefault(key, []).append(paper)
        return cls(
            by_id={name: paper for paper in library.papers for name in paper.ids},
            by_slug={name: paper for paper in library.papers for name in (*paper.aliases, paper.slug)},
            by_key=by_key,
        )

    def named(self, path: str, row: Row) -> Paper | None:
        """The paper that a row names by id, slug or both."""
        by_id = self.by_id.get(row.record.paper or "")
        by_slug = self.by_slug.get(row.slug or "")
        if by_id is not None and row.slug and by_slug is not by_id:
            problem = f"it is not the paper with the id '{by_id.id}', which is {by_id.source}"
            wrong = Problem(path=path, line=row.line, field="slug", problem=problem, remedy="Correct one of the two")
            raise PapershelfError([wrong])
        return by_id if row.record.paper else by_slug

    def like(self, row: Row) -> list[Paper]:
        """The papers that share an identifier or the title with a row."""
        record = row.record
        stated = record.stub.identifiers
        keys = [*stated.values(), *([f"={identity_of(record.title)}"] if record.title else [])]
        found = {paper.slug: paper for key in keys for paper in self.by_key.get(key, ())}
        return [found[slug] for slug in sorted(found)]
