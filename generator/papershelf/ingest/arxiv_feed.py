"""arXiv's feeds, saved: the Atom of its API, RSS and Atom of a category.

Forms: see `papershelf.records.arxiv`, which reads an entry.
"""

from __future__ import annotations

import re

from papershelf.errors import Problem, Rejected, stop
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.places import Places
from papershelf.ingest.source import Source
from papershelf.ingest.stated import candidate_of, set_aside
from papershelf.model import Listing
from papershelf.records.arxiv import SOURCE, Refused, Unreadable, entries, parse, read_entry

NAME = "arxiv-feed"
TITLE = "arXiv, Atom or RSS"

_FEED = re.compile(r"<(?:feed|rss|rdf:RDF)\b")
_FIRST = 4_000
"""How many characters of a feed its head has at the most."""
_RECORD = re.compile(r"<(?:entry|item)[\s>]")


def recognise(source: Source) -> bool:
    """Whether a feed begins here that names arXiv, before its first entry or in it."""
    head = source.text[:_FIRST]
    return head.lstrip().startswith("<") and _FEED.search(head) is not None and "arxiv.org" in head.lower()


def read(source: Source) -> Capture:
    """Read a feed.

    Raises:
        PapershelfError: It is not well-formed, or declares a document type.
    """
    try:
        found = entries(parse(source.text.lstrip()))
    except Unreadable as error:
        raise stop(source.path, f"it is {error}", "Save the feed again, whole, as arXiv sends it") from None
    except Refused as error:
        raise stop(
            source.path, f"arXiv refused the request: {error}", "Correct the query and save the answer"
        ) from None
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    places = Places(source.text, _RECORD)
    for rank, entry in enumerate(found, start=1):
        line = places.next_line()
        try:
            record = read_entry(entry)
        except Rejected as error:
            problems.append(set_aside(source, rank=rank, line=line, problem=error.problem, remedy=error.remedy))
            continue
        if record is None:
            problems.append(set_aside(source, rank=rank, line=line, problem="it states no arXiv number"))
        else:
            candidates.append(candidate_of(source, record, rank=rank, line=line))
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing, source=SOURCE),
        candidates=tuple(candidates),
        set_aside=tuple(problems),
    )
