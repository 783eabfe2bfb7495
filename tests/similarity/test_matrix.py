"""Sparse matrices do what plain lists of rows do."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from fabricate import environment
from hypothesis import given
from hypothesis import strategies as st

from papershelf.similarity.matrix import Matrix, from_entries, stack

WIDTH = 7

Rows = list[dict[int, int]]
some_rows = st.lists(st.dictionaries(st.integers(0, WIDTH - 1), st.integers(0, 3)), max_size=9)


def matrix(rows: Rows) -> Matrix:
    entries = [(number, column, value) for number, row in enumerate(rows) for column, value in row.items()]
    numbers, columns, values = np.array(entries, np.int64).reshape(-1, 3).T
    return from_entries(numbers, columns, values, (len(rows), WIDTH))


def rows_of(matrix: Matrix) -> list[list[tuple[int, int]]]:
    return [list(zip(*matrix.row(number), strict=True)) for number in range(len(matrix))]


def ranked(row: dict[int, int]) -> list[tuple[int, int]]:
    return sorted(row.items(), key=lambda entry: (-entry[1], entry[0]))


@given(some_rows)
def test_rows_are_read_back_in_their_order(rows: Rows) -> None:
    assert rows_of(matrix(rows)) == [list(row.items()) for row in rows]
    assert matrix(rows).rows.tolist() == [number for number, row in enumerate(rows) for _ in row]
    assert matrix(rows).places.tolist() == [place for row in rows for place in range(len(row))]


@given(some_rows)
def test_columns_become_rows(rows: Rows) -> None:
    expected = [[(number, row[column]) for number, row in enumerate(rows) if column in row] for column in range(WIDTH)]
    assert rows_of(matrix(rows).transposed()) == expected


@given(some_rows)
def test_the_greatest_come_first_and_of_equals_the_first(rows: Rows) -> None:
    assert rows_of(matrix(rows).ranked()) == list(map(ranked, rows))


@given(some_rows, st.integers(1, 4))
def test_the_greatest_of_each_row_are_kept_where_they_are(rows: Rows, most: int) -> None:
    held = matrix(rows)
    kept = [[entry for entry in row.items() if entry in ranked(row)[:most]] for row in rows]
    assert rows_of(held.only(held.are_greatest(most))) == kept


@given(some_rows, st.data())
def test_any_rows_are_picked(rows: Rows, data: st.DataObject) -> None:
    held, numbers = rows_of(matrix(rows)), range(len(rows))
    picked = data.draw(st.lists(st.sampled_from(numbers)) if rows else st.just([]))
    assert rows_of(matrix(rows).pick(np.array(picked, np.int64))) == [held[number] for number in picked]
    first, end = sorted(data.draw(st.tuples(*[st.integers(0, len(rows))] * 2)))
    assert rows_of(matrix(rows).between(first, end)) == held[first:end]
    assert rows_of(stack([matrix(rows), matrix(rows[:end])])) == held + held[:end]


@given(some_rows, some_rows)
def test_entries_are_found_in_another_matrix(one: Rows, other: Rows) -> None:
    other = [*other, *({} for _ in one)][: len(one)]
    expected = [column in theirs for ours, theirs in zip(one, other, strict=True) for column in ours]
    assert matrix(one).are_in(matrix(other)).tolist() == expected


@pytest.mark.skipif(sys.platform != "linux", reason="it reads how many threads there are from /proc")
def test_numpy_starts_no_threads_and_leaves_the_environment_as_it_was() -> None:
    program = (
        "import os, sys; from papershelf.similarity import matrix\n"
        "before = dict(os.environ); assert 'numpy._core' not in sys.modules; matrix.load_numpy()\n"
        "assert 'numpy._core' in sys.modules and dict(os.environ) == before\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    told = {key: value for key, value in environment().items() if key != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=told, check=True)
    assert done.stdout == "1\n"


@given(st.lists(st.sampled_from([0, 1, 0xFFFF, 0x10000, 0x10001, 0x1FFFF])))
def test_rows_beyond_16_bits_are_put_in_order(rows: list[int]) -> None:
    places = np.arange(len(rows))
    entries = from_entries(np.array(rows, np.int64), places, places, (0x20000, len(rows)))
    assert entries.columns.tolist() == sorted(range(len(rows)), key=rows.__getitem__)
