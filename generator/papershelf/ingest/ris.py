"""RIS, as publishers, Zotero, Mendeley and EndNote write it, read by rispy.

Tags: the specification of Research Information Systems (2001) and the list at
https://en.wikipedia.org/wiki/RIS_(file_format). A record begins with `TY` and ends with `ER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import rispy

from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.entry import Entry, capture, from_record
from papershelf.ingest.source import Source, is_quoted
from papershelf.model import LinkKind

NAME = "ris"
TITLE = "RIS"

_BEGIN = re.compile(r"\s*TY  ?-(?:\s|$)")
_END = re.compile(r"\s*ER  ?-")
_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{1,2}-(?:\s+|$)")
_SAMPLE = 400
"""Lines in which the first record has to begin."""
_TITLES = ("TI", "T1", "CT", "ST", "BT")
_VENUES = ("T2", "JO", "JF", "JA", "J2", "BT", "T3")
_AUTHORS = ("AU", "A1")
_YEARS = ("PY", "Y1", "DA")
_IDENTIFIERS = ("DO", "AN", "M1", "M3", "UR", "C7", "ID")
_OWN_NOTE = re.compile(r"\s*(?:NOTES?|FILES?|COMMENTS?|PDF) {1,2}- ")
"""A line that a program put between others under a name of its own, for what is private."""
_LINKS = {"UR": None, "LK": None, "L2": None, "L1": LinkKind.PAPER}


class _Names(dict[str, str]):
    """Every tag by its own name: what one means differs from program to program."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


_PARSER = rispy.RisParser(
    mapping=_Names(), list_tags=_Names(), delimiter_tags_mapping={}, skip_unknown_tags=False, enforce_list_tags=True
)


def recognise(source: Source) -> bool:
    """Whether the first line that begins as one of a record begins a record, and is not quoted in a list."""
    first = next((number for number, line in enumerate(source.lines[:_SAMPLE]) if _TAG.match(line)), None)
    if first is None or not _BEGIN.match(source.lines[first]):
        return False
    before = "\n".join(source.lines[:first])
    return not is_quoted(before, len(before))


def read(source: Source) -> Capture:
    """Read a bibliography. A line without a tag goes on with the value before it."""
    return capture(source, _records(source), _candidate)


def _records(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The lines of each record and the number of its first; one that never ends is ended by the next."""
    rows: list[str] = []
    first = 0
    for number, line in enumerate(source.lines, start=1):
        if _BEGIN.match(line):
            if rows:
                yield first, rows
            first, rows = number, []
        if first and line:
            rows.append(line)
        if _END.match(line):
            if rows:
                yield first, rows
            first, rows = 0, []
    if rows:
        yield first, rows


def _kept(rows: list[str]) -> Iterator[str]:
    """The lines of a record without those that do not go on with the value before them."""
    last = ""
    for row in rows:
        if found := _TAG.match(row):
            last = found[1]
        elif _OWN_NOTE.match(row) or (last in (*_IDENTIFIERS, *_LINKS) and "://" not in row):
            continue
        yield row


def _candidate(entry: Entry, rows: list[str]) -> Candidate | Problem:
    # Some programs write one space for two, or indent a record.
    tagged = [_TAG.sub(lambda found: f"{found[1]}  - ", row, count=1) for row in _kept(rows)]
    if not _END.match(tagged[-1]):
        entry.note(None, "the record has no end, `ER  -`", "Check that it is whole")
        tagged.append("ER  - ")
    values: dict[str, list[str]] = _PARSER.parse("\n".join(tagged))[0]

    def whole(*tags: str) -> str:
        """The value of the first of some tags that is there, on one line."""
        return next((text for tag in tags if (text := " ".join(values.get(tag, ())).strip())), "")

    is_book = whole("TY") in ("BOOK", "EDBOOK", "WHOLE")
    entry.title = from_record(whole(*(("BT",) if is_book else ()), *_TITLES))
    entry.abstract = from_record(whole("AB", "N2"))
    for name in (name for tag in _AUTHORS for name in values.get(tag, ())):
        if name:
            entry.add_author(name, from_record)
    entry.set_year(whole(*_YEARS))
    for tag in _VENUES:
        if (venue := from_record(whole(tag))) != entry.title:
            entry.set_venue(venue)
    for tag in _IDENTIFIERS:
        entry.identifiers += (text for value in values.get(tag, ()) for text in value.split(";"))
    for tag, kind in _LINKS.items():
        entry.addresses += (
            (url, kind) for value in values.get(tag, ()) for url in re.split(r"[;\s]+", value) if "." in url
        )
    words = [part for value in values.get("KW", ()) for part in re.split(r"[;\n]", value)]
    entry.add_words(words)
    return entry.to_candidate()
