"""YAML as people may write it here: mappings, lists and strings, each with its place in the file.

YAML's own conveniences are what breaks curated files: `no` becomes False, `001_12345` a
number, an anchor a copy, a repeated key a silent loss. So scalars stay strings, and anchors,
aliases, tags and repeated keys are refused. PyYAML's events carry the places that messages
and minimal differences need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from papershelf.errors import Rejected

MAX_DEPTH = 8
"""How deep lists and mappings may nest; the files here need three levels."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SEPARATOR = re.compile("[\x85\u2028\u2029]")
"""Line ends to YAML, and to nothing else here: they would shift every place behind them."""


class Place(NamedTuple):
    """Where a node is in its text; lines and columns count from 0."""

    line: int
    column: int
    end_line: int
    end_column: int


# Nodes know their places by the events that they were read from: nobody asks for those of most.


class Scalar(NamedTuple):
    """A string. `plain` and empty is how YAML writes 'nothing'."""

    event: yaml.Event
    value: str
    plain: bool

    @property
    def place(self) -> Place:
        """Where it is."""
        return _place(self.event, self.event)


class Sequence(NamedTuple):
    """A list."""

    start: yaml.Event
    end: yaml.Event
    items: tuple[Node, ...]

    @property
    def place(self) -> Place:
        """Where it is."""
        return _place(self.start, self.end)


class Mapping(NamedTuple):
    """A mapping, in written order."""

    start: yaml.Event
    end: yaml.Event
    entries: dict[str, Entry]

    @property
    def place(self) -> Place:
        """Where it is."""
        return _place(self.start, self.end)

    @property
    def flow(self) -> bool:
        """Whether it is in braces."""
        return bool(getattr(self.start, "flow_style", False))


class Entry(NamedTuple):
    """A key with its value."""

    key: Scalar
    value: Node


Node = Scalar | Sequence | Mapping


class Malformed(Rejected):
    """Text that is no YAML, or YAML that is not accepted, with the line counted from 0."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.line = line


def parse(text: str) -> Node | None:
    """The single document in a text, or None where there is nothing but comments.

    Raises:
        Malformed: The text is no YAML, or uses what is not accepted.
    """
    if found := _SEPARATOR.search(text):
        line = text.count("\n", 0, found.start())
        raise Malformed(line, f"a line separator, U+{ord(found[0]):04X}", "Delete this invisible character")
    try:
        # What `yaml.parse` does, without asking for each event twice.
        return _document(iter(_Loader(text).get_event, None))
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start)
        raise Malformed(line, "half a character (a lone surrogate)", "Delete this invisible character") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = re.sub(r"\s+", " ", str(getattr(error, "problem", None) or "it cannot be read"))
        raise Malformed(
            _culprit(text.split("\n"), mark.line if mark else 0),
            f"this is not valid YAML ({reason})",
            "Check quotes, brackets and indentation; put a text with ':' or '#' in double quotes",
        ) from None


def _culprit(rows: list[str], marked: int) -> int:
    """The line that keeps a text from being YAML: a quotation mark that is never closed is missed lines behind it.

    Fields are read one by one, and those of the first that is none by itself likewise.

    Args:
        rows: The text's lines.
        marked: The line that YAML's reader names.
    """
    first, last = 0, len(rows)
    for _ in range(MAX_DEPTH):
        filled = [n for n in range(first, last) if rows[n].strip() and not rows[n].lstrip().startswith("#")]
        indent = min((len(rows[n]) - len(rows[n].lstrip(" ")) for n in filled), default=0)
        starts = [n for n in filled if rows[n][indent : indent + 1] not in (" ", "\t")]
        fields = zip(starts, [*starts[1:], last], strict=False)
        wrong = next((field for field in fields if not _is_yaml([row[indent:] for row in rows[slice(*field)]])), None)
        if wrong is None:
            break
        if not _is_yaml([rows[wrong[0]][indent:]]):
            return wrong[0]
        first, last = wrong[0] + 1, wrong[1]
    return min(max(marked, first), last - 1)


def _is_yaml(rows: list[str]) -> bool:
    try:
        for _ in yaml.parse("\n".join(rows), Loader=_Loader):
            pass
    except yaml.YAMLError:
        return False
    return True


def scalars(node: Node) -> Iterator[Scalar]:
    """Every value in a node, in written order."""
    if isinstance(node, Scalar):
        yield node
        return
    items = node.items if isinstance(node, Sequence) else [entry.value for entry in node.entries.values()]
    for item in items:
        yield from scalars(item)


def _document(events: Iterator[yaml.Event]) -> Node | None:
    root: Node | None = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Malformed(_line(event), "a second YAML document begins", "Remove the line '---'")
            root = _node(next(events), events, 0)
            _check_root(root)
        elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            raise Malformed(_line(event), "the line '...' ends the document", "Remove it")
    return root


def _check_root(root: Node) -> None:
    """Hold the outermost mapping to the shape that can be edited line by line."""
    if isinstance(root, Mapping) and root.flow:
        raise Malformed(root.place.line, "the outermost mapping is in braces", "Write one `key: value` a line")
    if isinstance(root, Mapping) and root.place.column:
        raise Malformed(root.place.line, "the outermost keys are indented", "Begin them at the start of the line")


def _node(event: Any, events: Iterator[yaml.Event], depth: int) -> Node:
    if event.anchor:  # an alias has nothing else
        raise Malformed(_line(event), "YAML anchors and aliases are not accepted", "Write the value out in full")
    if event.tag is not None:
        problem = f"the YAML tag '{event.tag[:60]}' is not accepted"
        raise Malformed(_line(event), problem, "Remove it; every value is a text")
    if depth > MAX_DEPTH:
        raise Malformed(_line(event), "lists and mappings nest too deeply", "Write the value flat")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event, event.value, not event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(event, events, depth)
    return _mapping(event, events, depth)


def _sequence(start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Sequence:
    items: list[Node] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return Sequence(start, event, tuple(items))
        items.append(_node(event, events, depth + 1))
    raise AssertionError("PyYAML ends every sequence that it begins")


def _mapping(start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
    entries: dict[str, Entry] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return Mapping(start, event, entries)
        key = _node(event, events, depth + 1)
        if not isinstance(key, Scalar):
            raise Malformed(key.place.line, "a key must be a simple text", "Write `key: value`")
        if key.plain and key.value == "<<":
            raise Malformed(key.place.line, "YAML merge keys are not accepted", "Write the values out in full")
        if key.value in entries:
            raise Malformed(key.place.line, f"the key {key.value[:80]!r} appears twice", "Keep one of the two")
        entries[key.value] = Entry(key, _node(next(events), events, depth + 1))
    raise AssertionError("PyYAML ends every mapping that it begins")


def _place(start: yaml.Event, end: yaml.Event) -> Place:
    first, last = start.start_mark, end.end_mark
    assert first is not None, "PyYAML's loaders mark every event"
    assert last is not None, "PyYAML's loaders mark every event"
    return Place(first.line, first.column, last.line, last.column)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark is not None else 0
