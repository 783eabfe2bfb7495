"""Renaming and merging tags: what every file becomes, with the lines that change and no others. Pure."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import replace

from papershelf.addresses import tag_url
from papershelf.content import ledger, papers
from papershelf.content.vocabulary import TAG_FIELDS, as_typed, words
from papershelf.content.yaml import edit
from papershelf.content.yaml.nodes import Mapping, parse
from papershelf.errors import Rejected
from papershelf.model import Library, Tag, Vocabulary
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
    tag = _known(tags, old)
    if new in tags:
        raise Rejected(f"there is a tag '{new}' already", f"To make one of both: `papershelf tags merge {old} {new}`")
    if not is_slug(new):
        raise Rejected(f"'{new[:60]}' cannot be part of an address", "Use lower-case letters, digits and hyphens")
    vocabulary = texts["tags.yml"]
    vocabulary = _point_broader(vocabulary, tags, old, new)
    aliases = _without(new, [*tag.aliases, old])
    vocabulary = _set(vocabulary, old, "aliases", aliases)
    vocabulary = _rename_key(vocabulary, old, new)
    return _files(library, texts, vocabulary, old, new)


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
    gone, kept = _known(tags, source), _known(tags, target)
    if source == target:
        raise Rejected("a tag cannot be merged into itself", "Name two tags")
    vocabulary = _point_broader(texts["tags.yml"], tags, source, target)
    names = _without(target, [*kept.aliases, source, gone.label, *gone.aliases])
    names = [name for name in names if name.casefold() != kept.label.casefold()]
    vocabulary = _set(vocabulary, target, "aliases", names)
    vocabulary = _remove(vocabulary, source)
    return _files(library, texts, vocabulary, source, target)


def _is_done(tags: MappingABC[str, Tag], old: str, new: str) -> bool:
    """Whether a key is another name of a tag already, as after a command that was killed when it was done."""
    return old not in tags and new in tags and old in tags[new].aliases


def _known(tags: MappingABC[str, Tag], key: str) -> Tag:
    if key not in tags:
        meaning = words(Vocabulary(tags=tags))
        typed = as_typed(key)
        near = [meaning[typed]] if typed in meaning else nearest(typed, meaning)[:1]
        remedy = f"Did you mean '{near[0]}'?" if near else "`papershelf tags list` names them all"
        raise Rejected(f"there is no tag '{key[:60]}'", remedy)
    return tags[key]


def _without(key: str, names: list[str]) -> list[str]:
    """The names once each, without the key itself; capitals make no difference."""
    unique = {name.casefold(): name for name in reversed(names)}
    unique.pop(key.casefold(), None)
    return [name for name in names if unique.pop(name.casefold(), None) == name]


def _files(library: Library, texts: MappingABC[str, str], vocabulary: str, old: str, new: str) -> dict[str, str]:
    files = {"tags.yml": vocabulary}
    for paper in library.papers:
        tags = tuple(dict.fromkeys(new if tag == old else tag for tag in paper.tags))
        proposed = tuple(dict.fromkeys(new if tag == old else tag for tag in paper.proposed))
        after = replace(paper, tags=tags, proposed=tuple(tag for tag in proposed if tag not in tags))
        values = papers.to_values(after)
        changed = {
            field: values.get(field, [])
            for field in ("tags", "proposed")
            if getattr(after, field) != getattr(paper, field)
        }
        if changed:
            files[paper.file] = papers.update(texts[paper.file], changed)
    return files | ledger.promise(texts, (tag_url(old), tag_url(new)))


def _tags_node(text: str) -> Mapping:
    root = parse(text)
    assert isinstance(root, Mapping), "the vocabulary was loaded from this text"
    node = root.entries["tags"].value
    assert isinstance(node, Mapping), "the vocabulary was loaded from this text"
    return node


def _tag_node(text: str, key: str) -> Mapping:
    node = _tags_node(text).entries[key].value
    assert isinstance(node, Mapping), "the vocabulary was loaded from this text"
    return node


def _set(text: str, key: str, name: str, value: edit.Value) -> str:
    """The vocabulary with one field of a tag set."""
    return "\n".join(edit.replace_field(text.split("\n"), _tag_node(text, key), name, value, TAG_FIELDS))


def _drop(text: str, key: str, name: str) -> str:
    """The vocabulary without one field of a tag."""
    rows = text.split("\n")
    start, end = edit.span(rows, _tag_node(text, key), name)
    return "\n".join([*rows[:start], *rows[end:]])


def _rename_key(text: str, old: str, new: str) -> str:
    rows = text.split("\n")
    place = _tags_node(text).entries[old].key.place
    row = rows[place.line]
    rows[place.line] = row[: place.column] + edit.scalar(new) + row[place.end_column :]
    return "\n".join(rows)


def _remove(text: str, key: str) -> str:
    rows = text.split("\n")
    start, end = edit.span(rows, _tags_node(text), key)
    return "\n".join([*rows[:start], *rows[end:]])


def _point_broader(text: str, tags: MappingABC[str, Tag], old: str, new: str) -> str:
    """The vocabulary with every `broader: old` pointed at the new tag, which never contains itself."""
    for tag in tags.values():
        if tag.broader == old:
            text = _drop(text, tag.key, "broader") if tag.key == new else _set(text, tag.key, "broader", new)
    return text
