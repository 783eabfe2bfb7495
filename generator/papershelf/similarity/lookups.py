"""Values by a key that are made when somebody first asks for them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_AnyKey = TypeVar("_AnyKey", contravariant=True)
_AnyValue = TypeVar("_AnyValue", covariant=True)


class Lookup(Protocol[_AnyKey, _AnyValue]):
    """Whatever has a value for a key: a list, a dictionary, or a `Lazy` one."""

    def __getitem__(self, key: _AnyKey, /) -> _AnyValue:
        """The value of a key."""


class Lazy(dict[_Key, _Value]):
    """A dictionary that makes the value of any key it is asked for by `[]`; what it holds are those made so far."""

    def __init__(self, make: Callable[[_Key], _Value], known: Mapping[_Key, _Value] | None = None) -> None:
        """Begin.

        Args:
            make: Makes the value of a key.
            known: Values that are not to be made.
        """
        super().__init__(known or {})
        self._make = make

    def __missing__(self, key: _Key) -> _Value:
        value = self[key] = self._make(key)
        return value
