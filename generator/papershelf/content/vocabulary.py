"""`content/tags.yml`: topics, and tags under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Mapping_
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

from papershelf.addresses import TAGS, tag_url
from papershelf.content import beginnings
from papershelf.content.yaml.fields import Report, check_keys, mapping_at, optional, required, texts
from papershelf.content.yaml.nodes import Malformed, Mapping, Scalar, parse
from papershelf.model import Tag, Topic, Vocabulary
from papershelf.text import is_slug, normalize, slugify
from papershelf.text.typos import correct, nearest

_T = TypeVar("_T", Topic, Tag)

TOPIC_FIELDS = ("label", "description", "overview", "start", "former_keys", "former_tags")
TAG_FIELDS = ("label", "topic", "description", "aliases", "broader", "overview", "start")
"""Every key that a topic or a tag may have, in house order."""

MOST = {"topics": 200, "tags": 5_000}
"""How many a vocabulary may have: pages and cards compare each with all others."""

_MOST_TOPICS = 20
"""That one message names."""

_MOST_TAGS = 3
"""Likewise."""
_CHOOSE = f"Choose a tag of content/tags.yml, which the site shows under {TAGS}"
_LONGEST_LIST = 2_000
"""Of a text that may be several tags, in characters."""
_MOST_WORDS = 60
"""Of such a text."""
_LONGEST_LABEL = 8
"""The words of the longest name of a tag that is looked for in such a text."""

_SLUG = "Use lower-case letters, digits and single hyphens, such as `graph-learning`"


def read(report: Report, text: str) -> Vocabulary:
    """Read the vocabulary strictly; problems are noted, and what is sound is returned."""
    try:
        root = parse(text)
    except Malformed as error:
        report.add_malformed(error)
        return Vocabulary()
    if root is None:
        return Vocabulary()
    if (top := mapping_at(report, root, None, "the vocabulary")) is None:
        return Vocabulary()
    check_keys(report, top, None, ("topics", "tags"))
    topics = {topic.key: topic for topic in _each(report, top, "topics", _topic)}
    tags = {tag.key: tag for tag in _each(report, top, "tags", _tag)}
    _check_addresses(report, top)
    _check_topics(report, top, topics, tags)
    _check_broader(report, top, tags)
    _check_words(report, top, tags)
    _check_former(report, top, topics, tags)
    return Vocabulary(topics=MappingProxyType(topics), tags=MappingProxyType(tags))


def _each(
    report: Report, top: Mapping, name: str, read_entry: Callable[[Report, str, Mapping, str], _T | None]
) -> Iterator[_T]:
    entry = top.entries.get(name)
    if entry is None or (isinstance(entry.value, Scalar) and not entry.value.value):
        return
    if (mapping := mapping_at(report, entry.value, name, f"`{name}`")) is None:
        return
    if len(mapping.entries) > MOST[name]:
        problem = f"it has {len(mapping.entries):,} {name}, over {MOST[name]:,}"
        report.add(entry.key, name, problem, "Merge those that mean nearly the same")
    for key, item in islice(mapping.entries.items(), MOST[name]):
        place = f"{name}.{key[:80]}"
        if not is_slug(key):
            report.add(item.key, place, f"'{key[:60]}' cannot be part of an address", _SLUG)
        elif (value := mapping_at(report, item.value, place, "it")) is not None:
            found = read_entry(report, key, value, place)
            if found is not None:
                yield found


def _topic(report: Report, key: str, mapping: Mapping, place: str) -> Topic | None:
    check_keys(report, mapping, place, TOPIC_FIELDS)
    label = required(report, mapping, "label", place, 'label: "Graph learning"')
    description = required(report, mapping, "description", place, 'description: "What it is about."')
    former = {
        name: texts(report, mapping.entries[name].value, f"{place}.{name}", f"{name}: [former-key]")
        for name in ("former_keys", "former_tags")
        if name in mapping.entries
    }
    overview, start = beginnings.read(report, mapping, place)
    if not (label and description):
        return None
    return Topic(key=key, label=label, description=description, overview=overview, start=start, **former)


def _tag(report: Report, key: str, mapping: Mapping, place: str) -> Tag | None:
    check_keys(report, mapping, place, TAG_FIELDS)
    label = required(report, mapping, "label", place, 'label: "Graph neural networks"')
    topic = required(report, mapping, "topic", place, "topic: graph-learning")
    description = required(report, mapping, "description", place, 'description: "What it is about."')
    aliases: tuple[str, ...] = ()
    if (entry := mapping.entries.get("aliases")) is not None:
        aliases = texts(report, entry.value, f"{place}.aliases", "aliases: [gnn, gnns]")
    broader = optional(report, mapping, "broader", place, "broader: graph-learning")
    overview, start = beginnings.read(report, mapping, place)
    if not (label and topic and description):
        return None
    return Tag(
        key=key,
        label=label,
        topic=topic,
        description=description,
        aliases=aliases,
        broader=broader,
        overview=overview,
        start=start,
    )


def _entry(top: Mapping, section: str, key: str) -> Mapping:
    """The mapping of a tag or topic that was read from it."""
    section_node = top.entries[section].value
    assert isinstance(section_node, Mapping)
    node = section_node.entries[key].value
    assert isinstance(node, Mapping)
    return node


def _check_addresses(report: Report, top: Mapping) -> None:
    """Two keys that would have the same address, such as `C` and `c++`."""
    section = top.entries.get("tags")
    if section is None or not isinstance(section.value, Mapping):
        return
    taken: dict[str, str] = {}
    for key, entry in section.value.entries.items():
        address = key if is_slug(key) else slugify(key)
        other = taken.setdefault(address, key)
        if other != key:
            report.add(
                entry.key,
                f"tags.{key[:80]}",
                f"its address would be that of '{other[:60]}': {tag_url(address)}",
                "Give it a key of its own in words, such as `c-plus-plus`",
            )


def _check_topics(report: Report, top: Mapping, topics: dict[str, Topic], tags: dict[str, Tag]) -> None:
    known = ", ".join(islice(topics, _MOST_TOPICS)) + (", …" if len(topics) > _MOST_TOPICS else "")
    for tag in tags.values():
        if tag.topic not in topics:
            near = report.guesses.nearest(tag.topic, topics)
            remedy = f"Did you mean '{near}'?" if near else f"Known topics: {known or 'none yet'}"
            node = _entry(top, "tags", tag.key).entries["topic"].value
            report.add(node, f"tags.{tag.key}.topic", f"the topic '{tag.topic[:60]}' is not known", remedy)
    used = {tag.topic for tag in tags.values()}
    for key in topics:
        if key not in used:
            node = _entry(top, "topics", key)
            remedy = "Put a tag under it, or remove it"
            report.add(node, f"topics.{key}", "the topic has no tag", remedy)


def _check_broader(report: Report, top: Mapping, tags: dict[str, Tag]) -> None:
    circular = _circular(tags)
    meaning = words(Vocabulary(tags=MappingProxyType(tags)))
    for tag in tags.values():
        if tag.broader is None:
            continue
        node = _entry(top, "tags", tag.key).entries["broader"].value
        place = f"tags.{tag.key}.broader"
        if tag.broader not in tags:
            near = None
            if report.guesses.allows(tag.broader, meaning):
                near = meaning.get(as_typed(tag.broader)) or next(iter(nearest(as_typed(tag.broader), meaning)), None)
            remedy = f"Did you mean '{near}'?" if near else "Name a tag of this vocabulary, or remove the line"
            report.add(node, place, f"the tag '{tag.broader[:60]}' is not known", remedy)
        elif tag.key in circular:
            report.add(node, place, "the tag would contain itself", "Break the circle: remove one `broader`")


def _circular(tags: dict[str, Tag]) -> set[str]:
    """The tags that are above themselves. Each tag is passed once, whatever chain it is in."""
    found: set[str] = set()
    passed: set[str] = set()
    for tag in tags:
        chain: dict[str, None] = {}
        above: str | None = tag
        while above in tags and above not in passed:
            passed.add(above)
            chain[above] = None
            above = tags[above].broader
        if above in chain:
            keys = list(chain)
            found.update(keys[keys.index(above) :])
    return found


def _check_words(report: Report, top: Mapping, tags: dict[str, Tag]) -> None:
    """A word that people type must mean one tag."""
    meaning = {as_typed(word): tag.key for tag in tags.values() for word in (tag.key, tag.label)}
    owners: dict[str, str] = {}
    for tag in tags.values():
        label = as_typed(tag.label)
        if meaning[label] != tag.key:
            node = _entry(top, "tags", tag.key).entries["label"].value
            report.add(
                node,
                f"tags.{tag.key}.label",
                f"'{meaning[label]}' has the same label",
                "Give each its own label",
            )
        for alias in tag.aliases:
            word = as_typed(alias)
            other = meaning.get(word, owners.setdefault(word, tag.key))
            if other != tag.key:
                node = _entry(top, "tags", tag.key).entries["aliases"].value
                report.add(
                    node,
                    f"tags.{tag.key}.aliases",
                    f"'{alias[:60]}' already means the tag '{other}'",
                    "Keep it under one of the two",
                )


def _check_former(report: Report, top: Mapping, topics: dict[str, Topic], tags: dict[str, Tag]) -> None:
    """A former key leads to one topic, and only while nothing present has it."""
    for field, present in (("former_keys", topics), ("former_tags", tags)):
        owners: dict[str, str] = {}
        for topic in topics.values():
            for former in getattr(topic, field):
                node = _entry(top, "topics", topic.key).entries[field].value
                place = f"topics.{topic.key}.{field}"
                if not is_slug(former):
                    report.add(node, place, f"'{former[:60]}' cannot be part of an address", _SLUG)
                elif former in present:
                    what = "topic" if field == "former_keys" else "tag"
                    report.add(node, place, f"'{former[:60]}' is a present {what}", "Name former ones only")
                elif (other := owners.setdefault(former, topic.key)) != topic.key:
                    problem = f"'{former[:60]}' leads to the topic '{other}' already"
                    report.add(node, place, problem, "Keep it under one of the two")


def words(vocabulary: Vocabulary) -> dict[str, str]:
    """Every word that means a tag, as `as_typed` writes it: its key, its label, its aliases."""
    return {as_typed(word): tag.key for tag in vocabulary.tags.values() for word in (*tag.aliases, tag.label, tag.key)}


def proposal(word: str, vocabulary: Vocabulary, meaning: Mapping_[str, str]) -> str:
    """What to do about a word that means no tag: the tag that was meant, or a few that are near.

    Args:
        word: The word.
        vocabulary: The vocabulary.
        meaning: What `words` gives.
    """
    typed = as_typed(word)
    if several := divide(word, meaning):
        return f"Put a comma between tags: `[{', '.join(several)}]`"
    topic = next(
        (topic for topic in vocabulary.topics.values() if typed in map(as_typed, (topic.key, topic.label))), None
    )
    if topic is not None:
        under = {name: tag for name, tag in meaning.items() if vocabulary.tags[tag].topic == topic.key}
        near = nearest(typed, under) or list(dict.fromkeys(under.values()))[:_MOST_TAGS]
        return f"It is a topic; choose one of its tags, such as {_either(near)}" if near else _CHOOSE
    meant = correct(typed, meaning)
    near = [meant] if meant is not None else nearest(typed, meaning)
    return f"Did you mean {_either(near)}?" if near else _CHOOSE


def _either(tags: list[str]) -> str:
    quoted = [f"'{tag}'" for tag in tags]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def divide(written: str, meaning: Mapping_[str, str]) -> list[str]:
    """The tags of a text between which commas are missing, or that have other marks between them.

    Args:
        written: The text, such as `heat survey` or `heat; survey`.
        meaning: What `words` gives.

    Returns:
        At least two tags in written order; none unless each of its words belongs to a tag. As few tags as possible.
    """
    found: list[str] = []
    parts = [as_typed(part).split() for part in re.split(r"[,;|\n]", written[:_LONGEST_LIST]) if part.strip()]
    for part in parts:
        if len(part) > _MOST_WORDS or not (tags := _fewest(part, meaning)):
            return []
        found += tags
    return found if len(found) > 1 else []


def _fewest(parts: list[str], meaning: Mapping_[str, str]) -> list[str]:
    """The fewest tags whose names, one behind another, are all of some words; none where there are no such."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(parts) + 1):
        options = []
        for start in range(max(0, end - _LONGEST_LABEL), end):
            before, tag = best[start], meaning.get(" ".join(parts[start:end]))
            if before is not None and tag is not None:
                options.append([*before, tag])
        best.append(min(options, key=len, default=None))
    return best[-1] or []


def as_typed(word: str) -> str:
    """A word without the differences that nobody means: capitals, hyphens, underscores, spaces."""
    return re.sub(r"[\s_-]+", " ", normalize("NFKC", word).casefold()).strip()
