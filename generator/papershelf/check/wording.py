"""What rules ask of our own sentences, whatever they are in: a voice of our own, and no words of the abstract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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


def copied_from(papers: Iterable[Paper], texts: Iterable[str]) -> dict[str, str]:
    """The first run of words that each of some texts took from whichever paper's abstract; titles do not count.

    Args:
        papers: All papers; those without an abstract take no part.
        texts: Many texts, which are compared at once.

    Returns:
        The run by its text; texts without one are left out.
    """
    ours: dict[tuple[str, ...], list[str]] = {}
    for text in texts:
        for run in _runs(text):
            ours.setdefault(run, []).append(text)
    found: dict[str, str] = {}
    for paper in papers:
        taken = [run for run in _runs(paper.abstract or "") if run in ours]
        titled = set(_runs(paper.title)) if taken else set()
        for run in taken:
            for text in ours[run] if run not in titled else ():
                found.setdefault(text, " ".join(run))
    return found


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return (tuple(words[n : n + COPIED_WORDS]) for n in range(len(words) - COPIED_WORDS + 1))
