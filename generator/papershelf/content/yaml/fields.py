"""Reading typed values out of nodes, collecting every problem on the way."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from papershelf.content.yaml.nodes import Entry, Malformed, Mapping, Node, Scalar, Sequence
from papershelf.errors import Problem, Rejected
from papershelf.model import FIRST_DAY, LAST_DAY, MAX_TEXT
from papershelf.text import capture_text, check_written, is_blank

_T = TypeVar("_T")

_COMPARED = 100
"""How many characters of an unknown word are compared."""


MOST_NAMED = 50
"""How many unknown words of one place are named: finding what each of them was meant to be takes its time."""


MOST_COMPARED = 3_000_000
"""How much looking up what unknown words were meant to be may cost, in pairs of characters: a second or two."""


@dataclass(slots=True)
class Guesses:
    """What unknown words were meant to be, as long as there is room for it: each is compared with all known ones."""

    left: int = MOST_COMPARED

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The known word that a person probably meant, if one is near, and if there is still room to look for it."""
        return nearest(word, known) if self.allows(word, known) else None

    def allows(self, word: str, known: Iterable[str]) -> bool:
        """Whether a word may still be compared with the known ones; takes the room that this needs."""
        if self.left > 0:
            self.left -= min(len(word), _COMPARED) * sum(map(len, known))
        return self.left > 0


@dataclass(slots=True, kw_only=True)
class Report:
    """The problems of one file, as they are found."""

    path: str
    first_line: int = 1
    """The number, in the file, of the line that the nodes call 0."""
    problems: list[Problem] = field(default_factory=list)
    guesses: Guesses = field(default_factory=Guesses)
    """Shared by all files that are read together."""

    def add(
        self,
        node: Node | None,
        name: str | None,
        problem: str,
        remedy: str,
        *,
        rule: str | None = None,
    ) -> None:
        """Note a problem at a node, or of the whole file."""
        line = None if node is None else node.place.line + self.first_line
        self.problems.append(Problem(path=self.path, line=line, field=name, problem=problem, remedy=remedy, rule=rule))

    def attempt(self, node: Node, name: str, read: Callable[[], _T], *, rule: str | None = None) -> _T | None:
        """What `read` returns; where it rejects the value, None and a problem at this node."""
        try:
            return read()
        except Rejected as error:
            self.add(node, name, error.problem, error.remedy, rule=rule)
            return None

    def add_rejected(self, line: int, name: str | None, error: Rejected, *, rule: str | None = None) -> None:
        """Note a text that is not allowed, at a line of the file."""
        problem = Problem(path=self.path, line=line, field=name, problem=error.problem, remedy=error.remedy, rule=rule)
        self.problems.append(problem)

    def add_malformed(self, error: Malformed) -> None:
        """Note text that could not be parsed."""
        self.add_rejected(error.line + self.first_line, None, error)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a person probably meant, if one is near."""
    choices = {choice.casefold(): choice for choice in known}
    near = difflib.get_close_matches(word.casefold()[:_COMPARED], choices, n=1, cutoff=0.6)
    return choices[near[0]] if near else None


def check_day(text: str, remedy: str = "Write YYYY-MM-DD") -> None:
    """Object to what is not a day that a list can hold.

    Args:
        text: What was written.
        remedy: How a day is written at its place.

    Raises:
        Rejected: It is not written as `2026-11-21`, no calendar has it, or it is not from `FIRST_DAY` to `LAST_DAY`.
    """
    shown = clip(text, 40)
    try:
        known = date.fromisoformat(text).isoformat() == text
    except ValueError:
        known = False
    if not known:
        raise Rejected(f"'{shown}' is not a day of the calendar", remedy)
    if not FIRST_DAY <= text <= LAST_DAY:
        raise Rejected(f"'{shown}' is {f'before {FIRST_DAY}' if text < FIRST_DAY else f'after {LAST_DAY}'}", remedy)


def is_day(text: str) -> bool:
    """Whether `check_day` has nothing to object to."""
    try:
        check_day(text)
    except Rejected:
        return False
    return True


def mapping_at(report: Report, node: Node | None, name: str | None, what: str) -> Mapping | None:
    """The node as a mapping, or None and a problem."""
    if isinstance(node, Mapping):
        return node
    report.add(node, name, f"{what} must be a mapping of keys and values", "Write one `key: value` a line")
    return None


def check_keys(report: Report, mapping: Mapping, name: str | None, known: Collection[str]) -> None:
    """Note the keys that are not known."""
    unknown = [(key, entry) for key, entry in mapping.entries.items() if key not in known]
    for key, entry in unknown[:MOST_NAMED]:
        place = key if name is None else f"{name}.{key}"
        otherwise = f"Remove it. Known keys: {', '.join(known)}"
        near = report.guesses.nearest(key, known)
        remedy = f"Did you mean '{near}'? Known keys: {', '.join(known)}" if near else otherwise
        report.add(entry.key, clip(place, 80), "this key is not known", remedy)


def _sound(node: Node) -> str | None:
    """The text of a node to which nothing can be objected, as to nearly all: a line of ASCII that is not too long.

    Returns:
        What `text` returns; None where that has to look closer.
    """
    if not isinstance(node, Scalar) or not (value := node.value).isascii():
        return None
    return (value.strip() or None) if value.isprintable() and len(value) <= MAX_TEXT else None


def text(report: Report, node: Node, name: str, example: str) -> str | None:
    """The node as a text on one line, or None and a problem."""
    if (sound := _sound(node)) is not None:
        return sound
    if not isinstance(node, Scalar):
        report.add(node, name, f"it must be a text, not a {_kind(node)}", f"Write `{example}`")
        return None
    if is_blank(node.value):
        report.add(node, name, "it is empty", f"Write `{example}`, or remove the line")
        return None
    return report.attempt(node, name, lambda: _one_line(node.value, example))


def _one_line(value: str, example: str) -> str:
    check_written(value)
    if "\n" in value:
        raise Rejected("it must be on one line", f"Write `{example}`")
    if len(value) > MAX_TEXT:
        raise Rejected(f"it has more than {MAX_TEXT:,} characters", "Shorten it")
    return capture_text(value)


def texts(report: Report, node: Node, name: str, example: str) -> tuple[str, ...]:
    """The node as a list of texts; what is none is noted and left out."""
    items = _items(report, node, name, example)
    found = [_sound(item) or text(report, item, f"{name}[{n}]", example) for n, item in items]
    return tuple([value for value in found if value is not None])


def records(
    report: Report, node: Node, name: str, example: str, read: Callable[[Mapping, str], _T | None]
) -> tuple[_T, ...]:
    """The node as a list of mappings, each read by `read`."""
    found: list[_T] = []
    for n, item in _items(report, node, name, example):
        place = f"{name}[{n}]"
        if not isinstance(item, Mapping):
            report.add(item, place, f"it must be a mapping, not a {_kind(item)}", f"Write `{example}`")
        elif (record := read(item, place)) is not None:
            found.append(record)
    return tuple(found)


def required(report: Report, mapping: Mapping, key: str, name: str, example: str) -> str | None:
    """The text under a key that must be there."""
    if (entry := mapping.entries.get(key)) is None:
        report.add(mapping, f"{name}.{key}", "it is missing", f"Add `{example}`")
        return None
    return _sound(entry.value) or text(report, entry.value, f"{name}.{key}", example)


def optional(report: Report, mapping: Mapping, key: str, name: str, example: str) -> str | None:
    """The text under a key that may be there."""
    entry: Entry | None = mapping.entries.get(key)
    return None if entry is None else text(report, entry.value, f"{name}.{key}", example)


def _items(report: Report, node: Node, name: str, example: str) -> list[tuple[int, Node]]:
    if isinstance(node, Sequence):
        return list(enumerate(node.items, start=1))
    kind = "an empty value" if isinstance(node, Scalar) and not node.value else f"a {_kind(node)}"
    report.add(node, name, f"it must be a list, not {kind}", f"Write `{example}`, or remove the line")
    return []


def _kind(node: Node) -> str:
    names: dict[type[Node], str] = {Scalar: "text", Sequence: "list", Mapping: "mapping"}
    return names[type(node)]


def clip(value: str, longest: int = 60) -> str:
    """A value as a message quotes it: on one line, and of at most so many characters."""
    value = " ".join(value.split())
    return value if len(value) <= longest else f"{value[: longest - 1]}…"


def note_repeats(report: Report, node: Node, name: str, values: Collection[str], rule: str | None = None) -> None:
    """Note the values that a list has twice."""
    if len(set(values)) == len(values):
        return
    repeated = sorted(value for value, count in Counter(values).items() if count > 1)
    for value in repeated[:MOST_NAMED]:
        report.add(node, name, f"'{clip(value)}' appears twice", "Remove one of the two", rule=rule)
