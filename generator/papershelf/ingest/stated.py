"""What a source says of a paper, as a candidate; the common end of the readers of feeds, pages and data."""

from __future__ import annotations

from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate
from papershelf.ingest.source import Source
from papershelf.model import Link
from papershelf.records.record import Record
from papershelf.text import from_tex

REMEDY = "Complete the record and import it again; the other records are not affected"


def candidate_of(source: Source, record: Record, *, rank: int, line: int, links: tuple[Link, ...] = ()) -> Candidate:
    """A record as a candidate, its title and abstract readable."""
    return Candidate(
        listing=source.listing,
        rank=rank,
        title=from_tex(record.title),
        abstract=from_tex(record.abstract or ""),
        line=line,
        arxiv=record.arxiv,
        authors=record.authors,
        year=record.year,
        venue=record.venue,
        doi=record.doi,
        links=links,
    )


def set_aside(source: Source, *, rank: int, line: int, problem: str, remedy: str = REMEDY) -> Problem:
    """A record that cannot be read: where it is, and why."""
    return Problem(path=source.path, line=line, field=f"record {rank}", problem=problem, remedy=remedy)
