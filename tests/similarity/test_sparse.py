"""Sparse matrices in arrays, beside the dictionaries that they stand for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papershelf.similarity.sparse import Sparse, to_sparse

WIDTH = 6
ROWS = st.lists(st.dictionaries(st.integers(0, WIDTH - 1), st.floats(0.1, 9.0)), max_size=8)


def to_rows(matrix: Sparse) -> list[dict[int, float]]:
    return [dict(zip(*matrix.row(number), strict=True)) for number in range(len(matrix))]


@given(ROWS)
def test_rows_are_what_they_were_in_their_order(rows: list[dict[int, float]]) -> None:
    assert [list(row.items()) for row in to_rows(to_sparse(rows))] == [list(row.items()) for row in rows]


@given(ROWS)
def test_rows_become_columns(rows: list[dict[int, float]]) -> None:
    turned = to_sparse(rows).transposed(WIDTH)
    expected = [{number: row[place] for number, row in enumerate(rows) if place in row} for place in range(WIDTH)]
    assert to_rows(turned) == expected
    assert all(list(row) == sorted(row) for row in to_rows(turned))
    assert to_rows(turned.transposed(len(rows))) == rows
