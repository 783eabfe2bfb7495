"""The curated papers, indexed: from terms to the papers and the tags that they speak for."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from papershelf.model import Paper, Vocabulary
from papershelf.similarity.corpus import Corpus, numbered, read_corpus
from papershelf.similarity.inverted_index import InvertedIndex, invert
from papershelf.similarity.sparse import Sparse, to_sparse
from papershelf.similarity.terms import (
    WORD,
    Weighted,
    count,
    dot_product,
    inverse_document_frequencies,
    stem,
    texts_of,
    vector_of,
)

_NEIGHBOURS = 25
"""How many papers vote."""
_BEST = 25
"""How many tags make up what is usual for a paper."""
_POSTINGS = 250
"""How many papers a term finds: those that say most about it. So the work for a paper does not grow with the list."""
_DESCRIPTION = 3.0
"""What a tag's label, aliases and description count, beside each of its papers."""
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one tag of one paper."""

    votes: float
    """The share of the nearest papers that have the tag, by their similarity; 0 to 1."""
    similarity: float
    """How similar to the text of the tag's papers and its description the paper is; 0 to 1."""
    relative_similarity: float
    """This similarity beside the usual one of the paper's best tags."""
    papers: int
    """How many papers have the tag."""
    in_title: int
    """How often the title names the tag."""
    in_text: int
    """How often the summary and the abstract do."""
    in_full: bool
    """Whether they do it by a name of several words, which hardly ever means anything else."""

    @property
    def features(self) -> tuple[float, ...]:
        """All evidence as the regression takes it; the offsets keep the logarithms of nothing finite."""
        return (
            1.0,
            math.log(self.votes + 0.03),
            math.log(self.similarity + 0.02),
            math.log(self.relative_similarity + 0.05),
            math.log(self.papers + 1),
            float(self.in_title > 0),
            float(self.in_text > 0),
        )

    @property
    def features_of_words(self) -> tuple[float, ...]:
        """What the vocabulary's words alone say: all there is where hardly a paper has tags."""
        return (
            1.0,
            math.log(self.similarity + 0.02),
            math.log(self.relative_similarity + 0.05),
            float(self.in_title > 0),
            float(self.in_text > 0),
            math.log(self.in_text + 1),
            float(self.in_full),
            float(self.in_full and self.in_title > 0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A paper as the judges see it."""

    texts: Weighted
    vector: Mapping[int, float]
    """Its terms, by their numbers in the index."""
    nearest: tuple[tuple[int, float], ...]
    """The numbers of the papers that vote, and their similarity."""
    named: Mapping[str, str]
    """The tags that the paper names, and the words it does it with."""
    evidence: Mapping[str, Evidence]
    """By tag, for those that anything speaks for."""

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but a title, in which the same similarity means less."""
        return not any(text for text, _ in self.texts[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class TagIndex:
    """The curated papers, indexed: from terms to papers and to tags."""

    papers: tuple[Paper, ...]
    vocabulary: Vocabulary
    terms: Mapping[str, int]
    """The numbers of terms, from A to Z."""
    written: tuple[str, ...]
    """Terms by their numbers."""
    inverse_document_frequency: Mapping[int, float]
    inverted: InvertedIndex
    tags: tuple[str, ...]
    """Those of the vocabulary, by their numbers."""
    sums: Sparse
    """For each term its weight in each tag: the sum over the tag's papers and its description."""
    squares: Sequence[float]
    """The squared length of each tag's sum."""
    counts: Mapping[str, int]
    names: Mapping[tuple[str, ...], tuple[str, ...]]
    """The tags that a run of stems names."""

    def read(self, paper: Paper, left_out: int | None = None) -> Reading:
        """Gather all evidence on a paper.

        Args:
            paper: The paper.
            left_out: Its own number, where it is one of the index and must not be its own witness.
        """
        own = () if left_out is None else self.papers[left_out].tags
        texts = texts_of(paper)
        vector = vector_of(numbered(count(texts), self.terms), self.inverse_document_frequency)
        nearest = self._nearest(vector, left_out)
        votes = self._votes(nearest)
        similarity = self._similarities(vector, left_out)
        best = sorted(similarity.values(), reverse=True)[:_BEST]
        usual = math.fsum(best) / len(best) if best else 1.0
        in_title, in_text = self._named(texts[:1]), self._named(texts[1:])
        evidence = {
            tag: Evidence(
                votes=votes.get(tag, 0.0),
                similarity=similarity.get(tag, 0.0),
                relative_similarity=similarity.get(tag, 0.0) / usual,
                papers=self.counts.get(tag, 0) - (tag in own),
                in_title=len(in_title.get(tag, ())),
                in_text=len(in_text.get(tag, ())),
                in_full=any(WORD.findall(name)[1:] for name in (*in_title.get(tag, ()), *in_text.get(tag, ()))),
            )
            for tag in dict.fromkeys((*similarity, *votes, *in_title, *in_text))
        }
        named = {tag: found[0] for tag, found in (in_text | in_title).items()}
        return Reading(texts=texts, vector=vector, nearest=nearest, named=named, evidence=evidence)

    def weigh(self, vector: Mapping[int, float], tag: str) -> dict[str, float]:
        """What each term of a paper has in common with the text of a tag's papers and its description."""
        number = self.tags.index(tag)
        return {self.written[term]: weight * self._sum(term, number) for term, weight in vector.items()}

    def _sum(self, term: int, tag: int) -> float:
        start, end = self.sums.starts[term], self.sums.starts[term + 1]
        place = bisect_left(self.sums.columns, tag, start, end)
        return self.sums.values[place] if place < end and self.sums.columns[place] == tag else 0.0

    def _nearest(self, vector: Mapping[int, float], left_out: int | None) -> tuple[tuple[int, float], ...]:
        similarity = self.inverted.scores(vector)
        similarity.pop(-1 if left_out is None else left_out, None)
        least = min(nlargest(_NEIGHBOURS, similarity.values()), default=0.0)
        best = [item for item in similarity.items() if item[1] >= least]
        return tuple(sorted(best, key=lambda item: (-item[1], item[0]))[:_NEIGHBOURS])

    def _votes(self, nearest: Iterable[tuple[int, float]]) -> dict[str, float]:
        votes: dict[str, float] = {}
        total = math.fsum(similarity for _, similarity in nearest)
        for number, similarity in nearest:
            for tag in self.papers[number].tags:
                votes[tag] = votes.get(tag, 0.0) + similarity / total
        return votes

    def _similarities(self, vector: Mapping[int, float], left_out: int | None) -> dict[str, float]:
        """The cosine with each tag's text; a paper that is left out is taken out of its tags' texts."""
        products, squares = [0.0] * len(self.tags), list(self.squares)
        for term, weight in vector.items():
            for tag, other in zip(*self.sums.row(term), strict=True):
                products[tag] += weight * other
        if left_out is not None:
            known = dict(zip(*self.inverted.vectors.row(left_out), strict=True))
            for tag in map(self.tags.index, self.papers[left_out].tags):
                products[tag] -= dot_product(vector, known)
                overlap = math.fsum(weight * self._sum(term, tag) for term, weight in known.items())
                squares[tag] += dot_product(known, known) - 2.0 * overlap
        # What is left of a difference of equal numbers is not a similarity.
        return {
            tag: shared / math.sqrt(square)
            for tag, shared, square in zip(self.tags, products, squares, strict=True)
            if min(shared, square) > 1e-9
        }

    def _named(self, texts: Weighted) -> dict[str, list[str]]:
        """The tags that are named, with the words of each time; a name within a longer one names nothing."""
        found: dict[str, list[str]] = {}
        for text, _ in texts:
            words = list(WORD.finditer(text))
            stems = tuple(stem(word.group().lower()) for word in words)
            furthest = 0
            for start in range(len(stems)):
                ends = range(min(start + _LONGEST_NAME, len(stems)), max(start, furthest), -1)
                end = next((end for end in ends if stems[start:end] in self.names), None)
                if end is not None:
                    furthest = end
                    for tag in self.names[stems[start:end]]:
                        found.setdefault(tag, []).append(text[words[start].start() : words[end - 1].end()].lower())
        return found


def index_tags(
    papers: tuple[Paper, ...], vocabulary: Vocabulary, others: Sequence[Paper] = (), corpus: Corpus | None = None
) -> TagIndex:
    """Index the curated papers and the descriptions of the tags.

    Args:
        papers: Those that tags are learnt from.
        vocabulary: The tags.
        others: Further papers, which say only how telling a term is.
        corpus: What these papers and perhaps more say, where it was read before.
    """
    corpus = read_corpus([*papers, *others], vocabulary) if corpus is None else corpus
    rows = [corpus.papers[paper.slug] for paper in papers]
    read = [*rows, *corpus.tags.values(), *(corpus.papers[paper.slug] for paper in others)]
    weights = inverse_document_frequencies((corpus.counts.row(row)[0] for row in read), len(read))
    vectors = to_sparse(vector_of(corpus.row(row), weights) for row in rows)
    about = {tag: vector_of(corpus.row(row), weights) for tag, row in corpus.tags.items()}
    totals = to_sparse(_totals(papers, vectors, about))
    return TagIndex(
        papers=papers,
        vocabulary=vocabulary,
        terms=corpus.terms,
        written=tuple(corpus.terms),
        inverse_document_frequency=weights,
        inverted=invert(vectors, len(corpus.terms), _POSTINGS),
        tags=tuple(vocabulary.tags),
        sums=totals.transposed(len(corpus.terms)),
        squares=[math.fsum(weight * weight for weight in totals.row(tag)[1]) for tag in range(len(totals))],
        counts=Counter(tag for paper in papers for tag in paper.tags),
        names=_names(vocabulary),
    )


def _totals(
    papers: Sequence[Paper], vectors: Sparse, about: Mapping[str, Mapping[int, float]]
) -> Iterator[dict[int, float]]:
    """What each tag's description and papers weigh together, term by term."""
    having: dict[str, list[int]] = {tag: [] for tag in about}
    for number, paper in enumerate(papers):
        for tag in paper.tags:
            having[tag].append(number)
    for tag, description in about.items():
        total = {term: _DESCRIPTION * weight for term, weight in description.items()}
        for number in having[tag]:
            for term, weight in zip(*vectors.row(number), strict=True):
                total[term] = total.get(term, 0.0) + weight
        yield total


def _names(vocabulary: Vocabulary) -> dict[tuple[str, ...], tuple[str, ...]]:
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for tag in vocabulary.tags.values():
        spelt = (tuple(map(stem, WORD.findall(name.lower()))) for name in (tag.key, tag.label, *tag.aliases))
        for name in dict.fromkeys(spelt):
            names[name] = (*names.get(name, ()), tag.key)
    return names
