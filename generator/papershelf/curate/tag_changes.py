"""Tags added, described, split, moved and removed: what every file becomes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from papershelf.addresses import tag_url
from papershelf.content import ledger
from papershelf.content.vocabulary_text import (
    NAME,
    TAGS,
    TOPICS,
    add_entry,
    drop_field,
    judge,
    remove_entry,
    set_field,
    set_names,
)
from papershelf.content.yaml import edit
from papershelf.curate import references
from papershelf.curate.tags import check_key, known_tag, point_broader, reclaim, retag, without, write_tags
from papershelf.curate.topics import check_not_last, describe_entry, known_topic
from papershelf.errors import PapershelfError, Problem, Rejected
from papershelf.model import Library, Paper, Tag

_MOST_NAMED = 5
"""How many papers one message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTag:
    """A tag that a curator adds."""

    key: str
    description: str
    label: str | None = None
    """None: it is made of the key."""
    aliases: tuple[str, ...] = ()
    broader: str | None = None


def add_tag(library: Library, texts: Mapping[str, str], tag: NewTag, topic: str) -> dict[str, str]:
    """The files that change when a tag comes into a topic, behind the topic's last one.

    Raises:
        Rejected: The key is taken or no safe name, or there is no such topic.
        PapershelfError: The tag is not allowed in the vocabulary.
    """
    known_topic(library.vocabulary.topics, topic)
    text = _add(library, texts[NAME], tag, topic)
    judge(text)
    return {NAME: text} | ledger.promise(texts, [tag_url(tag.key)])


def _add(library: Library, text: str, tag: NewTag, topic: str, after: str | None = None) -> str:
    if tag.key in library.vocabulary.tags:
        raise Rejected(f"there is a tag '{tag.key}' already", "Choose another key")
    check_key(tag.key)
    fields: dict[str, edit.Value] = {
        "label": edit.Quoted(tag.label or to_label(tag.key)),
        "topic": topic,
        "description": edit.Prose(tag.description),
    }
    if tag.aliases:
        fields["aliases"] = without(tag.key, list(tag.aliases))
    if tag.broader is not None:
        fields["broader"] = tag.broader
    those = library.vocabulary.tags_of(topic)
    text = add_entry(text, TAGS, tag.key, fields, after or (those[-1].key if those else None))
    return reclaim(library, text, tag.key)


def to_label(key: str) -> str:
    """A key in words: `tin-kettles` is 'Tin kettles'."""
    words = key.replace("-", " ")
    return words[:1].upper() + words[1:]


def describe_tag(
    library: Library, texts: Mapping[str, str], key: str, description: str | None, label: str | None
) -> dict[str, str]:
    """The vocabulary with a tag described or labelled anew.

    Raises:
        Rejected: There is no such tag.
        PapershelfError: The words are not allowed in the vocabulary.
    """
    known_tag(library.vocabulary.tags, key)
    text = describe_entry(texts[NAME], TAGS, key, description, label)
    return {} if text == texts[NAME] else {NAME: text}


def move_tag(library: Library, texts: Mapping[str, str], key: str, topic: str) -> dict[str, str]:
    """The vocabulary with a tag under another topic; its place in the file stays.

    Raises:
        Rejected: There is no such tag or topic.
        PapershelfError: The topic that it is in would have no tag.
    """
    tag = known_tag(library.vocabulary.tags, key)
    known_topic(library.vocabulary.topics, topic)
    if tag.topic == topic:
        return {}
    check_not_last(library, tag)
    text = set_field(texts[NAME], TAGS, key, "topic", topic)
    judge(text)
    return {NAME: text}


def remove_tag(library: Library, texts: Mapping[str, str], key: str, *, from_papers: bool) -> dict[str, str]:
    """The files that change when a tag goes; its address leads to the tag that contained it, or to its topic.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        key: The tag.
        from_papers: Whether papers lose it, too.

    Raises:
        Rejected: There is no such tag.
        PapershelfError: Papers have it and shall not lose it, or its topic would have no tag.
    """
    tags = library.vocabulary.tags
    tag = known_tag(tags, key)
    check_not_last(library, tag)
    holders = [paper for paper in library.papers if key in (*paper.tags, *paper.proposed)]
    if holders and not from_papers:
        raise PapershelfError([_held(key, holders)])
    text = texts[NAME]
    for other in tags.values():
        if other.broader == key:
            text = (
                set_field(text, TAGS, other.key, "broader", tag.broader)
                if tag.broader
                else drop_field(text, TAGS, other.key, "broader")
            )
    text = references.forget_tag(remove_entry(text, TAGS, key), key)
    text = _lead_on(library, text, tag)
    judge(text)
    # Its address is in the ledger already, or was never promised.
    files = retag(library, texts, text, key, None)
    return {name: each for name, each in files.items() if not ledger.is_part(name)}


def _lead_on(library: Library, text: str, tag: Tag) -> str:
    """The vocabulary in which the topic of a removed tag takes over those of its addresses that were published."""
    former = [name for name in (tag.key, *tag.aliases) if tag_url(name) in library.published]
    if not former:
        return text
    known = library.vocabulary.topics[tag.topic].former_tags
    return set_names(text, TOPICS, tag.topic, "former_tags", tuple(dict.fromkeys((*known, *former))))


def _held(key: str, holders: Sequence[Paper]) -> Problem:
    names = ", ".join(paper.slug for paper in holders[:_MOST_NAMED])
    more = f" and {len(holders) - _MOST_NAMED:,} more" if len(holders) > _MOST_NAMED else ""
    return Problem(
        path=f"content/{NAME}",
        field=f"tags.{key}",
        problem=f"papers have it: {names}{more}",
        remedy="Merge it into another tag, or add `--from-papers` to take it from them",
    )


def split_tag(
    library: Library,
    texts: Mapping[str, str],
    key: str,
    parts: Sequence[NewTag],
    assigned: Mapping[str, Collection[str]],
) -> dict[str, str]:
    """The files that change when papers of a tag get narrower ones in its place.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        key: The tag that is split.
        parts: The new tags; one that is on the list already takes part as it is.
        assigned: By the keys of new tags, the slugs of the papers that get them. The others keep the old tag.

    Returns:
        The changed files. Where no paper keeps the old tag, it goes, and its names and address lead to the first part.

    Raises:
        Rejected: There is no such tag, or a key is taken or no safe name.
        PapershelfError: A paper that is named does not have the tag.
    """
    tags = library.vocabulary.tags
    tag = known_tag(tags, key)
    text, last = texts[NAME], key
    for part in parts:
        if part.key not in tags:
            text, last = _add(library, text, part, tag.topic, after=last), part.key
    changed = _reassigned(library, key, parts, assigned)
    keeps = any(key in paper.tags and paper.slug not in changed for paper in library.papers)
    heir = None if keeps or not changed else parts[0].key
    if heir is not None:
        text = _replace(library, text, tag, heir)
    judge(text)
    files = {NAME: text}
    for paper in library.papers:
        proposed = paper.proposed if heir is None else tuple(heir if each == key else each for each in paper.proposed)
        files |= write_tags(texts, paper, changed.get(paper.slug, paper.tags), tuple(dict.fromkeys(proposed)))
    return files | ledger.promise(texts, [tag_url(each) for each in (key, *(part.key for part in parts))])


def _replace(library: Library, text: str, tag: Tag, heir: str) -> str:
    """The vocabulary in which a part takes over the names of the tag that was split."""
    text = point_broader(text, library.vocabulary.tags, tag.key, heir)
    known = library.vocabulary.tags[heir].aliases if heir in library.vocabulary.tags else ()
    text = remove_entry(text, TAGS, tag.key)
    text = set_field(text, TAGS, heir, "aliases", without(heir, [*known, tag.key, *tag.aliases]))
    return references.point_tag(text, tag.key, heir)


def _reassigned(
    library: Library, key: str, parts: Iterable[NewTag], assigned: Mapping[str, Collection[str]]
) -> dict[str, tuple[str, ...]]:
    """By the slugs of the papers that are named, their tags as they will be."""
    if key in [part.key for part in parts]:
        raise Rejected("a tag cannot be split into itself", f"Papers that are not named keep '{key}'")
    by_slug = {paper.slug: paper for paper in library.papers}
    named: dict[str, list[str]] = {}
    for part in parts:
        for slug in assigned.get(part.key, ()):
            named.setdefault(slug, []).append(part.key)
    wrong = [slug for slug in named if slug not in by_slug or key not in by_slug[slug].tags]
    if wrong:
        problems = [_stranger(key, slug, by_slug.get(slug)) for slug in wrong]
        raise PapershelfError(problems)
    return {
        slug: tuple(dict.fromkeys(each for tag in by_slug[slug].tags for each in (new if tag == key else [tag])))
        for slug, new in named.items()
    }


def _stranger(key: str, slug: str, paper: Paper | None) -> Problem:
    if paper is None:
        return Problem(path=slug[:80], problem="it is not a paper on the list", remedy="Name papers by their slugs")
    return Problem(path=paper.source, field="tags", problem=f"it does not have '{key}'", remedy="Leave it out")
