"""The papers nearest to each paper of a whole list, by matrices. Pure.

They are those that `PaperIndex.scores` and `PaperIndex.compare` come to for one paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from papershelf.lazy_import import lazy_import
from papershelf.similarity.index import CANDIDATES, Ranks
from papershelf.similarity.matrix import Matrix, from_rows, stack
from papershelf.similarity.neighbours import KEPT
from papershelf.similarity.term_matrix import TermMatrix

if TYPE_CHECKING:
    import numpy as np

    from papershelf.similarity.matrix import Numbers
else:
    np = lazy_import("numpy")

_BLOCK = 16
"""So many papers are looked at together: enough to do a lot at a time, and few enough for the processor's cache."""
_NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The papers near each of some: what `Near` is for one."""

    candidates: Matrix
    nearest: Matrix
    scored: Numbers
    """How many papers scored at all; those that are no candidates rank below these."""
    steps: int
    """How many pairs of a term and a paper were looked at: what time is spent on."""

    def ranks(self, row: int) -> Ranks:
        """The nearest of one of the papers by their similarity."""
        return dict(zip(*self.nearest.row(row), strict=True))

    @property
    def floors(self) -> tuple[Numbers, Numbers]:
        """By the paper the score and the place of its last candidate; -1 where all that scored are candidates."""
        scores, places = np.full_like(self.scored, _NONE), np.full_like(self.scored, _NONE)
        beyond = np.flatnonzero(self.scored > self.candidates.lengths)
        last = self.candidates.starts[beyond + 1] - 1
        scores[beyond], places[beyond] = self.candidates.values[last], self.candidates.columns[last]
        return scores, places


class Common:
    """What some papers have in common with those that they were compared with."""

    def __init__(self, papers: range, compared: Matrix, titled: Matrix) -> None:
        """Begin.

        Args:
            papers: The papers.
            compared: By the paper, with whom it was compared.
            titled: By the pair, the terms that both have and one of them in its title, and their products.
        """
        self._first = papers.start
        self._ends, self._others = compared.starts.tolist(), compared.columns.tolist()
        self._starts, self._terms, self._products = (
            array.tolist() for array in (titled.starts, titled.columns, titled.values)
        )

    def titled(self, one: int, other: int) -> dict[int, int]:
        """The terms that two papers have, and at least one of them in its title, and their products."""
        place = one - self._first
        pair = self._others.index(other, self._ends[place], self._ends[place + 1])
        terms = slice(self._starts[pair], self._starts[pair + 1])
        return dict(zip(self._terms[terms], self._products[terms], strict=True))


def find_nearest(matrix: TermMatrix, papers: range) -> tuple[Nearest, Common]:
    """Look for the papers nearest to some that follow one another: work that can be divided."""
    search = _Search(matrix)
    starts = range(0, max(len(papers), 1), _BLOCK)
    blocks = [search.look(papers[start : start + _BLOCK]) for start in starts]
    compared, titled = (stack(matrices) for matrices in zip(*(pairs for _, *pairs in blocks), strict=True))
    return join(near for near, *_ in blocks), Common(papers, compared, titled)


def join(parts: Iterable[Nearest]) -> Nearest:
    """What was found near several parts of the papers, at least one."""
    found = list(parts)
    return Nearest(
        candidates=stack([part.candidates for part in found]),
        nearest=stack([part.nearest for part in found]),
        scored=np.concatenate([part.scored for part in found]),
        steps=sum(part.steps for part in found),
    )


class _Search:
    """Looks at a block of papers at a time, with arrays that are all 0 in between.

    What they hold of one paper or term is side by side for the whole block, so that the processor fetches it at once;
    and as narrow as can be, so that its cache holds it for a large list. No sum is much above the square of `UNIT`.
    """

    def __init__(self, matrix: TermMatrix) -> None:
        self._matrix = matrix
        self._papers, self._terms = len(matrix.vectors), len(matrix.holders)
        self._sums = np.zeros(_BLOCK * self._papers, np.int32)
        self._marks = np.zeros(_BLOCK * self._papers, np.int32)
        self._weights = np.zeros(_BLOCK * self._terms, np.uint16)

    def look(self, papers: range) -> tuple[Nearest, Matrix, Matrix]:
        """Find what is near the papers of a block, and what `Common` is made of."""
        finders = self._matrix.finders.between(papers.start, papers.stop)
        found = self._matrix.postings.pick(finders.columns)
        scores = self._add_up(finders, found, papers)
        candidates = scores.only(scores.places < KEPT)
        compared = candidates.only(candidates.places < CANDIDATES)
        ours, theirs = self._lay_out(papers, compared)
        products = replace(theirs, values=np.multiply(ours >> 1, theirs.values >> 1, dtype=np.int32))
        # None of the others is without a term, or it would not have been found.
        similarity = np.add.reduceat(products.values, products.starts[:-1], dtype=np.int32)
        near = Nearest(
            candidates=candidates,
            nearest=replace(compared, values=similarity).ranked(),
            scored=scores.lengths,
            steps=len(found.columns) + len(theirs.columns),
        )
        return near, compared, products.only((ours > 0) & ((ours | theirs.values) & 1 > 0))

    def _add_up(self, finders: Matrix, found: Matrix, papers: range) -> Matrix:
        """What the similarity to other papers gains from what each finder finds."""
        places = found.columns.astype(np.int64) * _BLOCK + np.repeat(finders.rows, found.lengths)
        gains = np.repeat(finders.values, found.lengths) * found.values
        np.add.at(self._sums, places, gains)
        entries = np.arange(len(places), dtype=np.int32)
        self._marks[places] = entries  # a paper that several terms find is marked by one of them
        places = places[self._marks.take(places) == entries]
        columns, rows = np.divmod(places, _BLOCK)
        values = self._sums.take(places)
        self._sums[places] = 0
        are_others = columns != rows + papers.start
        size = (len(finders), self._papers)
        return from_rows(rows[are_others], columns[are_others], values[are_others], size).ranked()

    def _lay_out(self, papers: range, compared: Matrix) -> tuple[Numbers, Matrix]:
        """The marked vectors that papers are compared with, and beside each weight that of the paper, or 0."""
        vectors = self._matrix.marked.between(papers.start, papers.stop)
        others = self._matrix.marked.pick(compared.columns)
        places = vectors.columns.astype(np.int64) * _BLOCK + vectors.rows
        self._weights[places] = vectors.values
        ours = self._weights.take(others.columns * np.int64(_BLOCK) + np.repeat(compared.rows, others.lengths))
        self._weights[places] = 0
        return ours, others
