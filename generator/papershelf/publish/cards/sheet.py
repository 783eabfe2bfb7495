"""The surface that cards are drawn on: shapes and letters in the shades of a few colours."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from papershelf.errors import Rejected
from papershelf.lazy_import import lazy_import
from papershelf.publish.cards import png
from papershelf.publish.cards.typeface import Setting

if TYPE_CHECKING:
    import uharfbuzz as hb
    from PIL import Image, ImageDraw
else:
    hb, Image, ImageDraw = map(lazy_import, ("uharfbuzz", "PIL.Image", "PIL.ImageDraw"))

WIDTH, HEIGHT = 1200, 630

_PAPER, INK, MUTED, LINE = "#fdfcfa", "#1b1f26", "#555c66", "#d9d5cb"

_SHADES = 8
"""Steps from the paper to a colour, for smooth edges. With 31, files are a third larger and look the same."""
_OF_PICTURE = 48
"""Colours of a picture: with those of topics and letters, they are fewer than a palette holds."""
_LEVELS = [cover * _SHADES // 255 for cover in range(256)]
"""The shade of a pixel that is covered so far; 0 is the paper."""
_COVERED = bytes(255 if level else 0 for level in _LEVELS)


@cache
def _shades(lightest: int) -> bytes:
    """A pixel's place in the palette for each cover, where a colour's shades begin at a place."""
    return bytes(lightest + level - 1 if level else 0 for level in _LEVELS)


@dataclass(frozen=True, slots=True)
class Stencil:
    """A shape that is put down in a colour's shades."""

    cover: bytes
    """How far each pixel is covered, row by row: 255 is the colour, 0 what was there."""
    size: tuple[int, int]
    """Its width and height in pixels."""
    offset: tuple[int, int] = (0, 0)
    """Where its upper left corner is, from the point that it is put down at."""
    stride: int = 0
    """Bytes from a row to the next; 0: the rows have no gap."""

    @classmethod
    def of(cls, mask: Image.Image) -> Stencil:
        """A shape that was drawn with one byte a pixel."""
        return cls(mask.tobytes(), mask.size)

    def through(self, table: bytes) -> Image.Image:
        """A picture of the shape in which each cover is what a table of 256 says."""
        return Image.frombuffer("L", self.size, self.cover.translate(table), "raw", "L", self.stride, 1)


class Sheet:
    """A picture of a few colours, each in shades down to the paper's.

    Colours never lie on one another, so that a pixel is one colour's shade and the file has a palette.
    One sheet serves for many pictures: the system takes its time to give out the memory of another.
    """

    def __init__(self) -> None:
        self._canvas = png.Canvas(WIDTH, HEIGHT)
        self._raster = hb.RasterDraw()
        self.clear()

    def clear(self) -> None:
        """Begin another picture."""
        self._canvas.clear()
        self._raster.clear()
        self._palette = [_rgb(_PAPER)]
        self._first: dict[str, int] = {}

    def write(self, setting: Setting, at: tuple[float, float], size: float, colour: str) -> None:
        """Write a setting with its baseline's start at a point, in pixels from the upper left corner."""
        for glyph in setting.glyphs:
            scale = glyph.scale * size
            # HarfBuzz counts rows upwards; upside down, its first row is the picture's first.
            self._raster.transform = (scale, 0.0, 0.0, -scale, at[0] + glyph.x * size, at[1] - glyph.y * size)
            self._raster.draw_glyph(glyph.font, glyph.number)
        # Without extents, the picture is as large as the letters: most of a card is empty.
        image = self._raster.render()
        box = image.extents
        if box.width and box.height:
            origin = (box.x_origin, box.y_origin)
            self.stamp(Stencil(image.buffer, (box.width, box.height), origin, box.stride), (0, 0), colour)

    def stamp(self, stencil: Stencil, at: tuple[int, int], colour: str) -> None:
        """Put a shape down; what it does not cover is what was there."""
        place = (at[0] + stencil.offset[0], at[1] + stencil.offset[1])
        shades = stencil.through(_shades(self._lightest(colour)))
        self._canvas.pixels.paste(shades, place, stencil.through(_COVERED))

    def fill(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fill a rectangle: left, top, right and bottom, the last two not included."""
        self._canvas.pixels.paste(self._lightest(colour) + _SHADES - 1, box)

    def place(self, picture: Image.Image, at: tuple[int, int]) -> int:
        """Put a picture with a palette of its own down, where nothing else is drawn; its width."""
        palette = picture.getpalette() or []
        first = len(self._palette)
        self._palette += [tuple(palette[place : place + 3]) for place in range(0, len(palette), 3)]
        moved = picture.tobytes().translate(bytes((place + first) % 256 for place in range(256)))
        self._canvas.pixels.paste(Image.frombytes("L", picture.size, moved), at)
        return picture.width

    def to_png(self) -> bytes:
        """The finished picture."""
        return self._canvas.to_png(self._palette)

    def _lightest(self, colour: str) -> int:
        """The place in the palette of a colour's lightest shade; the others follow it."""
        if colour not in self._first:
            self._first[colour] = len(self._palette)
            paper, full = _rgb(_PAPER), _rgb(colour)
            for step in range(1, _SHADES + 1):
                self._palette.append(tuple(p + (f - p) * step // _SHADES for p, f in zip(paper, full, strict=True)))
        return self._first[colour]


def _rgb(colour: str) -> tuple[int, ...]:
    """A colour's red, green and blue, each from 0 to 255."""
    return tuple(bytes.fromhex(colour[1:]))


LARGEST_LOGO = 1024 * 1024
"""Bytes of a picture for the foot of cards."""
_LOGO_PIXELS = 2_000
_WIDEST_LOGO = 240
_WRITE_PNG = "Save it as PNG, at most 1 MB and 2,000 pixels wide and high"


def check_logo(raw: bytes) -> None:
    """Hold a picture to what the foot of a card can take.

    Raises:
        Rejected: It is no PNG, or too large.
    """
    if len(raw) > LARGEST_LOGO:
        raise Rejected("the picture has over 1 MB", _WRITE_PNG)
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG",)) as picture:
            if max(picture.size) > _LOGO_PIXELS:
                raise Rejected(f"the picture has {picture.width:,} by {picture.height:,} pixels", _WRITE_PNG)
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, Rejected):
            raise
        raise Rejected("the picture is not a whole PNG file", _WRITE_PNG) from None


def logo(raw: bytes, height: int) -> Image.Image:
    """A picture in the size of a card's foot, in few colours."""
    with Image.open(io.BytesIO(raw), formats=("PNG",)) as picture:
        scale = min(height / picture.height, _WIDEST_LOGO / picture.width)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        small = picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    whole = Image.alpha_composite(Image.new("RGBA", size, _PAPER), small)
    return whole.convert("RGB").quantize(_OF_PICTURE, dither=Image.Dither.NONE)


_FINE = 8
"""Shapes are drawn so many times larger and then made smaller, which smooths their edges."""


@cache
def disc(size: int) -> Stencil:
    """A filled circle."""
    large = Image.new("L", (size * _FINE, size * _FINE), 0)
    ImageDraw.Draw(large).ellipse((0, 0, size * _FINE - 1, size * _FINE - 1), fill=255)
    return Stencil.of(large.reduce(_FINE))


@cache
def pill(width: int, height: int) -> Stencil:
    """The outline of a chip, whose ends are half circles."""
    end = height // 2
    ends = _ring(height)
    outline = Image.new("L", (width, height), 0)
    # Between the ends, every column is the same.
    outline.paste(ends.crop((end, 0, end + 1, height)).resize((width - 2 * end, height)), (end, 0))
    outline.paste(ends.crop((0, 0, end, height)), (0, 0))
    outline.paste(ends.crop((ends.width - end, 0, ends.width, height)), (width - end, 0))
    return Stencil.of(outline)


@cache
def _ring(height: int) -> Image.Image:
    """The shortest pill: its ends, and one pair of columns between them."""
    width = height + 2
    large = Image.new("L", (width * _FINE, height * _FINE), 0)
    box = (0, 0, width * _FINE - 1, height * _FINE - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius=height * _FINE // 2, outline=255, width=2 * _FINE)
    return large.reduce(_FINE)


@cache
def mark(size: int) -> Stencil:
    """The books of the site's icon, cut out of a rounded square (templates/theme/assets/images/favicon.svg)."""
    scale = size * _FINE / 32
    large = Image.new("L", (size * _FINE, size * _FINE), 0)
    pen = ImageDraw.Draw(large)

    def scaled(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x * scale, y * scale) for x, y in points]

    pen.rounded_rectangle((0, 0, size * _FINE - 1, size * _FINE - 1), radius=7 * scale, fill=255)
    for left, top, right, bottom in ((7, 7, 11, 23), (12.5, 9, 16, 23), (6, 24.5, 26, 26)):
        pen.rectangle(scaled([(left, top), (right, bottom)]), fill=0)
    pen.polygon(scaled([(17.6, 9.6), (21.5, 8.6), (25.1, 22.2), (21.2, 23.2)]), fill=0)
    return Stencil.of(large.reduce(_FINE))
