"""Hashes of values: the same for equal values, in every run and on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from typing import TypeVar

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
        self._shared: dict[str, object] = {}
        self._shared_before = {} if before is None else before._shared

    def closed(self) -> Digests:
        """This, without what was hashed before and is no longer asked for."""
        self._before, self._shared_before = {}, {}
        return self

    def share(self, name: str, value: _Value) -> _Value:
        """A value, or the one of that name before if it is equal, whose hash is known.

        Args:
            name: What the value is called; another kind of value has another name.
            value: The value. No mapping is in it, for equal ones may differ in their order.
        """
        before = self._shared_before.get(name)
        if type(before) is type(value) and before == value:
            value = before
        self._shared[name] = value
        return value

    def of(self, value: object) -> str:
        """The hash of a value of text, bytes, numbers, dataclasses, and tuples, lists, mappings and sets of these.

        Raises:
            Unhashable: It has a part of another kind.
        """
        return blake2b(self._spell(value), digest_size=_SIZE).hexdigest()

    def _spell(self, value: object) -> bytes:
        """What tells a value from all others; each part says how long it is."""
        if type(value) is str:
            raw = value.encode("utf-8", "surrogatepass")
            return b"s%d:%s" % (len(raw), raw)
        if value is None or type(value) in (bool, int, float):
            return _sized(repr(value).encode(), b"n")
        if isinstance(value, Enum):
            return _sized(f"{type(value).__name__}.{value.name}".encode(), b"e")
        if isinstance(value, str | bytes):
            raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            return _sized(raw, type(value).__name__.encode())
        key = id(value)
        known = self._known.get(key)
        if known is None and (known := self._before.get(key)) is not None:
            self._known[key] = known
        if known is not None:
            return known[1]
        found = b"w" + blake2b(self._spell_parts(value), digest_size=_SIZE).digest()
        if not isinstance(value, dict | list | set):
            self._known[key] = (value, found)
        return found

    def _spell_parts(self, value: object) -> bytes:
        kind = _sized(type(value).__qualname__.encode(), b"k")
        if isinstance(value, tuple | list):
            return kind + b"".join(map(self._spell, value))
        if isinstance(value, Mapping):
            # In their order, for a template may tell them in it.
            return kind + b"".join(self._spell(key) + self._spell(item) for key, item in value.items())
        if isinstance(value, AbstractSet):
            return kind + b"".join(sorted(map(self._spell, value)))
        return kind + b"".join([self._spell(getattr(value, name)) for name in _names(type(value))])  # type: ignore[arg-type]


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass.

    Raises:
        Unhashable: It is none.
    """
    if not is_dataclass(kind):
        raise Unhashable(kind.__name__)
    return tuple(each.name for each in fields(kind))


def _sized(raw: bytes, kind: bytes) -> bytes:
    return b"%s%d:%s" % (kind, len(raw), raw)
