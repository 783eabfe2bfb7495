"""Sparse matrices of whole numbers, for what is done to all papers of a list at once. Pure.

Sums of whole numbers are the same in any order, and keys that sort them are all different: so what comes out does not
depend on the machine, on numpy's version, or on how the work is divided.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from papershelf.lazy_import import lazy_import

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.integer[Any]]
    Mask: TypeAlias = NDArray[np.bool_]
else:
    np = lazy_import("numpy")

_THREADS = "OPENBLAS_NUM_THREADS"


def load_numpy() -> None:
    """Import numpy, if that has not been done, without threads: it starts them for products of dense matrices.

    They would take as long to begin as all the rest of it.
    """
    is_told = _THREADS in os.environ
    os.environ.setdefault(_THREADS, "1")
    try:
        np.ndarray  # noqa: B018
    finally:
        if not is_told:
            del os.environ[_THREADS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A matrix of which only some entries are held, in compressed sparse rows; none is below 0."""

    starts: Numbers
    """Where each row begins in the other two, and last where they end."""
    columns: Numbers
    values: Numbers
    width: int
    """How many columns there are."""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> Numbers:
        """How many entries each row has."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Numbers:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), self.lengths)

    @property
    def places(self) -> Numbers:
        """The place of each entry in its row, from 0."""
        return np.arange(len(self.columns)) - np.repeat(self.starts[:-1], self.lengths)

    def row(self, number: int) -> tuple[list[int], list[int]]:
        """The columns of a row, and the values there."""
        start, end = self.starts[number], self.starts[number + 1]
        return self.columns[start:end].tolist(), self.values[start:end].tolist()

    def between(self, first: int, end: int) -> Matrix:
        """Some rows that follow one another."""
        start, stop = self.starts[first], self.starts[end]
        return replace(
            self,
            starts=self.starts[first : end + 1] - start,
            columns=self.columns[start:stop],
            values=self.values[start:stop],
        )

    def pick(self, rows: Numbers) -> Matrix:
        """Any rows, one after the other."""
        begin, lengths = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        starts = starts_of(lengths)
        entries = np.arange(starts[-1]) + np.repeat(begin - starts[:-1], lengths)
        return replace(self, starts=starts, columns=self.columns.take(entries), values=self.values.take(entries))

    def only(self, entries: Mask) -> Matrix:
        """The same with only some of its entries."""
        kept = np.flatnonzero(entries)
        starts = np.searchsorted(kept, self.starts)
        return replace(self, starts=starts, columns=self.columns.take(kept), values=self.values.take(kept))

    def transposed(self) -> Matrix:
        """The same with rows for columns. In its rows, columns rise."""
        return from_entries(self.columns, self.rows.astype(np.int32), self.values, (self.width, len(self)))

    def ranked(self) -> Matrix:
        """The same with the greatest values of a row first; of equals, first columns first."""
        keys, top = self._keys()
        self._sort(keys)
        bits = self.width.bit_length()
        columns, values = keys & ((1 << bits) - 1), top - (keys >> bits)
        return replace(self, columns=columns.astype(np.int32), values=values.astype(np.int32))

    def are_in(self, other: Matrix) -> Mask:
        """Whether another matrix has an entry at the place of each one."""
        ours, theirs = (each.rows * self.width + each.columns for each in (self, other))
        return np.isin(ours, theirs, assume_unique=True)

    def are_greatest(self, most: int) -> Mask:
        """Whether an entry is among so many that are first in its row by rank."""
        long = np.flatnonzero(self.lengths > most)
        kept = np.repeat(self.lengths <= most, self.lengths)
        picked = self.pick(long)
        keys, _ = picked._keys()
        ranked = keys.copy()
        picked._sort(ranked)
        kept[~kept] = keys <= np.repeat(ranked[picked.starts[:-1] + most - 1], picked.lengths)
        return kept

    def _keys(self) -> tuple[Numbers, int]:
        """A number for each entry, by which values fall, and of equals columns rise; and the greatest value.

        A column takes the lowest bits; above are those of how far the value is below the greatest.
        """
        top = int(self.values.max(initial=0))
        below = top - self.values.astype(np.int64)
        return below << self.width.bit_length() | self.columns, top

    def _sort(self, keys: Numbers) -> None:
        """Sort numbers of entries, row by row: all at once would take longer, the longer the more rows there are."""
        for start, end in pairwise(self.starts.tolist()):
            keys[start:end].sort()


def from_entries(rows: Numbers, columns: Numbers, values: Numbers, shape: tuple[int, int]) -> Matrix:
    """A matrix of entries in any order; those of a row stay in theirs."""
    order = _order(rows)
    return from_rows(rows, columns[order], values[order], shape)


def from_rows(rows: Numbers, columns: Numbers, values: Numbers, shape: tuple[int, int]) -> Matrix:
    """A matrix of entries that are in the order of their rows."""
    height, width = shape
    return Matrix(starts=starts_of(np.bincount(rows, minlength=height)), columns=columns, values=values, width=width)


def stack(parts: Sequence[Matrix]) -> Matrix:
    """Matrices of one width, at least one, below one another."""
    return Matrix(
        starts=starts_of(np.concatenate([part.lengths for part in parts])),
        columns=np.concatenate([part.columns for part in parts]),
        values=np.concatenate([part.values for part in parts]),
        width=parts[0].width,
    )


def starts_of(lengths: Numbers) -> Numbers:
    """Where rows of such lengths begin, and last where they end."""
    return np.concatenate(([0], np.cumsum(lengths)))


def _order(numbers: Numbers) -> Numbers:
    """The places of 32-bit numbers, none below 0, in their order; of equals the first place first.

    NumPy sorts numbers of 16 bits by their digits, in time that grows with their count alone
    (https://numpy.org/doc/stable/reference/generated/numpy.sort.html).
    """
    low = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    return low.take(np.argsort((numbers >> 16).astype(np.uint16).take(low), kind="stable"))
