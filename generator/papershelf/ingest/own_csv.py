"""Our own export as CSV. A cell that a person changed in a spreadsheet counts more than what the file had."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.csv_records import header, rows
from papershelf.ingest.own_records import capture, refuse, to_candidate
from papershelf.ingest.source import Source
from papershelf.text import link_kind, parse_name, plain_text, summary_text

NAME = "papershelf-csv"
TITLE = "our own CSV"

_COLUMNS = frozenset({"id", "title", "authors", "url", "tags", "listings", "added", "summary"})
_INERT = re.compile(r"'(?='*[=+\-@＝＋－＠\t\r])")
"""The apostrophe in front of what a spreadsheet would run."""
_PLACE = re.compile(r"(?P<listing>[^:]+):(?P<rank>[0-9]{1,6})")
_ONE = ("id", "title", "year", "venue", "doi", "arxiv", "added", "summary", "slug", "finding", "note", "withdrawn")
_MANY = ("tags", "authors", "aliases", "proposed", "keywords")


def recognise(source: Source) -> bool:
    """Whether its first line names our columns."""
    return _COLUMNS.issubset(header(source.text))


def read(source: Source) -> Capture:
    """Read an export."""
    return capture(source, _papers(source))


def _papers(source: Source) -> Iterator[Candidate | Problem]:
    for rank, (line, row) in enumerate(rows(source.text), start=1):
        if isinstance(row, str):
            yield refuse(source, line, rank, row)
        else:
            yield to_candidate(source, line, rank, _record(row))


def _record(row: dict[str, str]) -> dict[str, Any]:
    """The record of a row, as JSON has it."""
    cells = {name: _INERT.sub("", cell, count=1) for name, cell in row.items()}
    record: dict[str, Any] = {name: cells[name] for name in _ONE if cells.get(name)}
    record |= {name: _split(cells[name]) for name in _MANY if cells.get(name)}
    record["links"] = [{"kind": link_kind(url).value, "url": url} for url in _split(cells.get("links", ""))]
    places = map(_PLACE.fullmatch, _split(cells.get("listings", "")))
    record["listed"] = [{"listing": place["listing"], "rank": place["rank"]} for place in places if place is not None]
    if "slug" not in record:
        # Older exports name it in the address alone.
        record["slug"] = cells.get("url", "").rstrip("/").rpartition("/")[2]
    exact = _exact(cells.get("as_in_file", ""))
    for name, shown in _SHOWN.items():
        if name in exact and _is_unchanged(shown, exact[name], cells.get(name, "")):
            record[name] = exact[name]
    return record | {name: exact[name] for name in ("sources", "merged") if name in exact}


def _split(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split("; ")) if part]


def _exact(cell: str) -> dict[str, Any]:
    try:
        value = json.loads(cell) if cell else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


_SHOWN: dict[str, Callable[[Any], str]] = {
    "title": plain_text,
    "summary": lambda text: " ".join(summary_text(text).split()),
    "authors": lambda names: "; ".join(parse_name(name).shown for name in names),
    "links": lambda links: "; ".join(link["url"] for link in links),
    "keywords": "; ".join,
}
"""What the cell of a field shows of what the file has."""


def _is_unchanged(shown: Callable[[Any], str], exact: Any, cell: str) -> bool:
    """Whether a cell still shows what the file had when it was exported."""
    try:
        return " ".join(shown(exact).split()) == " ".join(cell.split())
    except (TypeError, KeyError, ValueError, AttributeError):
        return False
