"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 paper`, `1,204 papers`; a noun whose plural takes more than an s says it itself."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
