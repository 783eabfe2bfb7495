"""What a source on the network is: a row of functions, in the order of the table in `sources`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from papershelf.facts.fetch import Client, Unanswered
from papershelf.model import Paper
from papershelf.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One service."""

    name: str
    """As papers' files and messages call it."""
    address: str
    """Where its interface is, without a slash at its end."""
    batch: int
    """How many papers one request by identifiers can be about."""
    knows: Callable[[Paper], str | None]
    """The identifier by which it would know a paper; None where there is none."""
    look_up: Callable[[Client, str, Iterable[str]], list[Record]]
    """The records of some identifiers, from the service at an address."""
    search: Callable[[Client, str, str], list[Record]]
    """The records of papers with about this title, from the service at an address."""


def malformed(what: str) -> Unanswered:
    """A failure for an answer that is not of the service's form, to be raised by the caller."""
    return Unanswered(f"its answer is not of the form that its documentation gives: {what}")
