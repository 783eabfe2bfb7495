"""Why two papers are related, in tags and words. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from papershelf.model import KIND_TOPIC, Paper, Tag, Vocabulary
from papershelf.similarity.index import PaperIndex, Text, strongest, term_of
from papershelf.similarity.terms import terms

_SHOWN_TAGS, _SHOWN_WORDS = 2, 1
_COMMON = 0.05
"""A word that a larger share of the papers use says little about why two of them are related."""
_MANY, _GATHERED = 3, 0.4
"""A term of so many papers says what they are about if so large a share of them have a subject in common."""
_SHORT = 3
"""Letters of a name that, in papers on different subjects, may well be two names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A paper that is related to another one, and why."""

    paper: Paper
    similarity: float
    """The cosine of the two papers' vectors, from 0 to 1."""
    tags: tuple[Tag, ...] = ()
    """The rarest subjects that both have; a kind of contribution is none."""
    words: tuple[str, ...] = ()
    """What both write about, as they print it, beyond what these tags say."""


class Reasons:
    """Why two papers are related, in tags and words that say something."""

    def __init__(self, index: PaperIndex, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._common = max(2.0, _COMMON * len(index.papers))
        tags = vocabulary.tags.values()
        self._said = {tag.key: _words_of(tag) for tag in tags}
        self._kinds = frozenset[str]().union(*(_words_of(tag) for tag in tags if tag.topic == KIND_TOPIC))
        self._telling: dict[str, bool] = {}
        self._plain = {term: spelt for text in index.texts for term, spelt in text.written.items() if spelt.islower()}

    def relation(self, one: int, other: int, similarity: float) -> Relation:
        """What is said about the second paper on the page of the first."""
        tags = self._shared_tags(one, other)
        words = self._shared_words(one, other, tags)
        return Relation(paper=self._index.papers[other], similarity=similarity, tags=tags, words=words)

    def _subjects(self, number: int) -> set[str]:
        """The tags of a paper; that two are surveys is not what they are about."""
        tags = self._index.papers[number].tags
        return {tag for tag in tags if self._vocabulary.tags[tag].topic != KIND_TOPIC}

    def _shared_tags(self, one: int, other: int) -> tuple[Tag, ...]:
        """The rarest subjects of both."""
        tags = [self._vocabulary.tags[tag] for tag in self._subjects(one) & self._subjects(other)]
        tags.sort(key=lambda tag: (self._index.inverted.document_frequency[term_of(tag.key)], tag.key))
        return tuple(tags[:_SHOWN_TAGS])

    def _shared_words(self, one: int, other: int, tags: tuple[Tag, ...]) -> tuple[str, ...]:
        """The term of both that tells most; titles name subjects best, so it is in one of the two."""
        texts = self._index.texts[one], self._index.texts[other]
        weights, others = self._index.inverted.vectors[one], self._index.inverted.vectors[other]
        said = self._kinds.union(*(self._said[tag.key] for tag in tags))
        shared = {
            term: weights[term] * others[term] * (1 + term.count(" "))
            for term in weights.keys() & others.keys()
            if not term.startswith("#") and not said.issuperset(term.split()) and self._tells(term)
        }
        spelt = {term: self._spell(term, texts) for term in shared}
        telling = {
            term: weight
            for term, weight in shared.items()
            if _is_subject(term, spelt[term], texts) and (tags or self._suffices(term, one, other))
        }
        # Where a paper has no tag, a lesser word is better than no reason at all.
        lesser = {} if self._have_subjects(one, other) else shared
        return tuple(spelt[term] for term in strongest(telling or lesser, _SHOWN_WORDS))

    def _suffices(self, term: str, one: int, other: int) -> bool:
        """Whether a term relates two papers on different subjects: both titles have it, not one text in passing."""
        are_titled = all(term in self._index.texts[number].in_title for number in (one, other))
        return len(term) > _SHORT and (are_titled or not self._have_subjects(one, other))

    def _have_subjects(self, one: int, other: int) -> bool:
        return bool(self._subjects(one) and self._subjects(other))

    def _tells(self, term: str) -> bool:
        """Whether a term is of few papers and these have a subject; `machine learning` says nothing about any."""
        known = self._telling.get(term)
        if known is None:
            self._telling[term] = known = self._is_rare(term) and self._gathers(term)
        return known

    def _is_rare(self, term: str) -> bool:
        """Whether few papers use a term, and one of its words: all use `deep`, and all use `learning`."""
        found = self._index.inverted.document_frequency
        return found[term] <= self._common and min(found.get(word, 1) for word in term.split()) <= self._common

    def _gathers(self, term: str) -> bool:
        """Whether the papers of a term have a subject in common, as far as they are many and have tags at all."""
        papers = [its for number in self._index.inverted.postings[term] if (its := self._subjects(number))]
        subjects = Counter(tag for its in papers for tag in its)
        return len(papers) < _MANY or max(subjects.values()) >= _GATHERED * len(papers)

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
