"""What a tag or topic says to whoever begins with it: the overview, and the papers to read first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingABC
from dataclasses import replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TypeVar

from papershelf.content.yaml.fields import Report, check_keys, clip, records, required, text
from papershelf.content.yaml.nodes import Malformed, Mapping, Node, Scalar, Sequence, parse
from papershelf.errors import Problem, Severity
from papershelf.model import Paper, Start, Tag, Topic, Vocabulary

_T = TypeVar("_T", Topic, Tag)

_OVERVIEW = 'overview: "What it is, and where its papers agree and differ."'
_START = 'start: [{paper: its-slug, why: "The survey to begin with"}]'


def read(report: Report, mapping: Mapping, place: str) -> tuple[str, tuple[Start, ...]]:
    """The overview and the beginning that a tag or topic has; empty where it has none.

    Args:
        report: Where problems are noted.
        mapping: The fields of the tag or topic.
        place: Its name, such as `tags.kettles`.
    """
    overview, start = "", tuple[Start, ...]()
    if (entry := mapping.entries.get("overview")) is not None:
        overview = text(report, _unfolded(entry.value), f"{place}.overview", _OVERVIEW) or ""
    if (entry := mapping.entries.get("start")) is not None:
        start = records(report, entry.value, f"{place}.start", _START, partial(_start, report))
    return overview, start


def _unfolded(node: Node) -> Node:
    """A text of several lines as one line, as readers see it."""
    return node._replace(value=" ".join(node.value.split("\n"))) if isinstance(node, Scalar) else node


def _start(report: Report, mapping: Mapping, name: str) -> Start | None:
    check_keys(report, mapping, name, ("paper", "why"))
    paper = required(report, mapping, "paper", name, "paper: its-slug")
    why = required(report, mapping, "why", name, 'why: "The survey to begin with"')
    return None if paper is None or why is None else Start(paper=paper, why=why)


def resolve(words: Vocabulary, papers: Iterable[Paper], written: str, report: Report, *, whole: bool) -> Vocabulary:
    """The vocabulary with beginnings that name papers by their present slugs; unknown ones are noted and left out.

    Args:
        words: The vocabulary as it was read.
        papers: The papers of the list.
        written: The vocabulary's file, for the lines of problems.
        report: Where problems are noted.
        whole: Whether every paper could be read; otherwise nothing is said of one that is missing.
    """
    known = {alias: paper.slug for paper in papers for alias in paper.aliases} | {
        paper.slug: paper.slug for paper in papers
    }
    place_of = lines(written)

    def settle(section: str, entry: _T) -> _T:
        kept = []
        for number, start in enumerate(entry.start, start=1):
            field = f"{section}.{entry.key}.start[{number}].paper"
            slug = known.get(start.paper)
            if slug is not None:
                kept.append(replace(start, paper=slug))
            if slug != start.paper and (slug is not None or whole):
                report.problems.append(_objection(report, start.paper, slug, known, field, place_of.get(field)))
        return replace(entry, start=tuple(kept)) if entry.start else entry

    return Vocabulary(
        topics=MappingProxyType({key: settle("topics", topic) for key, topic in words.topics.items()}),
        tags=MappingProxyType({key: settle("tags", tag) for key, tag in words.tags.items()}),
    )


def _objection(
    report: Report, name: str, slug: str | None, known: MappingABC[str, str], field: str, line: int | None
) -> Problem:
    """What is to be said of a paper that is not named by its present slug."""
    if slug is not None:
        problem, remedy = f"'{clip(name)}' is a former name of the paper '{slug}'", f"Write '{slug}'"
    else:
        near = report.guesses.nearest(name, known)
        remedy = f"Did you mean '{near}'?" if near else "Name a paper by its file, without `.md`"
        problem = f"no paper is called '{clip(name)}'"
    severity = Severity.ERROR if slug is None else Severity.WARNING
    return Problem(
        path=report.path, line=line, field=field, problem=problem, remedy=remedy, severity=severity, rule="start"
    )


@lru_cache(maxsize=4)
def lines(written: str) -> MappingABC[str, int]:
    """The lines of a vocabulary's file, counted from 1, by field, such as `tags.kettles.start[1].paper`."""
    try:
        root = parse(written.replace("\r\n", "\n"))
    except Malformed:
        return MappingProxyType({})
    return MappingProxyType({} if root is None else dict(_lines("", root)))


def _lines(place: str, node: Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            field = f"{place}.{key}" if place else key
            yield field, entry.key.place.line + 1
            yield from _lines(field, entry.value)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, start=1):
            yield from _lines(f"{place}[{number}]", item)
