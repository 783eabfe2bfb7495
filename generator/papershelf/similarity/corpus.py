"""The texts of a list as counts of numbered terms: read once, indexed as often as one likes. Pure."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papershelf.model import Paper, Vocabulary
from papershelf.similarity.sparse import Sparse, to_sparse
from papershelf.similarity.terms import Vector, count, texts_about, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What papers say, and what a vocabulary says about its tags."""

    terms: Mapping[str, int]
    """The terms that several of these texts have, numbered from A to Z: any other one connects nothing."""
    counts: Sparse
    """How much each term counts: a row for each paper, then one for each tag."""
    papers: Mapping[str, int]
    """The row of each paper, by its slug."""
    tags: Mapping[str, int]

    def row(self, number: int) -> dict[int, float]:
        """What counts in one of the texts."""
        return dict(zip(*self.counts.row(number), strict=True))


def numbered(counts: Vector, terms: Mapping[str, int]) -> dict[int, float]:
    """What counts in a text, by the numbers of terms; those that have none are left out."""
    return {terms[term]: its for term, its in counts.items() if term in terms}


def read_corpus(papers: Iterable[Paper], vocabulary: Vocabulary) -> Corpus:
    """Count the terms of papers and of the descriptions of tags."""
    rows: dict[str, int] = {}
    numbers: dict[str, int] = {}

    def texts() -> Iterable[Vector]:
        for paper in papers:
            rows[paper.slug] = len(rows)
            yield count(texts_of(paper))
        yield from (count(texts_about(tag)) for tag in vocabulary.tags.values())

    seen = to_sparse({numbers.setdefault(term, len(numbers)): its for term, its in text.items()} for text in texts())
    found = Counter(seen.columns)
    terms = {term: place for place, term in enumerate(sorted(term for term in numbers if found[numbers[term]] > 1))}
    renumbered = array("l", [-1]) * len(numbers)
    for term, place in terms.items():
        renumbered[numbers[term]] = place
    numbers.clear()
    counts = to_sparse(
        {renumbered[term]: its for term, its in zip(*seen.row(number), strict=True) if renumbered[term] >= 0}
        for number in range(len(seen))
    )
    tags = {tag: number for number, tag in enumerate(vocabulary.tags, start=len(rows))}
    return Corpus(terms=terms, counts=counts, papers=rows, tags=tags)
