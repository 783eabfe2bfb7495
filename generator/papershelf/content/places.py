"""Where in a paper's file a value is written: the lines of problems that loading finds after reading."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from papershelf.content import papers
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Mapping as YamlMapping
from papershelf.content.yaml.nodes import scalars
from papershelf.errors import Problem
from papershelf.model import Paper


def about(paper: Paper, name: str, written: str, problem: str, remedy: str, texts: Mapping[str, str]) -> Problem:
    """A problem of one field, at the line on which the value is written."""
    line = line_of(texts[paper.file], name, written)
    return Problem(path=paper.source, line=line, field=name, problem=problem, remedy=remedy)


def line_of(text: str, name: str, written: str) -> int:
    """The line of a file on which a value of a field is, or its field where the value is not written so."""
    first, lines = _lines_of(text, name)
    return lines.get(written, first)


@lru_cache(maxsize=4)
def _lines_of(text: str, name: str) -> tuple[int, Mapping[str, int]]:
    """The line of a field, and the first of each of its values."""
    node = _front(text).entries[name].value
    lines: dict[str, int] = {}
    for scalar in scalars(node):
        lines.setdefault(scalar.value, scalar.place.line + 1)
    return node.place.line + 1, lines


@lru_cache(maxsize=4)
def _front(text: str) -> YamlMapping:
    """The front matter of a file that was read; several problems of one file in a row need it once."""
    parts = papers.split(Report(path=""), text.replace("\r\n", "\n"))
    assert parts is not None, "the paper was read from this text"
    return parts.front
