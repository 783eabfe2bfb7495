"""Where in a paper's file, or a digest's, a value is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from papershelf.content import papers
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Mapping as YamlMapping
from papershelf.content.yaml.nodes import scalars


def line_of(text: str, name: str, written: str) -> int:
    """The line of a file that holds a value of a field, or that of the field where the value is not written so."""
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
