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
    """The rows below the names of the columns, by these names; a row that cannot be read is a text that says why."""
    lines = text.split("\n")
    reader = csv.reader(
        (f"{line}\n" for line in lines), delimiter=_delimiter(next(filter(None, lines), "")), strict=True
    )
    names: list[str] | None = None
    first = 1
    csv.field_size_limit(MAX_CELL)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield first, f"it is not a row of CSV: {error}"
            # What is behind an open quotation mark cannot be told apart from it.
            return
        if row is None:
            return
        line, first = first, reader.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            names = [cell.strip() for cell in row]
        elif len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            yield line, f"it has {len(row):,} cells, and the first line {len(names):,}"
        else:
            yield line, {name: cell.removesuffix("\n") for name, cell in zip(names, row, strict=False)}


def _delimiter(first: str) -> str:
    """What is between cells: spreadsheets of some countries write a semicolon, or a tab."""
    return max(",;\t", key=first.count)
