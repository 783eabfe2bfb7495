"""The pages of tags and topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper, Tag, Topic
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page, Planned
from papershelf.publish.pages.shelves import Shelf, pages_of, shelve


def plan_tags(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page | Planned]:
    """Compose the page of all tags, and plan those of each."""
    tags = catalog.library.vocabulary.tags
    yield Page(
        address=addresses.TAGS,
        template="tags",
        title=words.say("Tags"),
        description=words.counted(
            len(tags),
            "The %(num)s tag of the list, by topic, with the meaning of each.",
            "The %(num)s tags of the list, by topic, with the meaning of each.",
        ),
        edit="content/tags.yml",
    )
    narrower: dict[str | None, list[Tag]] = {}
    for tag in tags.values():
        narrower.setdefault(tag.broader, []).append(tag)
    for tag in tags.values():
        context = {
            "tag": tag,
            "topic": catalog.library.vocabulary.topics[tag.topic],
            "neighbours": catalog.neighbours(tag.key),
            "broader": None if tag.broader is None else tags[tag.broader],
            "narrower": tuple(narrower.get(tag.key, ())),
        }
        yield from _plan_pages(catalog, tag, context, words)


def plan_topics(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page | Planned]:
    """Compose the page of all topics, and plan those of each."""
    yield Page(
        address=addresses.TOPICS,
        template="topics",
        title=words.say("Topics"),
        description=words.counted(
            len(catalog.topics),
            "The %(num)s topic of the list, each with its tags and papers.",
            "The %(num)s topics of the list, each with its tags and papers.",
        ),
        edit="content/tags.yml",
    )
    for topic in catalog.topics:
        tags = catalog.library.vocabulary.tags_of(topic.key)
        yield from _plan_pages(catalog, topic, {"topic": topic, "tags": tags}, words)


def _plan_pages(catalog: Catalog, entry: Tag | Topic, context: dict[str, Any], words: Words) -> Iterator[Planned]:
    """Plan the page of a tag or topic, and the further ones of a long list."""
    if isinstance(entry, Tag):
        address, every, but = addresses.tag_url(entry), ("by_tag", entry.key), entry.key
    else:
        address, every, but = addresses.topic_url(entry), ("by_topic", entry.key), ""
    papers: tuple[Paper, ...] = getattr(catalog, every[0])[entry.key]
    context = {**context, "beginning": catalog.beginning(entry)}
    kinds, topics = catalog.library.vocabulary.tags_of(KIND_TOPIC), tuple(topic.key for topic in catalog.topics)
    divide = partial(shelve, catalog, papers, address, but, words)
    compose = partial(_compose, catalog, entry, words)
    plan = partial(Planned, edit="content/tags.yml")
    if len(pages_of(papers)) == 1:  # to group papers takes its time
        context["papers"] = papers
        made_from = entry, context, kinds, topics
        yield plan(address=address, made_from=made_from, compose=lambda: compose(context, next(divide())))
        return
    for shelf in divide():
        made = partial(compose, context, shelf, asked={"papers": every})
        yield plan(address=_address_of(shelf), made_from=(entry, context, topics, shelf), compose=made)


def _address_of(shelf: Shelf) -> str:
    return shelf.addresses[shelf.number - 1]


def _compose(
    catalog: Catalog,
    entry: Tag | Topic,
    words: Words,
    context: dict[str, Any],
    shelf: Shelf,
    asked: Mapping[str, tuple[str, str]] | None = None,
) -> Page:
    if isinstance(entry, Tag):
        template, card = "tag", partial(cards.of_tag, catalog, entry, words)
    else:
        template, card = "topic", partial(cards.of_topic, catalog, entry, words)
    is_first = shelf.number == 1
    return Page(
        address=_address_of(shelf),
        template=template,
        title=entry.label
        if is_first
        else words.say("%(label)s, page %(number)s", label=entry.label, number=words.number(shelf.number)),
        description=entry.description,
        context={**context, "shelf": shelf},
        asked=asked or {},
        edit="content/tags.yml",
        about=entry if is_first else None,
        card=card if is_first else None,
    )
