"""The card: what a page shows of itself where its address is shared, as a picture of 1200 by 630 pixels."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import PIL

from papershelf.catalog.topic_colours import colour_of
from papershelf.lazy_import import lazy_import
from papershelf.publish.cards import png
from papershelf.publish.cards.line_breaking import break_lines, count_lines, cut_lines, is_whole, longest_piece
from papershelf.publish.cards.sheet import HEIGHT, INK, LINE, MUTED, WIDTH, Sheet, disc, logo, mark, pill
from papershelf.publish.cards.typeface import Typeface

if TYPE_CHECKING:
    import uharfbuzz as hb
else:
    hb = lazy_import("uharfbuzz")

VERSION = 3
"""Of the drawing: to be raised when the same card is to look different."""

_LEFT, _RIGHT = 84, WIDTH - 72
_MEASURE = _RIGHT - _LEFT
_BAND = 16
_KICKER, _TOP, _CHIPS, _RULE, _FOOT = 92, 118, 446, 524, 582
"""Heights from the top edge: baselines of the kicker and the foot, and the upper edges of the rest."""

_TITLES = ((92, 2), (76, 3), (68, 3), (60, 4), (53, 4), (46, 5), (40, 6))
"""Sizes in pixels, each with the most lines that it is used for; the last is cut with an ellipsis."""
_TITLES_ABOVE_TEXT = ((104, 1), (90, 2), (76, 2), (62, 3), (51, 3), (46, 4), (38, 5))
"""The same where a text is below, which is to have its lines, too."""
_CAPS, _LEADING, _DESCENT = 0.92, 1.17, 0.24
"""Of a title, in ems: from its upper edge to the first baseline, between lines, and from the last to its end."""
_TEXT_GAP, _TEXT_LEADING = 1.55, 1.38
"""Of the text, in ems: from the title to its baseline, and between its lines."""
_TEXT, _TEXT_ABOVE_CHIPS = 31, 29
"""Sizes of the text in pixels."""
_ENOUGH = 4
"""The lines of a text for which its title becomes smaller."""
_ABOVE_CHIPS = 24
"""Pixels from the text's last baseline to what is below."""
_LONGEST = 600
"""Characters of a title that are read; six lines hold half as many."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What all cards of a list have in common."""

    name: str
    """The list's name."""
    accent: str = ""
    """The colour of cards without a topic, as `#rrggbb`; empty: grey."""
    logo: bytes = b""
    """A picture for the foot, as PNG; empty: the mark of Papershelf."""

    @property
    def drawn(self) -> list[str]:
        """What tells two looks apart."""
        added = [self.accent, hashlib.sha256(self.logo).hexdigest()] if self.accent or self.logo else []
        return [self.name, *added]


class Studio:
    """The fonts, and whose cards are drawn."""

    def __init__(self, fonts: tuple[Path, ...], look: Look) -> None:
        """Open the fonts of some folders.

        Args:
            fonts: The folders, with `title`, `text` and `fallback` in them; a file hides those of its name in later
                folders.
            look: What all cards have in common.

        Raises:
            PapershelfError: Fonts are missing or broken.
        """
        self._name, self._look = look.name, look
        self._title = Typeface(*([folder / kind for folder in fonts] for kind in ("title", "text", "fallback")))
        self._text = Typeface(*([folder / kind for folder in fonts] for kind in ("text", "title", "fallback")))
        self._logo = logo(look.logo, 42) if look.logo else None
        self._sheet = Sheet()
        versions = (VERSION, PIL.__version__, hb.__version__, png.EDITION)
        self._edition = [*versions, self._title.digest, self._text.digest, *look.drawn]

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
        sheet = self._sheet
        sheet.clear()
        colour = self._look.accent or colour_of(None) if card.topic is None else colour_of(card.topic)
        sheet.fill((0, 0, _BAND, HEIGHT), colour)
        self._write_kicker(sheet, card)
        bottom = self._write_title(sheet, card)
        if card.text:
            self._write_text(sheet, card, bottom)
        if card.shares:
            _draw_shares(sheet, card.shares)
        self._draw_chips(sheet, card.chips)
        self._draw_foot(sheet, card, colour)
        return sheet.to_png()

    def _write(self, sheet: Sheet, words: str, at: tuple[float, float], size: float, colour: str, room: float) -> None:
        """Write one line, cut where the room ends."""
        for line in cut_lines(words, room / size, self._text.measure, 1):
            sheet.write(self._text.set(line), at, size, colour)

    def _write_kicker(self, sheet: Sheet, card: Card) -> None:
        """Write what is above the title, behind a disc in the topic's colour, as on a chip."""
        x = _LEFT
        if card.topic is not None:
            sheet.stamp(disc(16), (x, _KICKER - 17), colour_of(card.topic))
            x += 28
        self._write(sheet, card.kicker, (x, _KICKER), 26, MUTED, _RIGHT - x)

    def _write_title(self, sheet: Sheet, card: Card) -> float:
        """Write the title as large as it fits; where it ends."""
        title = (card.title or self._name)[:_LONGEST]
        needed = self._needed(card)
        # The largest size that leaves the text the lines that it needs, or the smallest.
        for size, lines in _fits(title, _TITLES_ABOVE_TEXT if card.text else _TITLES, self._title):
            if _room(card, _edge(size, lines)) >= needed:
                break
        y = _TOP + size * _CAPS
        for line in lines:
            # The sidebearing of a large letter would show as an indent.
            sheet.write(self._title.set(line), (_LEFT - size * 0.035, y), size, INK)
            y += size * _LEADING
        return _edge(size, lines)

    def _needed(self, card: Card) -> int:
        """The lines of a card's text, as far as its title makes room for them."""
        width = _MEASURE / _text_size(card)
        needed = count_lines(card.text[:_LONGEST], width, self._text.measure, _ENOUGH)
        return _ENOUGH if needed is None else needed

    def _write_text(self, sheet: Sheet, card: Card, above: float) -> None:
        size = _text_size(card)
        y = above + size * _TEXT_GAP
        most = max(1, _room(card, above))
        for line in cut_lines(card.text[:_LONGEST], _MEASURE / size, self._text.measure, most):
            sheet.write(self._text.set(line), (_LEFT, y), size, MUTED)
            y += size * _TEXT_LEADING

    def _draw_chips(self, sheet: Sheet, chips: Sequence[Chip]) -> None:
        """Draw as many tags as one row holds, and the number of the others."""
        size, height, gap = 23, 46, 12
        x = float(_LEFT)
        for number, chip in enumerate(chips):
            left = len(chips) - number - 1
            width = 56 + self._text.measure(chip.label) * size
            reserve = gap + self._text.measure(f"+{left}") * size if left else 0.0
            if number and x + width + reserve > _RIGHT:
                self._write(sheet, f"+{left + 1}", (x, _CHIPS + 31), size, MUTED, _RIGHT - x)
                return
            width = min(width, _RIGHT - reserve - x)
            sheet.stamp(pill(round(width), height), (round(x), _CHIPS), LINE)
            sheet.stamp(disc(12), (round(x) + 18, _CHIPS + (height - 12) // 2), colour_of(chip.topic))
            self._write(sheet, chip.label, (x + 38, _CHIPS + 31), size, INK, width - 54)
            x += width + gap

    def _draw_foot(self, sheet: Sheet, card: Card, colour: str) -> None:
        size = 27
        sheet.fill((_LEFT, _RULE, _RIGHT, _RULE + 2), LINE)
        beside = _LEFT + 58
        if self._logo is not None:
            beside = _LEFT + 16 + sheet.place(self._logo, (_LEFT, _FOOT - 32))
        else:
            sheet.stamp(mark(42), (_LEFT, _FOOT - 32), colour)
        facts = self._text.measure(card.facts) * size if card.facts else 0.0
        self._write(sheet, card.facts, (max(_LEFT + 300, _RIGHT - facts), _FOOT), size, MUTED, _MEASURE)
        self._write(sheet, self._name, (beside, _FOOT), size, INK, max(230.0, _RIGHT - beside - facts - 40))


def _edge(size: int, lines: Sequence[str]) -> float:
    """Where a title ends, with what goes below its last line."""
    return _TOP + size * (_CAPS + _LEADING * (len(lines) - 1) + _DESCENT)


def _text_size(card: Card) -> int:
    return _TEXT_ABOVE_CHIPS if card.chips else _TEXT


def _room(card: Card, above: float) -> int:
    """How many lines of text there are between where a title ends and what is below."""
    size = _text_size(card)
    lowest = (_CHIPS if card.chips or card.shares else _RULE) - _ABOVE_CHIPS
    return int((lowest - above - size * _TEXT_GAP) // (size * _TEXT_LEADING)) + 1


def _fits(title: str, sizes: Sequence[tuple[int, int]], face: Typeface) -> Iterator[tuple[int, list[str]]]:
    """The sizes in which a title fits, the largest first, and its lines in each: at least one."""
    widest = longest_piece(title, face.measure)
    whole = False
    broken: list[tuple[int, list[str]]] = []
    for size, most in sizes:
        if widest * size > _MEASURE or not (lines := break_lines(title, _MEASURE / size, face.measure, most)):
            continue
        if is_whole(lines, title):
            whole = True
            yield size, lines
        else:
            broken.append((size, lines))
    # A word broken at its hyphen is worse than a smaller size, if there is one without.
    if not whole:
        size, most = sizes[-1]
        yield from broken or [(size, cut_lines(title, _MEASURE / size, face.measure, most))]


def _draw_shares(sheet: Sheet, shares: Sequence[int]) -> None:
    """Draw the topics side by side, each as wide as its share of the papers."""
    total = sum(shares)
    edge = 0
    for number, share in enumerate(shares):
        start, edge = edge, edge + share
        left, right = (_LEFT + round(_MEASURE * place / max(1, total)) for place in (start, edge))
        if right - left > 2:
            sheet.fill((left, _CHIPS + 8, right - 2, _CHIPS + 40), colour_of(number))
