"""Plain text into sentences."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|et al|cf|vs|Figs?|Eqs?|Secs?|Tabs?|Refs?|resp|approx|Dr|Prof|Mr|Ms|St|[A-Z])\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    """Part plain text where a sentence ends, but not behind an abbreviation or an initial."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        # Only the last few characters can be an abbreviation.
        if _ABBREVIATION.search(text[max(start, end.start() - 8) : end.start()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)
