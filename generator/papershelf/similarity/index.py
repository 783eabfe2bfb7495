"""The papers of a list as vectors of their terms, and the index that finds the nearest. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.similarity.acronyms import ambiguous, meanings
from papershelf.similarity.inverted_index import InvertedIndex, invert
from papershelf.similarity.terms import (
    Vector,
    Weighted,
    dot_product,
    inverse_document_frequencies,
    phrases,
    terms,
    texts_of,
    vector_of,
)
from papershelf.text import plain_text

FINDERS = 24
"""How many terms of a paper, its strongest, find candidates."""
POSTINGS = 100
"""How many papers a term finds: those that say most about it."""
CANDIDATES = 12
"""How many candidates are compared in full."""

_FINDING = 1.0
"""What a word of the finding counts, beside those of `texts_of`."""

TAG_SHARE = 0.2
"""The share of the similarity that tags decide; the words of title, summary and abstract decide the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a paper says, term by term."""

    counts: Vector
    written: Mapping[str, str]
    """How the paper prints each term; without capitals, as within a sentence, if it does so anywhere."""
    in_title: frozenset[str]
    phrases: frozenset[str]
    """The terms that are by themselves: `free guidance` is none where it is only classifier-free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIndex:
    """The papers of a list, indexed by the terms that say most about them."""

    papers: tuple[Paper, ...]
    texts: tuple[Text, ...]
    inverted: InvertedIndex

    def nearest(self, number: int, most: int) -> list[tuple[int, float]]:
        """The numbers of the papers that are most similar to one, and their similarity."""
        vectors = self.inverted.vectors
        vector = vectors[number]
        candidates = self.inverted.scores(vector, strongest(vector, FINDERS))
        candidates.pop(number, None)
        best = nlargest(max(CANDIDATES, 2 * most), candidates, key=candidates.__getitem__)
        self.inverted.steps += len(best) * len(vector)
        similarity = {other: dot_product(vector, vectors[other]) for other in best}
        return sorted(similarity.items(), key=lambda item: (-item[1], item[0]))[:most]


def index_papers(catalog: Catalog, tag_share: float = TAG_SHARE) -> PaperIndex:
    """Read and index the papers of a list; tags decide so much of their similarity."""
    papers = catalog.papers
    said = [tuple(_texts_of(paper)) for paper in papers]
    meant = [meanings(paper.title, [text for text, _ in its]) for paper, its in zip(papers, said, strict=True)]
    names = ambiguous(meant)
    texts = tuple(_read(its, names, frozenset(its_names.items())) for its, its_names in zip(said, meant, strict=True))
    weights = inverse_document_frequencies([text.counts for text in texts])
    tags = {tag: math.log((len(papers) + 1) / (len(its) + 0.5)) for tag, its in catalog.by_tag.items()}
    vectors = (
        _join(vector_of(text.counts, weights), {term_of(tag): tags[tag] for tag in paper.tags}, tag_share)
        for paper, text in zip(papers, texts, strict=True)
    )
    return PaperIndex(papers=papers, texts=texts, inverted=invert(vectors, POSTINGS))


def strongest(vector: Vector, most: int) -> list[str]:
    """The terms of a vector that weigh most."""
    return sorted(vector, key=lambda term: (-vector[term], term))[:most]


def term_of(tag: str) -> str:
    """A tag among the terms; no word has this sign."""
    return f"#{tag}"


def _join(words: Vector, tags: Vector, tag_share: float) -> Vector:
    """One vector of length one; where words or tags are missing, the others decide alone."""
    length = math.sqrt(math.fsum(weight * weight for weight in tags.values()))
    share = tag_share if words and tags else float(not words)
    joined = {term: math.sqrt(1.0 - share) * weight for term, weight in words.items()}
    joined.update((term, math.sqrt(share) * weight / length) for term, weight in tags.items())
    return joined


def _texts_of(paper: Paper) -> Weighted:
    """What a paper says, with what it found."""
    return [*texts_of(paper), (plain_text(paper.finding or ""), _FINDING)]


@lru_cache(maxsize=1 << 13)  # some 20 KB each
def _read(
    texts: tuple[tuple[str, float], ...], ambiguous_names: frozenset[str], names: frozenset[tuple[str, str]]
) -> Text:
    meant = dict(names)
    counts: Vector = {}
    written: dict[str, str] = {}
    title: frozenset[str] = frozenset()
    alone: set[str] = set()
    for text, weight in texts:
        for plain, spelt in terms(text):
            if not ambiguous_names.isdisjoint(plain.split()):
                if plain not in meant:
                    continue
                term = f"{plain}={meant[plain].replace(' ', '_')}"
            else:
                term = plain
            counts[term] = counts.get(term, 0.0) + weight
            if term not in written or (spelt.islower() and not written[term].islower()):
                written[term] = spelt
        alone.update(phrases(text))
        title = title or frozenset(counts)
    return Text(counts=counts, written=written, in_title=title, phrases=frozenset(alone))
