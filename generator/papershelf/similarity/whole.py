"""A whole list, read and indexed at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from papershelf import processes
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.similarity.index import TAG_SHARE
from papershelf.similarity.lookups import Lazy
from papershelf.similarity.nearest import Common, Nearest, find_nearest
from papershelf.similarity.term_matrix import TermMatrix, gathered, to_matrix
from papershelf.similarity.texts import Text, read, tell_apart

WORTH_A_PROCESS = 400
"""So many papers are read while another process begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The papers of a whole list, by their places."""

    tags: Sequence[tuple[str, ...]]
    own: Sequence[Text]
    """What each says by itself."""
    texts: Sequence[Text]
    """The same, with names told apart that mean several things on the list."""
    matrix: TermMatrix


def index_papers(catalog: Catalog, tag_share: float = TAG_SHARE, *, jobs: int = 1) -> Whole:
    """Read and index the papers of a list.

    Args:
        catalog: The list.
        tag_share: The share of the similarity that tags decide.
        jobs: How many processes may be at work; what comes out is the same with any number.
    """
    shards = processes.over(read_all, catalog.papers, jobs=jobs, least=WORTH_A_PROCESS)
    return index_texts(list(chain.from_iterable(shards)), [paper.tags for paper in catalog.papers], tag_share)


def read_all(papers: Iterable[Paper]) -> list[Text]:
    """Read papers, each by itself: work that can be divided."""
    return [read(paper) for paper in papers]


def index_texts(own: Sequence[Text], tags: Sequence[tuple[str, ...]], tag_share: float = TAG_SHARE) -> Whole:
    """Index papers that have been read.

    Args:
        own: What each says by itself.
        tags: The tags of each.
        tag_share: The share of the similarity that tags decide.
    """
    texts = tell_apart(own)
    return Whole(tags=tags, own=own, texts=texts, matrix=to_matrix(texts, tags, tag_share))


class Compared:
    """The papers of a whole list, as reasons ask for them."""

    def __init__(self, papers: Sequence[Paper], whole: Whole) -> None:
        self.papers = papers
        self.tags, self.texts = whole.tags, whole.texts
        self.holders = Lazy(whole.matrix.holding)
        self._matrix = whole.matrix
        self._tagged_but = Lazy(whole.matrix.tagged_but)
        self._common: Common  # of the papers that were looked at last

    def look(self, papers: range) -> Nearest:
        """Find what is near some papers, of which alone reasons are asked until the next ones."""
        near, self._common = find_nearest(self._matrix, papers)
        return near

    def shared(self, one: int, other: int, *, titled: bool) -> dict[str, int]:
        """The terms that two vectors have in common, perhaps only those of one of the titles, and their products."""
        if titled:
            found = self._common.titled(one, other)
        else:
            ours, theirs = (dict(zip(*self._matrix.vectors.row(number), strict=True)) for number in (one, other))
            found = {term: ours[term] * theirs[term] for term in ours.keys() & theirs.keys()}
        return {self._matrix.written[term]: value for term, value in found.items()}

    def gathered(self, term: str, but: frozenset[str]) -> tuple[int, int]:
        """How many papers whose vectors have a term have a tag other than some, and how many have the most common."""
        return gathered(self._tagged_but[but], self.holders[term])
