"""What a page is made from: the questions that its template asks of the list.

A template may ask anything of the list, and a project may have templates of its own. So nobody writes down what a
page depends on: it is given the list behind an ear that hears each question. A page has to be made anew when the
answer to one of its questions is another one than before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, overload

from papershelf.model import Listing, Paper, Tag, Topic
from papershelf.publish.digests import Digests, Unhashable

Question = tuple[Any, ...]
"""A root, such as `catalog`, and steps from there: a name, a key, a call. Of plain data, so that it can be kept."""

Roots = Mapping[str, Any]
"""What can be asked, by name."""

Mark = Callable[[Any], bytes | None]
"""What tells the entry of a key from all others, where that is known."""

_NO_MARKS: Mapping[str, Mark] = MappingProxyType({})
_DECODER = json.JSONDecoder()
_LENGTH, _KEYS = ',["len"]', ',["keys"]'
"""Steps as they are in a question."""
_FOR_LENGTH = f"{_LENGTH}]"
"""How a question for the length of something ends."""
_GONE = "no such thing"
_NESTED = frozenset({"library", "vocabulary"})
"""Objects whose parts are asked one by one."""


class Questions:
    """The answers of one list: each is found and hashed once."""

    def __init__(
        self, roots: Roots, papers: Mapping[str, Paper], digests: Digests, marks: Mapping[str, Mark] = _NO_MARKS
    ) -> None:
        """Prepare to answer.

        Args:
            roots: What can be asked, by name.
            papers: The papers of the list by slug, as which they are named in questions.
            digests: What hashes the answers.
            marks: What tells the entries of some roots from one another, each of them a tuple that takes time to make.
        """
        self._roots = roots
        self._papers = papers
        self.digests = digests
        self._marks = marks
        self._answers: dict[str, str | None] = {}

    def answer(self, asked: str) -> str | None:
        """The hash of the answer to a question, as `Trace.asked` has it; None where it can no longer be asked."""
        if asked not in self._answers:
            try:
                self._answers[asked] = self._hash(_parse(asked))
            except (AttributeError, LookupError, TypeError, ValueError):  # it was asked of another list
                self._answers[asked] = None
        return self._answers[asked]

    def _hash(self, question: Sequence[Any]) -> str:
        if len(question) == 2 and question[0] in self._marks and question[1][0] == "[":
            mark = self._marks[question[0]](question[1][1])
            if mark is not None:
                return self.digests.of_known(tuple, mark)
        return self.digests.of(self._find(question))

    def note(self, asked: str, value: object) -> None:
        """Remember the answer to a question.

        Raises:
            Unhashable: Nobody knows what it is made of.
        """
        if self._answers.get(asked) is None:
            self._answers[asked] = self.digests.of(value)

    def _find(self, question: Sequence[Any]) -> object:
        """What a question asks for, as the proxies below find it."""
        value = self._roots[question[0]]
        for kind, *rest in question[1:]:
            if kind == ".":
                value = getattr(value, rest[0])
            elif kind == "[":
                value = value.get(rest[0], _GONE)
            elif kind == "in":
                value = rest[0] in value
            elif kind == "len":
                value = len(value)
            elif kind == "keys":
                value = tuple(value)
            elif kind == "each":
                value = repr(each(value, rest[0]))
            else:
                value = value(*(self._given(argument) for argument in rest))
        return value

    def _given(self, argument: Any) -> object:
        """An argument of a call, as it is now."""
        if not isinstance(argument, list):
            return argument
        kind, *rest = argument
        if kind == "papers":
            return tuple(self._papers[slug] for slug in rest)
        if kind == "paper":
            return self._papers[rest[0]]
        library = self._roots["catalog"].library
        known = {"tag": library.vocabulary.tags, "topic": library.vocabulary.topics, "listing": library.listings}
        return known[kind][rest[0]]


@lru_cache(maxsize=1 << 17)
def _parse(asked: str) -> list[Any]:
    """A question as it was noted; nobody changes it."""
    parsed: list[Any] = _DECODER.raw_decode(asked)[0]
    return parsed


def spell(part: Any) -> str:
    """A question, or a part of it, as it is noted: as JSON."""
    if isinstance(part, tuple):
        return f"[{','.join(map(spell, part))}]"
    return _write(part)


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=1 << 17, typed=True)
def _step(kind: str, *rest: Any) -> str:
    """A step as it is in a question. Page after page asks for the same tags and papers."""
    return f",{spell((kind, *rest))}"


def spell_about(root: str, name: str, paper: Paper) -> str:
    """The question for what something says of a paper, by the name of what is called."""
    return f"{_root(root)}{_step('.', name)}{_step('(', ('paper', paper.slug))}]"


class Trace:
    """The questions that one page asks."""

    def __init__(self, questions: Questions, answered: Container[str] = ()) -> None:
        """Begin to hear.

        Args:
            questions: The answers of the list.
            answered: Questions that need not be noted, because it is known otherwise what their answers are made of.
        """
        self._questions = questions
        self._answered = answered
        self.asked: dict[str, None] = {}
        self.is_whole = True
        """Whether every question could be noted; otherwise nobody can say that the page would be the same."""

    def note(self, asked: str, value: object) -> None:
        """Note a question, spelled but for its last bracket, with its answer."""
        asked = f"{asked}]"
        if asked in self._answered:
            return
        try:
            self._questions.note(asked, value)
            self.asked[asked] = None
        except Unhashable:
            self.is_whole = False

    def include(self, asked: Mapping[str, None], *, is_whole: bool) -> None:
        """Note what a part of the page was made from, which other pages may have as well."""
        self.asked.update(asked)
        self.is_whole = self.is_whole and is_whole

    def needed(self) -> Iterator[str]:
        """The questions whose answers do not follow from others: of what is noted whole, the length is known."""
        return (asked for asked in self.asked if not (asked.endswith(_FOR_LENGTH) and _whole(asked) in self.asked))

    def ask(self, root: str, value: Any) -> Any:
        """Something that can be asked, behind the ear: used as if it were the thing itself."""
        kind = _Mapping if isinstance(value, Mapping) else _Object
        return kind(value, _root(root), self)

    def call(self, root: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function behind the ear."""
        return _call(function, _root(root), self)


def _whole(asked: str) -> str:
    """The question for that whose length is asked for."""
    return f"{asked[: -len(_FOR_LENGTH)]}]"


@cache
def _root(name: str) -> str:
    return f"[{spell(name)}"


def _heard(value: Any, asked: str, trace: Trace) -> Any:
    """A value whose parts are heard when they are asked for, or noted whole where it has none."""
    kind: type = type(value)
    if (hear := _ear(kind)) is not None:
        return hear(value, asked, trace)
    trace.note(asked, value)
    return value


@cache
def _ear(kind: type) -> Callable[[Any, str, Trace], Any] | None:
    """What hears the parts of values of a kind; None: they have none."""
    if issubclass(kind, Mapping):
        return _Mapping
    if issubclass(kind, AbstractSet):
        return _Set
    if kind is tuple:
        return _Sequence
    return _call if issubclass(kind, Callable) else None  # type: ignore[arg-type]


def _call(function: Callable[..., Any], asked: str, trace: Trace) -> Callable[..., Any]:
    def called(*arguments: Any) -> Any:
        value = function(*arguments)
        try:
            trace.note(f"{asked}{_step('(', *map(_named, arguments))}", value)
        except Unhashable:
            trace.is_whole = False
        return value

    return called


def _named(argument: Any) -> Any:
    """An argument as a question names it.

    Raises:
        Unhashable: It has no name.
    """
    if argument is None or type(argument) in (str, int, bool):
        return argument
    for kind, name, key in (
        (Paper, "paper", "slug"),
        (Tag, "tag", "key"),
        (Topic, "topic", "key"),
        (Listing, "listing", "id"),
    ):
        if isinstance(argument, kind):
            return (name, getattr(argument, key))
    if isinstance(argument, tuple | list | _Sequence) and all(isinstance(each, Paper) for each in argument):
        return ("papers", *(each.slug for each in argument))
    raise Unhashable(type(argument).__name__)


class _Object:
    """An object whose attributes are heard."""

    def __init__(self, value: Any, asked: str, trace: Trace) -> None:
        self._heard = value, asked, trace

    def __getattr__(self, name: str) -> Any:
        value, asked, trace = self._heard
        found = _Object if name in _NESTED else _heard
        part = found(getattr(value, name), f"{asked}{_step('.', name)}", trace)
        self.__dict__[name] = part  # who asks again is given the same
        return part


class _Mapping(Mapping[Any, Any]):
    """A mapping whose entries are heard one by one."""

    def __init__(self, value: Mapping[Any, Any], asked: str, trace: Trace) -> None:
        self._value, self._asked, self._trace = value, asked, trace

    def __getitem__(self, key: Any) -> Any:
        asked = f"{self._asked}{_step('[', key)}"
        if key not in self._value:
            self._trace.note(asked, _GONE)
            raise KeyError(key)
        return _heard(self._value[key], asked, self._trace)

    def __contains__(self, key: object) -> bool:
        found = key in self._value
        self._trace.note(f"{self._asked}{_step('in', key)}", found)
        return found

    def __iter__(self) -> Iterator[Any]:
        self._trace.note(f"{self._asked}{_KEYS}", tuple(self._value))
        return iter(self._value)

    def __len__(self) -> int:
        self._trace.note(f"{self._asked}{_LENGTH}", len(self._value))
        return len(self._value)


class _Whole:
    """What is noted whole when somebody goes through it, and else by its length."""

    def __init__(self, value: Any, asked: str, trace: Trace) -> None:
        self._value, self._asked, self._trace = value, asked, trace

    def __iter__(self) -> Iterator[Any]:
        self._trace.note(self._asked, self._value)
        return iter(self._value)

    def __len__(self) -> int:
        self._trace.note(f"{self._asked}{_LENGTH}", len(self._value))
        return len(self._value)


class _Set(_Whole, AbstractSet[Any]):
    """A set that is asked for its members one by one."""

    def __contains__(self, item: object) -> bool:
        found = item in self._value
        self._trace.note(f"{self._asked}{_step('in', item)}", found)
        return found


class _Sequence(_Whole, Sequence[Any]):
    """A tuple of which it makes a difference whether only its length is asked for."""

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        self._trace.note(self._asked, self._value)
        return self._value[place]

    def __add__(self, others: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*self, *others)

    def __radd__(self, others: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*others, *self)

    def each(self, name: str) -> list[Any]:
        """An attribute of each item, noted as one text: they are many."""
        found = each(self._value, name)
        self._trace.note(f"{self._asked}{_step('each', name)}", repr(found))
        return found


def each(items: Iterable[Any], name: str) -> list[Any]:
    """An attribute of each of some items, which is plain data; of those behind the ear no more is heard."""
    return items.each(name) if isinstance(items, _Sequence) else [getattr(item, name) for item in items]
