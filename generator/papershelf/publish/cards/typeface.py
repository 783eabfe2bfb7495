"""Typefaces: which font has a character, and how a piece of text is set in them.

HarfBuzz sets the text, for Pillow's own way of kerning depends on a library of the system, and the
same card must come out of every machine.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papershelf import disk
from papershelf.errors import stop
from papershelf.lazy_import import lazy_import
from papershelf.publish.template_files import merged

if TYPE_CHECKING:
    import uharfbuzz as hb
else:
    hb = lazy_import("uharfbuzz")

UNKNOWN = "□"
"""Stands for a character that no font has."""

_RAISED, _LOWERED, _SMALL = 0.35, -0.12, 0.62
"""Where superscripts and subscripts are, and their size, in ems: the fonts have but a few of their own."""


class Glyph(NamedTuple):
    """A glyph in its place on a line: lengths in ems, upwards from the baseline."""

    font: hb.Font
    number: int
    x: float
    y: float
    scale: float
    """Ems to a unit of the font."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A piece of text as it is set: its glyphs and its width in ems."""

    glyphs: tuple[Glyph, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Neighbouring characters that one font sets in one size."""

    font: int
    size: float
    rise: float
    text: str


class Typeface:
    """Fonts, in the order in which they are asked for a character."""

    def __init__(self, *kinds: Sequence[Path]) -> None:
        """Read the fonts of some kinds, each in the order of the files' names.

        Args:
            kinds: The folders of each kind; a file hides those of its name in later folders.

        Raises:
            PapershelfError: A kind has no font, or one that cannot be read.
        """
        files = [file for folders in kinds for file in _font_files(folders)]
        raw = [_read(file) for file in files]
        self._fonts = [_open(file, data) for file, data in zip(files, raw, strict=True)]
        self.digest = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in raw)).hexdigest()
        """Of the fonts' bytes, in their order."""
        plain = "".join(map(chr, range(0x20, 0x7F)))
        self._has_plain = self._font_with(plain) == 0
        """Whether the first font has every visible sign of ASCII, of which most words are."""
        self._part_of = cache(self._find)
        self.set = cache(self._set)
        """Set a text on one line."""
        self.measure = cache(self._measure)
        """The width of a text in ems."""

    def lacks(self, text: str) -> list[str]:
        """The characters of a text that no font has, each once, in their order."""
        return [char for char in dict.fromkeys(_visible(text)) if self._part_of(char) is None]

    def _font_with(self, text: str) -> int | None:
        having = (number for number, font in enumerate(self._fonts) if all(map(font.get_nominal_glyph, map(ord, text))))
        return next(having, None)

    def _find(self, char: str) -> _Part | None:
        """How a character is drawn: as it is, or as the plain one that it is a form of."""
        if (font := self._font_with(char)) is not None:
            return _Part(font, 1.0, 0.0, char)
        form, _, _ = unicodedata.decomposition(char).partition(" ")
        plain = unicodedata.normalize("NFKC", char)
        if plain == char or not plain.strip() or (font := self._font_with(plain)) is None:
            return None
        if form in ("<super>", "<sub>"):
            return _Part(font, _SMALL, _RAISED if form == "<super>" else _LOWERED, plain)
        return _Part(font, 1.0, 0.0, plain)

    def _parts(self, text: str) -> Iterator[_Part]:
        """A text in the parts that one font sets at a time; what is lacking is replaced, never left out."""
        if self._has_plain and text.isascii() and text.isprintable():
            yield from (_Part(0, 1.0, 0.0, text),) if text else ()
            return
        found: list[_Part] = []
        unknown = self._part_of(UNKNOWN) or _Part(0, 1.0, 0.0, "?")
        for char in _visible(text):
            part = self._part_of(char) or unknown
            # A mark is placed by the font that has the letter under it.
            if unicodedata.combining(char) and found and self._fonts[found[-1].font].get_nominal_glyph(ord(char)):
                part = _Part(found[-1].font, found[-1].size, found[-1].rise, char)
            found.append(part)
        for (font, size, rise), parts in groupby(found, key=lambda part: (part.font, part.size, part.rise)):
            yield _Part(font, size, rise, "".join(part.text for part in parts))

    def _shape(self, text: str) -> Iterator[tuple[_Part, float, hb.Buffer]]:
        """The parts of a text, the ems to a unit of each one's font, and its glyphs."""
        for part in self._parts(text):
            font = self._fonts[part.font]
            buffer = hb.Buffer()
            buffer.add_str(part.text)
            buffer.guess_segment_properties()
            hb.shape(font, buffer)
            yield part, part.size / font.face.upem, buffer

    def _measure(self, text: str) -> float:
        width = 0.0
        for number, (part, scale, buffer) in enumerate(self._shape(text)):
            if not number or not unicodedata.combining(part.text[0]):
                width += sum(place.x_advance for place in buffer.glyph_positions or ()) * scale
        return width

    def _set(self, text: str) -> Setting:
        glyphs: list[Glyph] = []
        x = 0.0
        for part, scale, buffer in self._shape(text):
            font = self._fonts[part.font]
            if glyphs and unicodedata.combining(part.text[0]):
                glyphs += self._over(glyphs[-1], buffer, font, scale)
                continue
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
                at = (x + place.x_offset * scale, part.rise + place.y_offset * scale)
                glyphs.append(Glyph(font, info.codepoint, *at, scale))
                x += place.x_advance * scale
        return Setting(tuple(glyphs), x)

    def _over(self, base: Glyph, marks: hb.Buffer, font: hb.Font, scale: float) -> Iterator[Glyph]:
        """Marks of another font than their letter's, which knows nothing of them: over the letter's middle."""
        letter = base.font.get_glyph_extents(base.number)
        middle = base.x + (letter.x_bearing + letter.width / 2) * base.scale if letter else base.x
        for info in marks.glyph_infos:
            mark = font.get_glyph_extents(info.codepoint)
            half = (mark.x_bearing + mark.width / 2) * scale if mark else 0.0
            yield Glyph(font, info.codepoint, middle - half, base.y, scale)


def _visible(text: str) -> Iterator[str]:
    """The characters that a reader could see: not joiners, and not what selects a variant."""
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) not in ("Cf", "Cc") and not "\ufe00" <= char <= "\ufe0f":
            yield " " if char.isspace() else char


def _font_files(folders: Sequence[Path]) -> list[Path]:
    fonts = [file for file in merged(folders).values() if file.suffix.lower() in (".ttf", ".otf")]
    if not fonts:
        raise stop(str(folders[-1]), "there is no font in it", "Install Papershelf anew")
    return fonts


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise disk.refusal(error, file, "it cannot be read") from None


def _open(file: Path, data: bytes) -> hb.Font:
    face = hb.Face(hb.Blob(data))
    if not face.glyph_count:
        raise stop(str(file), "this is not a font that can be read", "Put a `.ttf` or `.otf` file in its place")
    return hb.Font(face)
