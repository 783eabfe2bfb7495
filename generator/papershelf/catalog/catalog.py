"""The library, grouped and ordered for readers. Pure: no disk, no clock, no formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import TypeVar

from papershelf import addresses
from papershelf.catalog.authors import Author, group_authors
from papershelf.catalog.groups import SURVEY
from papershelf.model import KIND_TOPIC, Digest, Library, Listing, Paper, Tag, Topic
from papershelf.text import Leads, fold

_ARTICLE = re.compile(r"\A\s*(?:an?|the)\s+(?=\w)", re.IGNORECASE)
"""English ones."""
_Key = TypeVar("_Key")
_Item = TypeVar("_Item")

NEIGHBOURS = 6
"""How many of the tags that are beside a tag its page names."""
SURVEYS = 3
"""How many surveys are named where nobody has chosen papers to begin with."""
SUBJECTS = 3
"""How many of its tags a listing is described by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A library with every grouping that a page, an index or an export needs."""

    library: Library
    papers: tuple[Paper, ...]
    """The papers that are on the list, in slug order; not the withdrawn ones."""
    topics: tuple[Topic, ...]
    """The topics that a paper can be about: all but the kinds of contribution."""
    by_slug: Mapping[str, Paper]
    by_tag: Mapping[str, tuple[Paper, ...]]
    """Papers of every tag of the vocabulary, in reading order; empty tags too."""
    by_topic: Mapping[str, tuple[Paper, ...]]
    """Papers of every topic but the kinds, in reading order."""
    by_listing: Mapping[str, tuple[tuple[int, Paper], ...]]
    """Rank and paper, in the listing's own order."""
    to_curate: tuple[Paper, ...]
    """Papers without tags or without a summary, by title."""
    authors: Mapping[str, Author] = field(default_factory=lambda: MappingProxyType({}))
    """The names that several papers print, by the name as shown, from A to Z."""
    references: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The pages of papers and tags by what links in our own texts call them, such as `tag:heat`."""
    new: frozenset[str] = frozenset()
    """Slugs of the papers that came last, where others were there before them."""

    def tags_of(self, paper: Paper) -> tuple[Tag, ...]:
        """The tags of a paper, in its own order."""
        return tuple(self.library.vocabulary.tags[tag] for tag in paper.tags)

    def topics_of(self, paper: Paper) -> tuple[Topic, ...]:
        """The topics of a paper's tags, in the order of the vocabulary, without the kinds."""
        named = {tag.topic for tag in self.tags_of(paper)}
        return tuple(topic for topic in self.topics if topic.key in named)

    def appearances(self, paper: Paper) -> tuple[tuple[Listing, int], ...]:
        """The listings in which a paper was, with its rank in each."""
        return tuple((self.library.listings[place.listing], place.rank) for place in paper.listed)

    def neighbours(self, tag: str) -> tuple[tuple[Tag, int], ...]:
        """The tags that are most often beside a tag, with the number of shared papers."""
        shared = Counter(chain.from_iterable([paper.tags for paper in self.by_tag[tag]]))
        del shared[tag]
        return self._most(shared, NEIGHBOURS)

    def beginning(self, entry: Tag | Topic) -> tuple[tuple[Paper, str], ...]:
        """The papers to begin with on a tag or topic, each with its reason, in the order of reading.

        Where nobody has chosen any, they are its surveys, with no reason but that.
        """
        found = [(self.by_slug[start.paper], start.why) for start in entry.start if start.paper in self.by_slug]
        if chosen := tuple((paper, why) for paper, why in found if paper.withdrawn is None):
            return chosen
        papers = self.by_tag[entry.key] if isinstance(entry, Tag) else self.by_topic.get(entry.key, ())
        surveys = (paper for paper in papers if SURVEY in paper.tags and entry.key != SURVEY)
        return tuple((paper, "") for paper in islice(surveys, SURVEYS))

    def leads(self, spell: Callable[[str], str]) -> Leads:
        """Where links to papers and tags in our own texts lead.

        Args:
            spell: How the page, or whatever shows them, spells an address from the site's root.
        """
        return lambda reference: spell(self.references[reference]) if reference in self.references else None

    def new_between(self, first: str, last: str) -> tuple[Paper, ...]:
        """The papers that came into the list from one day to another, both included, in slug order."""
        return tuple(paper for paper in self.papers if first <= paper.added <= last)

    def untold(self, day: str) -> tuple[Paper, ...]:
        """The papers up to a day that no digest has told of, from the first day of the first digest on.

        A paper may carry an earlier day than the latest digest: it waited in a pull request.
        """
        told = {paper for digest in self.library.digests for paper in digest.papers}
        first = min((digest.since for digest in self.library.digests), default=day)
        return tuple(paper for paper in self.new_between(first, day) if paper.id not in told)

    def sections_of(self, digest: Digest) -> tuple[tuple[Topic | None, tuple[Paper, ...]], ...]:
        """The papers of a digest, each under the topic of its first tag that has one; last those without."""
        named = set(digest.papers)
        groups: dict[str | None, list[Paper]] = {topic.key: [] for topic in self.topics}
        for paper in in_reading_order(paper for paper in self.library.papers if paper.id in named):
            groups.setdefault(self.main_topic(paper), []).append(paper)
        return tuple(
            (None if key is None else self.library.vocabulary.topics[key], tuple(papers))
            for key, papers in groups.items()
            if papers
        )

    def main_topic(self, paper: Paper) -> str | None:
        """The topic that most of a paper's subjects belong to, the first where several do; None without subjects."""
        tags = self.library.vocabulary.tags
        found = [topic for tag in paper.tags if (topic := tags[tag].topic) != KIND_TOPIC]
        return max(found, key=found.count, default=None)

    def in_several_listings(self) -> tuple[Paper, ...]:
        """The papers that are in more than one listing, those in most first."""
        return tuple(in_reading_order(paper for paper in self.papers if len(paper.listed) > 1))

    def places_of(self, listing: str) -> dict[str, int]:
        """How many papers of a listing are in each other listing, too; those that share none are left out."""
        others = ({place.listing for place in paper.listed} - {listing} for paper in self._standing_in(listing))
        shared = Counter(other for found in others for other in found)
        return {other: shared[other] for other in self.library.listings if shared[other]} if shared else {}

    def only_in(self, listing: str) -> int:
        """How many papers of a listing are in no other one."""
        found = self._standing_in(listing)
        return sum(len({place.listing for place in paper.listed}) == 1 for paper in found)

    def subjects_of(self, listing: str) -> tuple[tuple[Tag, int], ...]:
        """The tags that most papers of a listing have, kinds left out, with the number of these papers."""
        counted = Counter(chain.from_iterable([paper.tags for paper in self._standing_in(listing)]))
        for kind in self.library.vocabulary.tags_of(KIND_TOPIC):
            del counted[kind.key]
        return self._most(counted, SUBJECTS)

    def _standing_in(self, listing: str) -> Iterable[Paper]:
        """The papers of a listing, each once, at however many ranks it is there."""
        return {paper.slug: paper for _, paper in self.by_listing[listing]}.values()

    def _most(self, counted: Counter[str], number: int) -> tuple[tuple[Tag, int], ...]:
        """The most frequent of some tags."""
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:number]
        return tuple((self.library.vocabulary.tags[tag], count) for tag, count in ranked)


def arrange(library: Library) -> Catalog:
    """Group a library in a single pass over its papers."""
    papers = tuple(paper for paper in library.papers if paper.withdrawn is None)
    present = in_reading_order(papers)
    tags: dict[str, list[Paper]] = {tag: [] for tag in library.vocabulary.tags}
    topics: dict[str, list[Paper]] = {topic: [] for topic in library.vocabulary.topics if topic != KIND_TOPIC}
    listings: dict[str, list[tuple[int, Paper]]] = {listing: [] for listing in library.listings}
    for paper in present:
        for tag in paper.tags:
            tags[tag].append(paper)
        for topic in dict.fromkeys(library.vocabulary.tags[tag].topic for tag in paper.tags):
            if topic in topics:
                topics[topic].append(paper)
    for paper in library.papers:
        for place in paper.listed:
            listings[place.listing].append((place.rank, paper))
    return Catalog(
        library=library,
        papers=papers,
        topics=tuple(topic for topic in library.vocabulary.topics.values() if topic.key != KIND_TOPIC),
        by_slug=MappingProxyType({paper.slug: paper for paper in library.papers}),
        by_tag=_freeze(tags),
        by_topic=_freeze(topics),
        by_listing=_freeze(
            {listing: sorted(places, key=lambda place: place[0]) for listing, places in listings.items()}
        ),
        to_curate=tuple(sorted((paper for paper in present if is_unfinished(paper)), key=by_title)),
        authors=MappingProxyType(group_authors(present)),
        references=MappingProxyType(addresses.references(library)),
        new=frozenset(paper.slug for paper in newly_added(present)),
    )


def epoch(day: str) -> int:
    """Seconds from 1970 to the beginning of a day in UTC."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def is_unfinished(paper: Paper) -> bool:
    """Whether a paper still lacks what a curator gives it."""
    return not paper.tags or not paper.summary


def newly_added(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers of the latest day, in their order; none if all came on that day, for then none is newer."""
    known = tuple(papers)
    days = sorted({paper.added for paper in known})
    return tuple(paper for paper in known if paper.added == days[-1]) if len(days) > 1 else ()


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Papers by the day they came, the latest first; those of one day keep their order."""
    return sorted(papers, key=lambda paper: paper.added, reverse=True)


def in_reading_order(papers: Iterable[Paper]) -> list[Paper]:
    """Papers that several listings carried first, then by title."""
    return sorted(papers, key=lambda paper: (-len(paper.listed), *by_title(paper)))


def by_title(paper: Paper) -> tuple[str, str]:
    """The key of alphabetical order, without regard to case, marks, spaces and an article at the beginning."""
    return (_fold_title(paper.title), paper.slug)


@lru_cache(maxsize=1 << 16)
def _fold_title(title: str) -> str:
    """A title as it is sorted; every list of papers asks for it."""
    return fold(filed_title(title))


def filed_title(title: str) -> str:
    """A title as an index files it: `A Survey of Kettles` under S."""
    return _ARTICLE.sub("", title, count=1)


def _freeze(groups: Mapping[_Key, list[_Item]]) -> Mapping[_Key, tuple[_Item, ...]]:
    return MappingProxyType({key: tuple(items) for key, items in groups.items()})
