"""The names that several papers print. Two people may share one, and one person may have several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papershelf.model import Paper
from papershelf.text import fold, slugify

SEVERAL = 2
"""So many papers make a page of a name."""
_NAMELESS = slugify("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A name, as papers print it."""

    key: str
    """Its name in an address, unique in the list. Nothing promises it: the next name may take it."""
    shown: str
    sorted: str
    """As an index has it, the family name first."""
    papers: tuple[Paper, ...]
    """In the order that they were given in."""


def group_authors(papers: Iterable[Paper]) -> Mapping[str, Author]:
    """The names that several of some papers print, by the name as shown, in the order of an index."""
    printed: dict[str, list[Paper]] = {}
    indexed: dict[str, str] = {}
    for paper in papers:
        for shown, author in {author.shown: author for author in paper.authors}.items():
            printed.setdefault(shown, []).append(paper)
            indexed[shown] = min(author.sorted, indexed.get(shown, author.sorted))
    several = [name for name, found in printed.items() if len(found) >= SEVERAL]
    taken: set[str] = set()
    authors = {}
    for name in sorted(several, key=lambda name: (fold(indexed[name]), name)):
        key = _free_key(name, taken)
        taken.add(key)
        authors[name] = Author(key=key, shown=name, sorted=indexed[name], papers=tuple(printed[name]))
    return authors


def _free_key(name: str, taken: set[str]) -> str:
    key = slugify(name)
    if key == _NAMELESS:
        key = "name"
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
