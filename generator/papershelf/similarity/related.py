"""Related papers: which papers are like which, and why. Pure.

A paper is a vector of its telling words, pairs of words and tags. Its strongest terms find
candidates through an inverted index whose lists are cut to the papers that say most about a
term, so that the work for one paper does not grow with the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper, Tag, Vocabulary
from papershelf.similarity import neighbours
from papershelf.similarity.index import ONE, PaperIndex, Ranks, Read, index_papers
from papershelf.similarity.neighbours import FEW as _FEW
from papershelf.similarity.neighbours import Change, Near
from papershelf.similarity.reasons import Known, Reasons, Relation, digest_of, most_common

RELATED = 4
"""How many papers are named as related to a paper, at the most."""
CONSIDERED = 12
"""How many of the nearest may be named."""
LEAST = 0.16
"""The similarity from which papers are related; of those below it, every third is of no use to a reader."""
LEAST_OF_SUBJECT = 0.05
"""The same where nothing else is as similar, for papers that have a subject in common."""
FEW = 3
"""A paper with fewer related papers names a tag that has more of its kind."""

Relations = Mapping[str, tuple[Relation, ...]]
"""The related papers of every paper on the list by its slug, the most like first."""


_Relation = tuple[int, tuple[str, ...], tuple[str, ...]]
"""The number of a paper, the keys of tags, and words."""


class Named(NamedTuple):
    """The papers that are named as related to one, by their numbers."""

    considered: int
    """How many of the nearest papers were looked at: nothing behind them matters."""
    relations: tuple[_Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A list whose papers were related: what the next time begins with."""

    read: Read
    near: Sequence[Near]
    named: Sequence[Named]
    known: Known
    vocabulary: bytes
    """The hash of all that reasons take from it (`reasons.digest_of`)."""
    drift: int = 0
    """How many papers have been weighed anew, one time or another, since all of this was found or last packed."""

    def is_of(self, read: Read, vocabulary: Vocabulary) -> bool:
        """Whether these are the relations of a list that was read."""
        one, other = ((each.slugs, each.digests, each.tags) for each in (self.read, read))
        return one == other and self.vocabulary == digest_of(vocabulary)


def relate(catalog: Catalog) -> Relations:
    """Find the related papers of every paper that is on the list; none without a reason that can be told."""
    return relate_again(catalog, None)[0]


def relate_again(catalog: Catalog, before: Related | None) -> tuple[Relations, Related]:
    """Find the related papers, the same whatever was known before, and sooner where little has changed."""
    index = index_papers(catalog, before=None if before is None else before.read)
    vocabulary = catalog.library.vocabulary
    if before is not None and before.is_of(index.read, vocabulary):
        return _spell_out(index, vocabulary, before), before
    reasons = Reasons(index, vocabulary)
    numbers = range(len(index.papers))
    drift = len(numbers)
    if before is None:
        near = neighbours.find(index, numbers)
        named = name(index, reasons, near, numbers)
    else:
        change = neighbours.compare(before.read, index.read)
        near = neighbours.renew(index, before.near, change)
        named = _name_again(index, reasons, near, before, change)
        drift = before.drift + len(change.reweighed | change.gone) + 1
    related = Related(
        read=index.read,
        near=near,
        named=named,
        known=reasons.known,
        vocabulary=digest_of(vocabulary),
        drift=drift,
    )
    return _spell_out(index, vocabulary, related), related


def name(index: PaperIndex, reasons: Reasons, near: Sequence[Near], numbers: Iterable[int]) -> list[Named]:
    """Choose the papers that are named as related to some: work that can be divided."""
    return [_name(reasons, number, near[number].nearest) for number in numbers]


def _name(reasons: Reasons, number: int, nearest: Ranks) -> Named:
    """The papers that are like one; where none is, the nearest on one of its subjects."""
    like: list[_Relation] = []
    least: list[_Relation] = []
    considered = CONSIDERED
    for place, (other, value) in enumerate(islice(nearest.items(), CONSIDERED), start=1):
        if value < (LEAST if like else LEAST_OF_SUBJECT) * ONE:
            considered = place
            break
        tags, words = reasons.of(number, other)
        if value >= LEAST * ONE and (tags or words):
            like.append((other, tags, words))
        elif tags:
            least.append((other, tags, words))
        if len(like) == RELATED:
            considered = place
            break
    return Named(considered=considered, relations=tuple(like or least[:FEW]))


def _name_again(
    index: PaperIndex, reasons: Reasons, near: Sequence[Near], before: Related, change: Change
) -> list[Named]:
    """What `name` chooses for all papers, made of what it chose before."""
    numbers = range(len(index.papers))
    altered = _altered(index.read, change)
    if (
        digest_of(reasons.vocabulary) != before.vocabulary
        or most_common(len(before.read.slugs)) != most_common(len(numbers))
        or len(altered) * _FEW > len(numbers)
    ):
        return name(index, reasons, near, numbers)
    otherwise = reasons.take(before.known, _terms_of(index.read, altered, change))
    otherwise |= _reordered(before.read, index.read)
    stale = altered.union(*(index.read.holders.get(term, ()) for term in otherwise))
    named = []
    for number, place in enumerate(change.old):
        if place is None or number in stale or not _stays(near[number], before, place, change, altered):
            named.append(_name(reasons, number, near[number].nearest))
        else:
            named.append(_renumbered(before.named[place], change))
    return named


def _altered(now: Read, change: Change) -> set[int]:
    """The papers that say something else than before, or of which something else is telling."""
    return {
        number
        for number, place in enumerate(change.old)
        if number in change.reweighed or place is None or not now.says_same(number, change.before, place)
    }


def _terms_of(now: Read, altered: Iterable[int], change: Change) -> set[str]:
    """The terms that other papers have than before, or that papers have of which more has changed than weights."""
    before = change.before
    found: set[str] = set()
    found.update(*(before.terms_of(place) for place in change.gone))
    for number in altered:
        if (place := change.old[number]) is not None and now.says_same(number, before, place):
            found.update(now.vectors[number].keys() ^ before.vectors[place].keys())
        else:
            found.update(now.terms_of(number), before.terms_of(place) if place is not None else ())
    return found


def _reordered(before: Read, now: Read) -> set[str]:
    """The tags that more or fewer papers have, where that puts tags into another order by their rarity."""
    counts = [Counter(tag for tags in read.tags for tag in tags) for read in (before, now)]
    orders = [sorted(each, key=lambda tag: (each[tag], tag)) for each in counts]
    return set() if orders[0] == orders[1] else {tag for tag in counts[1] if counts[0][tag] != counts[1][tag]}


def _stays(near: Near, before: Related, place: int, change: Change, altered: AbstractSet[int]) -> bool:
    """Whether a paper that was not altered has the papers beside it that it had, as far as they were looked at."""
    considered = before.named[place].considered
    if near is before.near[place]:
        return altered.isdisjoint(islice(near.nearest, considered))
    old, new = (list(islice(each.nearest.items(), considered)) for each in (before.near[place], near))
    return (
        change.gone.isdisjoint(number for number, _ in old)
        and [(change.moved[number], value) for number, value in old] == new
        and altered.isdisjoint(number for number, _ in new)
    )


def _renumbered(named: Named, change: Change) -> Named:
    if change.keeps_numbers:
        return named
    relations = tuple((change.moved[number], tags, words) for number, tags, words in named.relations)
    return Named(considered=named.considered, relations=relations)


def _spell_out(index: PaperIndex, vocabulary: Vocabulary, related: Related) -> Relations:
    return {
        paper.slug: tuple(
            Relation(
                paper=index.papers[other],
                similarity=near.nearest[other] / ONE,
                tags=tuple(vocabulary.tags[tag] for tag in tags),
                words=words,
            )
            for other, tags, words in named.relations
        )
        for paper, near, named in zip(index.papers, related.near, related.named, strict=True)
    }


def tag_beyond(catalog: Catalog, paper: Paper, relations: Relations) -> Tag | None:
    """Where a paper has few related papers: the rarest of its subjects with a few papers that are not named."""
    named = {relation.paper.slug for relation in relations.get(paper.slug, ())} | {paper.slug}
    if len(named) > FEW:
        return None
    present = [other for slug in named if (other := catalog.by_slug[slug]).withdrawn is None]
    papers = {tag.key: len(catalog.by_tag[tag.key]) for tag in catalog.tags_of(paper) if tag.topic != KIND_TOPIC}
    more = [key for key, its in papers.items() if its - sum(key in other.tags for other in present) >= FEW]
    rarest = min(more, key=lambda key: (papers[key], key), default=None)
    return None if rarest is None else catalog.library.vocabulary.tags[rarest]
