"""Pictures of few colours as PNG files (https://www.w3.org/TR/png-3/).

libdeflate takes half as long as the zlib in Pillow, for a file that is a twentieth smaller.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING

import deflate

from papershelf.lazy_import import lazy_import

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = lazy_import("PIL.Image")

EDITION = deflate.__version__
"""Of the compression: another one may give other bytes for the same picture."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE = 8, 3
"""A byte a pixel, which is its colour's place in the palette."""
_LEVEL = 4
"""Level 6 takes a third longer for a file that is 4% smaller, level 9 five times as long for 8%."""


class Canvas:
    """A picture to be drawn on, whose bytes are the rows of a PNG file: to copy them takes as long as half a card."""

    def __init__(self, width: int, height: int) -> None:
        # Before each row is the number of its filter: 0 is none, for places in a palette cannot be predicted.
        stride = width + 1
        self._rows = bytearray(stride * height + 1)
        shown = memoryview(self._rows)[1:]
        # Pillow takes any buffer, though its types name only some.
        self.pixels = Image.frombuffer("L", (width, height), shown, "raw", "L", stride, 1)  # type: ignore[arg-type]
        """One byte a pixel: its colour's place in the palette."""
        # Pillow would copy the bytes at the first change.
        self.pixels.readonly = 0

    def clear(self) -> None:
        """Give every pixel the first colour."""
        self.pixels.paste(0, (0, 0, *self.pixels.size))

    def to_png(self, palette: Iterable[tuple[int, ...]]) -> bytes:
        """The picture as a PNG file.

        Args:
            palette: At most 256 colours: red, green and blue, each from 0 to 255.
        """
        assert self._rows[1] == self.pixels.getpixel((0, 0)), "Pillow draws into the rows"
        header = struct.pack(">IIBBBBB", *self.pixels.size, _BITS, _PALETTE, 0, 0, 0)
        data = deflate.zlib_compress(memoryview(self._rows)[:-1], _LEVEL)
        chunks = ((b"IHDR", header), (b"PLTE", b"".join(map(bytes, palette))), (b"IDAT", data), (b"IEND", b""))
        return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes | bytearray) -> bytes:
    check = deflate.crc32(content, deflate.crc32(kind))
    return b"".join((struct.pack(">I", len(content)), kind, content, struct.pack(">I", check)))
