"""Text captured from pages of Hugging Face Papers, in the two layouts that browsers make of them.

Dense: every line holds something, and the first title is glued to the word 'Subscribe'.
Sparse: a blank line after every line, and a header that ends in the date, such as 'Apr 4'.
Source: the pages under https://huggingface.co/papers; the five captures of `make test`.
"""

from __future__ import annotations

import re

from papershelf.ingest.capture import Capture
from papershelf.ingest.pairs import Line, pair
from papershelf.model import Listing
from papershelf.text import ascii_digits

SOURCE = "Hugging Face Papers"

_BUTTON = "Subscribe"
_BYLINE = re.compile(r"by\s?\S.* and the research community")
_DATE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2}(?:, [0-9]{4})?")
_HEADER_LINES = 12
"""How many lines with text the header has at the most, the button included."""


def is_dense(lines: list[str]) -> bool:
    """Whether the header's button is glued to the first title."""
    return any(line.text.startswith(_BUTTON) and line.text != _BUTTON for line in _header(lines))


def is_sparse(lines: list[str]) -> bool:
    """Whether the header's button is alone on its line."""
    return any(line.text == _BUTTON for line in _header(lines))


def read_dense(path: str, listing: str, lines: list[str]) -> Capture:
    """Read a capture whose first title is glued to the button."""
    filled = _filled(lines)
    button = next(n for n, line in enumerate(filled) if line.text.startswith(_BUTTON))
    first = Line(filled[button].number, filled[button].text.removeprefix(_BUTTON).strip())
    return _capture(path, listing, None, [first, *filled[button + 1 :]])


def read_sparse(path: str, listing: str, lines: list[str]) -> Capture:
    """Read a capture with a header that may name the date."""
    filled = _filled(lines)
    start = next(n for n, line in enumerate(filled) if line.text == _BUTTON) + 1
    if start < len(filled) and _BYLINE.fullmatch(filled[start].text):
        start += 1
    date = None
    if start < len(filled) and _DATE.fullmatch(printed := ascii_digits(filled[start].text)):
        date = printed
        start += 1
    return _capture(path, listing, date, filled[start:])


def _capture(path: str, listing: str, date: str | None, records: list[Line]) -> Capture:
    candidates, set_aside = pair(path, listing, records)
    return Capture(
        path=path,
        listing=Listing(id=listing, date=date, source=SOURCE),
        candidates=tuple(candidates),
        set_aside=tuple(set_aside),
    )


def _filled(lines: list[str]) -> list[Line]:
    """The lines that hold something, without white space around it."""
    return [Line(n, line.strip()) for n, line in enumerate(lines, start=1) if line.strip()]


def _header(lines: list[str]) -> list[Line]:
    """The lines that may hold the button; none where the text begins as a page's source or as data."""
    header = _filled(lines[: 2 * _HEADER_LINES])[:_HEADER_LINES]
    return [] if header and header[0].text.startswith(("<", "{", "[", "%PDF")) else header
