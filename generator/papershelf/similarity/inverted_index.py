"""An inverted index: from terms to the documents that hold them, for suggested tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from papershelf.similarity.terms import Vector

_NOTHING: tuple[Sequence[int], Sequence[float]] = ((), ())


@dataclass(slots=True, kw_only=True)
class InvertedIndex:
    """Documents by their terms; a document is a vector of length one, named by its number."""

    vectors: tuple[Vector, ...]
    postings: Mapping[str, tuple[Sequence[int], Sequence[float]]]
    """The numbers of the documents with a term, and its weights; of a long list those in which it weighs most."""
    steps: int = 0
    """How many pairs of a term and a document were looked at: what time is spent on."""

    def scores(self, vector: Vector, terms: Iterable[str]) -> dict[int, float]:
        """What each document's similarity to a vector gains from some of the vector's terms."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term in terms:
            numbers, weights = self.postings.get(term, _NOTHING)
            self.steps += len(numbers)
            weight = vector[term]
            for number, other in zip(numbers, weights, strict=True):
                scores[number] += weight * other
        return scores


def invert(vectors: Iterable[Vector], longest: int) -> InvertedIndex:
    """Index documents by their terms.

    Args:
        vectors: The documents, each of length one, in the order of their numbers.
        longest: How many documents a term leads to at the most.
    """
    documents = tuple(vectors)
    postings: dict[str, list[int]] = {}
    for number, vector in enumerate(documents):
        for term in vector:
            postings.setdefault(term, []).append(number)
    return InvertedIndex(
        vectors=documents,
        postings={term: _most_telling(term, numbers, documents, longest) for term, numbers in postings.items()},
    )


def _most_telling(
    term: str, numbers: Sequence[int], vectors: Sequence[Vector], longest: int
) -> tuple[Sequence[int], Sequence[float]]:
    if len(numbers) > longest:
        numbers = sorted(numbers, key=lambda number: (-vectors[number][term], number))[:longest]
    return numbers, [vectors[number][term] for number in numbers]
