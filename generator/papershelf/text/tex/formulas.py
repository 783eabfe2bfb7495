r"""Mathematics in running text, whole or half stripped: recognised, and put in order.

A reader walks over tokens and builds two forms at once: TeX in good order, and plain Unicode.
In running text it demands evidence (a script, a name such as `varepsilon`, a relation beside
a Greek letter), because `alpha version` and `several times` are English. Between dollars it
takes every word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from papershelf.text.tex.pieces import Budget, Lost, Piece, join
from papershelf.text.tex.reader import Reader

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)

_FARTHEST = 150
"""Tokens that one formula may span, which keeps the work linear."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was understood."""

    tex: str
    """In good order, for MathML."""
    plain: str
    """For titles, search and feeds."""
    names: frozenset[str] = frozenset()
    """Names that this formula proves to be mathematics in the rest of its text."""


def formula_at(tokens: list[str], start: int, budget: Budget) -> tuple[Formula, int] | None:
    """Read the formula that begins at a token of running text, if one is evident there."""
    if budget.left < 0:
        return None
    reader = Reader(tokens[start : start + _FARTHEST], budget)
    try:
        pieces = reader.run()
    except Lost:
        return None
    consumed = reader.ends[reader.at - 1]
    # Half of a word that was parted is not a formula, and neither is the beginning of snake_case.
    if not reader.strong or not consumed or reader.peek() == "_":
        return None
    return _formula(pieces, reader), start + consumed


def formula_of(tex: str) -> Formula | None:
    """Read what is between dollars; None where it cannot be read as a whole."""
    tokens = TOKEN.findall(tex)
    if len(tokens) > 2 * _FARTHEST:
        return None
    reader = Reader(tokens, Budget(len(tokens)), mode="certain")
    try:
        pieces = reader.sequence("")
    except Lost:
        return None
    return _formula(pieces, reader) if pieces and reader.at == len(tokens) else None


def _formula(pieces: list[Piece], reader: Reader) -> Formula:
    piece = join(pieces)
    plain = re.sub(r"(?<=\S)∘(?= )", " ∘", piece.plain.strip())
    plain = re.sub(r"(?<= ) +|(?<=[⌈⌊]) | (?=[⌉⌋])", "", plain)
    return Formula(piece.tex.strip(), plain, frozenset(reader.names))
