"""The pages of tags and topics."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Tag
from papershelf.publish import cards
from papershelf.publish.page import Page
from papershelf.text import counted


def compose_tags(catalog: Catalog) -> Iterator[Page]:
    """Compose the page of all tags, and that of each."""
    tags = catalog.library.vocabulary.tags
    yield Page(
        address=addresses.TAGS,
        template="tags",
        title="Tags",
        description=f"The {counted(len(tags), 'tag')} of the list, by topic, with the meaning of each.",
        edit="content/tags.yml",
    )
    narrower: dict[str | None, list[Tag]] = {}
    for tag in tags.values():
        narrower.setdefault(tag.broader, []).append(tag)
    for tag in tags.values():
        yield Page(
            address=addresses.tag_url(tag),
            template="tag",
            title=tag.label,
            description=tag.description,
            context={
                "tag": tag,
                "topic": catalog.library.vocabulary.topics[tag.topic],
                "papers": catalog.by_tag[tag.key],
                "neighbours": catalog.neighbours(tag.key),
                "broader": None if tag.broader is None else tags[tag.broader],
                "narrower": tuple(narrower.get(tag.key, ())),
            },
            edit="content/tags.yml",
            about=tag,
            card=cards.of_tag(catalog, tag),
        )


def compose_topics(catalog: Catalog) -> Iterator[Page]:
    """Compose the page of all topics, and that of each."""
    yield Page(
        address=addresses.TOPICS,
        template="topics",
        title="Topics",
        description=f"The {counted(len(catalog.topics), 'topic')} of the list, each with its tags and papers.",
        edit="content/tags.yml",
    )
    for topic in catalog.topics:
        yield Page(
            address=addresses.topic_url(topic),
            template="topic",
            title=topic.label,
            description=topic.description,
            context={
                "topic": topic,
                "tags": catalog.library.vocabulary.tags_of(topic.key),
                "papers": catalog.by_topic[topic.key],
            },
            edit="content/tags.yml",
            about=topic,
            card=cards.of_topic(catalog, topic),
        )
