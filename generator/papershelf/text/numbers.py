"""Numbers: in sentences, and in the digits of any script."""

from __future__ import annotations

import unicodedata


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 paper`, `1,204 papers`; a noun whose plural takes more than an s says it itself."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def ascii_digits(text: str) -> str:
    """Return a text with the decimal digits of every script as 0 to 9: full-width, Arabic, mathematical."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
