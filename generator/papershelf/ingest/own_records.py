"""A record of our own export becomes a paper, held to what a paper's file may hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from papershelf.content import papers
from papershelf.content.yaml.edit import Quoted, Value, field_lines
from papershelf.content.yaml.fields import Report
from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.source import Source
from papershelf.model import Listing
from papershelf.text import is_slug

_ONE = ("title", "added", "arxiv", "year", "venue", "doi", "finding", "note", "withdrawn")
_MANY = ("tags", "proposed", "keywords", "authors", "aliases")
_PARTS = {
    "links": ("kind", "url"),
    "listed": ("listing", "rank"),
    "sources": ("source", "facts"),
    "merged": ("id", "slug"),
}
"""Fields with a list of records, and what each of these holds."""


def capture(source: Source, found: Iterable[Candidate | Problem], **others: Any) -> Capture:
    """An export, read.

    Args:
        source: The file.
        found: Its papers, and why some records are set aside.
        others: What else it tells of: fields of the capture.
    """
    results = list(found)
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing),
        candidates=tuple(each for each in results if isinstance(each, Candidate)),
        set_aside=tuple(each for each in results if isinstance(each, Problem)),
        is_ranking=False,
        is_listing=False,
        **others,
    )


def refuse(source: Source, line: int, rank: int, reason: str) -> Problem:
    """Why a record is set aside."""
    remedy = "Export the list again, or correct the record"
    return Problem(path=source.path, line=line, field=f"record {rank}", problem=reason, remedy=remedy)


def to_candidate(source: Source, line: int, rank: int, record: dict[str, Any]) -> Candidate | Problem:
    """The paper of a record: written as its file would be, and read back as strictly."""
    slug = record.get("slug")
    if not isinstance(slug, str) or not is_slug(slug):
        return refuse(source, line, rank, "`slug` is not a safe page name")
    summary = record.get("summary", "")
    if not isinstance(summary, str):
        return refuse(source, line, rank, "`summary` is not a text")
    values, fault = _values(record)
    if fault is not None:
        return refuse(source, line, rank, fault)
    front = [row for name in papers.FIELDS if name in values for row in field_lines(name, values[name])]
    report = Report(path=source.path)
    paper = papers.read(report, slug, "\n".join(["---", *front, "---", summary, ""]), None)
    if paper is None or report.problems:
        first = report.problems[0]
        return refuse(source, line, rank, f"`{first.field or 'summary'}`: {first.problem}")
    return Candidate(
        listing=source.listing,
        rank=rank,
        title=paper.title_notation or paper.title,
        line=line,
        arxiv=paper.arxiv,
        doi=paper.doi,
        links=paper.links,
        paper=paper,
    )


def _values(record: dict[str, Any]) -> tuple[dict[str, Value], str | None]:
    """The fields of a paper's file, or why they are none; what a file has no field for is passed over."""
    values: dict[str, Value] = {}
    for name in ("id", *_ONE):
        value = record.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            return {}, f"`{name}` is not a text"
        values[name] = Quoted(value)
    for name in _MANY:
        items = record.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            return {}, f"`{name}` is not a list of texts"
        if items:
            values[name] = [Quoted(item) for item in items]
    for name, parts in _PARTS.items():
        items = record.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) and set(parts) <= set(item) for item in items):
            return {}, f"`{name}` is not a list of objects with {' and '.join(f'`{part}`' for part in parts)}"
        if items:
            values[name] = [{part: _part(item[part]) for part in parts} for item in items]
    return values, None


def _part(value: Any) -> Any:
    if isinstance(value, list):
        return [Quoted(str(item)) for item in value]
    return (
        int(value)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 7
        else Quoted(str(value))
    )
