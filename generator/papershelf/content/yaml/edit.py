"""Writing YAML: values as text, and the one changed field of a file without touching its other lines."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence as SequenceABC

from papershelf.content.yaml.nodes import Mapping
from papershelf.errors import Rejected

Value = str | int | MappingABC[str, "Value"] | SequenceABC["Value"]


class Quoted(str):
    """A text that always is in quotes: what a person reads as prose, and what looks like a number."""

    __slots__ = ()


class Prose(Quoted):
    """A text of several sentences, which is folded where it is too long for a line."""

    __slots__ = ()


WIDTH = 110
"""The longest line that a list is written on before it gets a line an item."""

_FOLDED = 82
"""The longest line of a folded text, without its indentation."""

_WORD = re.compile(r"[a-z_][a-z0-9_-]*")
_NOT_A_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"})
"""Words that some reader of YAML takes for something else than a text."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(value: str | int) -> str:
    """A value on one line, quoted unless every reader of YAML takes it for the same text."""
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, Quoted) and _WORD.fullmatch(value) and value not in _NOT_A_TEXT:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def flow(value: Value) -> str:
    """A value in YAML's flow style, on one line."""
    if isinstance(value, str | int):
        return scalar(value)
    if isinstance(value, MappingABC):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def field_lines(key: str, value: Value) -> list[str]:
    """The lines of one field: a list of records, or a long one, gets a line an item; long prose is folded."""
    line = f"{key}: {flow(value)}"
    if isinstance(value, Prose) and len(line) > WIDTH and _ESCAPED.search(value) is None:
        rows = textwrap.wrap(value, _FOLDED, break_long_words=False, break_on_hyphens=False)
        return [f"{key}: >-", *(f"  {row}" for row in rows)]
    if isinstance(value, str | int | MappingABC) or not value:
        return [line]
    of_records = not isinstance(value[0], str | int)
    if len(line) <= WIDTH and not (of_records and len(value) > 1):
        return [line]
    return [f"{key}:", *(f"  - {flow(item)}" for item in value)]


def replace_field(
    lines: SequenceABC[str], front: Mapping, key: str, value: Value, order: SequenceABC[str]
) -> list[str]:
    """The front matter's lines with one field set; every other line stays as it is.

    Args:
        lines: The lines of the YAML text that `front` was parsed from.
        front: The parsed mapping, for the places.
        key: The field.
        value: Its new value.
        order: All fields in house order, for the place of a field that is new.

    Raises:
        Rejected: The mapping is in braces, where a field has no lines of its own.
    """
    indent = " " * front.place.column
    written = [indent + row for row in field_lines(key, value)]
    if key in front.entries:
        start, end = span(lines, front, key)
        if len(written) == 1 and end == start + 1:
            written = [written[0] + _comment(lines[start], front.entries[key].value.place.end_column)]
    else:
        start = end = _insertion(lines, front, key, order)
    # Lines of a file with CRLF still have their CR, and a new line ends like its neighbour.
    if lines[max(start - 1, 0)].endswith("\r"):
        written = [f"{row}\r" for row in written]
    return [*lines[:start], *written, *lines[end:]]


def remove_field(lines: SequenceABC[str], front: Mapping, key: str) -> list[str]:
    """The front matter's lines without one field; every other line stays as it is.

    Args:
        lines: The lines of the YAML text that `front` was parsed from.
        front: The parsed mapping, for the places.
        key: The field, which need not be there.

    Raises:
        Rejected: The mapping is in braces, where a field has no lines of its own.
    """
    if key not in front.entries:
        return list(lines)
    start, end = span(lines, front, key)
    return [*lines[:start], *lines[end:]]


def span(lines: SequenceABC[str], front: Mapping, key: str) -> tuple[int, int]:
    """First line of a field, and the line behind its last.

    Raises:
        Rejected: The mapping is in braces, where a field has no lines of its own.
    """
    if front.flow:
        where = f"the mapping on line {front.place.line + 1} is in braces"
        raise Rejected(where, "Write one `key: value` a line, and try again")
    entry = front.entries[key]
    start, end = entry.key.place.line, entry.value.place.end_line
    if end >= len(lines) or not lines[end][: entry.value.place.end_column].strip():
        # A block ends where the next token starts; what is between belongs to what follows.
        while end > start + 1 and _is_between(lines[end - 1], entry.key.place.column):
            end -= 1
        return start, max(end, start + 1)
    return start, end + 1


def append_rows(text: str, rows: SequenceABC[str]) -> str:
    """A text with lines at its end, which get an end each, as the last line before them gets one."""
    start = text if not text or text.endswith("\n") else f"{text}\n"
    return start + "".join(f"{row}\n" for row in rows)


def _is_between(line: str, column: int) -> bool:
    """Whether a line is blank, or a comment that is not indented like a value of the field."""
    text = line.lstrip()
    return not text or (text.startswith("#") and len(line) - len(text) <= column)


def _comment(line: str, column: int) -> str:
    """The comment behind a value on its line, with the white space before it."""
    rest = line[column:]
    return rest.rstrip() if rest.lstrip().startswith("#") else ""


def _insertion(lines: SequenceABC[str], front: Mapping, key: str, order: SequenceABC[str]) -> int:
    """The line before which a new field belongs: behind the last field that goes before it."""
    before = [name for name in order[: order.index(key)] if name in front.entries]
    if before:
        return max(span(lines, front, name)[1] for name in before)
    return min((span(lines, front, name)[0] for name in front.entries), default=len(lines))
