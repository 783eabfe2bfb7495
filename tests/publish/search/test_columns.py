"""Columns: what is packed comes out, read by the text of the docstrings alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from packing import Reader

from papershelf.publish.search.columns import FREQUENT, Column, pack_column, pack_sets


def unpack_column(column: Column, size: int) -> list[int | None]:
    reader = Reader(column["places"])
    found: list[int | None] = [None] * size
    left = list(range(size))
    for value in column["values"][:FREQUENT]:
        places = reader.numbers(reader.gamma(), 0, len(left) - 1)
        for place in places:
            found[left[place]] = value
        left = [paper for paper in left if found[paper] is None]
    others = column["values"][FREQUENT:]
    for paper in left:
        found[paper] = others[reader.minimal(len(others))]
    return found


@given(st.lists(st.integers(-1, 6), max_size=40) | st.lists(st.integers(-1, 90), max_size=200))
def test_every_paper_has_its_value(column: list[int]) -> None:
    packed = pack_column(column)
    assert unpack_column(packed, len(column)) == column
    counts = [column.count(value) for value in packed["values"]]
    assert counts == sorted(counts, reverse=True)


def test_a_column_of_one_value_takes_hardly_a_bit() -> None:
    packed = pack_column([7] * 5000)
    assert packed["values"] == [7]
    assert len(packed["places"]) == 8
    assert pack_column([]) == {"values": [], "places": ""}


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=30))
def test_every_paper_has_its_set(sets: list[list[int]]) -> None:
    reader = Reader(pack_sets(sets, 6, len(sets)))
    found: list[set[int]] = [set() for _ in sets]
    for kind in range(6):
        for paper in reader.numbers(reader.gamma() - 1, 0, len(sets) - 1):
            found[paper].add(kind)
    assert found == [set(held) for held in sets]
