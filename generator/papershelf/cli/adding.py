"""`papershelf new ADDRESS`: what the services know of a paper completes it before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

from papershelf.cli.conventions import print_problems
from papershelf.cli.enriching import client, network_libraries, progress
from papershelf.curate.lookup import find_stated
from papershelf.curate.new_paper import Draft
from papershelf.errors import PapershelfError, Problem, Rejected
from papershelf.model import Library, Paper
from papershelf.text import Identifier, IdentifierKind, identify, write_name


def complete(
    root: Path, library: Library, address: str, given: Mapping[str, Any], services: tuple[str, ...], **asking: Any
) -> Draft:
    """What the services say of the paper at an address, and on top of it what a person gives.

    Args:
        root: The project's folder.
        library: The list, which may have the paper.
        address: An identifier, or any address of a paper that states one.
        given: What a person says of it; a fact that is given is not taken from a service.
        services: Other addresses of services, `NAME=URL`.
        asking: Of the client: `contact` and `offline`.

    Raises:
        Rejected: The address states no identifier.
        PapershelfError: The list has the paper, no service knows it or answers, or a library is missing.
    """
    meant = identify(address)
    if meant is None:
        remedy = "Give an arXiv number, a DOI or an address with one; or `papershelf new --title …`"
        raise Rejected(f"'{address[:80]}' names no paper that a service knows", remedy)
    if (known := find_stated(library, meant)) is not None:
        raise _refusal(known.source, f"'{address[:80]}' is on the list already", "Improve that file instead")
    instead = f'`papershelf new --title "…" --link {quote(meant.address)}`'
    try:
        found = _ask(root, meant, instead, services, **asking)
    except PapershelfError as error:
        raise PapershelfError([_with(problem, instead) for problem in error.problems]) from None
    return _draft(found, meant, given)


def _ask(root: Path, meant: Identifier, instead: str, services: tuple[str, ...], **asking: Any) -> Paper:
    if meant.kind is IdentifierKind.OPENREVIEW:
        raise _refusal(meant.value, "no service here knows papers of OpenReview", "")
    with network_libraries():
        from papershelf.facts.newcomer import ask
        from papershelf.facts.online import moved
        from papershelf.facts.sources import SOURCES
    sources = moved(SOURCES, dict(service.split("=", 1) for service in services if "=" in service))
    with client(root, asking["contact"], asking["offline"]) as asked, progress("Asking", len(sources)) as tick:
        found = ask(asked, sources, meant, tick)
    if not found.paper.title and found.problems:
        raise PapershelfError(found.problems)
    if not found.paper.title:
        raise _refusal(meant.value, "no service has a record of it", "")
    print_problems(found.problems)
    return found.paper


def _refusal(path: str, problem: str, remedy: str) -> PapershelfError:
    return PapershelfError([Problem(path=path, problem=problem, remedy=remedy)])


def _with(problem: Problem, instead: str) -> Problem:
    """A problem whose remedy names what to type without a service."""
    return replace(problem, remedy=f"{problem.remedy}, or type {instead}" if problem.remedy else f"Type {instead}")


def _draft(found: Paper, meant: Identifier, given: Mapping[str, Any]) -> Draft:
    """What was found, and on top of it what is given."""
    facts: dict[str, Any] = {
        "title": found.title,
        "arxiv": found.arxiv,
        "doi": found.doi,
        "authors": tuple(map(write_name, found.authors)),
        "year": found.year,
        "venue": found.venue,
    }
    said = {name: value for name, value in given.items() if value}
    links = tuple(said.pop("links", ()))
    if meant.kind is IdentifierKind.ACL:
        links = (meant.address, *links)
    origins = (
        replace(origin, facts=tuple(fact for fact in origin.facts if fact not in said)) for origin in found.sources
    )
    return Draft(**{**facts, **said}, links=links, sources=tuple(origin for origin in origins if origin.facts))
