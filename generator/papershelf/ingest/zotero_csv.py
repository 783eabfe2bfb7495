"""The CSV that Zotero exports. Columns: https://www.zotero.org/support/kb/item_types_and_fields, with its own names."""

from __future__ import annotations

import re

from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.csv_records import header, rows
from papershelf.ingest.entry import Entry, capture, from_record
from papershelf.ingest.source import Source

NAME = "zotero-csv"
TITLE = "Zotero's CSV"

_COLUMNS = frozenset({"Item Type", "Title"})
"""Those by which it is known; people take out others, `Key` among them."""
_NO_PAPERS = frozenset({"attachment", "note", "annotation"})
_VENUES = ("Publication Title", "Proceedings Title", "Conference Name", "University", "Institution", "Series")
_EXTRA = re.compile(r"^\s*(?:arxiv|doi|eprint|number|url)\s*:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)


def recognise(source: Source) -> bool:
    """Whether its first line names the columns of Zotero."""
    return _COLUMNS.issubset(header(source.text))


def read(source: Source) -> Capture:
    """Read an export."""
    papers = (
        (line, row)
        for line, row in rows(source.text)
        if isinstance(row, str) or row.get("Item Type", "") not in _NO_PAPERS
    )
    return capture(source, papers, _candidate)


def _candidate(entry: Entry, row: dict[str, str] | str) -> Candidate | Problem:
    if isinstance(row, str):
        return entry.refuse(row)
    entry.title = from_record(row.get("Title", ""))
    entry.abstract = from_record(row.get("Abstract Note", ""))
    for name in filter(None, map(str.strip, row.get("Author", "").split(";"))):
        entry.add_author(name, from_record)
    entry.set_year(row.get("Publication Year", "") or row.get("Date", ""))
    for column in _VENUES:
        entry.set_venue(row.get(column, ""))
    # Of `Extra` the identifiers are read, and nothing is kept.
    entry.identifiers += [
        row.get("DOI", ""),
        row.get("Archive Location", ""),
        row.get("Number", ""),
        row.get("Report Number", ""),
        *_EXTRA.findall(row.get("Extra", "")),
    ]
    entry.addresses.append((row.get("Url", ""), None))
    for column in ("Manual Tags", "Automatic Tags"):
        entry.add_words(row.get(column, "").split(";"))
    return entry.to_candidate()
