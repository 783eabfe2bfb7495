"""Why two papers are related, in tags and words. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import Protocol

from papershelf.model import KIND_TOPIC, Paper, Tag, Vocabulary
from papershelf.similarity.index import term_of
from papershelf.similarity.lookups import Lazy, Lookup
from papershelf.similarity.terms import terms
from papershelf.similarity.texts import Text

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


@dataclass(slots=True, kw_only=True)
class Known:
    """What is known of terms, as far as somebody asked."""

    telling: dict[str, bool] = field(default_factory=dict)
    """Whether a term says something about the papers that have it."""
    plain: dict[str, str | None] = field(default_factory=dict)
    """How a term is spelt by the last paper that does so without capitals."""


class Compared(Protocol):
    """The papers of a list by their numbers, as far as reasons ask for them."""

    @property
    def papers(self) -> Sequence[Paper]:
        """All of them."""

    @property
    def tags(self) -> Lookup[int, tuple[str, ...]]:
        """The tags of each."""

    @property
    def texts(self) -> Lookup[int, Text]:
        """What each says, with names told apart that mean several things on the list."""

    @property
    def holders(self) -> Lookup[str, Collection[int]]:
        """The papers whose vectors have a term."""

    def shared(self, one: int, other: int, *, titled: bool) -> Mapping[str, int]:
        """The terms that the vectors of two papers have in common.

        Args:
            one: A paper.
            other: Another one.
            titled: Whether one of the two has them in its title.

        Returns:
            What each adds to the similarity.
        """

    def gathered(self, term: str, but: frozenset[str]) -> tuple[int, int]:
        """How many papers whose vectors have a term have a tag other than some, and how many have the most common."""


def digest_of(vocabulary: Vocabulary) -> bytes:
    """The hash of all that reasons take from a vocabulary."""
    taken = [(tag.key, tag.label, tag.aliases, tag.topic) for tag in vocabulary.tags.values()]
    return blake2b(repr(taken).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def most_common(papers: int) -> int:
    """Of how many papers a term is at the most that says anything, on a list of so many."""
    return max(2, math.floor(_COMMON * papers))


class Reasons:
    """Why two papers are related, in tags and words that say something."""

    def __init__(self, index: Compared, vocabulary: Vocabulary) -> None:
        self._index = index
        self.vocabulary = vocabulary
        self._common = most_common(len(index.papers))
        kinds = [tag for tag in vocabulary.tags.values() if tag.topic == KIND_TOPIC]
        self._kinds = frozenset(tag.key for tag in kinds)
        self._words_of_kinds = frozenset[str]().union(*map(_words_of, kinds))
        self._said = Lazy(self._look_for_words)
        self._subjects = Lazy(self._look_for_subjects)
        self._rarity = Lazy(self._look_for_rarity)
        self._telling = Lazy(self._look_whether)
        self._plain = Lazy(self._look_for_plain)

    @property
    def known(self) -> Known:
        """What is known of terms."""
        return Known(telling=dict(self._telling), plain=dict(self._plain))

    def take(self, before: Known, touched: AbstractSet[str], crossed: AbstractSet[str]) -> set[str]:
        """Take over what was known of another list.

        Args:
            before: What was known of it.
            touched: The terms of papers that are not the same on both, as they were and as they are.
            crossed: Those of them that are common on one of both only.

        Returns:
            The terms of which something else is true now.
        """
        asked, spelt = touched & before.telling.keys(), touched & before.plain.keys()
        if crossed:
            asked |= {term for term in before.telling if not crossed.isdisjoint(term.split())}
        telling = {term: self._look_whether(term) for term in asked}
        plain = {term: self._look_for_plain(term) for term in spelt}
        self._telling = Lazy(self._look_whether, {**before.telling, **telling})
        self._plain = Lazy(self._look_for_plain, {**before.plain, **plain})
        return {term for term in asked if telling[term] != before.telling[term]} | {
            term for term in spelt if plain[term] != before.plain[term]
        }

    def is_common(self, holders: int) -> bool:
        """Whether a term that so many papers hold says little about any of them."""
        return holders > self._common

    def _look_for_subjects(self, number: int) -> frozenset[str]:
        """The tags of a paper; that two are surveys is not what they are about."""
        return frozenset(self._index.tags[number]) - self._kinds

    def _look_for_words(self, tag: str) -> frozenset[str]:
        return _words_of(self.vocabulary.tags[tag])

    def _look_for_rarity(self, tag: str) -> tuple[int, str]:
        """What subjects are ordered by."""
        return (len(self._index.holders[term_of(tag)]), tag)

    def shared_tags(self, one: int, other: int) -> tuple[str, ...]:
        """The rarest subjects of both papers."""
        shared = self._subjects[one] & self._subjects[other]
        return tuple(sorted(shared, key=self._rarity.__getitem__)[:_SHOWN_TAGS])

    def shared_words(self, one: int, other: int, tags: tuple[str, ...]) -> tuple[str, ...]:
        """What both papers write about beyond these tags: the term of both that tells most.

        Titles name subjects best, so it is in one of the two.
        """
        if found := self._most_telling(self._index.shared(one, other, titled=True), tags):
            texts = self._index.texts[one], self._index.texts[other]
            spelt = ((term, self._spell(term, texts)) for term in found if tags or self._suffices(term, one, other))
            if shown := tuple(islice((word for term, word in spelt if _is_subject(term, word, texts)), _SHOWN_WORDS)):
                return shown
        if self._have_subjects(one, other):
            return ()
        # Where a paper has no tag, a lesser word is better than no reason at all.
        texts = self._index.texts[one], self._index.texts[other]
        lesser = self._most_telling(self._index.shared(one, other, titled=False), tags)[:_SHOWN_WORDS]
        return tuple(self._spell(term, texts) for term in lesser)

    def _most_telling(self, shared: Mapping[str, int], tags: tuple[str, ...]) -> list[str]:
        """The shared terms that tell something beyond what the tags say, the most telling first."""
        telling = self._telling
        found = [term for term in shared if telling[term]]
        if not found:
            return found
        said = self._words_of_kinds.union(*map(self._said.__getitem__, tags))
        found = [term for term in found if not said.issuperset(term.split())]
        return sorted(found, key=lambda term: (-shared[term] * (1 + term.count(" ")), term))

    def _suffices(self, term: str, one: int, other: int) -> bool:
        """Whether a term relates two papers on different subjects: both titles have it, not one text in passing."""
        are_titled = all(self._index.texts[number].has_in_title(term) for number in (one, other))
        return len(term) > _SHORT and (are_titled or not self._have_subjects(one, other))

    def _have_subjects(self, one: int, other: int) -> bool:
        return bool(self._subjects[one] and self._subjects[other])

    def _look_whether(self, term: str) -> bool:
        """Whether a term is of few papers and these have a subject; `machine learning` says nothing about any."""
        return not term.startswith("#") and self._is_rare(term) and self._gathers(term)

    def _is_rare(self, term: str) -> bool:
        """Whether few papers use a term, and one of its words: all use `deep`, and all use `learning`."""
        holders = self._index.holders
        rarest = min(len(holders[word]) for word in term.split())
        return not self.is_common(len(holders[term])) and not self.is_common(rarest)

    def _gathers(self, term: str) -> bool:
        """Whether the papers of a term have a subject in common, as far as they are many and have tags at all."""
        if len(self._index.holders[term]) < _MANY:
            return True
        papers, gathered = self._index.gathered(term, self._kinds)
        return papers < _MANY or gathered >= _GATHERED * papers

    def _spell(self, term: str, texts: tuple[Text, Text]) -> str:
        """A term as one of two papers prints it, or as another one does that needs no capitals for it."""
        spelt = min((text.written(term) for text in texts), key=_by_plainness)
        if spelt.islower() or any(_is_name(word) for word in spelt.split()):
            return spelt
        return self._plain[term] or spelt

    def _look_for_plain(self, term: str) -> str | None:
        """How the last paper spells a term that does so without capitals."""
        texts, last_first = self._index.texts, sorted(self._index.holders[term], reverse=True)
        return next(filter(str.islower, (texts[number].written(term) for number in last_first)), None)


def _is_subject(term: str, spelt: str, texts: tuple[Text, Text]) -> bool:
    """Whether a term of a title says what two papers are about: a name or a phrase, and no mere attribute."""
    if spelt[0].isdigit():
        return False
    if " " not in term:
        return _is_name(spelt)
    is_attribute = spelt.endswith(("ed", "ly")) or ("-" in spelt and spelt.islower() and not spelt.endswith("s"))
    return not is_attribute and any(text.has_alone(term) for text in texts)


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
