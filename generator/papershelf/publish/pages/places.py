"""Where a paper can be read and what comes with it: what its page offers first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from papershelf.model import Link, LinkKind, Paper
from papershelf.publish.formats.citation import known_pdf
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.link_names import link_name
from papershelf.text import Identifier, IdentifierKind, identifiers_of, identify

_REGISTERS = {
    IdentifierKind.ARXIV: "arXiv",
    IdentifierKind.DOI: "DOI",
    IdentifierKind.OPENREVIEW: "OpenReview",
    IdentifierKind.ACL: "ACL Anthology",
}
"""What a reader calls each register of papers. The order is the order of display."""

_FINDERS = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Hugging Face", "https://huggingface.co/papers?q="),
)


_ORDER = {kind: place for place, kind in enumerate(LinkKind)}


class Place(NamedTuple):
    """An address outside the site that a paper's page offers as a button."""

    name: str
    url: str
    detail: str
    """What tells it from others of its name: a number, or the host."""
    kind: str
    """`pdf`, a register of papers, or a kind of link; the style sheet knows them."""


def places_to_read(paper: Paper, words: Words = ENGLISH) -> tuple[Place, ...]:
    """Where the paper itself is: as PDF, in each register that names it, and wherever else a link leads."""
    return tuple(_to_read(paper, words))


def places_beside(paper: Paper, words: Words = ENGLISH) -> tuple[Place, ...]:
    """What comes with the paper: code, models, data and the like, in the order of their kinds."""
    links = sorted([link for link in paper.links if link.kind is not LinkKind.PAPER], key=lambda x: _ORDER[x.kind])
    return tuple([_of_link(link, words) for link in links])


def searches(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Searches for the paper's title as a phrase, with where each of them looks."""
    words = " ".join(paper.title.replace('"', " ").split())
    phrase = quote(f'"{words}"', safe="")
    return tuple((name, address + phrase) for name, address in _FINDERS)


def _to_read(paper: Paper, words: Words) -> Iterator[Place]:
    pdf = known_pdf(paper)
    if pdf is not None:
        yield Place("PDF", pdf, "", "pdf")
    identifiers = {identifier.kind: identifier for identifier in reversed(identifiers_of(paper))}
    for kind, name in _REGISTERS.items():
        if kind in identifiers:
            yield Place(name, identifiers[kind].address, _number(identifiers[kind]), kind.value)
    for link in paper.links:
        if link.kind is LinkKind.PAPER and link.url != pdf and identify(link.url) not in identifiers.values():
            yield _of_link(link, words)


def _number(identifier: Identifier) -> str:
    """What is worth reading of an identifier: the number of arXiv, by which people know a paper."""
    return identifier.value if identifier.kind is IdentifierKind.ARXIV else ""


def _of_link(link: Link, words: Words) -> Place:
    host = (urlsplit(link.url).hostname or "").removeprefix("www.")  # the `www` says nothing
    return Place(link_name(link.kind, words), link.url, host, link.kind.value)
