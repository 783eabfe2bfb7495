"""What a source says of one paper, in the terms of the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papershelf.errors import Rejected
from papershelf.model import Name, Paper
from papershelf.text import IdentifierKind, capture_text, identify, parse_name, split_trailing_particle, write_name

FACTS = ("arxiv", "authors", "year", "venue", "doi")
"""The facts that sources state, in house order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a source. What it does not state is None or empty."""

    source: str
    """Who says so, as the paper's file will name it."""
    title: str = ""
    arxiv: str | None = None
    """Without a version."""
    authors: tuple[Name, ...] = ()
    """The whole list, in order; empty where a part of it could not be read."""
    year: str | None = None
    venue: str | None = None
    doi: str | None = None
    abstract: str | None = None
    abstract_is_open: bool = False
    """Whether the terms of the source let anybody keep and publish the abstract."""
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
    """An arXiv number without its version and a DOI, from any form of them. arXiv's own DOI is a number."""
    named = [found for text in (arxiv, doi) if text and (found := identify(text)) is not None]
    numbers = [each.value for each in named if each.kind is IdentifierKind.ARXIV]
    dois = [each.value for each in named if each.kind is IdentifierKind.DOI]
    return (numbers[0] if numbers else None), (dois[0] if dois else None)


def line(text: str | None) -> str:
    """A text of a source on one line of readable characters; empty for none."""
    return " ".join(capture_text(text or "").split())


def whole_list(names: Iterable[Name | None]) -> tuple[Name, ...]:
    """Authors, or nobody where one of them is None: a list with a gap would look like a whole one."""
    found = tuple(names)
    return () if None in found else tuple(name for name in found if name is not None)


def from_whole(name: str) -> Name | None:
    """A name that a source prints as one text; None where it cannot be read."""
    try:
        found = parse_name(line(name))
        write_name(found)
    except Rejected:
        return None
    return found


def from_parts(family: str, given: str, suffix: str = "") -> Name | None:
    """A name that a source prints in parts; None where it cannot be read."""
    given, particle = split_trailing_particle(line(given))
    parts = (part.replace(",", " ") for part in (f"{particle} {family}", suffix, given))
    return from_whole(", ".join(filter(None, map(line, parts))) if line(given) else f"{line(family)},")


def from_organisation(name: str) -> Name | None:
    """The name of an organisation; None where there is none."""
    return from_whole(f"{{{line(name)}}}")
