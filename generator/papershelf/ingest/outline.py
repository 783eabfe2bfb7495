"""A list as an outline: headings, and under them items and rows of tables, whose text is in pieces.

Markdown and the HTML within it are read alike, from the HTML that `papershelf.text.list_html` makes of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from papershelf.ingest.html import Element, parse
from papershelf.text import LINE


@dataclass(slots=True, eq=False)
class Anchor:
    """A link, which may hold several pieces; equal only to itself."""

    url: str
    label: str = ""
    """Its text; of a picture without one, what is written in its place."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style."""

    text: str
    anchor: Anchor | None = None
    is_strong: bool = False
    is_emphasised: bool = False


BREAK = Piece("\n")
"""The end of a line or of a paragraph within an item."""


@dataclass(slots=True, eq=False)
class Heading:
    """A heading, or the summary of what can be unfolded."""

    level: int
    line: int
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Unit:
    """An item of a list, a row of a table, or a paragraph that is in neither."""

    line: int
    parent: Unit | None = None
    """The item around an item."""
    pieces: list[Piece] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    """Of a row; its pieces are then empty."""
    table: list[Unit] = field(default_factory=list)
    """The rows of the table around a row, itself among them."""
    is_item: bool = False
    is_head: bool = False
    """Whether a row says what the columns are called."""


Block = Heading | Unit

_SUMMARY_LEVEL = 7
_SKIPPED = frozenset({"script", "style", "template", "svg", "noscript", "-comment"})
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"em", "i"})
_PARAGRAPHS = frozenset({"p", "div", "blockquote", "dd", "dt", "center", "pre"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": _SUMMARY_LEVEL}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node is: what its text belongs to, and in which style it is."""

    target: list[Piece] | None = None
    unit: Unit | None = None
    """The item around it."""
    row: Unit | None = None
    table: list[Unit] | None = None
    anchor: Anchor | None = None
    is_strong: bool = False
    is_emphasised: bool = False


def to_outline(html: str) -> list[Block]:
    """The blocks of a list, in their order."""
    walk = _Walk()
    root = parse(html).body
    pending: list[tuple[Element, _Place]] = [(root, _Place())] if root is not None else []
    while pending:
        node, place = pending.pop()
        inner = walk.enter(node, place)
        if inner is not None:
            pending += reversed([(child, inner) for child in _children(node)])
    return walk.blocks


def _children(node: Element) -> Iterator[Element]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


class _Walk:
    """The blocks as far as they have been met. Markup nests without end, so that nothing here calls itself."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._line = 1

    def enter(self, node: Element, place: _Place) -> _Place | None:
        """Take in a node, and say where what it holds is; None where that is passed over."""
        tag = node.tag or ""
        if tag in _SKIPPED:
            return None
        if tag == "-text":
            self._add(node.text(deep=False), place)
            return None
        self._line = _number(node.attributes.get(LINE)) or self._line
        if tag in _HEADINGS and place.row is None:
            heading = Heading(_HEADINGS[tag], self._line)
            self.blocks.append(heading)
            return _Place(target=heading.pieces)
        if tag in ("li", "tr", "td", "th", "table"):
            return self._enter_block(tag, place)
        if tag in _PARAGRAPHS:
            return self._enter_paragraph(place)
        return self._enter_inline(tag, node, place)

    def _enter_block(self, tag: str, place: _Place) -> _Place:
        if tag == "table":
            return _Place(table=[])
        if tag == "li":
            unit = Unit(self._line, parent=place.unit, is_item=True)
            self.blocks.append(unit)
            return _Place(target=unit.pieces, unit=unit)
        if tag == "tr":
            row = Unit(self._line, table=place.table if place.table is not None else [])
            row.table.append(row)
            self.blocks.append(row)
            return _Place(row=row, table=place.table)
        cell: list[Piece] = []
        if place.row is not None:
            place.row.cells.append(cell)
            place.row.is_head = tag == "th"
        return replace(place, target=cell)

    def _enter_paragraph(self, place: _Place) -> _Place:
        if place.unit is not None or place.row is not None:
            if place.target:
                place.target.append(BREAK)
            return place
        unit = Unit(self._line)
        self.blocks.append(unit)
        return _Place(target=unit.pieces)

    def _enter_inline(self, tag: str, node: Element, place: _Place) -> _Place:
        if tag == "br" and place.target is not None:
            place.target.append(BREAK)
        elif tag == "img":
            self._add(node.attributes.get("alt") or "", place, is_picture=True)
        elif tag == "a" and (url := node.attributes.get("href")):
            return replace(place, anchor=Anchor(url.strip()))
        elif tag in _STRONG:
            return replace(place, is_strong=True)
        elif tag in _EMPHASIS:
            return replace(place, is_emphasised=True)
        return place

    def _add(self, text: str, place: _Place, *, is_picture: bool = False) -> None:
        """Put text to what it belongs to; a picture is text only as what a link shows."""
        if place.anchor is not None:
            place.anchor.label += text
        if place.target is None or (is_picture and place.anchor is None):
            return
        place.target.append(
            Piece(
                "" if is_picture else text,
                anchor=place.anchor,
                is_strong=place.is_strong,
                is_emphasised=place.is_emphasised,
            )
        )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
