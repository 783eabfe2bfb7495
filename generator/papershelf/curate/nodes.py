"""What is in a paper's file, before it is understood."""

from __future__ import annotations

from papershelf.content import papers
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Node


def node_of(text: str, field: str) -> Node | None:
    """What is under a field of a file; None where nothing does."""
    parts = papers.split(Report(path=""), text.replace("\r\n", "\n"))
    return parts.front.entries[field].value if parts is not None and field in parts.front.entries else None


def has_remarks(text: str, field: str) -> bool:
    """Whether a field has comments between its lines, which a new value would lose."""
    parts = papers.split(Report(path=""), text.replace("\r\n", "\n"))
    if parts is None or field not in parts.front.entries:
        return False
    rows = text.split("\n")
    start, end = edit.span(rows, parts.front, field)
    return end > start + 1 and any("#" in row for row in rows[start:end])
