"""The parts of a formula that was understood: each as TeX and as plain text, and how they are glued."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from papershelf.text.tex import symbols as s


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula."""

    tex: str
    plain: str
    kind: str = "term"
    """`term`, `operator`, `space`, `word`, `function` or `fraction`."""


class Lost(Exception):
    """What is here is not a formula that we know."""


class Budget:
    """Steps that may be spent on one text, so that a hostile one costs no more than its length."""

    def __init__(self, tokens: int) -> None:
        self.left = 4000 + 4 * tokens

    def spend(self) -> None:
        """Take one step, or give up."""
        self.left -= 1
        if self.left < 0:
            raise Lost


def join(pieces: list[Piece]) -> Piece:
    """Glue pieces as plain text needs it: brackets around a fraction beside a term, a space before `log`."""
    solid = [piece for piece in pieces if piece.kind != "space"]
    beside = {
        id(piece)
        for left, right in pairwise(solid)
        for piece, other in ((left, right), (right, left))
        if piece.kind == "fraction" and other.kind in {"term", "function", "fraction"}
    }
    plain = [f"({piece.plain})" if id(piece) in beside else piece.plain for piece in pieces]
    shown = ""
    for n, piece in enumerate(pieces):
        if piece.kind == "function" and ends_word(shown):
            plain[n] = f" {plain[n]}"
        shown = plain[n] or shown
    kind = pieces[0].kind if len(pieces) == 1 else "term"
    return Piece("".join(piece.tex for piece in pieces), "".join(plain), kind)


def ends_word(plain: str) -> bool:
    """Say whether a name that followed without a space would be read as one word with this."""
    return plain[-1:].isalnum() or plain[-1:] in tuple(")]}⌉⌋⟩|‖'′!")


def bracketed(plain: str) -> str:
    """Put brackets around what is more than one thing."""
    whole = re.fullmatch(r"[\w.⋆∞]+|[\w⋆]*\([^()]*\)|\w_\{[^{}]*\}", plain)
    return plain if whole or not plain else f"({plain})"


def raised(plain: str) -> str:
    """Write an exponent: as raised characters where there are such."""
    if len(plain) <= 3 and all(character in s.RAISED for character in plain):
        return "".join(s.RAISED[character] for character in plain)
    if plain in {"*", "⋆", "∗", "⊤", "′", "†", "th", "st", "nd", "rd"}:
        return plain if plain != "⊤" else "ᵀ"
    if _is_word(plain):
        return f"^{plain}"
    return f"^{{{plain}}}" if re.fullmatch(r"[^\W_]_[^\W_]", plain) else f"^({plain})"


def lowered(plain: str, braced: bool) -> str:
    """Write an index: as lowered characters where there are such."""
    if len(plain) <= 3 and all(character in s.LOWERED for character in plain):
        return "".join(s.LOWERED[character] for character in plain)
    return f"_{plain}" if _is_word(plain) or not braced else f"_{{{plain}}}"


def _is_word(plain: str) -> bool:
    """Say whether a script is one word, without scripts of its own: `²` is a letter to Python's regex."""
    return all(character.isalpha() or character.isdecimal() for character in plain)
