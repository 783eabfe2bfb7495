"""Papers that are on a list twice. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papershelf.model import Paper, are_told_apart
from papershelf.text import are_alike, identity_of, near_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two papers that are one, or look like it."""

    pair: tuple[Paper, Paper]
    why: str
    """The field that they share: `arxiv`, `doi` or `title`."""
    certain: bool
    """Whether nothing speaks against it; else the titles are only near, or the abstracts differ."""


def duplicates(papers: Iterable[Paper]) -> Iterator[Twins]:
    """Papers that stand on a list twice, each pair once. The work grows with the papers, not with their pairs.

    Papers that state different arXiv identifiers, or different DOIs, are two, whatever they are called.
    """
    papers = sorted(papers, key=lambda paper: paper.slug)
    named: set[str] = set()
    holders: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        for claim in paper.identifiers.items():
            holder = holders.setdefault(claim, paper)
            if holder is not paper and paper.slug not in named:
                named.add(paper.slug)
                yield Twins(pair=(holder, paper), why=claim[0], certain=True)
    seen: dict[str, Paper] = {}
    for paper in papers:
        keys = (f"={identity_of(paper.title)}", *near_keys(paper.title))
        twin = next((seen[key] for key in keys if key in seen and not are_told_apart(seen[key], paper)), None)
        if twin is not None and paper.slug not in named:
            same = identity_of(twin.title) == identity_of(paper.title)
            alike = twin.abstract is None or paper.abstract is None or are_alike(twin.abstract, paper.abstract)
            if same or alike:
                yield Twins(pair=(twin, paper), why="title", certain=same and alike)
        for key in keys:
            # The last one stands for all before it, so that a third is compared with the second, too.
            seen[key] = paper
