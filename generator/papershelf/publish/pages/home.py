"""The home page, and the papers of several listings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import groupby, islice

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper, Topic
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words, mark
from papershelf.publish.page import Page
from papershelf.publish.pages.paging import divide_groups

SHOWN_ON_HOME = 6
"""How many papers of several listings, and how many listings, the home page names."""
SHOWN_ON_CARD = 3
"""How many papers a topic's card names."""


def compose_home(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the home page."""
    yield Page(
        address=addresses.HOME,
        template="home",
        title=words.say("Home"),
        description=words.counted(
            len(catalog.papers),
            "A curated reading list of %(num)s research papers, by topic and tag.",
            "A curated reading list of %(num)s research papers, by topic and tag.",
        )
        if catalog.papers
        else words.say("A curated reading list of research papers, by topic and tag."),
        context={
            "several": catalog.in_several_listings()[:SHOWN_ON_HOME],
            "on_cards": _on_cards(catalog),
            "latest": _latest(catalog),
            "beginnings": [topic for topic in catalog.topics if topic.start][:SHOWN_ON_CARD],
            # A listing is imported after those that are before it.
            "listings": list(catalog.library.listings.values())[: -SHOWN_ON_HOME - 1 : -1],
        },
        card=partial(cards.of_list, catalog, words),
    )


def _latest(catalog: Catalog) -> tuple[Paper, ...]:
    """The papers of the latest day."""
    last = max((paper.added for paper in catalog.papers), default="")
    return catalog.new_between(last, last)


def _by_weight(catalog: Catalog, topic: Topic) -> Iterator[Paper]:
    """The papers of a topic: those to begin with, those listed most, those under most of its tags, then by title."""
    first = [paper for paper, _ in catalog.beginning(topic)]
    named = {paper.slug for paper in first}
    tags = {tag.key for tag in catalog.library.vocabulary.tags_of(topic.key)}
    yield from first
    papers = (paper for paper in catalog.by_topic[topic.key] if paper.slug not in named)
    # Which are in reading order: those in most listings first, then by title.
    for _, as_many in groupby(papers, key=lambda paper: len(paper.listed)):
        yield from sorted(as_many, key=lambda paper: -sum(map(tags.__contains__, paper.tags)))


def _on_cards(catalog: Catalog) -> dict[str, list[Paper]]:
    """What each topic's card names: the first of its papers that no card before it has named."""
    named: set[str] = set()
    cards: dict[str, list[Paper]] = {}
    for topic in catalog.topics:
        others = (paper for paper in _by_weight(catalog, topic) if paper.slug not in named)
        cards[topic.key] = list(islice(others, SHOWN_ON_CARD))
        named.update(paper.slug for paper in cards[topic.key])
    return cards


def compose_trending(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of the papers that several listings carried."""
    counts = Counter(len(paper.listed) for paper in catalog.papers)
    several = groupby(catalog.in_several_listings(), key=lambda paper: len(paper.listed))
    page = Page(
        address=addresses.TRENDING,
        template="trending",
        title=words.say("Trending"),
        description=words.say("The papers of this list that are in more than one of its listings."),
        context={
            "counts": [
                (_in_words(number, words), _listings(number, words), counts[number]) for number in sorted(counts)
            ],
            "groups": {_listings(number, words): tuple(papers) for number, papers in several},
        },
    )
    yield from divide_groups(page, "groups", words)


_NUMBERS = (
    mark("no"), mark("one"), mark("two"), mark("three"), mark("four"),
    mark("five"), mark("six"), mark("seven"), mark("eight"), mark("nine"),
)  # fmt: skip


def _in_words(number: int, words: Words) -> str:
    return words.say(_NUMBERS[number]) if number < len(_NUMBERS) else words.number(number)


def _listings(number: int, words: Words) -> str:
    if number == 0:
        return words.say("no listing")
    return words.counted(number, "%(number)s listing", "%(number)s listings", number=_in_words(number, words))
