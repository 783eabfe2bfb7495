"""What a source says of one paper, in the terms of the model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from papershelf.model import Paper
from papershelf.text import capture_text

FACTS = ("arxiv", "authors", "year", "venue", "doi")
"""The facts that sources state, in house order."""

_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<number>\S+)", re.IGNORECASE)
_VERSION = re.compile(r"v[0-9]+$")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
_ORGANISATIONS = ("collaboration", "collaborations", "consortium", "team")
"""Last words of the names by which groups sign papers on arXiv, which knows no other mark of a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a source. What it does not state is None or empty."""

    source: str
    """Who says so, as the paper's file will name it."""
    title: str = ""
    arxiv: str | None = None
    """Without a version."""
    authors: tuple[str, ...] = ()
    """In the forms of front matter."""
    year: str | None = None
    venue: str | None = None
    doi: str | None = None
    abstract: str | None = None
    notices: tuple[str, ...] = ()
    """That the paper was withdrawn or retracted: clauses without a full stop."""
    paper: str | None = None
    """The id of the paper on the list that the source itself names."""

    @property
    def identifier(self) -> str:
        """Its number at arXiv, or else its DOI; empty without either."""
        return self.arxiv or self.doi or ""

    @property
    def stub(self) -> Paper:
        """A paper of which no more is known than the identifiers: what the model compares."""
        return Paper(slug="", id="", title=self.title, added="", arxiv=self.arxiv, doi=self.doi)


def identifiers(arxiv: str | None, doi: str | None) -> tuple[str | None, str | None]:
    """An arXiv number without its version, and a DOI that is not arXiv's own name of that number."""
    if doi is not None and (own := _ARXIV_DOI.fullmatch(doi)):
        arxiv, doi = arxiv or own["number"], None
    return None if arxiv is None else _VERSION.sub("", arxiv), doi


def line(text: str | None) -> str:
    """A text of a source on one line of readable characters; empty for none."""
    return " ".join(capture_text(text or "").split())


def from_whole(name: str) -> str:
    """A name that a source prints as one text, 'Given Family', in a form of front matter; empty for none."""
    name = line(name)
    if not name or name.startswith("{"):
        return name
    whole, comma, end = name.rpartition(",")
    if comma and _SUFFIX.fullmatch(end.strip()):
        given, _, family = whole.strip().rpartition(" ")
        return f"{family}, {end.strip()}, {given}" if given else whole.strip()
    return f"{{{name}}}" if name.split()[-1].casefold() in _ORGANISATIONS else name


def from_parts(family: str, given: str, suffix: str = "") -> str:
    """A name that a source prints in parts, in a form of front matter; empty for none."""
    return ", ".join(filter(None, (line(family), line(suffix), line(given)))) if line(family) else line(given)


def from_organisation(name: str) -> str:
    """The name of an organisation, in the form of front matter; empty for none."""
    return f"{{{line(name)}}}" if line(name) else ""
