"""The pages of tags and topics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Tag, Topic
from papershelf.publish import cards
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page, Planned
from papershelf.publish.pages.shelves import pages_of, shelve


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
    """Plan the page of a tag or topic, and the further ones of a long list: to group the papers takes its time."""
    if isinstance(entry, Tag):
        address, papers = addresses.tag_url(entry), catalog.by_tag[entry.key]
    else:
        address, papers = addresses.topic_url(entry), catalog.by_topic[entry.key]
    kinds, topics = catalog.library.vocabulary.tags_of(KIND_TOPIC), tuple(topic.key for topic in catalog.topics)
    context = {**context, "papers": papers, "beginning": catalog.beginning(entry)}
    made_from = entry, context, kinds, topics
    for number in pages_of(papers):
        yield Planned(
            address=addresses.part_url(address, number),
            edit="content/tags.yml",
            made_from=(made_from, number),
            compose=partial(_compose, catalog, entry, context, words, address, number),
        )


def _compose(
    catalog: Catalog, entry: Tag | Topic, context: dict[str, Any], words: Words, address: str, number: int
) -> Page:
    if isinstance(entry, Tag):
        template, but, card = "tag", entry.key, cards.of_tag(catalog, entry, words)
    else:
        template, but, card = "topic", "", cards.of_topic(catalog, entry, words)
    shelf = next(islice(shelve(catalog, context["papers"], address, but, words), number - 1, None))
    is_first = number == 1
    return Page(
        address=addresses.part_url(address, number),
        template=template,
        title=entry.label
        if is_first
        else words.say("%(label)s, page %(number)s", label=entry.label, number=words.number(number)),
        description=entry.description,
        context={**context, "shelf": shelf},
        edit="content/tags.yml",
        about=entry if is_first else None,
        card=card if is_first else None,
    )
