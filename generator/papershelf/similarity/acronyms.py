"""Names that mean one thing in one paper and another in the next. Pure.

Two papers on an HMoE have nothing in common by it where the H is for `heterogeneous` in one and for
`hierarchical` in the other. What a name is short for is read beside it, as people write it: `heterogeneous
mixture of experts (HMoE)`, or the other way round. A title `HMoE: …` names something of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from papershelf.similarity.terms import WORD, stem

Meanings = Mapping[str, str]
"""What the names in a paper, as terms, are short for: stems of words, or what only this paper means."""

_NAME = r"(?P<name>[^\W_]*[^\W\d_a-z][^\W_]*)"
_LONG = r"(?P<long>[^().:;!?]{3,160})"
_EXPLAINED = (re.compile(rf"{_LONG}\(\s*{_NAME}\s*[),;]"), re.compile(rf"\b{_NAME}(?:\s*[:(,]|\s+[-–—])\s*{_LONG}"))
_SIGNS = ("(", ":(,-–—")
"""One of which a text has in which a pattern finds anything."""
_TITLE_NAME = re.compile(rf"\s*{_NAME}\s*:")


def meanings(title: str, texts: Sequence[str]) -> Meanings:
    """What the names mean that a paper explains, or that its title gives to something of its own."""
    found: dict[str, str] = {}
    for name, words in (pair for text in texts for pair in _explained(text)):
        found.setdefault(_term(name), words)
    if match := _TITLE_NAME.match(title):
        found.setdefault(_term(match["name"]), f": {title}")
    return found


def ambiguous(papers: Sequence[Meanings]) -> frozenset[str]:
    """The names that mean several things on a list."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for name, meaning in paper.items():
            known[name].add(meaning)
    return frozenset(name for name, meant in known.items() if len(meant) > 1)


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """The names of a text that are beside what they are short for, and the stems of its words."""
    for pattern, end, signs in zip(_EXPLAINED, (True, False), _SIGNS, strict=True):
        for match in pattern.finditer(text) if any(map(text.__contains__, signs)) else ():
            words, letters = WORD.findall(match["long"]), _letters(match["name"])
            sizes = range(len(letters), min(2 * len(letters), len(words)) + 1)
            long = next(
                (long for size in sizes if _spells(long := words[-size:] if end else words[:size], letters)), None
            )
            if long:
                yield match["name"], _stems(long)


def _letters(name: str) -> str:
    """The letters of an acronym, without the ending of a plural."""
    return (name[:-1] if name.endswith("s") and name[:-1].isupper() else name).lower()


def _spells(words: Sequence[str], letters: str) -> bool:
    """Whether words, little ones aside, begin with the letters of an acronym in their order."""
    if len(letters) < 2 or words[0][0].lower() != letters[0] or words[-1][0].lower() != letters[-1]:
        return False
    initials = iter(word[0].lower() for word in words)
    return all(letter in initials for letter in letters)


def _stems(words: Sequence[str]) -> str:
    """Words as what they mean is compared: without their endings, and without little ones."""
    return " ".join(stem(word.lower()) for word in words if len(word) > 3)


def _term(name: str) -> str:
    return stem(_letters(name))
