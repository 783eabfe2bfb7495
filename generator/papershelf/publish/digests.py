"""Hashes of values: the same for equal values, in every run and on every machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

_SIZE = 20

_Value = TypeVar("_Value")


class Unhashable(TypeError):
    """A value of a kind of which nobody knows what it is made of, such as a function."""


class Digests:
    """Hashes values. Frozen objects are hashed once: they are kept as long as this is, and are not changed."""

    def __init__(self, before: Digests | None = None) -> None:
        """Begin to hash.

        Args:
            before: What has hashed some of the same objects.
        """
        self._known: dict[int, tuple[object, bytes]] = {}
        self._before = {} if before is None else before._known

    def closed(self) -> Digests:
        """This, without what was hashed before and is no longer asked for."""
        self._before = {}
        return self

    def know(self, value: object, mark: bytes) -> None:
        """Take something for the hash of a frozen object.

        Args:
            value: The object.
            mark: What tells it from all others of its kind, in this run and in later ones.
        """
        self._known[id(value)] = (value, _marked(type(value), mark))

    def of_known(self, kind: type, mark: bytes) -> str:
        """The hash of an object of a kind with a mark that `know` would be told."""
        return blake2b(_marked(kind, mark), digest_size=_SIZE).hexdigest()

    def mark(self, *values: object) -> bytes:
        """What tells some values from all others, where one object is made of nothing else.

        Raises:
            Unhashable: One has a part of another kind.
        """
        return b"".join(map(self._spell, values))

    def of(self, value: object) -> str:
        """The hash of a value of text, bytes, numbers, dataclasses, and tuples, lists, mappings and sets of these.

        Raises:
            Unhashable: It has a part of another kind.
        """
        return blake2b(self._spell(value), digest_size=_SIZE).hexdigest()

    def _spell(self, value: object) -> bytes:
        """What tells a value from all others; each part says how long it is."""
        kind = type(value)
        if kind is str:
            raw = value.encode("utf-8", "surrogatepass")  # type: ignore[attr-defined]
            return b"s%d:%s" % (len(raw), raw)
        if kind in _PLAIN:
            return _sized(repr(value).encode(), b"n")
        key = id(value)
        known = self._known.get(key)
        if known is None and (known := self._before.get(key)) is not None:
            self._known[key] = known
        if known is not None:
            return known[1]
        if isinstance(value, Enum):
            return _sized(f"{kind.__name__}.{value.name}".encode(), b"e")
        if isinstance(value, (str, bytes)):
            raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            return _sized(raw, kind.__name__.encode())
        found = b"w" + blake2b(self._spell_parts(value, kind), digest_size=_SIZE).digest()
        if kind not in _CHANGEABLE:
            self._known[key] = (value, found)
        return found

    def _spell_parts(self, value: Any, kind: type) -> bytes:
        spell, parts = self._spell, _parts_of(kind)
        if parts is not None:
            return _sized(kind.__qualname__.encode(), b"k") + b"".join([spell(part) for part in parts(value)])
        if isinstance(value, (tuple, list)):
            spelled = [spell(part) for part in value]
        elif isinstance(value, Mapping):
            # In their order, for a template may tell them in it.
            spelled = [spell(key) + spell(item) for key, item in value.items()]
        elif isinstance(value, AbstractSet):
            spelled = sorted([spell(part) for part in value])
        else:
            raise Unhashable(kind.__name__)
        return _sized(kind.__qualname__.encode(), b"k") + b"".join(spelled)


_PLAIN = frozenset({type(None), bool, int, float})
_CHANGEABLE = frozenset({dict, list, set})


@cache
def _parts_of(kind: type) -> Callable[[Any], tuple[object, ...]] | None:
    """What finds the fields of a dataclass by which it is compared; None for any other kind."""
    if not is_dataclass(kind):
        return None
    names = [each.name for each in fields(kind) if each.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _marked(kind: type, mark: bytes) -> bytes:
    return _sized(mark, b"m" + kind.__name__.encode())


def _sized(raw: bytes, kind: bytes) -> bytes:
    return b"%s%d:%s" % (kind, len(raw), raw)
