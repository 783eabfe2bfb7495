"""What a review found, as data: written where a stranger's files are read, read where a comment is written.

Between the two lies a file that a stranger may have replaced by one of their own. So it is facts and
no Markdown, its form is closed, and every text in it is escaped only when the comment is made of it.
"""

from __future__ import annotations

import json
import types
import typing
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Any

from papershelf.errors import Problem, Rejected, errors_among, stop

VERSION = 3
MAX_BYTES = 2_000_000
"""The largest result that is read."""
MAX_ITEMS = 1_000
"""The most items that a list of it holds; what is beyond is counted."""
MAX_TEXT = 8_000
"""The longest text in it, in characters."""


class Event(StrEnum):
    """What happened to a paper, a tag or a topic."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RENAMED = "renamed"


class Flag(StrEnum):
    """What a maintainer should look at before merging, whatever the rules say."""

    CONFLICT = "conflict"
    MIXED = "mixed"
    OUTSIDE = "outside"
    FILES = "files"
    SIZE = "size"
    DELETIONS = "deletions"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file of the request that was not read."""

    path: str
    reason: str
    """A clause: `it is a symbolic link`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A flag, with what raised it."""

    flag: Flag
    count: int = 0
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Lines that would mend a file."""

    path: str
    first: int
    """The first line that is replaced, counted from 1."""
    last: int
    """The last one; one less than the first where lines are only put in."""
    lines: tuple[str, ...]
    """What takes their place; none where they go."""
    on_diff: bool
    """Whether all these lines are in the request's difference, where GitHub takes suggestions."""

    def mends(self, path: str, line: int | None) -> bool:
        """Whether its lines are those that a problem is about."""
        return self.path == path and line is not None and self.first <= line <= self.last


class MendingLines:
    """Corrections, to be found by the lines that they are about."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._by_path: dict[str, list[Correction]] = {}
        for correction in sorted(corrections, key=lambda each: each.first):
            self._by_path.setdefault(correction.path, []).append(correction)
        # A stranger's may overlap: how far those up to each one reach says when no other can.
        self._reach = {
            path: list(accumulate((each.last for each in found), max)) for path, found in self._by_path.items()
        }

    def at(self, path: str, line: int | None) -> list[Correction]:
        """Those that mend a line, in the order of the lines."""
        found = self._by_path.get(path, []) if line is not None else []
        last = bisect_right(found, line or 0, key=lambda each: each.first)
        first = bisect_left(self._reach.get(path, []), line or 0, hi=last if found else 0)
        return [each for each in found[first:last] if each.mends(path, line)]


class FoundLines:
    """Problems, to be found by the lines that a correction replaces."""

    def __init__(self, findings: Iterable[Problem]) -> None:
        self._by_path: dict[str, list[Problem]] = {}
        for finding in findings:
            if finding.line is not None:
                self._by_path.setdefault(finding.path, []).append(finding)
        for found in self._by_path.values():
            found.sort(key=_line_of)

    def under(self, correction: Correction) -> list[Problem]:
        """Those that a correction mends, in the order of the lines."""
        found = self._by_path.get(correction.path, [])
        first = bisect_left(found, correction.first, key=_line_of)
        return found[first : bisect_right(found, correction.last, key=_line_of)]


def _line_of(finding: Problem) -> int:
    return finding.line or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChange:
    """What happens to a paper."""

    event: Event
    path: str
    title: str
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    """The tags that it proposes and the list does not; nobody has confirmed them."""
    summary: Event | None = None
    fields: tuple[str, ...] = ()
    """The other fields that change."""
    former: str | None = None
    """The file that it was, where it is renamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that a request takes away or replaces."""

    path: str
    title: str
    """The paper's title, or the key in the vocabulary; empty where a whole file is meant."""
    field: str
    before: str
    after: str = ""
    """What takes its place; nothing where it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """What happens to a tag or a topic of the vocabulary."""

    event: Event
    kind: str
    """`tag` or `topic`."""
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What happens to a file of the list that is neither a paper nor the vocabulary."""

    event: Event
    path: str
    added: int = 0
    """Lines that were not there before."""
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that a review found."""

    version: int
    base: str
    """The commit that the request was compared with."""
    head: str
    """The commit that was reviewed."""
    refused: tuple[Refusal, ...] = ()
    notices: tuple[Notice, ...] = ()
    findings: tuple[Problem, ...] = ()
    """What the request brings along, or its files have."""
    corrections: tuple[Correction, ...] = ()
    papers: tuple[PaperChange, ...] = ()
    words: tuple[WordChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    losses: tuple[Loss, ...] = ()
    left_out: int = 0
    """How many items are missing here, because there are too many."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing keeps the request from being merged."""
        return not (errors_among(self.findings) or self.refused)


def to_json(result: Result) -> str:
    """The result as a JSON text, cut to what `from_json` reads."""
    most = MAX_ITEMS
    while len((text := _cut_to(asdict(result), most)).encode("utf-8")) > MAX_BYTES:
        most //= 2
    return text


def _cut_to(data: dict[str, Any], most: int) -> str:
    for name, value in data.items():
        if isinstance(value, tuple) and len(value) > most:
            data["left_out"] += len(value) - most
            data[name] = value[:most]
    return json.dumps(_shorten(data), indent=1) + "\n"


def _shorten(value: Any) -> Any:
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return value[: MAX_TEXT - 1] + "…"
    if isinstance(value, dict):
        return {key: _shorten(item) for key, item in value.items()}
    return [_shorten(item) for item in value[:MAX_ITEMS]] if isinstance(value, list | tuple) else value


def from_json(path: str, raw: bytes, head: str) -> Result:
    """Read a result that may be anybody's.

    Args:
        path: What the file is called, for errors.
        raw: Its bytes.
        head: The commit that it has to be about.

    Raises:
        PapershelfError: It is too large, no JSON, of another form, or about another commit.
    """
    remedy = "Run the check again; nothing of this result was used"
    if len(raw) > MAX_BYTES:
        raise stop(path, f"it has more than {MAX_BYTES:,} bytes", remedy)
    try:
        data = json.loads(raw.decode("utf-8"))
        result = _read(Result, data, "result")
    except (UnicodeDecodeError, RecursionError, json.JSONDecodeError):
        raise stop(path, "it is not JSON", remedy) from None
    except ValueError as error:  # Rejected, and numbers of too many digits
        problem = error.problem if isinstance(error, Rejected) else "it holds a number that is none"
        raise stop(path, problem, remedy) from None
    assert isinstance(result, Result)
    _hold(path, result, head, remedy)
    return result


def _hold(path: str, result: Result, head: str, remedy: str) -> None:
    if result.version != VERSION:
        raise stop(path, "it is of another version", remedy)
    if result.head != head:
        raise stop(path, "it is about another commit than the one that was pushed", remedy)


def _read(kind: Any, value: Any, name: str) -> Any:
    """A value of a kind, or `Rejected`: dataclasses, tuples, optional values, words of an enumeration, plain values."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_record(kind, value, name)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return None if value is None else _read(inner[0], value, name)
    if origin is tuple:
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            raise Rejected(f"{name} is not a list, or one of too many items", "")
        return tuple(_read(inner[0], item, name) for item in value)
    if issubclass(kind, StrEnum):
        if not isinstance(value, str) or value not in set(kind):
            raise Rejected(f"{name} holds a word that is not known", "")
        return kind(value)
    if type(value) is not kind or (kind is str and len(value) > MAX_TEXT):
        raise Rejected(f"{name} is no {kind.__name__}, or too long a one", "")
    if kind is int and not 0 <= value <= 10_000_000:
        raise Rejected(f"{name} is out of all proportion", "")
    return value


def _read_record(kind: type, value: Any, name: str) -> Any:
    hints = typing.get_type_hints(kind)
    known = [field.name for field in fields(kind)]
    if not isinstance(value, dict) or set(value) != set(known):
        raise Rejected(f"{name} has other keys than those of a result", "")
    return kind(**{each: _read(hints[each], value[each], f"{name}.{each}") for each in known})
