"""Rows of CSV (RFC 4180), each with the line on which it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator

MAX_CELL = 100_000
"""The longest cell that is read, in characters."""


def header(text: str) -> tuple[str, ...]:
    """The names of the columns; none where the first line is not a row of CSV."""
    first = text.lstrip("\n").partition("\n")[0][:20_000]
    try:
        row = next(csv.reader([first], delimiter=_delimiter(first)), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in row)


def rows(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """The rows below the names of the columns, by these names; a row that cannot be read is a text that says why.

    Behind a row whose quotation marks are wrong, reading goes on with the next line that has a cell for each column:
    what is before it may be the rest of the broken row.
    """
    lines = text.split("\n")
    delimiter = _delimiter(next(filter(None, lines), ""))
    names: list[str] | None = None
    csv.field_size_limit(MAX_CELL)
    is_lost, before = False, 0
    rest = (f"{line}\n" for line in lines)
    while True:
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        first = before + 1
        try:
            for row in reader:
                line, first = first, before + reader.line_num + 1
                if not any(cell.strip() for cell in row) or (is_lost and names is not None and len(row) != len(names)):
                    continue
                is_lost = False
                if names is None:
                    names = [cell.strip() for cell in row]
                elif len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
                    yield line, f"it has {len(row):,} cells, and the first line {len(names):,}"
                else:
                    yield line, {name: cell.removesuffix("\n") for name, cell in zip(names, row, strict=False)}
            return
        except csv.Error as error:
            if not is_lost:
                yield first, f"it is not a row of CSV: {error}"
            is_lost, before = True, before + reader.line_num


def _delimiter(first: str) -> str:
    """What is between cells: spreadsheets of some countries write a semicolon, or a tab."""
    return max(",;\t", key=first.count)
