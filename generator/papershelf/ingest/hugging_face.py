"""Text captured from pages of Hugging Face Papers, in the two layouts that browsers make of them.

Dense: every line holds something, and the first title is glued to the word 'Subscribe'.
Sparse: a blank line after every line, and a header that ends in the date, such as 'Apr 4'.
Source: the pages under https://huggingface.co/papers; the five captures of `make test`.
"""

from __future__ import annotations

import re

from papershelf.ingest.capture import Capture
from papershelf.ingest.pairs import Line, pair
from papershelf.ingest.source import Source
from papershelf.model import Listing
from papershelf.text import ascii_digits

NAME = "hugging-face"
TITLE = "Hugging Face Papers"

_BUTTON = "Subscribe"
_BYLINE = re.compile(r"by\s?\S.* and the research community")
_DATE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2}(?:, [0-9]{4})?")
_HEADER_LINES = 12
"""How many lines with text the header has at the most, the button included."""


def recognise(source: Source) -> bool:
    """Whether the page's header is there: a button, alone on its line or glued to the first title."""
    return any(line.text.startswith(_BUTTON) for line in _header(source.lines))


def read(source: Source) -> Capture:
    """Read a capture in either layout."""
    filled = _filled(source.lines)
    start = next((n for n, line in enumerate(filled) if line.text.startswith(_BUTTON)), None)
    if start is None:
        return _capture(source, None, [])
    line = filled[start]
    if line.text != _BUTTON:
        first = Line(line.number, line.text.removeprefix(_BUTTON).strip())
        return _capture(source, None, [first, *filled[start + 1 :]])
    start += 1
    if start < len(filled) and _BYLINE.fullmatch(filled[start].text):
        start += 1
    date = None
    if start < len(filled) and _DATE.fullmatch(printed := ascii_digits(filled[start].text)):
        date = printed
        start += 1
    return _capture(source, date, filled[start:])


def _capture(source: Source, date: str | None, records: list[Line]) -> Capture:
    candidates, set_aside = pair(source.path, source.listing, records)
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing, date=date, source=TITLE),
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
