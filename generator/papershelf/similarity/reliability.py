"""How often proposed tags were right on each import, learnt from those before it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Paper
from papershelf.similarity.imports import Import, in_order
from papershelf.similarity.suggest import learn

SURE = 0.8
"""The confidence from which a proposal counts as sure."""
_FEWEST_LATER = 10
"""Of fewer papers a share means little: they are judged with those of the next import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What proposals were worth on the papers of one import."""

    listing: str | None
    """The id of the listing that brought them; None: people added them one by one."""
    day: str
    known: int
    """How many papers with confirmed tags came before."""
    papers: int
    """How many papers came, each with tags that were confirmed later."""
    sure: int
    """How many tags were proposed with a confidence of `SURE` or more."""
    sure_right: int
    """How many of them the curators confirmed."""
    proposed: int
    proposed_right: int


def reliability(catalog: Catalog, order: tuple[str, ...]) -> Iterator[Trust]:
    """Judge each import by a model of the papers before it; the first one by the words of the vocabulary.

    Each paper is judged as it came: without tags, and without a summary where its abstract is at hand.

    Args:
        catalog: The list.
        order: The ids of the listings in the order of import.
    """
    confirmed = [paper for paper in catalog.papers if paper.tags]
    known: tuple[Paper, ...] = ()
    for each in _in_pieces(in_order(confirmed, order)):
        yield _judge(catalog, order, known, each)
        known += each.papers


def _in_pieces(imports: Iterable[Import]) -> Iterator[Import]:
    """The imports, small ones together with the next one."""
    waiting: tuple[Paper, ...] = ()
    last: Import | None = None
    for each in imports:
        waiting += each.papers
        last = replace(each, papers=waiting)
        if len(waiting) >= _FEWEST_LATER:
            yield last
            waiting, last = (), None
    if last is not None:
        yield last


def _judge(catalog: Catalog, order: tuple[str, ...], known: tuple[Paper, ...], each: Import) -> Trust:
    new = tuple(map(_as_it_came, each.papers))
    papers = tuple(sorted((*known, *new), key=lambda paper: paper.slug))
    model = learn(arrange(replace(catalog.library, papers=papers)), order)
    pairs = [
        (found.confidence, found.tag in paper.tags)
        for paper, asked in zip(each.papers, new, strict=True)
        for found in model.suggest(asked)
    ]
    sure = [right for confidence, right in pairs if confidence >= SURE]
    return Trust(
        listing=each.listing,
        day=each.day,
        known=len(known),
        papers=len(new),
        sure=len(sure),
        sure_right=sum(sure),
        proposed=len(pairs),
        proposed_right=sum(right for _, right in pairs),
    )


def _as_it_came(paper: Paper) -> Paper:
    return replace(paper, tags=(), proposed=(), summary="" if paper.abstract else paper.summary)
