"""`content/tags.yml` as lines: one topic or tag is changed, and every other line stays as it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from papershelf.content import vocabulary
from papershelf.content.vocabulary import TAG_FIELDS, TOPIC_FIELDS
from papershelf.content.yaml import edit
from papershelf.content.yaml.fields import Report
from papershelf.content.yaml.nodes import Mapping, parse
from papershelf.errors import PapershelfError, Problem, Rejected, Severity
from papershelf.model import Vocabulary

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
    node = _find(text, section)
    if node is None or not node.entries:
        rows = [line for name, value in fields.items() for line in edit.field_lines(name, value)]
        return _begin(text, section, [f"  {edit.scalar(key)}:", *(f"    {row}" for row in rows)])
    before = after or list(node.entries)[-1]
    lines = text.split("\n")
    _, end = edit.span(lines, node, before)
    outer = " " * node.place.column
    inner = " " * entry(text, section, before).place.column
    written = [f"{outer}{edit.scalar(key)}:"]
    written += [inner + row for name, value in fields.items() for row in edit.field_lines(name, value)]
    if lines[end - 1].endswith("\r"):
        written = [f"{row}\r" for row in written]
    return "\n".join([*lines[:end], *written, *lines[end:]])


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
