"""`content/tags.yml` as lines: one topic or tag is changed, and every other line stays as it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from papershelf.content import vocabulary
from papershelf.content.vocabulary import TAG_FIELDS, TOPIC_FIELDS
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Mapping, parse
from papershelf.errors import PapershelfError, Problem, Rejected, Severity
from papershelf.model import Tag, Topic, Vocabulary

NAME = "tags.yml"
TOPICS, TAGS = "topics", "tags"
"""The two sections."""
_FIELDS = {TOPICS: TOPIC_FIELDS, TAGS: TAG_FIELDS}


def judge(text: str) -> None:
    """Hold a changed vocabulary to what loading asks of it.

    Raises:
        PapershelfError: With every problem that it would have.
    """
    report = Report(path=f"content/{NAME}")
    vocabulary.read(report, text.replace("\r\n", "\n"))
    if report.problems:
        raise PapershelfError(report.problems)


def set_field(text: str, section: str, key: str, name: str, value: edit.Value) -> str:
    """The vocabulary with one field of an entry set."""
    rows = edit.replace_field(text.split("\n"), entry(text, section, key), name, value, _FIELDS[section])
    return "\n".join(rows)


def drop_field(text: str, section: str, key: str, name: str) -> str:
    """The vocabulary without one field of an entry."""
    return _without(text, entry(text, section, key), name)


def set_names(text: str, section: str, key: str, name: str, names: tuple[str, ...]) -> str:
    """The vocabulary with a list of names of an entry; without the field where the list is empty."""
    if names:
        return set_field(text, section, key, name, list(names))
    return drop_field(text, section, key, name) if name in entry(text, section, key).entries else text


def rename_key(text: str, section: str, old: str, new: str) -> str:
    """The vocabulary with another key before an entry."""
    rows = text.split("\n")
    place = _section(text, section).entries[old].key.place
    row = rows[place.line]
    rows[place.line] = row[: place.column] + edit.scalar(new) + row[place.end_column :]
    return "\n".join(rows)


def remove_entry(text: str, section: str, key: str) -> str:
    """The vocabulary without an entry."""
    return _without(text, _section(text, section), key)


def add_entry(text: str, section: str, key: str, fields: MappingABC[str, edit.Value], after: str | None) -> str:
    """The vocabulary with a new entry.

    Args:
        text: The vocabulary.
        section: `TOPICS` or `TAGS`.
        key: The entry's key.
        fields: Its fields, in house order.
        after: The entry that it comes behind; None: the last one.

    Raises:
        Rejected: The section is in braces, where an entry has no lines of its own.
    """
    return add_entries(text, section, {key: fields}, after)


def add_entries(
    text: str,
    section: str,
    entries: MappingABC[str, MappingABC[str, edit.Value]],
    after: str | None = None,
) -> str:
    """The vocabulary with new entries, one behind the other; the arguments are those of `add_entry`.

    Raises:
        Rejected: The section is in braces, where an entry has no lines of its own.
    """
    if not entries:
        return text
    node = _find(text, section)
    if node is None or not node.entries:
        return _begin(text, section, [f"  {row}" for row in _rows(entries, "  ")])
    before = after or list(node.entries)[-1]
    lines = text.split("\n")
    _, end = edit.span(lines, node, before)
    outer = " " * node.place.column
    inner = " " * (entry(text, section, before).place.column - node.place.column)
    written = [outer + row for row in _rows(entries, inner)]
    if lines[end - 1].endswith("\r"):
        written = [f"{row}\r" for row in written]
    return "\n".join([*lines[:end], *written, *lines[end:]])


def _rows(entries: MappingABC[str, MappingABC[str, edit.Value]], indent: str) -> list[str]:
    rows: list[str] = []
    for key, fields in entries.items():
        rows.append(f"{edit.scalar(key)}:")
        rows += [indent + row for name, value in fields.items() for row in edit.field_lines(name, value)]
    return rows


def to_fields(known: Topic | Tag) -> dict[str, edit.Value]:
    """The fields of a topic or tag as its entry has them, in house order; those that are empty are absent."""
    fields: dict[str, edit.Value] = {}
    for name in TOPIC_FIELDS if isinstance(known, Topic) else TAG_FIELDS:
        value = getattr(known, name)
        if not value:
            continue
        if name == "start":
            fields[name] = [{"paper": each.paper, "why": edit.Quoted(each.why)} for each in value]
        elif isinstance(value, str):
            fields[name] = {"label": edit.Quoted, "topic": str, "broader": str}.get(name, edit.Prose)(value)
        else:
            fields[name] = list(value)
    return fields


def entry(text: str, section: str, key: str) -> Mapping:
    """The node of an entry that was loaded from this text."""
    node = _section(text, section).entries[key].value
    assert isinstance(node, Mapping), "the vocabulary was loaded from this text"
    return node


def note_beginning(words: Vocabulary, text: str, key: str) -> tuple[Problem, ...]:
    """What goes with a tag or topic and nothing takes over: the text about its papers, and those to begin with.

    Args:
        words: The vocabulary as it is.
        text: The file as it will be; empty where it does not change.
        key: The tag or topic.
    """
    notes: list[Problem] = []
    for section, entries in ((TOPICS, words.topics), (TAGS, words.tags)):
        known, after = entries.get(key), _find(text, section)
        if known is None or after is None or key in after.entries:
            continue
        if lost := [name for name in ("overview", "start") if getattr(known, name)]:
            notes.append(
                Problem(
                    path=f"content/{NAME}",
                    field=f"{section}.{key}",
                    problem=f"its {' and its '.join(lost)} {'goes' if len(lost) == 1 else 'go'} with it",
                    remedy="Take over by hand what is worth keeping; the last commit has it",
                    severity=Severity.WARNING,
                )
            )
    return tuple(notes)


def _begin(text: str, section: str, rows: list[str]) -> str:
    """The vocabulary with the first entry of a section."""
    root = parse(text)
    if not isinstance(root, Mapping) or section not in root.entries:
        return edit.append_rows(text, [f"{section}:", *rows])
    place = root.entries[section].key.place
    lines = text.split("\n")
    if lines[place.line][place.end_column :].strip(" :\r").split("#")[0].strip():
        raise Rejected(f"the {section} on line {place.line + 1} are in braces", "Write one key a line, and try again")
    if lines[place.line].endswith("\r"):
        rows = [f"{row}\r" for row in rows]
    return "\n".join([*lines[: place.line + 1], *rows, *lines[place.line + 1 :]])


def _find(text: str, section: str) -> Mapping | None:
    root = parse(text)
    node = root.entries.get(section) if isinstance(root, Mapping) else None
    return node.value if node is not None and isinstance(node.value, Mapping) else None


def _section(text: str, section: str) -> Mapping:
    node = _find(text, section)
    assert node is not None, "the vocabulary was loaded from this text"
    return node


def _without(text: str, node: Mapping, key: str) -> str:
    rows = text.split("\n")
    start, end = edit.span(rows, node, key)
    return "\n".join([*rows[:start], *rows[end:]])
