"""PNG files: what was drawn is what a reader of them sees."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from papershelf.publish.cards.png import Canvas

PALETTE = ((250, 250, 250), (200, 30, 40), (1, 2, 3))


def test_a_file_holds_the_pixels_and_their_colours() -> None:
    canvas = Canvas(7, 5)
    canvas.pixels.paste(1, (0, 0, 2, 5))
    canvas.pixels.paste(2, (6, 4, 7, 5))
    shown = Image.open(io.BytesIO(canvas.to_png(PALETTE)))
    assert (shown.format, shown.size) == ("PNG", (7, 5))
    expected = Image.new("RGB", (7, 5), PALETTE[0])
    expected.paste(PALETTE[1], (0, 0, 2, 5))
    expected.paste(PALETTE[2], (6, 4, 7, 5))
    assert shown.convert("RGB").tobytes() == expected.tobytes()


def test_every_part_of_a_file_has_its_length_and_its_check_sum() -> None:
    raw = Canvas(3, 3).to_png(PALETTE)[8:]
    kinds = []
    while raw:
        (length,) = struct.unpack(">I", raw[:4])
        assert raw[8 + length : 12 + length] == struct.pack(">I", zlib.crc32(raw[4 : 8 + length]))
        kinds.append(raw[4:8])
        raw = raw[12 + length :]
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


def test_a_canvas_is_empty_again() -> None:
    canvas = Canvas(4, 4)
    empty = canvas.to_png(PALETTE)
    canvas.pixels.paste(2, (0, 0, 4, 4))
    assert canvas.to_png(PALETTE) != empty
    canvas.clear()
    assert canvas.to_png(PALETTE) == empty
