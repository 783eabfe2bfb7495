"""Whether two papers are one: the only place that decides it, for import, `new`, the check and review. Pure.

A paper goes by many addresses. What counts is the identifier that they state, as a fact or among the links;
without any, the title and the abstract decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from papershelf.model import LinkKind, Paper, are_told_apart
from papershelf.text import IdentifierKind, are_alike, identifiers_of, identify, identity_of, near_keys

IDENTIFIERS = {
    "arxiv": "arXiv identifier",
    "doi": "DOI",
    "openreview": "OpenReview identifier",
    "acl": "ACL Anthology identifier",
}
"""The kinds of identifiers in words."""


@dataclass(frozen=True, slots=True)
class Match:
    """Why two papers are one, or look like it."""

    why: str
    """What they share: `arxiv`, `doi`, `openreview`, `acl` or `title`."""
    certain: bool
    """Whether nothing speaks against it; else the titles are only near, or the abstracts differ."""


def claims(paper: Paper) -> Mapping[str, str]:
    """The identifiers that a paper goes by, by their kinds, written as all their spellings are compared.

    A link counts where no fact of its kind is stated, and where it is the only one: others may lead to
    papers that this one builds on.
    """
    facts = {each.kind.value: each.key for each in identifiers_of(replace(paper, links=()))}
    linked: dict[str, set[str]] = {}
    for link in paper.links:
        each = identify(link.url)
        # Data sets and programs have DOIs of their own; whatever names a number of arXiv is a paper.
        if each is not None and (link.kind is LinkKind.PAPER or each.kind is IdentifierKind.ARXIV):
            linked.setdefault(each.kind.value, set()).add(each.key)
    return {kind: min(keys) for kind, keys in linked.items() if len(keys) == 1} | facts


def field_of(paper: Paper, why: str) -> str:
    """The field of a paper's file that states what a match shares."""
    facts = {each.kind.value for each in identifiers_of(replace(paper, links=()))}
    if why == "title" or getattr(paper, why, None) is not None:
        return why
    return "doi" if why in facts else "links"


def same_paper(one: Paper, other: Paper) -> Match | None:
    """Say whether two papers are one, and why; None where they are two.

    Papers that state different identifiers of one kind are two, whatever they are called.
    """
    claimed, others = claims(one), claims(other)
    shared = next((kind for kind, key in claimed.items() if others.get(kind) == key), None)
    if shared is not None:
        return Match(shared, certain=True)
    if are_told_apart(one, other):
        return None
    same = identity_of(one.title) == identity_of(other.title)
    if not same and set(near_keys(one.title)).isdisjoint(near_keys(other.title)):
        return None
    alike = one.abstract is None or other.abstract is None or are_alike(one.abstract, other.abstract)
    return Match("title", certain=same and alike) if same or alike else None
