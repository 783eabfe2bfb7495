"""Papers that are on a list twice. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papershelf.catalog.identity import claims, same_paper
from papershelf.model import Paper, are_told_apart
from papershelf.text import identity_of, near_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two papers that are one, or look like it."""

    pair: tuple[Paper, Paper]
    why: str
    """What they share: an identifier of a kind such as `arxiv`, or `title`."""
    certain: bool
    """Whether nothing speaks against it; else the titles are only near, or the abstracts differ."""


def duplicates(papers: Iterable[Paper]) -> Iterator[Twins]:
    """Papers that are on a list twice, each pair once. The work grows with the papers, not with their pairs.

    Whether two are one is decided by `same_paper`; here are only found those that are worth asking of.
    """
    papers = sorted(papers, key=lambda paper: paper.slug)
    named: set[str] = set()
    holders: dict[str, Paper] = {}
    for paper in papers:
        for kind, key in claims(paper).items():
            holder = holders.setdefault(key, paper)
            if holder is not paper and paper.slug not in named:
                named.add(paper.slug)
                yield Twins(pair=(holder, paper), why=kind, certain=True)
    seen: dict[str, Paper] = {}
    for paper in papers:
        keys = (f"={identity_of(paper.title)}", *near_keys(paper.title))
        twin = next((seen[key] for key in keys if key in seen and not are_told_apart(seen[key], paper)), None)
        if twin is not None and paper.slug not in named and (match := same_paper(twin, paper)) is not None:
            yield Twins(pair=(twin, paper), why=match.why, certain=match.certain)
        for key in keys:
            # The last one stands for all before it, so that a third is compared with the second, too.
            seen[key] = paper
