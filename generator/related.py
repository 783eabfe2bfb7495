"""Related papers: which papers are like which, and why. Pure.

A paper is a vector of its telling words, pairs of words and tags. Its strongest terms find
candidates through an inverted index whose lists are cut to the papers that say most about a
term, so that the work for one paper does not grow with the list.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from generator.catalog import Catalog
from generator.model import KIND_TOPIC, Paper, Tag, Vocabulary
from generator.terms import Vector, phrases, rarity_of, terms, texts_of, vector_of

RELATED = 4
"""How many papers are named as related to a paper, at the most."""
LEAST = 0.16
"""The likeness from which papers are related; of those below it, every third is of no use to a reader."""
FINDERS = 24
"""How many terms of a paper, its strongest, find candidates."""
HOLDERS = 100
"""How many papers a term finds: those that say most about it."""
CANDIDATES = 12
"""How many candidates are compared in full."""
FEW = 3
"""A paper with fewer related papers names a tag that has more of its kind."""
WORTH_READING = 4
"""How many papers of a topic are proposed to be read first."""

TAG_SHARE = 0.2
"""The share of the likeness that tags decide; the words of title, summary and abstract decide the rest."""
_SHOWN_TAGS, _SHOWN_WORDS = 2, 1
_COMMON = 0.05
"""A word that a larger share of the papers use says little about why two of them are related."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A paper that is related to another one, and why."""

    paper: Paper
    likeness: float
    """The cosine of the two papers' vectors, from 0 to 1."""
    tags: tuple[Tag, ...] = ()
    """The rarest subjects that both have, or a kind of contribution."""
    words: tuple[str, ...] = ()
    """What both write about, as they print it, beyond what these tags say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """A paper of a group that others of the group are related to."""

    paper: Paper
    relatives: int
    """How many papers of the group name it as related."""
    tag: Tag | None
    """What at least half of them share with it."""


Relations = Mapping[str, tuple[Relation, ...]]
"""The related papers of every paper on the list by its slug, the most like first."""


def relate(catalog: Catalog) -> Relations:
    """Find the related papers of every paper that stands on the list; none without a reason that can be told."""
    index = turn_over(catalog)
    reasons = _Reasons(index, catalog.library.vocabulary)
    return {
        paper.slug: tuple(
            relation
            for other, likeness in index.nearest(number, RELATED)
            if likeness >= LEAST
            if (relation := reasons.relation(number, other, likeness)).tags or relation.words
        )
        for number, paper in enumerate(index.papers)
    }


def tag_beyond(catalog: Catalog, paper: Paper, relations: Relations) -> Tag | None:
    """Where a paper has few related papers: the rarest of its subjects with a few papers that are not named."""
    named = {relation.paper.slug for relation in relations.get(paper.slug, ())} | {paper.slug}
    if len(named) > FEW:
        return None
    papers = {tag.key: catalog.by_tag[tag.key] for tag in catalog.tags_of(paper) if tag.topic != KIND_TOPIC}
    more = [key for key, its in papers.items() if sum(other.slug not in named for other in its) >= FEW]
    rarest = min(more, key=lambda key: (len(papers[key]), key), default=None)
    return None if rarest is None else catalog.library.vocabulary.tags[rarest]


def central(papers: Iterable[Paper], relations: Relations, most: int = WORTH_READING) -> tuple[Central, ...]:
    """The papers of a group that are worth reading first: many others of it name them as related.

    A paper that stands in two listings counts as much as one with twice its relatives. As long as
    there are others, no more than half of them rest on one tag: a group is wider than its busiest corner.
    """
    group = {paper.slug: paper for paper in papers}
    named: dict[str, list[Relation]] = {}
    for slug in group:
        for relation in relations.get(slug, ()):
            if relation.paper.slug in group:
                named.setdefault(relation.paper.slug, []).append(relation)

    def place(slug: str) -> tuple[float, float, str]:
        likeness = math.fsum(relation.likeness for relation in named[slug])
        return (-len(named[slug]) * max(1, len(group[slug].listed)), -likeness, slug)

    candidates = [
        Central(paper=group[slug], relatives=len(named[slug]), tag=_usual(named[slug]))
        for slug in sorted(named, key=place)
        if len(named[slug]) > 1
    ]
    on_tag: Counter[Tag | None] = Counter()
    first: list[Central] = []
    further: list[Central] = []
    for candidate in candidates:
        on_tag[candidate.tag] += 1
        (first if on_tag[candidate.tag] <= most // 2 else further).append(candidate)
    return tuple((first + further)[:most])


def _usual(relations: Sequence[Relation]) -> Tag | None:
    """The tag that at least half of some relations rest on."""
    found = Counter(tag.key for relation in relations for tag in relation.tags)
    key, count = min(found.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if 2 * count < len(relations):
        return None
    return next(tag for relation in relations for tag in relation.tags if tag.key == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a paper says, term by term."""

    counts: Vector
    written: Mapping[str, str]
    """How the paper prints each term; without capitals, as within a sentence, if it does so anywhere."""
    in_title: frozenset[str]
    phrases: frozenset[str]
    """The terms that stand by themselves: `free guidance` is none where it is only classifier-free."""


@dataclass(slots=True, kw_only=True)
class Index:
    """The papers of a list, turned over: from terms to the papers that say most about them."""

    papers: tuple[Paper, ...]
    texts: tuple[Text, ...]
    vectors: tuple[Vector, ...]
    found: Mapping[str, int]
    """How many papers have a term."""
    holders: Mapping[str, tuple[int, ...]]
    """The numbers of the papers that say most about a term."""
    steps: int = 0
    """How many pairs of a term and a paper were looked at: what time is spent on."""

    def nearest(self, number: int, most: int) -> list[tuple[int, float]]:
        """The numbers of the papers that are most like one, and their likeness."""
        vector = self.vectors[number]
        candidates: defaultdict[int, float] = defaultdict(float)
        for term in strongest(vector, FINDERS):
            holders = self.holders[term]
            self.steps += len(holders)
            weight = vector[term]
            for other in holders:
                candidates[other] += weight * self.vectors[other][term]
        candidates.pop(number, None)
        best = nlargest(max(CANDIDATES, 2 * most), candidates, key=candidates.__getitem__)
        self.steps += len(best) * len(vector)
        likeness = {other: _likeness(vector, self.vectors[other]) for other in best}
        return sorted(likeness.items(), key=lambda item: (-item[1], item[0]))[:most]


def turn_over(catalog: Catalog, tag_share: float = TAG_SHARE) -> Index:
    """Read and index the papers of a list; tags decide so much of their likeness."""
    papers = catalog.papers
    texts = tuple(map(_read, papers))
    rarity = rarity_of([text.counts for text in texts])
    tags = {tag: math.log((len(papers) + 1) / (len(its) + 0.5)) for tag, its in catalog.by_tag.items()}
    vectors = tuple(
        _join(vector_of(text.counts, rarity), {_term_of(tag): tags[tag] for tag in paper.tags}, tag_share)
        for paper, text in zip(papers, texts, strict=True)
    )
    holders: dict[str, list[int]] = {}
    for number, vector in enumerate(vectors):
        for term in vector:
            holders.setdefault(term, []).append(number)
    return Index(
        papers=papers,
        texts=texts,
        vectors=vectors,
        found={term: len(numbers) for term, numbers in holders.items()},
        holders={term: _most_telling(term, numbers, vectors) for term, numbers in holders.items()},
    )


def strongest(vector: Vector, most: int) -> list[str]:
    """The terms of a vector that weigh most."""
    return sorted(vector, key=lambda term: (-vector[term], term))[:most]


def _likeness(one: Vector, other: Vector) -> float:
    """The product of two vectors, from the terms that both have: exact, so in any order the same."""
    return math.fsum(one[term] * other[term] for term in one.keys() & other.keys())


def _most_telling(term: str, numbers: list[int], vectors: Sequence[Vector]) -> tuple[int, ...]:
    if len(numbers) > HOLDERS:
        numbers = sorted(numbers, key=lambda number: (-vectors[number][term], number))[:HOLDERS]
    return tuple(numbers)


def _term_of(tag: str) -> str:
    """A tag among the terms; no word has this sign."""
    return f"#{tag}"


def _join(words: Vector, tags: Vector, tag_share: float) -> Vector:
    """One vector of length one; where words or tags are missing, the others decide alone."""
    length = math.sqrt(math.fsum(weight * weight for weight in tags.values()))
    share = tag_share if words and tags else float(not words)
    joined = {term: math.sqrt(1.0 - share) * weight for term, weight in words.items()}
    joined.update((term, math.sqrt(share) * weight / length) for term, weight in tags.items())
    return joined


def _read(paper: Paper) -> Text:
    counts: Vector = {}
    written: dict[str, str] = {}
    title: frozenset[str] = frozenset()
    alone: set[str] = set()
    for text, weight in texts_of(paper):
        for term, spelt in terms(text):
            counts[term] = counts.get(term, 0.0) + weight
            if term not in written or (spelt.islower() and not written[term].islower()):
                written[term] = spelt
        alone.update(phrases(text))
        title = title or frozenset(counts)
    return Text(counts=counts, written=written, in_title=title, phrases=frozenset(alone))


class _Reasons:
    """Why two papers are related, in tags and words that say something."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._common = max(2.0, _COMMON * len(index.papers))
        tags = vocabulary.tags.values()
        self._said = {tag.key: _words_of(tag) for tag in tags}
        # That both are surveys is not what they are about.
        self._kinds = frozenset[str]().union(*(_words_of(tag) for tag in tags if tag.topic == KIND_TOPIC))
        self._plain = {term: spelt for text in index.texts for term, spelt in text.written.items() if spelt.islower()}

    def relation(self, one: int, other: int, likeness: float) -> Relation:
        """What is said about the second paper on the page of the first."""
        tags = self._shared_tags(one, other)
        words = self._shared_words(one, other, tags)
        return Relation(paper=self._index.papers[other], likeness=likeness, tags=tags, words=words)

    def _shared_tags(self, one: int, other: int) -> tuple[Tag, ...]:
        """The rarest subjects of both; a kind of contribution says something only where no subject does."""
        shared = set(self._index.papers[one].tags) & set(self._index.papers[other].tags)
        tags = [self._vocabulary.tags[tag] for tag in shared]
        tags = [tag for tag in tags if tag.topic != KIND_TOPIC] or tags
        tags.sort(key=lambda tag: (self._index.found[_term_of(tag.key)], tag.key))
        return tuple(tags[:_SHOWN_TAGS])

    def _shared_words(self, one: int, other: int, tags: tuple[Tag, ...]) -> tuple[str, ...]:
        """The term of both that tells most; titles name subjects best, so it stands in one of the two."""
        texts = self._index.texts[one], self._index.texts[other]
        weights, others = self._index.vectors[one], self._index.vectors[other]
        said = self._kinds.union(*(self._said[tag.key] for tag in tags))
        shared = {
            term: weights[term] * others[term] * (1 + term.count(" "))
            for term in weights.keys() & others.keys()
            if self._index.found[term] <= self._common
            and not term.startswith("#")
            and not said.issuperset(term.split())
        }
        spelt = {term: self._spell(term, texts) for term in shared}
        telling = {term: weight for term, weight in shared.items() if _is_subject(term, spelt[term], texts)}
        # Where no tag is shared, a lesser word is better than no reason at all.
        return tuple(spelt[term] for term in strongest(telling or ({} if tags else shared), _SHOWN_WORDS))

    def _spell(self, term: str, texts: tuple[Text, Text]) -> str:
        """A term as one of two papers prints it, or as another one does that needs no capitals for it."""
        spelt = min((text.written[term] for text in texts), key=_by_plainness)
        needs_capitals = any(_is_name(word) for word in spelt.split())
        return spelt if spelt.islower() or needs_capitals else self._plain.get(term, spelt)


def _is_subject(term: str, spelt: str, texts: tuple[Text, Text]) -> bool:
    """Whether a term says what two papers are about: a name from a title, or a phrase, and no mere attribute."""
    if spelt[0].isdigit() or not any(term in text.in_title for text in texts):
        return False
    if " " not in term:
        return _is_name(spelt)
    is_attribute = spelt.endswith(("ed", "ly")) or ("-" in spelt and spelt.islower() and not spelt.endswith("s"))
    return not is_attribute and any(term in text.phrases for text in texts)


def _by_plainness(spelt: str) -> tuple[bool, bool, str]:
    """Small letters first, then the plural: papers are about loss landscapes."""
    return (not spelt.islower(), not spelt.endswith("s"), spelt)


def _is_name(spelt: str) -> bool:
    """Whether a word is a name, going by capitals that neither a sentence nor a title asks for: PyTorch, GPT."""
    return not spelt[1:].islower() and not spelt.isdigit() and spelt[1:].upper() != spelt[1:].lower()


def _words_of(tag: Tag) -> frozenset[str]:
    """The stems of the words by which a tag goes."""
    names = (tag.label, *tag.aliases)
    return frozenset(term for name in names for term, _ in terms(name) if " " not in term)
