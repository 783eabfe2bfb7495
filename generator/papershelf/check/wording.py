"""What rules ask of our own sentences, whatever they are in: a voice of our own, and no words of the abstract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.model import Paper

COPIED_WORDS = 8
"""A run of so many words in common with the abstract is a copy."""

_WORD = re.compile(r"[^\W_]+")
_VOICE = re.compile(
    r"\b(?:this (?:paper|work|article|study)|we|our|novel|groundbreaking|remarkabl[ey]|cutting-edge|paves? the way"
    r"|state-of-the-art)\b",
    re.IGNORECASE,
)


def loud_words(text: str) -> str | None:
    """The first words of a text that speak as the authors, or advertise."""
    found = _VOICE.search(text)
    return None if found is None else found.group()


def copied_words(paper: Paper, text: str) -> str | None:
    """The first run of words that a text took from the paper's abstract; a title does not count."""
    theirs = set(_runs(paper.abstract or "")) - set(_runs(paper.title))
    return next((" ".join(run) for run in _runs(text) if run in theirs), None)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return (tuple(words[n : n + COPIED_WORDS]) for n in range(len(words) - COPIED_WORDS + 1))
