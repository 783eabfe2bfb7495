"""A file that is to be read, decoded at the door; and what a reader of such files is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from papershelf.errors import Problem, Rejected, Severity, stop
from papershelf.ingest.capture import Capture
from papershelf.text import capture_notes, capture_text, known_format, other_encoding

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read; a library of 50,000 records in BibTeX has about 40 MB."""

MAX_LINE = 100_000
"""The longest line that is read, in characters; the longest real abstract has about 3,000."""

_DATA = ("{", "[", "<")
"""How JSON and XML begin, which programs write on a single line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be read: decoded as UTF-8, without a byte order mark, with LF at the end of lines of bounded length."""

    path: str
    """As a person would type it, for messages."""
    listing: str
    """The id of its listing: the file's name without its ending."""
    text: str
    """All of it."""
    lines: list[str]
    """Its lines, each as files keep it: see `text.capture_text`."""
    undecoded: int | None = None
    """The offset of the first byte that is not UTF-8, for which the text has U+FFFD; None: all of it is."""


class Reader(Protocol):
    """A format that is read: a module of this room."""

    @property
    def NAME(self) -> str:  # noqa: N802 (a module's constant)
        """What `--as` calls it."""

    @property
    def TITLE(self) -> str:  # noqa: N802
        """What people call it."""

    def recognise(self, source: Source, /) -> bool:
        """Whether a file is of this format, judged cheaply and by its content alone."""

    def read(self, source: Source, /) -> Capture:
        """Read a file of this format. What is not understood is set aside, with its line and the reason."""


def decode(path: str, listing: str, raw: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """The text of a file, and notes on what that changed.

    Args:
        path: The file as a person would type it, for messages.
        listing: The id of its listing.
        raw: Its bytes.

    Raises:
        PapershelfError: It is too large, in UTF-16 or UTF-32, or has a line that is too long.
    """
    if len(raw) > MAX_BYTES:
        problem = f"it has more than the {MAX_BYTES // 2**20} MB that are read"
        raise stop(path, problem, "Split it into several listings")
    if (found := other_encoding(raw)) is not None:
        raise stop(path, f"it is {found.name}, and UTF-8 is read", f"{found.remedy}, and import it again")
    undecoded = None
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        decoded, undecoded = raw.decode("utf-8", errors="replace"), error.start
    text = decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = text.split("\n")
    if not text.lstrip().startswith(_DATA):
        _check_lengths(path, rows)
    notes = tuple(_note(path, name) for name in capture_notes(decoded))
    try:
        # Line by line, so that a title is kept as its paper's file will keep it, and lines keep their numbers.
        lines = [capture_text(row) if row else row for row in rows]
    except Rejected as error:
        raise stop(path, error.problem, error.remedy) from None
    return Source(path=path, listing=listing, text=text, lines=lines, undecoded=undecoded), notes


def guess(raw: bytes) -> str:
    """What a file seems to be, where it is something well known: a sentence to end a remedy with."""
    found = known_format(raw)
    return f". This one looks like {found.name}: {found.remedy}" if found else ""


_MARKDOWN = re.compile(r"^ {0,3}(?:```|~~~)|\]\(", re.MULTILINE)


def is_quoted(text: str, place: int) -> bool:
    """Whether what begins at a place of a text is an example within Markdown, as the entry by which to cite a list."""
    return _MARKDOWN.search(text, 0, place) is not None


def _check_lengths(path: str, rows: list[str]) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) > MAX_LINE:
            raise stop(
                path,
                f"this line has {len(row):,} characters, more than the {MAX_LINE:,} that are read",
                "Check that the file is a listing's text with one title or abstract a line",
                line=number,
            )


def _note(path: str, name: str) -> Problem:
    """What is said of something that `text.capture_text` mended, or saw and kept."""
    if name == "zero-width characters":
        return Problem(
            path=path,
            problem=f"it holds {name}, which are kept",
            remedy="Delete them from a paper's title where they are strays",
            severity=Severity.WARNING,
        )
    return Problem(
        path=path,
        problem=f"normalised: {name}",
        remedy="Nothing to do: the import keeps the text without them",
        severity=Severity.NOTE,
    )
