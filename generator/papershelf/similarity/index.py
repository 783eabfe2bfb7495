"""The papers of a list as vectors of their terms, and the index that finds the nearest. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from papershelf import processes
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.similarity.lookups import Lookup
from papershelf.similarity.products import Products, product
from papershelf.similarity.texts import Text, read, tell_apart
from papershelf.similarity.weights import UNIT, Vector, vector_of

FINDERS = 24
"""How many terms of a paper, its strongest, find candidates."""
POSTINGS = 100
"""How many papers a term finds: those that say most about it."""
CANDIDATES = 24
"""How many candidates are compared in full."""

TAG_SHARE = 0.2
"""The share of the similarity that tags decide; the words of title, summary and abstract decide the rest."""

ONE = float(UNIT * UNIT)
"""The similarity of a paper with itself, as whole numbers have it."""

WORTH_A_PROCESS = 400
"""So many papers are read while another process begins."""

_BITS = 30
_NUMBER = (1 << _BITS) - 1

Ranks = dict[int, int]
"""Numbers of papers and what ranks them, the highest first; of equals the first paper."""


@dataclass(slots=True, kw_only=True)
class PaperIndex:
    """The papers of a list, indexed by the terms that say most about them.

    Each has a number that rises with its slug. Those of a list that was indexed as a whole are its places.
    """

    papers: tuple[Paper, ...]
    """In slug order."""
    tags: Lookup[int, tuple[str, ...]]
    own: Lookup[int, Text]
    """What each says by itself."""
    texts: Lookup[int, Text]
    """The same, with names told apart that mean several things on the list."""
    found: Lookup[str, int]
    """How many papers have a term that at least one has, tags among them."""
    vectors: Lookup[int, Vector]
    holders: Lookup[str, Mapping[int, int]]
    """The papers whose vectors have a term, and what it weighs in each."""
    products: Products | None = None
    """Multiplies vectors where each is going to be multiplied; None where that takes longer to begin."""
    steps: int = 0
    """How many pairs of a term and a document were looked at: what time is spent on."""
    _postings: dict[str, Mapping[int, int]] = field(default_factory=dict)

    def posting(self, term: str) -> Mapping[int, int]:
        """The papers that a term finds, and what it weighs in each."""
        found = self._postings.get(term)
        if found is None:
            holders = self.holders[term]
            found = self._postings[term] = ranked(holders, POSTINGS) if len(holders) > POSTINGS else holders
        return found

    def scores(self, number: int) -> dict[int, int]:
        """What the similarity to each other paper gains from the strongest terms of one, where it gains anything."""
        found: dict[int, int] = {}
        for term, weight in islice(self.vectors[number].items(), FINDERS):
            posting = self.posting(term)
            self.steps += len(posting)
            for other, its in posting.items():
                if other in found:
                    found[other] += weight * its
                else:
                    found[other] = weight * its
        found.pop(number, None)
        return found

    def compare(self, number: int, others: Iterable[int], known: Mapping[int, int]) -> Ranks:
        """The papers by their similarity to one, of which some may be known."""
        vectors, products = self.vectors, self.products
        vector = vectors[number]
        if products is None:
            found = {other: known[other] if other in known else product(vector, vectors[other]) for other in others}
        else:
            found = products.of(number, others)
        self.steps += len(found) * len(vector)
        return ranked(found)

    def nearest(self, number: int, most: int) -> list[tuple[int, float]]:
        """The numbers of the papers that are most similar to one, and their similarity."""
        similarity = self.compare(number, ranked(self.scores(number), CANDIDATES), {})
        return [(other, value / ONE) for other, value in islice(similarity.items(), most)]


def rank_key(number: int, value: int) -> int:
    """What papers are ranked by, as one number: sorted twice as fast as pairs."""
    return (value << _BITS) - number


def ranked(values: Mapping[int, int], most: int | None = None) -> Ranks:
    """Numbers by their values, so many at the most."""
    # Enough of the first ones have this value at least, so what is below it need not be sorted. Those that `scores`
    # finds begin with what the strongest terms find: few others are above it.
    least = 0 if most is None or most >= len(values) else sorted(islice(values.values(), 2 * most))[-most]
    keys = [(value << _BITS) - number for number, value in values.items() if value >= least]  # each a `rank_key`
    keys.sort(reverse=True)
    numbers = [-key & _NUMBER for key in keys[:most]]
    return {number: values[number] for number in numbers}


def term_of(tag: str) -> str:
    """A tag among the terms; no word has this sign."""
    return f"#{tag}"


def index_papers(catalog: Catalog, tag_share: float = TAG_SHARE, *, jobs: int = 1) -> PaperIndex:
    """Read and index the papers of a list.

    Args:
        catalog: The list.
        tag_share: The share of the similarity that tags decide.
        jobs: How many processes may be at work; what comes out is the same with any number.
    """
    papers = catalog.papers
    shards = processes.over(read_all, papers, jobs=jobs, least=WORTH_A_PROCESS)
    own = [text for shard in shards for text in shard]
    texts = tell_apart(own)
    tags = [paper.tags for paper in papers]
    found: Counter[str] = Counter()
    for text, its in zip(texts, tags, strict=True):
        found.update(text.terms)
        found.update(map(term_of, its))
    vectors = [weigh(text, its, len(papers), found, tag_share) for text, its in zip(texts, tags, strict=True)]
    holders = hold(vectors)
    return PaperIndex(
        papers=papers,
        tags=tags,
        own=own,
        texts=texts,
        found=found,
        vectors=vectors,
        holders=holders,
        products=Products(vectors, holders),
    )


def read_all(papers: Iterable[Paper]) -> list[Text]:
    """Read papers, each by itself: work that can be divided."""
    return [read(paper) for paper in papers]


def weigh(text: Text, tags: Sequence[str], papers: int, found: Lookup[str, int], share: float = TAG_SHARE) -> Vector:
    """The vector of one paper.

    Args:
        text: What it says.
        tags: Its tags.
        papers: How many papers there are.
        found: How many papers have a term, tags among them.
        share: The share of the similarity that tags decide.
    """
    return vector_of(text, [(term, found[term]) for term in map(term_of, tags)], papers, found, share)


def hold(vectors: Iterable[Vector]) -> defaultdict[str, dict[int, int]]:
    """By the term, the papers whose vectors have it, and what it weighs in each."""
    holders: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            holders[term][number] = weight
    return holders
