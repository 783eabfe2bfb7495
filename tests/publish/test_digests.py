"""Hashes of values."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import pytest
from fabricate import paper

from papershelf.model import LinkKind
from papershelf.publish.digests import Digests, Unhashable
from papershelf.text import Html

DIFFERENT = (
    None,
    True,
    1,
    1.0,
    "1",
    b"1",
    Html("1"),
    LinkKind.CODE,
    "code",
    (),
    [],
    {},
    frozenset[str](),
    ("a", "b"),
    ("ab",),
    (("a",), "b"),
    ["a", "b"],
    frozenset({"a", "b"}),
    {"a": "b", "c": "d"},
    {"c": "d", "a": "b"},
    paper("kettles"),
    paper("kettles", summary="Kettles are warm."),
    paper("kettles", tags=("heat",)),
)


def test_different_values_have_different_hashes() -> None:
    hashes = [Digests().of(value) for value in DIFFERENT]
    assert all(one != other for one, other in combinations(hashes, 2))


def test_equal_values_have_one_hash_wherever_they_are() -> None:
    assert Digests().of(paper("kettles", tags=("heat",))) == Digests().of(paper("kettles", tags=("heat",)))
    assert Digests().of({"b", "a", "c"}) == Digests().of({"c", "a", "b"})
    assert Digests().of(("kettles", 1)) == "963e53c43c259768cbe89d1c7aee38af60469623"


@dataclass(frozen=True)
class _Cup:
    handle: str
    wash: object = field(default=None, compare=False)


def test_what_is_equal_but_for_what_is_not_compared_has_one_hash() -> None:
    assert Digests().of(_Cup("left", print)) == Digests().of(_Cup("left", len)) != Digests().of(_Cup("right", len))


def test_a_list_is_hashed_as_it_is_at_the_time() -> None:
    digests, values = Digests(), ["kettles"]
    before = digests.of(values)
    values.append("teapots")
    assert digests.of(values) != before


@pytest.mark.parametrize("value", [object(), print, ("kettles", lambda: None), {"kettles": iter(())}])
def test_what_is_no_data_has_none(value: object) -> None:
    with pytest.raises(Unhashable):
        Digests().of(value)


def test_an_object_is_known_by_its_mark() -> None:
    one, other = paper("kettles"), paper("kettles", summary="Kettles are warm.")
    digests, again = Digests(), Digests()
    digests.know(one, b"1")
    again.know(other, b"1")
    assert digests.of((one, 2)) == again.of((other, 2)) != Digests().of((one, 2))
