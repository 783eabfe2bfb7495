"""What readers make of a listing."""

from __future__ import annotations

from dataclasses import dataclass

from papershelf.errors import Problem
from papershelf.model import Listing, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record of a listing, before it is known whether the list has this paper already."""

    listing: str
    rank: int
    title: str
    """Readable, with mathematics in dollars; so is the abstract."""
    abstract: str
    line: int
    """Where its title is in the listing, counted from 1."""
    arxiv: str | None = None
    """Stated by the listing for this very record, never taken from a text."""
    authors: tuple[Name, ...] = ()
    year: str | None = None
    venue: str | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A listing as it was captured, read."""

    path: str
    """The file, as a person would type it."""
    listing: Listing
    candidates: tuple[Candidate, ...]
    """In the listing's order."""
    set_aside: tuple[Problem, ...] = ()
    """Records that are incomplete; the rest can be imported."""
    notes: tuple[Problem, ...] = ()
    """What was normalised."""
