"""Papers of a page in groups that readers choose among: by kind of contribution, or by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from papershelf.model import KIND_TOPIC, Paper, Vocabulary

SURVEY = "survey"
"""The kind with which reading begins, where the vocabulary has it: surveys, tutorials, textbooks."""
PLAIN = "method"
"""The group of papers of no kind, which comes behind the surveys: a method, and its test."""
FEWEST = 8
"""Papers that are worth grouping."""
SHOWN = 12
"""Papers that a page shows at most before a reader opens a group; the first group is always open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some papers of a page under one heading."""

    key: str
    label: str
    papers: tuple[Paper, ...]
    is_open: bool = False


def group(vocabulary: Vocabulary, papers: Iterable[Paper], but: str = "") -> tuple[str, tuple[Group, ...]]:
    """Papers by kind, or by year where kinds tell nothing apart.

    Args:
        vocabulary: Its kinds come in its order, surveys first and papers without a kind behind them.
        papers: Each is in the first group that it belongs to; within a group they keep their order.
        but: A tag that all of them have, which is not a group.

    Returns:
        `kind` or `year`, with the groups; an empty text and none where the papers are too few.
    """
    known = tuple(papers)
    if len(known) < FEWEST:
        return "", ()
    if but not in vocabulary.tags or vocabulary.tags[but].topic != KIND_TOPIC:
        kinds = _by_kind(vocabulary, known)
        if len(kinds) > 1:
            return "kind", _opened(kinds)
    years = _by_year(known)
    return ("year", _opened(years)) if len(years) > 1 else ("", ())


def _by_kind(vocabulary: Vocabulary, papers: tuple[Paper, ...]) -> list[Group]:
    kinds = [tag for tag in vocabulary.tags_of(KIND_TOPIC) if tag.key != SURVEY]
    labels = {tag.key: tag.label for tag in vocabulary.tags_of(KIND_TOPIC) if tag.key == SURVEY}
    labels |= {PLAIN: "Method"} | {tag.key: tag.label for tag in kinds}
    places = {key: place for place, key in enumerate(labels)}

    def kind_of(paper: Paper) -> str:
        kinds = [tag for tag in paper.tags if tag in places]
        return min(kinds, key=places.__getitem__) if len(kinds) > 1 else next(iter(kinds), PLAIN)

    return _gather(papers, labels, kind_of)


def _by_year(papers: tuple[Paper, ...]) -> list[Group]:
    years = sorted({paper.year for paper in papers if paper.year is not None}, reverse=True)
    labels = {year: year for year in years} | {"": "No year stated"}
    return _gather(papers, labels, lambda paper: paper.year or "")


def _gather(papers: tuple[Paper, ...], labels: dict[str, str], key_of: Callable[[Paper], str]) -> list[Group]:
    found: dict[str, list[Paper]] = {key: [] for key in labels}
    for paper in papers:
        found[key_of(paper)].append(paper)
    return [Group(key=key, label=labels[key], papers=tuple(group)) for key, group in found.items() if group]


def _opened(groups: list[Group]) -> tuple[Group, ...]:
    """The groups, of which as many are open as a first look takes in."""
    shown = 0
    opened = []
    for number, each in enumerate(groups):
        shown += len(each.papers)
        is_open = number == 0 or shown <= SHOWN
        opened.append(Group(key=each.key, label=each.label, papers=each.papers, is_open=is_open))
    return tuple(opened)
