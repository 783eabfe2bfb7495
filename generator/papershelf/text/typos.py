"""What a mistyped word was meant to be: one known word beyond doubt, or a few to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from papershelf.lazy_import import lazy_import

if TYPE_CHECKING:
    import rapidfuzz
    import rapidfuzz.distance
else:
    rapidfuzz = lazy_import("rapidfuzz")

MOST_EDITS = 2
"""Letters that are wrong, missing, too many or exchanged in a word that can still be corrected."""
CLEARLY = 1
"""How many edits any other meaning must be further away."""

_DIGITS = re.compile(r"\d+")
_ALIKE = 65
"""The score from which a word is named; 100 is the same word, or one that holds all words of the other."""
_SOMEWHAT = 40
"""Likewise, of a second one beside a single likely one."""
_SPELT = 75
"""The score of two spellings from which one is nearly the other."""
_LONGEST = 100
_MOST_NAMED = 3


def correct(word: str, meaning: Mapping[str, str]) -> str | None:
    """What a word means once its slips are corrected; None where nobody can be sure.

    At most two edits are corrected, in a short word one, in one of three letters none: between acronyms, an edit
    is another acronym. Numbers tell things apart, so they must be the same. No second meaning may be nearly as near.

    Args:
        word: What was typed.
        meaning: Known words, in the same spelling, and what each means.
    """
    allowed = min(MOST_EDITS, len(word) // 3 if len(word) > 3 else 0)
    if not allowed or len(word) > _LONGEST:
        return None
    far = allowed + CLEARLY
    edits_between = rapidfuzz.distance.DamerauLevenshtein.distance
    found = rapidfuzz.process.extract(word, list(meaning), scorer=edits_between, score_cutoff=far, limit=None)
    edits: dict[str, int] = {}
    for known, distance, _ in found:
        edits[meaning[known]] = min(int(distance), edits.get(meaning[known], far))
    (first, least), *others = sorted(edits.items(), key=lambda item: item[1]) or [("", far)]
    if least > allowed or any(distance <= least + CLEARLY for _, distance in others):
        return None
    nearest = [known for known, distance, _ in found if meaning[known] == first and distance == least]
    return first if any(_DIGITS.findall(known) == _DIGITS.findall(word) for known in nearest) else None


def nearest(word: str, meaning: Mapping[str, str]) -> list[str]:
    """Up to three meanings that a word is most like, the likeliest first; none where it is like no known word.

    Args:
        word: What was typed.
        meaning: Known words, in the same spelling, and what each means.
    """
    word = word[:_LONGEST]
    found = rapidfuzz.process.extract(
        word, list(meaning), scorer=rapidfuzz.fuzz.WRatio, score_cutoff=_SOMEWHAT, limit=100
    )
    # A short word is a part of many others by chance, unless it is one of the words.
    chance = {known for known, _, _ in found if len(known) * 2 < len(word) and known not in word.split()}
    # A word that is nearly spelt so goes before one that only shares a part with it.
    spelt = {known: score for known, _, _ in found if (score := rapidfuzz.fuzz.ratio(word, known)) >= _SPELT}
    scored = [(known, _SOMEWHAT if known in chance else score) for known, score, _ in found]
    scores: dict[str, float] = {}
    for known, score in sorted(scored, key=lambda item: (-spelt.get(item[0], 0), -item[1], item[0])):
        scores.setdefault(meaning[known], score)
    likely = sum(score >= _ALIKE for score in scores.values())
    # One alone would look like the answer, which `correct` would have given.
    return list(scores)[: min(max(likely, 2), _MOST_NAMED)] if likely else []
