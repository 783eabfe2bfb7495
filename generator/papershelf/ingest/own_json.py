"""Our own export: JSON Lines, which hold a whole list, and the site's `data/papers.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.json_records import Fault, records
from papershelf.ingest.own_records import capture, refuse, to_candidate
from papershelf.ingest.own_vocabulary import Words
from papershelf.ingest.source import Source
from papershelf.model import Listing
from papershelf.text import is_slug

NAME = "papershelf-json"
TITLE = "our own JSON"

_LINES = re.compile(r'\s*\{\s*"papershelf"\s*:\s*"')
_ARRAY = re.compile(r'\s*(?:\[\s*)?\{\s*"id"\s*:\s*"[a-z0-9]{4,26}"\s*,\s*"slug"\s*:\s*"')


def recognise(source: Source) -> bool:
    """Whether it begins as one of our exports does."""
    return any(begin.match(source.text) for begin in (_LINES, _ARRAY))


def read(source: Source) -> Capture:
    """Read an export."""
    listings: list[Listing] = []
    words = Words(source)
    found = list(_papers(source, listings, words))
    vocabulary, problems = words.read()
    return capture(
        source,
        [*found, *problems],
        listings=tuple(listings),
        vocabulary=vocabulary,
        synonyms=tuple(words.synonyms),
    )


def _papers(source: Source, listings: list[Listing], words: Words) -> Iterator[Candidate | Problem]:
    """The papers of an export; its listings, topics, tags and synonyms are put where they belong."""
    rank = 0
    for line, record in records(source.text):
        if isinstance(record, dict) and "papershelf" in record:
            listings += filter(None, map(_listing, _items(record.get("listings"))))
            continue
        rank += 1
        if isinstance(record, Fault):
            yield refuse(source, line, rank, record.reason)
        elif not isinstance(record, dict):
            yield refuse(source, line, rank, "it is not an object")
        elif repeated := getattr(record, "repeated", ()):
            yield refuse(source, line, rank, f"'{repeated[0][:60]}' is in it twice")
        elif "kind" in record:
            rank -= 1  # places are counted among papers
            if (problem := words.take(line, record)) is not None:
                yield problem
        else:
            yield to_candidate(source, line, rank, record)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _listing(value: Any) -> Listing | None:
    if not isinstance(value, dict) or not is_slug(str(value.get("id", ""))):
        return None
    facts = {name: value.get(name) for name in ("label", "date", "source")}
    return Listing(id=value["id"], **{name: fact for name, fact in facts.items() if isinstance(fact, str) and fact})
