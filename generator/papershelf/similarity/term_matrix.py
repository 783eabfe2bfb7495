"""The papers of a whole list as a document-term matrix. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from typing import TYPE_CHECKING

from papershelf.lazy_import import lazy_import
from papershelf.similarity.index import FINDERS, POSTINGS, TAG_SHARE, term_of
from papershelf.similarity.matrix import Matrix, from_entries, load_numpy, starts_of
from papershelf.similarity.texts import Text
from papershelf.similarity.weights import LONGEST_VECTOR, OF_COUNT, UNIT, Vector, size_of, telling_of

if TYPE_CHECKING:
    import numpy as np

    from papershelf.similarity.matrix import Mask, Numbers
else:
    np = lazy_import("numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatrix:
    """What each term weighs in each paper. Both are known by their places."""

    terms: Mapping[str, int]
    """The places of terms, from A to Z: those that several papers have, and all tags."""
    lone: Mapping[str, int]
    """The words that one paper has, with its place."""
    vectors: Matrix
    """By the paper the terms of its vector, the strongest first."""
    marked: Matrix
    """The same with every weight doubled, and 1 more where the title has the term."""
    finders: Matrix
    """By the paper the terms that find candidates."""
    others: Matrix
    """By the paper the terms that it has beside its vector."""
    tagged: Matrix
    """By the paper its tags."""
    holders: Matrix
    """By the term the papers whose vectors have it."""
    postings: Matrix
    """By the term the papers that it finds."""
    written: Sequence[str]
    """Terms by their places."""

    def vector(self, paper: int) -> Vector:
        """The vector of one paper."""
        terms, weights = self.vectors.row(paper)
        return dict(zip(map(self.written.__getitem__, terms), weights, strict=True))

    def holding(self, term: str) -> list[int]:
        """The papers whose vectors have a term."""
        place = self.terms.get(term)
        return [] if place is None else self.holders.row(place)[0]

    def tagged_but(self, tags: frozenset[str]) -> Matrix:
        """By the paper the tags that it has besides some."""
        places = [place for tag in tags if (place := self.terms.get(term_of(tag))) is not None]
        return self.tagged.only(np.isin(self.tagged.columns, places, invert=True))


def gathered(tagged: Matrix, papers: Sequence[int]) -> tuple[int, int]:
    """How many of some papers have a tag at all, and how many have the one that most of them have."""
    tags = tagged.pick(np.array(papers, np.int64))
    return int(np.count_nonzero(tags.lengths)), int(np.bincount(tags.columns).max(initial=0))


def to_matrix(texts: Sequence[Text], tags: Sequence[Sequence[str]], tag_share: float = TAG_SHARE) -> TermMatrix:
    """Weigh the terms of all papers, as `weigh` does those of one.

    Args:
        texts: What each says.
        tags: The tags of each.
        tag_share: The share of the similarity that tags decide.
    """
    load_numpy()
    counts = _count(texts, tags)
    telling = telling_of(len(texts))
    weights = np.fromiter(map(telling.__getitem__, counts.having.tolist()), np.int64)
    vectors, others = _weigh(counts, weights, tag_share)
    holders = vectors.transposed()
    return TermMatrix(
        terms=dict(zip(counts.terms, range(len(counts.terms)), strict=True)),
        lone=counts.lone,
        vectors=vectors,
        marked=replace(vectors, values=(2 * vectors.values + vectors.are_in(counts.titles)).astype(np.uint16)),
        finders=vectors.only(vectors.places < FINDERS),
        others=others,
        tagged=counts.tagged,
        holders=holders,
        postings=holders.only(holders.are_greatest(POSTINGS)),
        written=counts.terms,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What papers say and the tags that they have, in the terms that connect papers."""

    terms: list[str]
    """Those that several papers have, and all tags, from A to Z."""
    having: Numbers
    """How many papers have each."""
    lone: dict[str, int]
    """The words that one paper has."""
    said: Matrix
    """By the paper how much each term counts."""
    titles: Matrix
    """The same of titles alone."""
    tagged: Matrix
    """By the paper its tags."""


def _count(texts: Sequence[Text], tags: Sequence[Sequence[str]]) -> _Counts:
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    no_number = numbers[""]  # of all terms that only one paper has, as far as hashes tell
    terms = list(chain.from_iterable([text.terms for text in texts]))
    may_connect = _may_recur(terms)
    columns = np.full(len(terms), no_number)
    columns[may_connect] = _number(compress(terms, may_connect.tolist()), numbers)
    said = _in_rows([len(text.terms) for text in texts], columns)
    tagged = _in_rows([len(its) for its in tags], _number(map(term_of, chain.from_iterable(tags)), numbers))
    seen = list(numbers)
    having = np.bincount(np.concatenate((said.columns, tagged.columns)), minlength=len(seen))
    is_held = having > 1
    is_held[tagged.columns] = True
    is_held[no_number] = False
    held = sorted(np.flatnonzero(is_held).tolist(), key=seen.__getitem__)
    places = np.full(len(seen), -1)
    places[held] = np.arange(len(held))

    def renumbered(matrix: Matrix) -> Matrix:
        return replace(matrix, columns=places[matrix.columns], width=len(held))

    said = replace(said, values=np.frombuffer(b"".join([text.counts for text in texts]), np.uint8))
    titled = np.repeat(np.array([text.titled for text in texts], np.int64), said.lengths)
    connects = is_held[said.columns]
    lone = zip(compress(terms, (~connects).tolist()), said.only(~connects).rows.tolist(), strict=True)
    return _Counts(
        terms=[seen[number] for number in held],
        having=having[held],
        lone={term: paper for term, paper in lone if " " not in term},
        said=renumbered(said.only(connects)),
        titles=renumbered(said.only(connects & (said.places < titled))),
        tagged=renumbered(tagged),
    )


def _may_recur(terms: Sequence[str]) -> Mask:
    """Whether a term may be there more than once: most pairs of words are not, and need no number.

    Equal terms have equal hashes. Some others share a slot too, in each process different ones: they are numbered for
    nothing.
    """
    hashes = np.fromiter(map(hash, terms), np.int64, len(terms))
    slots = hashes & ((1 << len(terms).bit_length()) - 1)
    may_recur: Mask = np.bincount(slots)[slots] > 1
    return may_recur


def _number(terms: Iterable[str], numbers: Mapping[str, int]) -> Numbers:
    return np.fromiter(map(numbers.__getitem__, terms), np.int64)


def _in_rows(lengths: Sequence[int], columns: Numbers) -> Matrix:
    """What is in rows of such lengths, without values."""
    return Matrix(starts=starts_of(np.array(lengths, np.int64)), columns=columns, values=np.ones_like(columns), width=0)


def _weigh(counts: _Counts, telling: Numbers, tag_share: float) -> tuple[Matrix, Matrix]:
    """The vectors, and what papers say beside them."""
    said, tagged = counts.said, counts.tagged
    words = replace(said, values=np.array(OF_COUNT)[said.values] * telling[said.columns])
    subjects = replace(tagged, values=telling[tagged.columns])
    are_kept = words.are_greatest(LONGEST_VECTOR)
    words, others = words.only(are_kept), words.only(~are_kept)
    # Where words or tags are missing, the others decide alone.
    of_words = np.where(subjects.lengths > 0, size_of(1.0 - tag_share), UNIT)
    of_subjects = np.where(words.lengths > 0, size_of(tag_share), UNIT)
    return _beside(_scaled(words, of_words), _scaled(subjects, of_subjects)).ranked(), others


def _beside(one: Matrix, other: Matrix) -> Matrix:
    """Rows put together of those of two matrices."""
    rows, columns, values = (
        np.concatenate(pair)
        for pair in ((one.rows, other.rows), (one.columns, other.columns), (one.values, other.values))
    )
    return from_entries(rows, columns, values, (len(one), one.width))


def _scaled(weights: Matrix, sizes: Numbers) -> Matrix:
    """Rows of given lengths, as vectors."""
    squares = np.zeros(len(weights), np.int64)
    np.add.at(squares, weights.rows, weights.values**2)
    lengths = np.array([math.isqrt(square) or 1 for square in squares.tolist()], np.int64)
    return replace(weights, values=weights.values * sizes[weights.rows] // lengths[weights.rows])
