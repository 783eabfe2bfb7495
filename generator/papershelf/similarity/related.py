"""Related papers: which papers are like which, and why. Pure.

A paper is a vector of its telling words, pairs of words and tags. Its strongest terms find
candidates through an inverted index whose lists are cut to the papers that say most about a
term, so that the work for one paper does not grow with the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from papershelf import processes
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper, Tag
from papershelf.similarity.index import ONE, PaperIndex, Ranks
from papershelf.similarity.lookups import Lookup
from papershelf.similarity.nearest import Nearest, join
from papershelf.similarity.neighbours import Near
from papershelf.similarity.reasons import Known, Reasons, Relation
from papershelf.similarity.whole import Compared, Whole, index_papers

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

WORTH_A_PROCESS = 100
"""So many papers are compared while another process begins."""
_WORTH_TO_NAME = 2_000
"""So many papers are given others as related while another process begins."""
_AT_ONCE = 500
"""So many papers are looked at, and then given others as related: a few megabytes."""
_PARTS = 4
"""In so many parts a process compares its share."""

Relations = Mapping[str, tuple[Relation, ...]]
"""The related papers of every paper on the list by its slug, the most like first."""


Why = tuple[Paper, tuple[str, ...], tuple[str, ...]]
"""A related paper, with the keys of tags and the words that say why."""

_Relation = tuple[int, int, tuple[str, ...], tuple[str, ...]]
"""The number of a paper, its similarity as whole numbers have it, the keys of tags, and words."""


class Named(NamedTuple):
    """The papers that are named as related to one, by their numbers."""

    considered: int
    """How many of the nearest papers were looked at: nothing behind them matters."""
    relations: tuple[_Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was found out about the papers of a list, by their numbers."""

    index: PaperIndex
    near: Lookup[int, Near]
    named: Lookup[int, Named]
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAtOnce:
    """The same of a whole list, by the places of its papers."""

    whole: Whole
    near: Nearest
    named: Sequence[Named]
    known: Known


class _SpeltOut(Relations):
    """Relations that are spelt out when somebody asks for them."""

    def __init__(
        self,
        numbers: Mapping[str, int],
        spell: Callable[[int], tuple[Relation, ...]],
        tell: Callable[[int], list[Why]],
    ) -> None:
        self._numbers = numbers
        self._spell = spell
        self._tell = tell
        self._known: dict[str, tuple[Relation, ...]] = {}
        self._told: dict[str, list[Why]] = {}

    def __getitem__(self, slug: str) -> tuple[Relation, ...]:
        known = self._known.get(slug)
        if known is None:
            known = self._known[slug] = self._spell(self._numbers[slug])
        return known

    def tell(self, slug: str) -> list[Why]:
        """What `reasons_of` says."""
        told = self._told.get(slug)
        if told is None:
            told = self._told[slug] = self._tell(self._numbers[slug]) if slug in self._numbers else []
        return told

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, slug: object) -> bool:
        return slug in self._numbers


def relate(catalog: Catalog, *, jobs: int = 1) -> Relations:
    """Find the related papers of every paper that is on the list; none without a reason that can be told.

    Args:
        catalog: The list.
        jobs: How many processes may be at work; what comes out is the same with any number.
    """
    numbers = {paper.slug: number for number, paper in enumerate(catalog.papers)}
    return spell_out(catalog, numbers, find(catalog, jobs=jobs).named)


def find(catalog: Catalog, *, jobs: int = 1) -> FoundAtOnce:
    """Find out all about a list of which nothing is known."""
    jobs = jobs if processes.can_copy() else 1  # to send the index to a process takes as long as to do its share
    whole = index_papers(catalog, jobs=jobs)
    compared = Compared(catalog.papers, whole)
    work = partial(_find_some, compared, Reasons(compared, catalog.library.vocabulary))
    numbers = range(len(catalog.papers))
    shards = processes.over(work, numbers, jobs=jobs, least=WORTH_A_PROCESS, parts=_PARTS)
    return FoundAtOnce(
        whole=whole,
        near=join(near for near, _, _ in shards),
        named=[each for _, named, _ in shards for each in named],
        known=_joined(known for _, _, known in shards),
    )


def _find_some(compared: Compared, reasons: Reasons, numbers: range) -> tuple[Nearest, list[Named], Known]:
    near: list[Nearest] = []
    named: list[Named] = []
    for start in range(0, max(len(numbers), 1), _AT_ONCE):
        papers = numbers[start : start + _AT_ONCE]
        found = compared.look(papers)
        near.append(found)
        named += (_name(reasons, number, found.ranks(row)) for row, number in enumerate(papers))
    return join(near), named, reasons.known


def _joined(parts: Iterable[Known]) -> Known:
    """What is known of terms from several parts of the papers."""
    known = Known()
    for part in parts:
        known.telling.update(part.telling)
        known.plain.update(part.plain)
    return known


def name_again(
    reasons: Reasons, nearest: Lookup[int, Ranks], numbers: Sequence[int], *, jobs: int = 1
) -> tuple[dict[int, Named], Known]:
    """Choose the papers that are named as related to some.

    Args:
        reasons: Why papers are related.
        nearest: The papers that are nearest to each.
        numbers: The papers for which others are chosen.
        jobs: How many processes may be at work.

    Returns:
        By the paper, those that are named; and what is known of terms now.
    """
    shards = processes.over(partial(_name_some, reasons, nearest), numbers, jobs=jobs, least=_WORTH_TO_NAME)
    named = dict(zip(numbers, chain.from_iterable(shard for shard, _ in shards), strict=True))
    return named, _joined(known for _, known in shards)


def _name_some(reasons: Reasons, nearest: Lookup[int, Ranks], numbers: Sequence[int]) -> tuple[list[Named], Known]:
    return [_name(reasons, number, nearest[number]) for number in numbers], reasons.known


def _name(reasons: Reasons, number: int, nearest: Ranks) -> Named:
    """The papers that are like one; where none is, the nearest on one of its subjects."""
    like: list[_Relation] = []
    least: list[_Relation] = []
    considered = CONSIDERED
    for place, (other, value) in enumerate(islice(nearest.items(), CONSIDERED), start=1):
        if value < (LEAST if like else LEAST_OF_SUBJECT) * ONE:
            considered = place
            break
        tags = reasons.shared_tags(number, other)
        if value >= LEAST * ONE:
            if (words := reasons.shared_words(number, other, tags)) or tags:
                like.append((other, value, tags, words))
        elif tags:
            least.append((other, value, tags, reasons.shared_words(number, other, tags)))
        if len(like) == RELATED or len(least) == FEW:
            considered = place
            break
    return Named(considered=considered, relations=tuple(like or least))


def spell_out(catalog: Catalog, numbers: Mapping[str, int], named: Lookup[int, Named]) -> Relations:
    """The relations of a list, each spelt out when it is asked for.

    Args:
        catalog: The list.
        numbers: Those of its papers by their slugs, in slug order.
        named: The papers that are named as related to each.
    """
    papers = dict(zip(numbers.values(), catalog.papers, strict=True))
    tags = catalog.library.vocabulary.tags

    def spell(number: int) -> tuple[Relation, ...]:
        return tuple(
            [
                Relation(
                    paper=papers[other],
                    similarity=value / ONE,
                    tags=tuple([tags[tag] for tag in keys]),
                    words=words,
                )
                for other, value, keys, words in named[number].relations
            ]
        )

    def tell(number: int) -> list[Why]:
        return [(papers[other], keys, words) for other, _, keys, words in named[number].relations]

    return _SpeltOut(numbers, spell, tell)


def reasons_of(relations: Relations, slug: str) -> list[Why]:
    """The papers that are related to one, and why: all that is worth asking where thousands are only compared."""
    if isinstance(relations, _SpeltOut):
        return relations.tell(slug)
    return [(each.paper, tuple(tag.key for tag in each.tags), each.words) for each in relations.get(slug, ())]


def tag_beyond(catalog: Catalog, paper: Paper, relations: Relations) -> Tag | None:
    """Where a paper has few related papers: the rarest of its subjects with a few papers that are not named."""
    named = {other.slug for other, _, _ in reasons_of(relations, paper.slug)} | {paper.slug}
    if len(named) > FEW:
        return None
    tags = catalog.library.vocabulary.tags
    present = [other for slug in named if (other := catalog.by_slug[slug]).withdrawn is None]
    subjects = sorted([(len(catalog.by_tag[key]), key) for key in paper.tags if tags[key].topic != KIND_TOPIC])
    for papers, key in subjects:
        if papers - len([other for other in present if key in other.tags]) >= FEW:
            return tags[key]
    return None
