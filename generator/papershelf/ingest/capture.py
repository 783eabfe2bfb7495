"""What readers make of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from papershelf.errors import Problem
from papershelf.model import Link, Listing, Name, Origin, Paper, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record of a file, before it is known whether the list has this paper already."""

    listing: str
    rank: int
    """Counted from 1, with the records that were set aside."""
    title: str
    """Readable, with mathematics in dollars; so is the abstract. Empty where only an identifier is known."""
    abstract: str = ""
    """Empty where the file has none."""
    line: int
    """Where its title is in the file, counted from 1."""
    arxiv: str | None = None
    """Stated by the file for this very record, never taken from a text. As `text.identify` gives it."""
    authors: tuple[Name, ...] = ()
    year: str | None = None
    venue: str | None = None
    doi: str | None = None
    links: tuple[Link, ...] = ()
    """Those that the record states; addresses in its abstract are found by the import."""
    proposed: tuple[str, ...] = ()
    """Words for tags, as the file has them: its keywords, the headings above it."""
    collections: tuple[str, ...] = ()
    """What people called the groups or collections that it is in: each becomes a listing of its own."""
    sources: tuple[Origin, ...] = ()
    """Where those of its facts come from that the file does not state."""
    paper: Paper | None = None
    """All of it, where the file is our own export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A file, read."""

    path: str
    """The file, as a person would type it."""
    listing: Listing
    candidates: tuple[Candidate, ...]
    """In the file's order."""
    set_aside: tuple[Problem, ...] = ()
    """Records that are incomplete; the rest can be imported."""
    notes: tuple[Problem, ...] = ()
    """What was normalised."""
    is_ranking: bool = True
    """Whether a record's place means something. In a library that grows it does not: a paper keeps its first place."""
    is_listing: bool = True
    """Whether the file is a listing of its own; our own export is a list that was in others."""
    listings: tuple[Listing, ...] = ()
    """Other listings that the file tells of: those of our own export."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    """The topics and tags of the list that an export of ours is of."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Its groups of words that people use for one another."""
