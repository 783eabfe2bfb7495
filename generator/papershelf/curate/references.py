"""What names a paper or a tag elsewhere: links and `start` lists of the vocabulary, places on the map. Pure.

Texts of the vocabulary link papers as `[text](paper:slug)` and tags as `[text](tag:key)`. A `start` list is one of
`{paper: slug, why: "…"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.content.vocabulary_text import TAGS, TOPICS, drop_field, entry, set_field
from papershelf.content.yaml import edit
from papershelf.content.yaml.nodes import Mapping, Node, Scalar, Sequence, parse

_START, _PAPER = "start", "paper"


def point_papers(text: str, old: str, new: str) -> str:
    """The vocabulary with a paper named by another slug; a `start` list that has both keeps the other."""
    for section, key, items in list(_starts(text)):
        named = [_slug(item) for item in items]
        if old in named and new in named:
            text = _without_item(text, section, key, named.index(old))
    rows = text.split("\n")
    for _, _, items in _starts(text):
        for item in items:
            if isinstance(item, Mapping) and _slug(item) == old:
                place = item.entries[_PAPER].value.place
                row = rows[place.line]
                rows[place.line] = row[: place.column] + edit.scalar(new) + row[place.end_column :]
    return _point("paper", "\n".join(rows), old, new)


def forget_paper(text: str, slug: str) -> str:
    """The vocabulary without a paper: it is in no `start` list, and of its links only the words are left."""
    return _unlink("paper", unrecommend(text, slug), slug)


def unrecommend(text: str, slug: str) -> str:
    """The vocabulary with a paper in no `start` list."""
    for section, key, items in list(_starts(text)):
        if slug in (named := [_slug(item) for item in items]):
            text = _without_item(text, section, key, named.index(slug))
    return text


def point_tag(text: str, old: str, new: str) -> str:
    """The vocabulary with links to a tag leading to another."""
    return _point("tag", text, old, new)


def forget_tag(text: str, key: str) -> str:
    """The vocabulary without links to a tag; their words are left."""
    return _unlink("tag", text, key)


def follow_on_map(text: str, gone: str, kept: str | None) -> str:
    """`map.csv` without the place of a paper, which another one takes over if it has none.

    Args:
        text: The file.
        gone: The id of the paper that goes.
        kept: The id of the other one, if there is one.
    """
    head, *rows = text.split("\n")
    heir = None if kept is None or any(row.startswith(f"{kept},") for row in rows) else kept
    place = next((row for row in rows if row.startswith(f"{gone},")), None)
    if place is None:
        return text
    rows.remove(place)
    if heir is not None:
        moved = heir + place.removeprefix(gone)
        rows.insert(next((n for n, row in enumerate(rows) if not row.strip() or row > moved), len(rows)), moved)
    return "\n".join([head, *rows])


def follow_refusals(text: str, gone: str, kept: str) -> str:
    """The refused facts with those of a paper that goes refused for another one, too: it has its identifiers now."""
    rows = text.split("\n")
    moved = dict.fromkeys(
        f"{kept}:{row.removeprefix(f'{gone}:')}" if row.startswith(f"{gone}:") else row for row in rows
    )
    return "\n".join(moved)


def _point(kind: str, text: str, old: str, new: str) -> str:
    return text.replace(f"]({kind}:{old})", f"]({kind}:{new})")


def _unlink(kind: str, text: str, name: str) -> str:
    return re.sub(rf"\[([^\[\]]*)\]\({kind}:{re.escape(name)}\)", r"\1", text)


def _starts(text: str) -> Iterator[tuple[str, str, tuple[Node, ...]]]:
    """The `start` lists: section, key and items."""
    root = parse(text)
    for section in (TOPICS, TAGS):
        found = root.entries.get(section) if isinstance(root, Mapping) else None
        if found is None or not isinstance(found.value, Mapping):
            continue
        for key, node in found.value.entries.items():
            start = node.value.entries.get(_START) if isinstance(node.value, Mapping) else None
            if start is not None and isinstance(start.value, Sequence):
                yield section, key, start.value.items


def _slug(item: Node) -> str | None:
    """The paper that an item of a `start` list names."""
    named = item.entries.get(_PAPER) if isinstance(item, Mapping) else None
    return named.value.value if named is not None and isinstance(named.value, Scalar) else None


def _without_item(text: str, section: str, key: str, number: int) -> str:
    """The vocabulary with one item less in a `start` list, and without a list that would be empty."""
    node = entry(text, section, key)
    start = node.entries[_START].value
    assert isinstance(start, Sequence), "it was found as a list"
    if len(start.items) == 1:
        return drop_field(text, section, key, _START)
    rows = text.split("\n")
    if rows[start.place.line][start.place.column] == "[":
        kept = [_plain(item) for place, item in enumerate(start.items) if place != number]
        return set_field(text, section, key, _START, kept)
    firsts = [item.place.line for item in start.items] + [edit.span(rows, node, _START)[1]]
    return "\n".join([*rows[: firsts[number]], *rows[firsts[number + 1] :]])


def _plain(node: Node) -> edit.Value:
    """A node as a value to write; texts in quotes unless they are names."""
    if isinstance(node, Scalar):
        return node.value if node.plain else edit.Quoted(node.value)
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(each.value) for key, each in node.entries.items()}
