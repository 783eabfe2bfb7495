"""Tags and what is done to them: what every file becomes, with the lines that change and no others. Pure."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import replace

from papershelf.addresses import tag_url
from papershelf.content import ledger, papers
from papershelf.content.vocabulary import as_typed, words
from papershelf.content.vocabulary_text import (
    NAME,
    TAGS,
    TOPICS,
    drop_field,
    judge,
    remove_entry,
    rename_key,
    set_field,
    set_names,
)
from papershelf.curate import references
from papershelf.errors import Rejected
from papershelf.model import Library, Paper, Tag, Vocabulary
from papershelf.text import is_slug
from papershelf.text.typos import nearest


def rename_tag(library: Library, texts: MappingABC[str, str], old: str, new: str) -> dict[str, str]:
    """The files that change when a tag gets a new key; the old one stays as an alias.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        old: The tag's key.
        new: The key that it gets.

    Returns:
        The changed files, what is referred to first; none where it was done before. The ledger keeps
        the old address, so that the next build redirects it.

    Raises:
        Rejected: There is no such tag, or the new key is taken or no safe name.
    """
    tags = library.vocabulary.tags
    if _is_done(tags, old, new):
        return {}
    tag = known_tag(tags, old)
    if new in tags:
        raise Rejected(f"there is a tag '{new}' already", f"To make one of both: `papershelf tags merge {old} {new}`")
    check_key(new)
    vocabulary = point_broader(texts[NAME], tags, old, new)
    aliases = without(new, [*tag.aliases, old])
    vocabulary = set_field(vocabulary, TAGS, old, "aliases", aliases)
    vocabulary = rename_key(vocabulary, TAGS, old, new)
    vocabulary = reclaim(library, references.point_tag(vocabulary, old, new), new)
    judge(vocabulary)
    return retag(library, texts, vocabulary, old, new)


def merge_tags(library: Library, texts: MappingABC[str, str], source: str, target: str) -> dict[str, str]:
    """The files that change when one tag is merged into another, which takes over its names.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        source: The tag that goes.
        target: The tag that stays.

    Returns:
        The changed files, what is referred to first; none where it was done before.

    Raises:
        Rejected: One of the tags does not exist, or both are the same.
    """
    tags = library.vocabulary.tags
    if _is_done(tags, source, target):
        return {}
    gone, kept = known_tag(tags, source), known_tag(tags, target)
    if source == target:
        raise Rejected("a tag cannot be merged into itself", "Name two tags")
    vocabulary = point_broader(texts[NAME], tags, source, target)
    names = without(target, [*kept.aliases, source, gone.label, *gone.aliases])
    names = [name for name in names if name.casefold() != kept.label.casefold()]
    vocabulary = set_field(vocabulary, TAGS, target, "aliases", names)
    vocabulary = references.point_tag(remove_entry(vocabulary, TAGS, source), source, target)
    judge(vocabulary)
    return retag(library, texts, vocabulary, source, target)


def _is_done(tags: MappingABC[str, Tag], old: str, new: str) -> bool:
    """Whether a key is another name of a tag already, as after a command that was killed when it was done."""
    return old not in tags and new in tags and old in tags[new].aliases


def known_tag(tags: MappingABC[str, Tag], key: str) -> Tag:
    """The tag with a key.

    Raises:
        Rejected: There is none; the remedy names the nearest.
    """
    if key not in tags:
        meaning = words(Vocabulary(tags=tags))
        typed = as_typed(key)
        near = [meaning[typed]] if typed in meaning else nearest(typed, meaning)[:1]
        remedy = f"Did you mean '{near[0]}'?" if near else "`papershelf tags list` names them all"
        raise Rejected(f"there is no tag '{key[:60]}'", remedy)
    return tags[key]


def without(key: str, names: list[str]) -> list[str]:
    """The names once each, without the key itself; capitals make no difference."""
    unique = {name.casefold(): name for name in reversed(names)}
    unique.pop(key.casefold(), None)
    return [name for name in names if unique.pop(name.casefold(), None) == name]


def check_key(key: str) -> None:
    """Object to a key that cannot be part of an address.

    Raises:
        Rejected: It cannot.
    """
    if not is_slug(key):
        raise Rejected(f"'{key[:60]}' cannot be part of an address", "Use lower-case letters, digits and hyphens")


def reclaim(library: Library, text: str, key: str) -> str:
    """The vocabulary in which no topic has a key among its former tags any more: it is a tag's again."""
    for topic in library.vocabulary.topics.values():
        if key in topic.former_tags:
            left = tuple(former for former in topic.former_tags if former != key)
            text = set_names(text, TOPICS, topic.key, "former_tags", left)
    return text


def retag(library: Library, texts: MappingABC[str, str], vocabulary: str, old: str, new: str | None) -> dict[str, str]:
    """The vocabulary with every paper that names a tag, and the ledger, which remembers it.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        vocabulary: The vocabulary as it will be.
        old: The tag that papers name.
        new: The tag in its place; None: there is none.
    """
    files = {NAME: vocabulary}
    for paper in library.papers:
        change = {
            field: dict.fromkeys(each for tag in getattr(paper, field) if (each := new if tag == old else tag))
            for field in ("tags", "proposed")
        }
        files |= write_tags(texts, paper, tuple(change["tags"]), tuple(change["proposed"]))
    return files | ledger.promise(texts, [tag_url(key) for key in (old, new) if key is not None])


def write_tags(
    texts: MappingABC[str, str], paper: Paper, tags: tuple[str, ...], proposed: tuple[str, ...]
) -> dict[str, str]:
    """A paper's file with other tags; none where they are as they were."""
    after = replace(paper, tags=tags, proposed=tuple(tag for tag in proposed if tag not in tags))
    values = papers.to_values(after)
    changed = {
        field: values.get(field, []) for field in ("tags", "proposed") if getattr(after, field) != getattr(paper, field)
    }
    return {paper.file: papers.update(texts[paper.file], changed)} if changed else {}


def point_broader(text: str, tags: MappingABC[str, Tag], old: str, new: str) -> str:
    """The vocabulary with every `broader: old` pointed at the new tag, which never contains itself."""
    for tag in tags.values():
        if tag.broader == old:
            is_itself = tag.key == new
            text = (
                drop_field(text, TAGS, tag.key, "broader")
                if is_itself
                else set_field(text, TAGS, tag.key, "broader", new)
            )
    return text
