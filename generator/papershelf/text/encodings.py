"""What bytes seem to be that are no text in UTF-8, so that a refusal can name it and say what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is no plain text, or text in another encoding."""

    name: str
    """With its article, if it has one: `a PDF`."""
    remedy: str


_SAVE_AS_UTF8 = "Save it as UTF-8 in your editor"
_SAVE_TEXT = "save the page's text instead"
_SAVE_PAGE = "save the page as 'HTML only' instead"
_UNPACK = "unpack it and take the file inside"

_UTF32 = Format("text in UTF-32", _SAVE_AS_UTF8)
_UTF16 = Format("text in UTF-16", _SAVE_AS_UTF8)
_MARKS = (
    (b"\xff\xfe\x00\x00", _UTF32),
    (b"\x00\x00\xfe\xff", _UTF32),
    (b"\xff\xfe", _UTF16),
    (b"\xfe\xff", _UTF16),
)
_ENCODINGS = (("utf-32-le", _UTF32), ("utf-32-be", _UTF32), ("utf-16-le", _UTF16), ("utf-16-be", _UTF16))
_SAMPLE = 4_000
"""Bytes that tell an encoding; a multiple of four."""

_SIGNATURES = (
    (b"%pdf", Format("a PDF", _SAVE_TEXT)),
    (b"{\\rtf", Format("RTF", "save it as plain text instead")),
    (b"\x1f\x8b", Format("a gzip archive", _UNPACK)),
    (b"bzh", Format("a bzip2 archive", _UNPACK)),
    (b"\xfd7zxz", Format("an xz archive", _UNPACK)),
    (b"7z\xbc\xaf", Format("a 7-Zip archive", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", Format("a Zstandard archive", _UNPACK)),
    (b"rar!\x1a\x07", Format("a RAR archive", _UNPACK)),
    (b"\xd0\xcf\x11\xe0", Format("an old Office document", "save it as plain text instead")),
    (b"\x89png", Format("a picture", _SAVE_TEXT)),
    (b"\xff\xd8\xff", Format("a picture", _SAVE_TEXT)),
    (b"gif8", Format("a picture", _SAVE_TEXT)),
    (b"bplist00", Format("a web archive", _SAVE_PAGE)),
    (b"from: <saved by", Format("a web archive", _SAVE_PAGE)),
    (b"mime-version:", Format("a web archive", _SAVE_PAGE)),
    (b"<", Format("HTML", _SAVE_TEXT)),
    (b"{", Format("JSON", _SAVE_TEXT)),
    (b"[", Format("JSON", _SAVE_TEXT)),
)
_ZIPS = (
    (b"word/", Format("a Word document", "save it as plain text instead")),
    (b"xl/", Format("an Excel workbook", "save it as plain text instead")),
    (b"ppt/", Format("a PowerPoint document", "save it as plain text instead")),
    (b"opendocument.", Format("an OpenDocument file", "save it as plain text instead")),
    (b"epub+zip", Format("an EPUB", _SAVE_TEXT)),
)


def other_encoding(raw: bytes) -> Format | None:
    """Recognise text in UTF-16 or UTF-32, with a byte order mark or without."""
    for mark, found in _MARKS:
        if raw.startswith(mark):
            return found
    if b"\x00" not in raw[:_SAMPLE]:
        return None
    return next((found for name, found in _ENCODINGS if _reads_as(raw, name)), None)


def _reads_as(raw: bytes, encoding: str) -> bool:
    """Say whether bytes are text in an encoding: all of it visible, with spaces or line ends where texts have them."""
    try:
        text = raw[: len(raw) - len(raw) % 4 if encoding.startswith("utf-32") else len(raw)][:_SAMPLE].decode(encoding)
    except UnicodeDecodeError as error:
        # The sample may end within a character.
        if error.start < min(len(raw), _SAMPLE) - 4:
            return False
        text = raw[: error.start].decode(encoding)
    visible = "".join(text.split())
    return visible.isprintable() and bool(visible) and (" " in text or "\n" in text)


def known_format(raw: bytes) -> Format | None:
    """Recognise what bytes are by how they begin; None for what may be plain text."""
    if (found := other_encoding(raw)) is not None:
        return found
    if (packed := archive(raw)) is not None:
        return packed
    start = raw[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((found for sign, found in _SIGNATURES if start.startswith(sign)), None)


def archive(raw: bytes) -> Format | None:
    """Recognise what holds files and may yet be valid UTF-8: ZIP (APPNOTE 4.3.7) and tar (POSIX.1, ustar)."""
    if raw.startswith(b"PK\x03\x04"):
        other = Format("a ZIP archive", _UNPACK)
        return next((found for sign, found in _ZIPS if sign in raw[:100_000]), other)
    return Format("a tar archive", _UNPACK) if raw[257:262] == b"ustar" else None
