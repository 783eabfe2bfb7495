"""What the cards of a list, a topic, a tag, a listing and a paper say."""

from __future__ import annotations

from papershelf.catalog.catalog import Catalog
from papershelf.model import Digest, Listing, Paper, Tag, Topic
from papershelf.publish.byline import byline
from papershelf.publish.cards.picture import Card, Chip
from papershelf.publish.language import ENGLISH, Words


def of_list(catalog: Catalog, words: Words = ENGLISH) -> Card:
    """The overview: how many papers, and how they are spread over the topics."""
    return Card(
        kicker=words.say("Reading list"),
        text=words.counted(
            len(catalog.papers),
            "A curated list of %(num)s research paper, each in a few plain sentences, by topic and tag.",
            "A curated list of %(num)s research papers, each in a few plain sentences, by topic and tag.",
        ),
        facts=words.say(
            "%(tags)s in %(topics)s",
            tags=_tags(len(catalog.library.vocabulary.tags), words),
            topics=words.counted(len(catalog.topics), "%(num)s topic", "%(num)s topics"),
        ),
        shares=tuple(len(catalog.by_topic[topic.key]) for topic in catalog.topics),
    )


def of_topic(catalog: Catalog, topic: Topic, words: Words = ENGLISH) -> Card:
    """A topic: what it is about, and how much there is."""
    tags = _tags(len(catalog.library.vocabulary.tags_of(topic.key)), words)
    return Card(
        kicker=words.say("Topic"),
        title=topic.label,
        text=topic.description,
        facts=f"{words.papers(len(catalog.by_topic[topic.key]))} · {tags}",
        topic=_place(catalog, topic.key),
    )


def of_tag(catalog: Catalog, tag: Tag, words: Words = ENGLISH) -> Card:
    """A tag: what it means, and how many papers have it."""
    return Card(
        kicker=" · ".join((words.say("Tag"), catalog.library.vocabulary.topics[tag.topic].label)),
        title=tag.label,
        text=tag.description,
        facts=words.papers(len(catalog.by_tag[tag.key])),
        topic=_place(catalog, tag.topic),
    )


def of_listing(catalog: Catalog, listing: Listing, words: Words = ENGLISH) -> Card:
    """A listing: its name, and what it printed of itself."""
    origin = words.say("From %(source)s. ", source=listing.source) if listing.source else ""
    date = words.say("It printed no date.")
    if listing.date:
        date = words.say("Its date as printed: %(date)s.", date=listing.date)
    facts = words.papers(len(catalog.by_listing[listing.id]))
    return Card(kicker=words.say("Listing"), title=listing.name, text=origin + date, facts=facts)


def of_digest(catalog: Catalog, digest: Digest, day: str, words: Words = ENGLISH) -> Card:
    """A digest: its day, how many papers, and the topics that they are about."""
    topics = [topic.label for topic, _ in catalog.sections_of(digest) if topic is not None]
    facts = words.counted(len(digest.papers), "%(num)s new paper", "%(num)s new papers")
    return Card(kicker=words.say("Digest"), title=day, text=", ".join(topics), facts=facts)


def of_paper(catalog: Catalog, paper: Paper, words: Words = ENGLISH) -> Card:
    """A paper: the topic that it is most about, who wrote it and when, its title, what it shows and its tags."""
    tags = catalog.tags_of(paper)
    about = catalog.main_topic(paper)
    topic = "" if about is None else catalog.library.vocabulary.topics[about].label
    return Card(
        kicker=" · ".join(filter(None, (topic, byline(paper, words)))),
        title=paper.title,
        text=(paper.finding or "") if paper.withdrawn is None else words.say("Withdrawn from this list."),
        chips=tuple(Chip(label=tag.label, topic=_place(catalog, tag.topic)) for tag in tags),
        topic=None if about is None else _place(catalog, about),
    )


def _tags(number: int, words: Words) -> str:
    return words.counted(number, "%(num)s tag", "%(num)s tags")


def _place(catalog: Catalog, topic: str) -> int | None:
    """A topic's place in the vocabulary; None for the kinds of contribution."""
    return next((number for number, each in enumerate(catalog.topics) if each.key == topic), None)
