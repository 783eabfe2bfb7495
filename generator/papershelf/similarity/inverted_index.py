"""An inverted index: from terms to the documents that hold them, for suggested tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from papershelf.similarity.sparse import Sparse, to_sparse

MOST_STEPS = 9_000
"""How many pairs of a term and a document are looked at for one vector: more than any paper of the first list needs."""


@dataclass(slots=True, kw_only=True)
class InvertedIndex:
    """Documents by their terms; a document is a vector of length one. Both are known by their numbers."""

    vectors: Sparse
    """A row for each document."""
    postings: Sparse
    """A row for each term: the documents that have it, of a long list those in which it weighs most."""
    steps: int = 0
    """How many pairs of a term and a document were looked at: what time is spent on."""

    def scores(self, vector: Mapping[int, float]) -> dict[int, float]:
        """The similarity of documents to a vector; where many have its terms, by the strongest of these."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term in self._finders(vector):
            numbers, weights = self.postings.row(term)
            self.steps += len(numbers)
            weight = vector[term]
            for number, other in zip(numbers, weights, strict=True):
                scores[number] += weight * other
        return scores

    def _finders(self, vector: Mapping[int, float]) -> Iterable[int]:
        starts = self.postings.starts
        lengths = {term: starts[term + 1] - starts[term] for term in vector}
        if sum(lengths.values()) <= MOST_STEPS:
            return vector
        strongest = sorted(vector, key=lambda term: (-vector[term], term))
        return [
            term
            for term, steps in zip(strongest, accumulate(lengths[term] for term in strongest), strict=True)
            if steps <= MOST_STEPS
        ]


def invert(vectors: Sparse, terms: int, longest: int) -> InvertedIndex:
    """Index documents by their terms.

    Args:
        vectors: A row for each document, of length one.
        terms: How many terms there are.
        longest: How many documents a term leads to at the most.
    """
    return InvertedIndex(vectors=vectors, postings=to_sparse(_cut(vectors.transposed(terms), longest)))


def _cut(postings: Sparse, longest: int) -> Iterator[dict[int, float]]:
    for term in range(len(postings)):
        weights = dict(zip(*postings.row(term), strict=True))
        if len(weights) > longest:
            strongest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
            weights = dict(strongest[:longest])
        yield weights
