"""Plain text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|et al|cf|vs|Figs?|Eqs?|Secs?|Tabs?|Refs?|resp|approx|Dr|Prof|Mr|Ms|St|[A-Z])\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    """Part plain text where a sentence ends, but not behind an abbreviation or an initial."""
    return tuple(each_sentence(text))


def each_sentence(text: str) -> Iterator[str]:
    """What `sentences` finds, for whoever may only need the first ones."""
    start = 0
    for end in _END.finditer(text):
        # Only the last few characters can be an abbreviation.
        if _ABBREVIATION.search(text[max(start, end.start() - 8) : end.start()]):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if sentence := text[start:].strip():
        yield sentence
