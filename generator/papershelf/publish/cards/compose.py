"""What the cards of a list, a topic, a tag, a listing and a paper say."""

from __future__ import annotations

from papershelf.catalog.catalog import Catalog
from papershelf.model import Digest, Listing, Paper, Tag, Topic
from papershelf.publish.byline import byline
from papershelf.publish.cards.picture import Card, Chip
from papershelf.text import counted


def of_list(catalog: Catalog) -> Card:
    """The overview: how many papers, and how they are spread over the topics."""
    papers = counted(len(catalog.papers), "research paper")
    return Card(
        kicker="Reading list",
        text=f"A curated list of {papers}, each in a few plain sentences, by topic and tag.",
        facts=f"{counted(len(catalog.library.vocabulary.tags), 'tag')} in {counted(len(catalog.topics), 'topic')}",
        shares=tuple(len(catalog.by_topic[topic.key]) for topic in catalog.topics),
    )


def of_topic(catalog: Catalog, topic: Topic) -> Card:
    """A topic: what it is about, and how much there is."""
    tags = counted(len(catalog.library.vocabulary.tags_of(topic.key)), "tag")
    return Card(
        kicker="Topic",
        title=topic.label,
        text=topic.description,
        facts=f"{counted(len(catalog.by_topic[topic.key]), 'paper')} · {tags}",
        topic=_place(catalog, topic.key),
    )


def of_tag(catalog: Catalog, tag: Tag) -> Card:
    """A tag: what it means, and how many papers have it."""
    return Card(
        kicker=f"Tag · {catalog.library.vocabulary.topics[tag.topic].label}",
        title=tag.label,
        text=tag.description,
        facts=counted(len(catalog.by_tag[tag.key]), "paper"),
        topic=_place(catalog, tag.topic),
    )


def of_listing(catalog: Catalog, listing: Listing) -> Card:
    """A listing: its name, and what it printed of itself."""
    origin = f"From {listing.source}. " if listing.source else ""
    date = f"Its date as printed: {listing.date}." if listing.date else "It printed no date."
    facts = counted(len(catalog.by_listing[listing.id]), "paper")
    return Card(kicker="Listing", title=listing.name, text=origin + date, facts=facts)


def of_digest(catalog: Catalog, digest: Digest, day: str) -> Card:
    """A digest: its day, how many papers, and the topics that they are about."""
    topics = [topic.label for topic, _ in catalog.sections_of(digest) if topic is not None]
    return Card(kicker="Digest", title=day, text=", ".join(topics), facts=counted(len(digest.papers), "new paper"))


def of_paper(catalog: Catalog, paper: Paper) -> Card:
    """A paper: the topic that it is most about, who wrote it and when, its title, what it shows and its tags."""
    tags = catalog.tags_of(paper)
    about = catalog.main_topic(paper)
    topic = "" if about is None else catalog.library.vocabulary.topics[about].label
    return Card(
        kicker=" · ".join(filter(None, (topic, byline(paper)))),
        title=paper.title,
        text=(paper.finding or "") if paper.withdrawn is None else "Withdrawn from this list.",
        chips=tuple(Chip(label=tag.label, topic=_place(catalog, tag.topic)) for tag in tags),
        topic=None if about is None else _place(catalog, about),
    )


def _place(catalog: Catalog, topic: str) -> int | None:
    """A topic's place in the vocabulary; None for the kinds of contribution."""
    return next((number for number, each in enumerate(catalog.topics) if each.key == topic), None)
