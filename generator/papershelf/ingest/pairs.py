"""The pairing of lines that the layouts share: a title, and its abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from papershelf.errors import Problem
from papershelf.ingest.capture import Candidate
from papershelf.text import from_listing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its number, counted from 1."""

    number: int
    text: str


LONGEST_TITLE = 300
"""In characters. The longest of the real titles has 181, the shortest real abstract 364."""

_SENTENCE_END = re.compile(r"""[.!?…:;)\]}>"'”’$%]$|https?://\S""")
"""What a last word has at its end, or holds."""


def pair(path: str, listing: str, lines: Sequence[Line]) -> tuple[list[Candidate], list[Problem]]:
    """Pair titles with abstracts: they take turns, and a record that misses one is set aside.

    Turns alone would shift every later record when a single line is missing, so each turn
    looks at the next line too. A record that is set aside keeps its place in the ranking.
    """
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    at = rank = 0
    while at < len(lines):
        rank += 1
        first = lines[at]
        second, third = (lines[at + n].text if at + n < len(lines) else "" for n in (1, 2))
        if len(first.text) > LONGEST_TITLE or (_is_prose(first.text) and second and not _is_prose(second)):
            problems.append(_aside(path, first, rank, "an abstract has no title before it"))
            at += 1
        elif not second or (not _is_prose(second) and _is_prose(third)):
            problems.append(_aside(path, first, rank, f"the title {_shorten(first.text)} has no abstract"))
            at += 1
        elif not third and not _SENTENCE_END.search(second.rpartition(" ")[2]):
            problems.append(_aside(path, first, rank, f"{_shorten(first.text)} is cut off in its abstract"))
            at += 2
        else:
            candidates.append(
                Candidate(
                    listing=listing,
                    rank=rank,
                    title=from_listing(first.text),
                    abstract=from_listing(second),
                    line=first.number,
                )
            )
            at += 2
    return candidates, problems


def _is_prose(text: str) -> bool:
    """Whether a line reads like an abstract: long, or a sentence that ends as one."""
    return len(text) > LONGEST_TITLE or (text.endswith(".") and text.count(" ") >= 5)


def _aside(path: str, line: Line, rank: int, problem: str) -> Problem:
    return Problem(
        path=path,
        line=line.number,
        field=f"record {rank}",
        problem=problem,
        remedy="Complete the record in the listing and import it again; the other records are not affected",
    )


def _shorten(text: str) -> str:
    return f"'{text}'" if len(text) <= 60 else f"'{text[:59].rstrip()}…'"
