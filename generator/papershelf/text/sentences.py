"""Plain text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|et al|cf|vs|Figs?|Eqs?|Secs?|Tabs?|Refs?|resp|approx|Dr|Prof|Mr|Ms|St|[A-Z])\.$"
)


@lru_cache(maxsize=32_768)
def sentences(text: str) -> tuple[str, ...]:
    """Part plain text where a sentence ends, but not behind an abbreviation or an initial."""
    return tuple(each_sentence(text))


def each_sentence(text: str) -> Iterator[str]:
    """What `sentences` finds, for whoever may only need the first ones."""
    start = 0
    for end in _END.finditer(text):
        stop = end.start() + 1
        # Only the last few characters can be an abbreviation.
        if _ABBREVIATION.search(text[max(start, stop - 8) : stop]):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if sentence := text[start:].strip():
        yield sentence
