"""Breaking a text into lines that are about equally long, at the places where a reader would pause."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Measure = Callable[[str], float]

ELLIPSIS = "…"

_PAUSES = (":", "?", "!", ";", "–", "—")
_WEAK = frozenset(
    {"a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "with", "by", "from", "via", "is", "–"}
)
"""Words that belong to the next one: a line should not end with them."""
_PAUSE, _WEAK_END, _WITHIN_A_WORD = -0.08, 0.05, 1.0
"""What a break costs or gains beside the evenness of the lines; an empty line costs 1."""

_BREAK = re.compile(r"(?<=[^\W\d_]-)(?=\w)|(?<=[^\W_]/)(?=\w)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a line cannot be broken within, and whether a space follows it."""

    text: str
    width: float
    spaced: bool


def break_lines(text: str, width: float, measure: Measure, most: int) -> list[str] | None:
    """Break a text into as few lines as it takes, evenly filled; one more rather than break a word at its hyphen.

    Args:
        text: The text; any white space parts words.
        width: Of a line, in the unit of `measure`.
        measure: The width of a text.
        most: The largest number of lines.

    Returns:
        The lines, or None if they are too many.
    """
    pieces = list(_pieces(text, width, measure))
    if not pieces:
        return []
    space = measure(" ")
    fewest = _fewest(pieces, width, space, most)
    if fewest is None:
        return None
    lines_from = _lines_from(pieces, width, space)
    candidates = (
        _balance(pieces, lines_from, count) for count in range(fewest, min(most, fewest + 1, len(pieces)) + 1)
    )
    first = next(candidates)
    return first if is_whole(first, text) else next((lines for lines in candidates if is_whole(lines, text)), first)


def count_lines(text: str, width: float, measure: Measure, most: int) -> int | None:
    """The fewest lines that hold a text, or None if they are more than `most`."""
    pieces = list(_pieces(text, width, measure))
    return _fewest(pieces, width, measure(" "), most) if pieces else 0


def is_whole(lines: Sequence[str], text: str) -> bool:
    """Whether the lines break no word of a text; scripts without spaces have none to break."""
    rest = " ".join(text.split())
    for line in lines[:-1]:
        rest = rest.removeprefix(line)
        if not rest.startswith(" ") and not _is_wide(line[-1]) and not _is_wide(rest[:1] or " "):
            return False
        rest = rest.lstrip(" ")
    return True


def longest_piece(text: str, measure: Measure) -> float:
    """The width of what cannot be broken in a text."""
    return max((piece.width for piece in _pieces(text, math.inf, measure)), default=0.0)


def cut_lines(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """The same, with an ellipsis in place of the words that no longer fit."""
    if (lines := break_lines(text, width, measure, most)) is not None:
        return lines
    words = text.split()
    low, high = 0, len(words)
    while low + 1 < high:
        middle = (low + high) // 2
        if count_lines(_cut(words[:middle]), width, measure, most) is None:
            high = middle
        else:
            low = middle
    if low:
        return break_lines(_cut(words[:low]), width, measure, most) or [ELLIPSIS]
    head = words[0]
    while (lines := break_lines(head + ELLIPSIS, width, measure, most)) is None:
        head = head[: len(head) * 3 // 4]
    return lines


def _cut(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(",;:.–— ") + ELLIPSIS


def _pieces(text: str, width: float, measure: Measure) -> Iterator[_Piece]:
    for word in text.split():
        halves = _BREAK.split(word) if "-" in word or "/" in word else (word,)
        parts = [part for half in halves for part in _by_width(half, width, measure)]
        for number, part in enumerate(parts, start=1):
            yield _Piece(part, measure(part), number == len(parts))


def _by_width(word: str, width: float, measure: Measure) -> Iterator[str]:
    """A word in parts that fit on a line each; in scripts without spaces every character is one."""
    if word.isascii() and measure(word) <= width:
        yield word
        return
    part, filled = "", 0.0
    for char in word:
        more = measure(char)
        between = bool(part) and char.isalnum() and (_is_wide(char) or _is_wide(part[-1]))
        if part and (between or filled + more > width):
            yield part
            part, filled = "", 0.0
        part += char
        filled += more
    yield part


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _fewest(pieces: Sequence[_Piece], width: float, space: float, most: int) -> int | None:
    """How many lines it takes to fill each as far as it goes."""
    lines, filled = 1, 0.0
    for number, piece in enumerate(pieces):
        gap = space if number and pieces[number - 1].spaced else 0.0
        if filled and filled + gap + piece.width > width:
            lines, filled, gap = lines + 1, 0.0, 0.0
        filled += (gap if filled else 0.0) + piece.width
        if lines > most:
            return None
    return lines


_Ends = Sequence[tuple[int, float]]
"""Where a line can end, as the number of the next piece, and what it costs there."""


def _lines_from(pieces: Sequence[_Piece], width: float, space: float) -> list[_Ends]:
    """For each piece, the lines that can begin with it."""
    prices = [_price(piece) for piece in pieces[:-1]] + [0.0]
    found: list[_Ends] = []
    for start in range(len(pieces)):
        ends = []
        filled, gap = 0.0, 0.0
        for end in range(start, len(pieces)):
            filled += gap + pieces[end].width
            if filled > width and end > start:
                break
            ends.append((end + 1, ((width - filled) / width) ** 2 + prices[end]))
            gap = space if pieces[end].spaced else 0.0
        found.append(ends)
    return found


def _balance(pieces: Sequence[_Piece], lines_from: Sequence[_Ends], count: int) -> list[str]:
    """The cheapest way to break into so many lines, found from the last line backwards."""
    total = len(pieces)
    # In a row, what it costs to set everything from a piece on in the lines that are left, and the next break.
    table: list[list[tuple[float, int]]] = [[(math.inf, total)] * total + [(0.0, total)]]
    for _ in range(count):
        below = table[-1]
        above = [min((cost + below[end][0], end) for end, cost in ends) for ends in lines_from]
        table.append([*above, (math.inf, total)])
    lines, start = [], 0
    for left in range(count, 0, -1):
        end = table[left][start][1]
        lines.append("".join(piece.text + " " * piece.spaced for piece in pieces[start:end]).rstrip())
        start = end
    return lines


def _price(last: _Piece) -> float:
    """What it costs, or gains, to end a line with this piece."""
    if not last.spaced:
        return 0.0 if _is_wide(last.text[-1]) else _WITHIN_A_WORD
    if last.text.endswith(_PAUSES):
        return _PAUSE
    return _WEAK_END if last.text.lower() in _WEAK else 0.0
