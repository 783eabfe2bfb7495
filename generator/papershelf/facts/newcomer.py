"""Papers that are not on the list yet, of which only an identifier is known: what the sources say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """Ask the sources about one paper; see `ask_all`."""
    return ask_all(client, sources, [identifier], tick)[identifier]


def ask_all(
    client: Client, sources: Sequence[Source], identifiers: Iterable[Identifier], tick: Tick
) -> dict[Identifier, Newcomer]:
    """Ask the sources about papers, about many at once where a source allows it.

    Args:
        client: Who asks.
        sources: Whom to ask, those first that are believed first.
        identifiers: What is known of them, of kinds that can be asked.
        tick: Told of progress.
    """
    stubs = {identifier: _stub(identifier) for identifier in identifiers}
    library = Library(papers=tuple(stubs.values()))
    gathered = gather(client, sources, library, library.papers, tick)
    found = {}
    for identifier, stub in stubs.items():
        # Each on a shelf of its own: two identifiers may be of one paper, and are to come out as such.
        shelf = Shelf.of(Library(papers=(stub,)))
        of_stub = [each for each in gathered.found if each.paper == stub.id]
        for each in of_stub:
            shelf.take(each)
        title = next((each.record.title for each in of_stub if each.record.title), "")
        noticed = (problem for problem in shelf.problems if problem.field is None)
        own = [problem for problem in gathered.problems if problem.problem.startswith(f"{stub.source}:")]
        # A request may be about many papers, and its failure names one of them.
        failures = own or (() if of_stub else gathered.problems)
        found[identifier] = Newcomer(
            paper=replace(shelf.papers[stub.id], title=title),
            problems=tuple(_naming(identifier, stub, problem) for problem in (*failures, *noticed)),
        )
    return found


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
