"""Records of which only an identifier is known, completed with what a source says of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from papershelf.content import papers
from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate, Capture
from papershelf.model import Link, LinkKind, Listing, Origin, Paper
from papershelf.text import Identifier, IdentifierKind, identify

NAME = "papershelf add"
"""What messages call the words that a person gave, as if they were a file."""

_FACTS = ("arxiv", "authors", "year", "venue", "doi")

Lookup = Callable[[Identifier], Paper | None]
"""What is known of a paper with some identifier; None, or a paper without a title, where nothing is."""


def wanted(captures: Iterable[Capture]) -> list[Identifier]:
    """The identifiers of the records that have no title, each once."""
    found = (_identifier(each) for capture in captures for each in capture.candidates if not each.title)
    return list(dict.fromkeys(identifier for identifier in found if identifier is not None))


def complete(capture: Capture, known: Lookup) -> Capture:
    """A capture whose records without a title have what is known of them."""
    return replace(capture, candidates=tuple(_completed(each, known) for each in capture.candidates))


def _completed(candidate: Candidate, known: Lookup) -> Candidate:
    identifier = None if candidate.title else _identifier(candidate)
    paper = None if identifier is None else known(identifier)
    if paper is None or not paper.title:
        return candidate
    facts = {fact: getattr(candidate, fact) or getattr(paper, fact) for fact in _FACTS}
    stated = {fact for fact in _FACTS if getattr(candidate, fact)}
    return replace(
        candidate,
        **facts,
        title=_title(paper),
        sources=tuple(
            Origin(source=origin.source, facts=left)
            for origin in paper.sources
            if (left := tuple(fact for fact in origin.facts if fact not in stated))
        ),
    )


def _identifier(candidate: Candidate) -> Identifier | None:
    return identify(candidate.arxiv or candidate.doi or "")


def _title(paper: Paper) -> str:
    fields = papers.title_fields(paper.title)
    return str(fields.get("title_notation", fields["title"]))


def capture_words(words: Iterable[tuple[str, Identifier]], known: Lookup) -> Capture:
    """What a person named by identifiers, as if it were a file that no listing comes of.

    Args:
        words: What was typed, and what it means.
        known: What is known of it.
    """
    candidates: list[Candidate] = []
    set_aside: list[Problem] = []
    for rank, (word, identifier) in enumerate(words, start=1):
        paper = known(identifier)
        if paper is None:
            problem = "no service here knows papers of OpenReview"
            set_aside.append(_unknown(rank, word, problem))
        elif not paper.title:
            set_aside.append(_unknown(rank, word, "no service has a record of it, or none answered"))
        else:
            candidates.append(_candidate(rank, identifier, paper))
    return Capture(
        path=NAME,
        listing=Listing(id=""),
        candidates=tuple(candidates),
        set_aside=tuple(set_aside),
        is_ranking=False,
        is_listing=False,
    )


def _candidate(rank: int, identifier: Identifier, paper: Paper) -> Candidate:
    links = paper.links
    if identifier.kind is IdentifierKind.ACL:
        links = (*links, Link(kind=LinkKind.PAPER, url=identifier.address))
    whole = replace(paper, slug="", id="", links=links, **papers.title_fields(paper.title))
    return Candidate(
        listing="",
        rank=rank,
        title=_title(paper),
        line=rank,
        arxiv=paper.arxiv,
        doi=paper.doi,
        links=links,
        paper=whole,
    )


def _unknown(rank: int, word: str, problem: str) -> Problem:
    remedy = "Look at the spelling, or write `papershelf new --title …`"
    return Problem(path=NAME, line=rank, field=word[:80], problem=problem, remedy=remedy)
