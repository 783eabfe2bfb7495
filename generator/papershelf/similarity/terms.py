"""Text into terms: words without their endings, pairs of words, and how telling each is."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from papershelf.model import Paper, Tag
from papershelf.text import plain_text, summary_text

Weighted = Sequence[tuple[str, float]]
"""Texts, and what a word of each counts."""
Vector = dict[str, float]
"""Weights by term."""
Term = TypeVar("Term", str, int)
"""A term as it is written, or its number; numbers are in the order of terms."""

_TITLE, _SUMMARY, _ABSTRACT = 3.0, 2.0, 1.0
_LONGEST_VECTOR = 120
"""How many terms of a text count: the most telling ones."""

WORD = re.compile(r"[^\W_]+")
_STOP_WORDS = frozenset(
    WORD.findall(
        "a about above across after again against all along also although among an and another any are as at be "
        "because been before being below between beyond both but by can could do does during each either for from "
        "given had has have how however if in into is it its itself may more most much new no nor not of on one only "
        "or other our out over own paper per propose proposed same she show shows such than that the their them then "
        "there these they this those through thus to too two under up upon us use used using very via was we were "
        "what when where whether which while who whose why will with within without would yet you your"
    )
)
_ENDING = re.compile(
    r"(?<=.{4})(?:ational|i[sz]ations?|ations?|ities|ments?|i?vely|ingly|ness|ions?|ings?|i[sz]ed|i[sz]es?|i[sz]ing"
    r"|ity|ive|ers?|ies|ied|ed|es|ly|al|s|y|e)$"
)
"""English endings; what comes before them keeps four letters."""


def texts_of(paper: Paper) -> Weighted:
    """What a paper says, and what a word of it counts."""
    return [
        (paper.title, _TITLE),
        (summary_text(paper.summary), _SUMMARY),
        (plain_text(paper.abstract or ""), _ABSTRACT),
    ]


def texts_about(tag: Tag) -> Weighted:
    """What the vocabulary says about a tag, weighed like a paper."""
    return [(tag.label, _TITLE), (tag.description, _SUMMARY), *((alias, _ABSTRACT) for alias in tag.aliases)]


def terms(text: str) -> Iterator[tuple[str, str]]:
    """The telling words and pairs of words of a text: as they are compared, and as they are written."""
    before: tuple[re.Match[str], str] | None = None
    for match in WORD.finditer(text):
        word = match.group().lower()
        if word in _STOP_WORDS or len(word) == 1:
            continue
        short = stem(word)
        yield short, match.group()
        if before is not None and text[before[0].end() : match.start()] in (" ", "-"):
            yield f"{before[1]} {short}", text[before[0].start() : match.end()]
        before = match, short


@cache
def telling_stem(word: str) -> str | None:
    """A word, as it is written, without its ending; None where it tells nothing."""
    small = word.lower()
    return None if small in _STOP_WORDS or len(small) == 1 else stem(small)


@cache
def stem(word: str) -> str:
    """A word without its ending, so that merging, merged and merges are one."""
    short = _ENDING.sub("", word)
    doubled = len(short) > 4 and short[-1] == short[-2] and short[-1] not in "ls"
    return short[:-1] if doubled else short


def count(texts: Weighted) -> Vector:
    """How much each term of some texts counts."""
    counts: Vector = {}
    for text, weight in texts:
        for term, _ in terms(text):
            counts[term] = counts.get(term, 0.0) + weight
    return counts


def inverse_document_frequencies(texts: Iterable[Iterable[Term]], size: int) -> dict[Term, float]:
    """How telling each term of so many texts is; one that occurs once connects nothing, and is left out."""
    found: Counter[Term] = Counter()
    for text in texts:
        found.update(text)
    return {term: math.log((size + 1) / (number + 0.5)) for term, number in found.items() if number > 1}


def vector_of(counts: Mapping[Term, float], inverse_document_frequency: Mapping[Term, float]) -> dict[Term, float]:
    """The most telling terms of a text, as a vector of length one."""
    weights = [
        (term, (1 + math.log(count)) * inverse_document_frequency[term])
        for term, count in counts.items()
        if term in inverse_document_frequency
    ]
    if len(weights) > _LONGEST_VECTOR:
        weights = sorted(weights, key=lambda item: (-item[1], item[0]))[:_LONGEST_VECTOR]
    length = math.sqrt(math.fsum(weight * weight for _, weight in weights))
    return {term: weight / length for term, weight in weights}


def dot_product(one: Mapping[Term, float], other: Mapping[Term, float]) -> float:
    """The similarity of two vectors of length one, from the terms that both have: exact, so in any order the same."""
    return math.fsum(one[term] * other[term] for term in one.keys() & other.keys())
