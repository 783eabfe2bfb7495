"""Topics added, described, renamed and removed: what every file becomes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papershelf.addresses import topic_url
from papershelf.content import ledger
from papershelf.content.vocabulary import as_typed
from papershelf.content.vocabulary_text import (
    NAME,
    TAGS,
    TOPICS,
    add_entry,
    judge,
    remove_entry,
    rename_key,
    set_field,
    set_names,
)
from papershelf.content.yaml import edit
from papershelf.curate.tags import check_key, known_tag
from papershelf.errors import PapershelfError, Problem, Rejected
from papershelf.model import KIND_TOPIC, Library, Tag, Topic
from papershelf.text.typos import nearest


def known_topic(topics: Mapping[str, Topic], key: str) -> Topic:
    """The topic with a key.

    Raises:
        Rejected: There is none; the remedy names the nearest.
    """
    if key not in topics:
        meaning = {as_typed(word): topic.key for topic in topics.values() for word in (topic.label, topic.key)}
        typed = as_typed(key)
        near = [meaning[typed]] if typed in meaning else nearest(typed, meaning)[:1]
        remedy = f"Did you mean '{near[0]}'?" if near else "`papershelf topics list` names them all"
        raise Rejected(f"there is no topic '{key[:60]}'", remedy)
    return topics[key]


def check_not_last(library: Library, tag: Tag) -> None:
    """Object to taking the last tag from a topic, which would be left empty.

    Raises:
        PapershelfError: It is the last one.
    """
    if len(library.vocabulary.tags_of(tag.topic)) == 1:
        problem = f"the topic '{tag.topic}' would have no tag"
        remedy = f"Remove the topic as well: `papershelf topics remove {tag.topic} --into TOPIC`"
        raise PapershelfError(
            [Problem(path=f"content/{NAME}", field=f"tags.{tag.key}", problem=problem, remedy=remedy)]
        )


def add_topic(library: Library, texts: Mapping[str, str], topic: Topic, tags: Sequence[str]) -> dict[str, str]:
    """The files that change when a topic is added and some tags move into it.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        topic: The topic, which comes behind the others of its kind.
        tags: The keys of the tags that move into it, at least one.

    Raises:
        Rejected: The key is taken or no safe name, or there is no such tag.
        PapershelfError: A topic would be left without a tag, or the words are not allowed in the vocabulary.
    """
    topics = library.vocabulary.topics
    if topic.key in topics:
        raise Rejected(f"there is a topic '{topic.key}' already", "Choose another key")
    check_key(topic.key)
    if not tags:
        raise Rejected("a topic needs a tag", "Name those that move into it with `--tag`")
    subjects = [key for key in topics if key != KIND_TOPIC]
    fields = {"label": edit.Quoted(topic.label), "description": edit.Prose(topic.description)}
    text = add_entry(
        _reclaim(library, texts[NAME], topic.key), TOPICS, topic.key, fields, subjects[-1] if subjects else None
    )
    for key in tags:
        known_tag(library.vocabulary.tags, key)
        text = set_field(text, TAGS, key, "topic", topic.key)
    judge(text)
    return {NAME: text} | ledger.promise(texts, [topic_url(topic.key)])


def describe_topic(
    library: Library, texts: Mapping[str, str], key: str, description: str | None, label: str | None
) -> dict[str, str]:
    """The vocabulary with a topic described or labelled anew.

    Raises:
        Rejected: There is no such topic.
        PapershelfError: The words are not allowed in the vocabulary.
    """
    known_topic(library.vocabulary.topics, key)
    text = describe_entry(texts[NAME], TOPICS, key, description, label)
    return {} if text == texts[NAME] else {NAME: text}


def describe_entry(text: str, section: str, key: str, description: str | None, label: str | None) -> str:
    """The vocabulary with an entry described or labelled anew; what is None stays.

    Raises:
        PapershelfError: The words are not allowed in the vocabulary.
    """
    if label is not None:
        text = set_field(text, section, key, "label", edit.Quoted(label))
    if description is not None:
        text = set_field(text, section, key, "description", edit.Prose(description))
    judge(text)
    return text


def rename_topic(library: Library, texts: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """The files that change when a topic gets a new key; its former address redirects.

    Returns:
        The changed files, what is referred to first; none where it was done before.

    Raises:
        Rejected: There is no such topic, or the new key is taken or no safe name.
    """
    topics = library.vocabulary.topics
    if old not in topics and new in topics and old in topics[new].former_keys:
        return {}
    topic = _subject(topics, old)
    if new in topics or new == KIND_TOPIC:
        raise Rejected(f"there is a topic '{new}' already", f"`papershelf topics remove {old} --into {new}` joins them")
    check_key(new)
    former = tuple(dict.fromkeys(key for key in (*topic.former_keys, old) if key != new))
    text = set_names(_reclaim(library, texts[NAME], new), TOPICS, old, "former_keys", former)
    text = _move_all(library, rename_key(text, TOPICS, old, new), old, new)
    judge(text)
    return {NAME: text} | ledger.promise(texts, [topic_url(old), topic_url(new)])


def remove_topic(library: Library, texts: Mapping[str, str], key: str, into: str) -> dict[str, str]:
    """The files that change when a topic goes, and another one takes over its tags and its address.

    Returns:
        The changed files, what is referred to first; none where it was done before.

    Raises:
        Rejected: There is no such topic, or both are one.
    """
    topics = library.vocabulary.topics
    if key not in topics and into in topics and key in topics[into].former_keys:
        return {}
    topic, heir = _subject(topics, key), known_topic(topics, into)
    if key == into:
        raise Rejected("a topic cannot be joined with itself", "Name two topics")
    keys = tuple(dict.fromkeys((*heir.former_keys, key, *topic.former_keys)))
    text = set_names(texts[NAME], TOPICS, into, "former_keys", keys)
    text = set_names(text, TOPICS, into, "former_tags", tuple(dict.fromkeys((*heir.former_tags, *topic.former_tags))))
    text = _move_all(library, remove_entry(text, TOPICS, key), key, into)
    judge(text)
    return {NAME: text} | ledger.promise(texts, [topic_url(key)])


def _subject(topics: Mapping[str, Topic], key: str) -> Topic:
    """A topic that may be renamed and removed."""
    topic = known_topic(topics, key)
    if key == KIND_TOPIC:
        raise Rejected(f"the topic '{key}' says what papers bring along, and keeps its key", "Change its label instead")
    return topic


def _move_all(library: Library, text: str, old: str, new: str) -> str:
    """The vocabulary with the tags of one topic under another."""
    for tag in library.vocabulary.tags_of(old):
        text = set_field(text, TAGS, tag.key, "topic", new)
    return text


def _reclaim(library: Library, text: str, key: str) -> str:
    """The vocabulary in which no topic has a key as a former one any more."""
    for topic in library.vocabulary.topics.values():
        if key in topic.former_keys:
            left = tuple(former for former in topic.former_keys if former != key)
            text = set_names(text, TOPICS, topic.key, "former_keys", left)
    return text
