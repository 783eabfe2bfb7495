"""A list that was read again, made of the objects of the list before where they are equal.

Whoever remembers what was made of an object, as `serve` does, then sees at once that it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from papershelf.model import Library, Vocabulary

_Item = TypeVar("_Item")


def steady(now: Library, before: Library) -> Library:
    """A list that is equal to one that was read now, and shares with the one before what both have.

    Args:
        now: The list as it is.
        before: The list as it was.
    """
    papers = {paper.slug: paper for paper in before.papers}
    return replace(
        now,
        papers=_same(tuple(_same(paper, papers.get(paper.slug)) for paper in now.papers), before.papers),
        vocabulary=_same_vocabulary(now.vocabulary, before.vocabulary),
        listings=_same_mapping(now.listings, before.listings),
        published=_same(now.published, before.published),
        synonyms=_same(now.synonyms, before.synonyms),
        digests=_same(tuple(map(_same, now.digests, [*before.digests, *now.digests])), before.digests),
    )


def _same(now: _Item, before: _Item | None) -> _Item:
    return before if before is not None and (now is before or now == before) else now


def _same_mapping(now: Mapping[str, _Item], before: Mapping[str, _Item]) -> Mapping[str, _Item]:
    """The mapping before, if its entries are equal and in the same order, which is that of a file."""
    found = {key: _same(value, before.get(key)) for key, value in now.items()}
    return before if list(found.items()) == list(before.items()) else MappingProxyType(found)


def _same_vocabulary(now: Vocabulary, before: Vocabulary) -> Vocabulary:
    topics, tags = _same_mapping(now.topics, before.topics), _same_mapping(now.tags, before.tags)
    return before if topics is before.topics and tags is before.tags else replace(now, topics=topics, tags=tags)
