"""The card: what a page shows of itself where its address is shared, as a picture of 1200 by 630 pixels."""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import PIL
import uharfbuzz as hb
from PIL import Image, ImageDraw

from generator import prose
from generator.exports.cards.fonts import Setting, Typeface
from generator.exports.cards.lines import break_lines, cut_lines, is_whole, longest_piece

VERSION = 1
"""Of the drawing: to be raised when the same card is to look different."""

WIDTH, HEIGHT = 1200, 630

COLOURS = (
    "#861118", "#5c4300", "#005813", "#015259", "#1e3f97", "#6d2073", "#057c59", "#027493", "#6358ba",
    "#a23e7c", "#ab4501", "#736c01", "#a272d4", "#d46080", "#c67707", "#779b1e", "#06a295", "#2193e0",
)  # fmt: skip
"""One a topic, in the order of the vocabulary and then from the start: those of the site in its light dress."""
NEUTRAL = "#6a7079"
"""For what belongs to no topic."""

_PAPER, _INK, _MUTED, _LINE = "#fdfcfa", "#1b1f26", "#555c66", "#d9d5cb"

_LEFT, _RIGHT = 84, WIDTH - 72
_MEASURE = _RIGHT - _LEFT
_BAND = 16
_KICKER, _TOP, _CHIPS, _RULE, _FOOT = 104, 132, 440, 524, 582
"""Heights from the top edge: baselines of the kicker and the foot, and the upper edges of the rest."""

_TITLES = ((92, 2), (76, 3), (68, 3), (60, 4), (53, 4), (46, 5), (40, 6))
"""Sizes in pixels, each with the most lines that it is used for; the last is cut with an ellipsis."""
_LARGE_TITLES = ((104, 1), (88, 2), (72, 2), (56, 3), (44, 4))
"""The same where a text stands below."""
_LEADING, _TEXT_LEADING = 1.17, 1.42
_LONGEST = 600
"""Characters of a title that are read; six lines hold half as many."""

_SHADES = 8
"""Steps from the paper to a colour, for smooth edges. With 31, files are a third larger and look the same."""
_LEVELS = [cover * _SHADES // 255 for cover in range(256)]
"""The shade of a pixel that is covered so far; 0 is the paper."""
_COVERED = [255 if level else 0 for level in _LEVELS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A tag on a card."""

    label: str
    topic: int | None
    """Its topic's place in the vocabulary; None for a kind of contribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says."""

    kicker: str = ""
    """A few words above the title."""
    title: str = ""
    """Plain text; empty: the list's name."""
    text: str = ""
    """A sentence or two below the title."""
    facts: str = ""
    """Numbers, in the lower right corner."""
    chips: tuple[Chip, ...] = ()
    topic: int | None = None
    """The place, in the vocabulary, of the topic whose colour it has."""
    shares: tuple[int, ...] = ()
    """The number of papers of each topic, for a strip in their colours."""


class Studio:
    """The fonts, and whose cards are drawn."""

    def __init__(self, fonts: Path, name: str) -> None:
        """Open the fonts of a folder.

        Args:
            fonts: The folder, with `title`, `text` and `fallback` in it.
            name: The list's name, which every card bears.

        Raises:
            PapershelfError: Fonts are missing or broken.
        """
        self._name = prose.show(name)
        self._title = Typeface(*(fonts / kind for kind in ("title", "text", "fallback")))
        self._text = Typeface(*(fonts / kind for kind in ("text", "title", "fallback")))
        self._edition = [VERSION, PIL.__version__, hb.__version__, self._title.digest, self._text.digest, self._name]

    def key(self, card: Card) -> str:
        """A name for what is drawn: another card, font or way of drawing has another one."""
        drawn = json.dumps([self._edition, asdict(card)], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(drawn.encode()).hexdigest()[:32]

    def lacks(self, card: Card) -> list[str]:
        """The characters of a card that cannot be set, each once.

        Those that no font has are drawn as hollow boxes, those that run from right to left in the wrong order.
        """
        title = card.title[:_LONGEST]
        words = " ".join((card.kicker, card.text, card.facts, self._name, *(chip.label for chip in card.chips)))
        backwards = [char for char in title + words if unicodedata.bidirectional(char) in ("R", "AL")]
        return list(dict.fromkeys(self._title.lacks(title) + self._text.lacks(words) + backwards))

    def draw(self, card: Card) -> bytes:
        """The card as a PNG file."""
        sheet = _Sheet()
        colour = colour_of(card.topic)
        sheet.fill((0, 0, _BAND, HEIGHT), colour)
        self._write_kicker(sheet, card)
        bottom = self._write_title(sheet, card)
        if card.text:
            self._write_text(sheet, card.text, bottom)
        if card.shares:
            _draw_shares(sheet, card.shares)
        self._draw_chips(sheet, card.chips)
        self._draw_foot(sheet, card, colour)
        return sheet.to_png()

    def _write(self, sheet: _Sheet, words: str, at: tuple[float, float], size: float, colour: str, room: float) -> None:
        """Write one line, cut where the room ends."""
        for line in cut_lines(words, room / size, self._text.measure, 1):
            sheet.write(self._text.set(line), at, size, colour)

    def _write_kicker(self, sheet: _Sheet, card: Card) -> None:
        """Write what stands above the title, behind a disc in the topic's colour, as on a chip."""
        x = _LEFT
        if card.topic is not None:
            sheet.stamp(_disc(16), (x, _KICKER - 17), colour_of(card.topic))
            x += 28
        self._write(sheet, card.kicker, (x, _KICKER), 26, _MUTED, _RIGHT - x)

    def _write_title(self, sheet: _Sheet, card: Card) -> float:
        """Write the title as large as it fits; where it ends."""
        title = (card.title or self._name)[:_LONGEST]
        sizes = _LARGE_TITLES if card.text else _TITLES
        size, lines = _fit(title, sizes, self._title)
        y = _TOP + size * 0.92
        for line in lines:
            # The sidebearing of a large letter would show as an indent.
            sheet.write(self._title.set(line), (_LEFT - size * 0.035, y), size, _INK)
            y += size * _LEADING
        return y - size * _LEADING

    def _write_text(self, sheet: _Sheet, words: str, above: float) -> None:
        size = 31
        y = above + size * 2.25
        room = int((_RULE - 24 - y) // (size * _TEXT_LEADING)) + 1
        for line in cut_lines(words[:_LONGEST], _MEASURE / size, self._text.measure, max(1, room)):
            sheet.write(self._text.set(line), (_LEFT, y), size, _MUTED)
            y += size * _TEXT_LEADING

    def _draw_chips(self, sheet: _Sheet, chips: Sequence[Chip]) -> None:
        """Draw as many tags as one row holds, and the number of the others."""
        size, height, gap = 23, 46, 12
        x = float(_LEFT)
        for number, chip in enumerate(chips):
            left = len(chips) - number - 1
            width = 56 + self._text.measure(chip.label) * size
            reserve = gap + self._text.measure(f"+{left}") * size if left else 0.0
            if number and x + width + reserve > _RIGHT:
                self._write(sheet, f"+{left + 1}", (x, _CHIPS + 31), size, _MUTED, _RIGHT - x)
                return
            width = min(width, _RIGHT - reserve - x)
            sheet.stamp(_pill(round(width), height), (round(x), _CHIPS), _LINE)
            sheet.stamp(_disc(12), (round(x) + 18, _CHIPS + (height - 12) // 2), colour_of(chip.topic))
            self._write(sheet, chip.label, (x + 38, _CHIPS + 31), size, _INK, width - 54)
            x += width + gap

    def _draw_foot(self, sheet: _Sheet, card: Card, colour: str) -> None:
        size = 27
        sheet.fill((_LEFT, _RULE, _RIGHT, _RULE + 2), _LINE)
        sheet.stamp(_mark(42), (_LEFT, _FOOT - 32), colour)
        facts = self._text.measure(card.facts) * size if card.facts else 0.0
        self._write(sheet, card.facts, (max(_LEFT + 300, _RIGHT - facts), _FOOT), size, _MUTED, _MEASURE)
        self._write(sheet, self._name, (_LEFT + 58, _FOOT), size, _INK, max(230.0, _MEASURE - 58 - facts - 40))


def _fit(title: str, sizes: Sequence[tuple[int, int]], face: Typeface) -> tuple[int, list[str]]:
    """The largest size in which a title fits, and its lines."""
    widest = longest_piece(title, face.measure)
    broken: tuple[int, list[str]] | None = None
    for size, most in sizes:
        if widest * size > _MEASURE or not (lines := break_lines(title, _MEASURE / size, face.measure, most)):
            continue
        if is_whole(lines, title):
            return size, lines
        # A word broken at its hyphen is worse than a smaller size, if there is one without.
        broken = broken or (size, lines)
    size, most = sizes[-1]
    return broken or (size, cut_lines(title, _MEASURE / size, face.measure, most))


def colour_of(topic: int | None) -> str:
    """The colour of the topic at this place in the vocabulary."""
    return NEUTRAL if topic is None else COLOURS[topic % len(COLOURS)]


def _draw_shares(sheet: _Sheet, shares: Sequence[int]) -> None:
    """Draw the topics side by side, each as wide as its share of the papers."""
    total = sum(shares)
    edge = 0
    for number, share in enumerate(shares):
        start, edge = edge, edge + share
        left, right = (_LEFT + round(_MEASURE * place / max(1, total)) for place in (start, edge))
        if right - left > 2:
            sheet.fill((left, _CHIPS + 8, right - 2, _CHIPS + 40), colour_of(number))


class _Sheet:
    """A picture of a few colours, each in shades down to the paper's.

    Colours never lie on one another, so that a pixel is one colour's shade and the file has a palette.
    """

    def __init__(self) -> None:
        self._pixels = Image.new("L", (WIDTH, HEIGHT), 0)
        self._palette = [_rgb(_PAPER)]
        self._first: dict[str, int] = {}
        self._text: dict[str, hb.RasterDraw] = {}

    def write(self, setting: Setting, at: tuple[float, float], size: float, colour: str) -> None:
        """Write a setting with its baseline's start at a point, in pixels from the upper left corner."""
        if colour not in self._text:
            self._text[colour] = hb.RasterDraw()
            self._text[colour].extents = hb.RasterExtents(0, 0, WIDTH, HEIGHT, 0)
        raster = self._text[colour]
        for glyph in setting.glyphs:
            scale = glyph.scale * size
            # HarfBuzz counts rows upwards; upside down, its first row is the picture's first.
            raster.transform = (scale, 0.0, 0.0, -scale, at[0] + glyph.x * size, at[1] - glyph.y * size)
            raster.draw_glyph(glyph.font, glyph.number)

    def stamp(self, mask: Image.Image, at: tuple[int, int], colour: str) -> None:
        """Put a shape down; 255 in its mask is the colour, 0 what was there."""
        box = mask.getbbox()
        if box is None:
            return
        mask = mask.crop(box)
        lightest = self._lightest(colour)
        shape = mask.point([lightest + level - 1 if level else 0 for level in _LEVELS])
        self._pixels.paste(shape, (at[0] + box[0], at[1] + box[1]), mask.point(_COVERED))

    def fill(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fill a rectangle: left, top, right and bottom, the last two not included."""
        self._pixels.paste(self._lightest(colour) + _SHADES - 1, box)

    def to_png(self) -> bytes:
        """The finished picture."""
        for colour, raster in self._text.items():
            image = raster.render()
            mask = Image.frombytes("L", (WIDTH, HEIGHT), bytes(image.buffer), "raw", "L", image.extents.stride, 1)
            self.stamp(mask, (0, 0), colour)
        self._pixels.putpalette([value for colour in self._palette for value in colour])
        file = io.BytesIO()
        # The highest level takes eight times as long, for a file that is an eighth smaller.
        self._pixels.save(file, "PNG", compress_level=6)
        return file.getvalue()

    def _lightest(self, colour: str) -> int:
        """The place in the palette of a colour's lightest shade; the others follow it."""
        if colour not in self._first:
            self._first[colour] = len(self._palette)
            paper, full = _rgb(_PAPER), _rgb(colour)
            for step in range(1, _SHADES + 1):
                self._palette.append(tuple(p + (f - p) * step // _SHADES for p, f in zip(paper, full, strict=True)))
        return self._first[colour]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


_FINE = 8
"""Shapes are drawn so many times larger and then made smaller, which smooths their edges."""


@cache
def _disc(size: int) -> Image.Image:
    large = Image.new("L", (size * _FINE, size * _FINE), 0)
    ImageDraw.Draw(large).ellipse((0, 0, size * _FINE - 1, size * _FINE - 1), fill=255)
    return large.reduce(_FINE)


@cache
def _pill(width: int, height: int) -> Image.Image:
    """The outline of a chip, whose ends are half circles."""
    large = Image.new("L", (width * _FINE, height * _FINE), 0)
    box = (0, 0, width * _FINE - 1, height * _FINE - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius=height * _FINE // 2, outline=255, width=2 * _FINE)
    return large.reduce(_FINE)


@cache
def _mark(size: int) -> Image.Image:
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
    return large.reduce(_FINE)
