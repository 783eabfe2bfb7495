"""A paper that is not on the list yet, of which only an identifier is known: what the sources say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from papershelf.errors import Problem
from papershelf.facts.fetch import Client
from papershelf.facts.online import Tick, gather
from papershelf.facts.proposals import Shelf
from papershelf.facts.source import Source
from papershelf.model import Library, Paper
from papershelf.text import Identifier, IdentifierKind

_ACL_DOI = "10.18653/v1/{}"
"""What the ACL Anthology's papers are called at Crossref, since 2016."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What was found."""

    paper: Paper
    """With its facts and where they come from; its title is empty where no source knows the paper."""
    problems: tuple[Problem, ...]
    """Sources that did not answer, and what a person should look at."""


def can_be_asked(identifier: Identifier) -> bool:
    """Whether any source knows papers by such an identifier."""
    return identifier.kind is not IdentifierKind.OPENREVIEW


def ask(client: Client, sources: Sequence[Source], identifier: Identifier, tick: Tick) -> Newcomer:
    """Ask the sources about one paper.

    Args:
        client: Who asks.
        sources: Whom to ask, those first that are believed first.
        identifier: What is known of it, of a kind that can be asked.
        tick: Told of progress.
    """
    stub = _stub(identifier)
    alone = Library(papers=(stub,))
    gathered = gather(client, sources, alone, [stub], tick)
    shelf = Shelf.of(alone)
    for found in gathered.found:
        shelf.take(found)
    title = next((found.record.title for found in gathered.found if found.record.title), "")
    noticed = (problem for problem in shelf.problems if problem.field is None)
    return Newcomer(
        paper=replace(shelf.papers[stub.id], title=title),
        problems=tuple(_naming(identifier, stub, problem) for problem in (*gathered.problems, *noticed)),
    )


def _naming(identifier: Identifier, stub: Paper, problem: Problem) -> Problem:
    """A problem that names the paper as a person did, for it has no file yet."""
    path, said = (text.replace(stub.source, identifier.value) for text in (problem.path, problem.problem))
    return replace(problem, path=path, problem=said)


def _stub(identifier: Identifier) -> Paper:
    """A paper of which no more is known than its identifier."""
    doi = _ACL_DOI.format(identifier.value) if identifier.kind is IdentifierKind.ACL else identifier.value
    is_preprint = identifier.kind is IdentifierKind.ARXIV
    return Paper(
        slug=identifier.value,
        id=identifier.key,
        title="",
        added="",
        arxiv=identifier.value if is_preprint else None,
        doi=None if is_preprint else doi,
    )
