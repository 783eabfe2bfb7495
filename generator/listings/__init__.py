"""Outside formats in: the text of a listing becomes candidates.

`READERS` is an ordered table; the first reader that recognises a text reads it. A new
layout is a new file beside `hugging_face.py` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable

from generator import prose
from generator.errors import Problem, Rejected, Severity, stop
from generator.listings import hugging_face
from generator.listings.document import Document

__all__ = ["MAX_BYTES", "MAX_LINE", "READERS", "Document", "layouts", "read"]

MAX_BYTES = 64 * 1024 * 1024
"""The largest listing that is read; the five real ones have 0.14 to 0.34 MB."""

MAX_LINE = 100_000
"""The longest line that is read, in characters; the longest real abstract has about 3,000."""

Recognise = Callable[[list[str]], bool]
Read = Callable[[str, str, list[str]], Document]

READERS: tuple[tuple[str, Recognise, Read], ...] = (
    ("Hugging Face Papers, dense", hugging_face.is_dense, hugging_face.read_dense),
    ("Hugging Face Papers, sparse", hugging_face.is_sparse, hugging_face.read_sparse),
)


def layouts() -> str:
    """The layouts that are read, for a hint."""
    return "; ".join(name for name, _, _ in READERS)


def read(path: str, listing: str, raw: bytes) -> Document:
    """Read one captured listing.

    Args:
        path: The file as a person would type it, for messages.
        listing: The id of the listing: the file's name without its ending.
        raw: The bytes of the file.

    Raises:
        PapershelfError: The file is no listing that any reader knows.
    """
    text, notes = _decode(path, raw)
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            raise stop(
                path,
                f"this line has {len(line):,} characters, more than the {MAX_LINE:,} that are read",
                "Check that the file is a listing's text with one title or abstract a line",
                line=number,
            )
    for _, recognise, read_layout in READERS:
        if recognise(lines):
            document = read_layout(path, listing, lines)
            if not document.candidates and not document.set_aside:
                break
            return document.with_notes(notes)
    raise stop(path, "no paper was found in it", f"Layouts that are read: {layouts()}{_guess(text)}")


def _decode(path: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a listing as it is kept, and notes on what that changed."""
    if len(raw) > MAX_BYTES:
        raise stop(
            path,
            f"it has more than the {MAX_BYTES // 2**20} MB that are read",
            "Split it into several listings",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise stop(
            path,
            f"the byte at offset {error.start} is no UTF-8",
            "Save the file as UTF-8 and import it again",
        ) from None
    notes = tuple(
        Problem(
            path=path,
            problem=f"it holds {note}",
            remedy="Nothing to do: the import keeps the text in its normal form",
            severity=Severity.NOTE,
        )
        for note in prose.capture_notes(text)
    )
    try:
        return prose.capture(text), notes
    except Rejected as error:
        raise stop(path, error.problem, error.remedy) from None


def _guess(text: str) -> str:
    """What the file seems to be, where it is something well known."""
    start = text.lstrip()[:9].lower()
    for sign, name in (("%pdf", "a PDF"), ("<", "HTML"), ("{", "JSON"), ("[", "JSON")):
        if start.startswith(sign):
            return f". This one looks like {name}: save the page's text instead"
    return ""
