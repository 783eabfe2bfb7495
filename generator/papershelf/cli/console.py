"""The console: whatever its encoding, nothing that is printed ends a command."""

from __future__ import annotations

import codecs
import io
import sys
from typing import TextIO


class _Ascii(io.TextIOWrapper):
    """A stream of ASCII with escapes for all else.

    It does not call itself ASCII: click would take that for a mistake of the system's, and write UTF-8.
    """

    def write(self, text: str, /) -> int:
        """Write a text, escaped."""
        super().write(text.encode("ascii", "backslashreplace").decode("ascii"))
        return len(text)


def escape_unprintable() -> None:
    """Let the standard streams escape what their encoding lacks (PEP 293), such as `\\u2192` for an arrow.

    A file's name that is not text counts as lacking, too. Data is written as bytes, or as ASCII, and stays as it is.
    """
    sys.stdout, sys.stderr = _escaping(sys.stdout), _escaping(sys.stderr)


def _escaping(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):  # None without a console, or another program's own
        return stream
    if codecs.lookup(stream.encoding).name == "ascii":
        stream.flush()
        return _Ascii(stream.buffer, encoding="utf-8", line_buffering=stream.line_buffering)
    stream.reconfigure(errors="backslashreplace")
    return stream
