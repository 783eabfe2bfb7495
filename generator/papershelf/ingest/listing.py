"""Outside formats in: the text of a listing becomes candidates.

`READERS` is an ordered table; the first reader that recognises a text reads it. A new
layout is a new file beside `hugging_face.py` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from papershelf.errors import Problem, Rejected, Severity, stop
from papershelf.ingest import hugging_face
from papershelf.ingest.capture import Capture
from papershelf.text import capture_notes, capture_text, known_format, other_encoding

__all__ = ["MAX_BYTES", "MAX_LINE", "READERS", "layouts", "read"]

MAX_BYTES = 64 * 1024 * 1024
"""The largest listing that is read; the five real ones have 0.14 to 0.34 MB."""

MAX_LINE = 100_000
"""The longest line that is read, in characters; the longest real abstract has about 3,000."""

Recognise = Callable[[list[str]], bool]
Read = Callable[[str, str, list[str]], Capture]

READERS: tuple[tuple[str, Recognise, Read], ...] = (
    ("Hugging Face Papers, dense", hugging_face.is_dense, hugging_face.read_dense),
    ("Hugging Face Papers, sparse", hugging_face.is_sparse, hugging_face.read_sparse),
)


def layouts() -> str:
    """The layouts that are read, for a hint."""
    return "; ".join(name for name, _, _ in READERS)


def read(path: str, listing: str, raw: bytes) -> Capture:
    """Read one captured listing.

    Args:
        path: The file as a person would type it, for messages.
        listing: The id of the listing: the file's name without its ending.
        raw: The bytes of the file.

    Raises:
        PapershelfError: The file is not a listing that any reader knows.
    """
    lines, notes = _decode(path, raw)
    for _, recognise, read_layout in READERS:
        if recognise(lines):
            capture = read_layout(path, listing, lines)
            if not capture.candidates and not capture.set_aside:
                break
            return replace(capture, notes=notes)
    raise stop(path, "no paper was found in it", f"Layouts that are read: {layouts()}{_guess(raw)}")


def _decode(path: str, raw: bytes) -> tuple[list[str], tuple[Problem, ...]]:
    """The lines of a listing as they are kept, and notes on what that changed."""
    if len(raw) > MAX_BYTES:
        raise stop(
            path,
            f"it has more than the {MAX_BYTES // 2**20} MB that are read",
            "Split it into several listings",
        )
    if (found := other_encoding(raw)) is not None:
        raise stop(path, f"it is {found.name}, and UTF-8 is read", f"{found.remedy}, and import it again")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise stop(
            path,
            f"the byte at offset {error.start} is not UTF-8",
            f"Save the file as UTF-8 and import it again{_guess(raw)}",
        ) from None
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _check_lengths(path, rows)
    notes = tuple(_note(path, name) for name in capture_notes(text))
    try:
        # Line by line, so that a title is kept as its paper's file will keep it, and lines keep their numbers.
        return [capture_text(row) if row else row for row in rows], notes
    except Rejected as error:
        raise stop(path, error.problem, error.remedy) from None


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


def _guess(raw: bytes) -> str:
    """What the file seems to be, where it is something well known."""
    found = known_format(raw)
    return f". This one looks like {found.name}: {found.remedy}" if found else ""
