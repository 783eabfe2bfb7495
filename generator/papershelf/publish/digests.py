"""Hashes of values: the same for equal values, in every run and on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b

_SIZE = 20


class Unhashable(TypeError):
    """A value of a kind of which nobody knows what it is made of, such as a function."""


class Digests:
    """Hashes values. Frozen objects are hashed once: they are kept as long as this is, and are not changed."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> str:
        """The hash of a value of text, bytes, numbers, dataclasses, and tuples, lists, mappings and sets of these.

        Raises:
            Unhashable: It has a part of another kind.
        """
        return blake2b(b"".join(self._parts(value)), digest_size=_SIZE).hexdigest()

    def _parts(self, value: object) -> Iterator[bytes]:
        """What tells a value from all others; each part says how long it is."""
        if isinstance(value, Enum):
            yield _sized(f"{type(value).__name__}.{value.name}".encode(), b"e")
        elif isinstance(value, str | bytes):
            raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            yield _sized(raw, type(value).__name__.encode())
        elif value is None or isinstance(value, bool | int | float):
            yield _sized(repr(value).encode(), b"n")
        elif isinstance(value, Mapping | AbstractSet | tuple | list) or _is_record(value):
            yield self._of_whole(value)
        else:
            raise Unhashable(type(value).__name__)

    def _of_whole(self, value: object) -> bytes:
        """The hash of what has parts, remembered where it cannot be changed."""
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        found = b"w" + blake2b(b"".join(self._inner(value)), digest_size=_SIZE).digest()
        if not isinstance(value, dict | list | set):
            self._known[id(value)] = (value, found)
        return found

    def _inner(self, value: object) -> Iterator[bytes]:
        yield _sized(type(value).__qualname__.encode(), b"k")
        if isinstance(value, Mapping):
            # In their order, for a template may tell them in it.
            for key, item in value.items():
                yield from self._parts(key)
                yield from self._parts(item)
        elif isinstance(value, AbstractSet):
            yield from sorted(b"".join(self._parts(item)) for item in value)
        elif isinstance(value, tuple | list):
            for item in value:
                yield from self._parts(item)
        else:
            for each in fields(value):  # type: ignore[arg-type]  # a dataclass, by now
                yield from self._parts(getattr(value, each.name))


def _is_record(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _sized(raw: bytes, kind: bytes) -> bytes:
    return b"%s%d:%s" % (kind, len(raw), raw)
