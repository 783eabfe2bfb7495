"""Texts that grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from growth import Work

from papershelf.content import beginnings, papers, places, unchanged
from papershelf.content.yaml.fields import Report
from papershelf.ingest.capture import Candidate
from papershelf.text import (
    escape,
    escape_markdown,
    markdown,
    plain_text,
    sentences,
    summary_text,
)
from papershelf.text.tex.mathml import mathml

CAPPED = {
    "unknown tags of many papers": 800,
    "topics": 800,
    "the vocabulary: topics": 800,
    "the vocabulary: unknown broader": 2_000,
    "the vocabulary: unknown topics": 2_000,
    "corrections: fewer lines": 800,
}
"""Cases whose work grows faster up to a cap, with the size behind which nothing may do so."""


REMEMBERED: list[Any] = [
    escape_markdown,
    escape.unbroken,
    escape._parts,
    markdown._safe_html,
    markdown._as_it_is,
    mathml,
    sentences,
    summary_text,
    plain_text,
    places._lines_of,
    places._front,
    beginnings.lines,
    unchanged.REMEMBERED,
]


def rows(pattern: str, size: int) -> str:
    """A pattern as often as that, each time with another number."""
    return "".join(pattern.replace("%", str(n)) for n in range(size))


FRONT = 'id: aaaa\ntitle: "Kettles"\nadded: "2026-01-02"\n'


def paper(front: Callable[[int], str], body: Callable[[int], str] = lambda size: "") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = f"---\n{FRONT}{front(size)}---\n{body(size)}"
        return lambda: papers.read(Report(path="x"), "x", text, None)

    return make


TAG = "  g%: {label: G%, topic: t, description: G}\n"


def chain(size: int, last: str = "") -> str:
    found = [f"  g{n}: {{label: G{n}, topic: t, description: G, broader: g{n + 1}}}\n" for n in range(size)]
    return "".join([*found, f"  g{size}: {{label: G{size}, topic: t, description: G{last}}}\n"])


def lines(read: Callable[[str], object], row: str, head: str = "") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = head + rows(row, size)
        return lambda: read(text)

    return make


def found(**facts: Any) -> Candidate:
    return Candidate(**{"listing": "l", "rank": 1, "title": "Kettles", "abstract": "They whistle.", "line": 1} | facts)
