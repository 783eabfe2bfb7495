"""The pages of tags and topics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Tag, Topic
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page
from papershelf.publish.pages.shelves import shelve


def compose_tags(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of all tags, and those of each."""
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
        yield from _pages(catalog, tag, context, words)


def compose_topics(catalog: Catalog, words: Words = ENGLISH) -> Iterator[Page]:
    """Compose the page of all topics, and those of each."""
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
        yield from _pages(catalog, topic, {"topic": topic, "tags": tags}, words)


def _pages(catalog: Catalog, entry: Tag | Topic, context: dict[str, Any], words: Words) -> Iterator[Page]:
    """The page of a tag or topic, and the further ones of a long list."""
    if isinstance(entry, Tag):
        template, address, papers = "tag", addresses.tag_url(entry), catalog.by_tag[entry.key]
        card = cards.of_tag(catalog, entry, words)
    else:
        template, address, papers = "topic", addresses.topic_url(entry), catalog.by_topic[entry.key]
        card = cards.of_topic(catalog, entry, words)
    for shelf in shelve(catalog, papers, address, entry.key if isinstance(entry, Tag) else "", words):
        is_first = shelf.number == 1
        yield Page(
            address=addresses.part_url(address, shelf.number),
            template=template,
            title=entry.label
            if is_first
            else words.say("%(label)s, page %(number)s", label=entry.label, number=words.number(shelf.number)),
            description=entry.description,
            context={**context, "papers": papers, "shelf": shelf, "beginning": catalog.beginning(entry)},
            edit="content/tags.yml",
            about=entry if is_first else None,
            card=card if is_first else None,
        )
