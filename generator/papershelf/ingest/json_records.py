"""Records of JSON, one after the other, with the lines on which they begin: an array of them, or JSON Lines.

A record that is broken ends an array, since nobody knows where the next one begins, and is passed over in JSON Lines.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

MOST_LEVELS = 50
"""Of lists within lists; a record has six at the most."""


class Record(dict[str, Any]):
    """An object, and the names that are in it twice."""

    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no record: a clause without a full stop."""

    reason: str


def is_object(value: object) -> bool:
    """Whether a value is an object of JSON."""
    return isinstance(value, dict)


def records(text: str) -> Iterator[tuple[int, Any]]:
    """The records of a file, each with its line counted from 1; a `Fault` where one cannot be read.

    Numbers stay as they are written, so that `2023`, `1e999` and 5,000 digits are texts.
    """
    start = _skip(text, 0)
    if text[start : start + 1] == "[":
        yield from _of_array(text, start)
    elif _is_one_object(text, start):
        yield 1 + text.count("\n", 0, start), _decode(text, start)[0]
    else:
        yield from _of_lines(text)


def _is_one_object(text: str, start: int) -> bool:
    """Whether a file is a single object, over several lines or on one."""
    first, _, rest = text[start:].partition("\n")
    value, _ = _decode(first, 0)
    return isinstance(value, Fault) or not rest.strip()


def _of_array(text: str, start: int) -> Iterator[tuple[int, Any]]:
    ends = list(accumulate((len(row) + 1 for row in text.split("\n")), initial=0))
    at = _skip(text, start + 1)
    while at < len(text) and text[at] != "]":
        value, end = _decode(text, at)
        yield bisect_right(ends, at), value
        if isinstance(value, Fault):
            return
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            reason = "the array ends in the middle" if at >= len(text) else "a comma is missing between two records"
            yield bisect_right(ends, min(at, len(text))), Fault(reason)
            return


def _of_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            value, end = _decode(row, _skip(row, 0))
            if not isinstance(value, Fault) and row[end:].strip():
                value = Fault("something is behind the record on its line")
            yield number, value


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n\r":
        at += 1
    return at


def _object(pairs: list[tuple[str, Any]]) -> Record:
    found = Record(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        found.repeated = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str, strict=False)


def _decode(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError:
        return Fault("it has too many lists within lists"), len(text)
    except json.JSONDecodeError as error:
        return Fault(f"it is not JSON: {error.msg}, {error.pos - at:,} characters behind its beginning"), len(text)
    if _levels(value) > MOST_LEVELS:
        return Fault(f"it has over {MOST_LEVELS} lists within lists"), end
    return value, end


def _levels(value: Any) -> int:
    """How deep lists and objects are within one another."""
    depth, row = 0, [value]
    while row:
        depth += 1
        row = [
            item
            for each in row
            if isinstance(each, list | dict)
            for item in (each.values() if isinstance(each, dict) else each)
            if isinstance(item, list | dict)
        ]
    return depth
