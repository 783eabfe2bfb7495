"""TeX's letters, signs and accents of running text as Unicode, by the tables of pylatexenc."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from papershelf.lazy_import import lazy_import
from papershelf.text.tex import symbols as s

if TYPE_CHECKING:
    from pylatexenc import latex2text
else:
    latex2text = lazy_import("pylatexenc.latex2text")

SIGN_MARKS = frozenset("\"'`^~=.")
"""Accents that need no space before their letter: `\\"o`."""
LETTER_MARKS = frozenset("cvuHkrdbt")
"""Accents that are named by a letter: `\\v{c}`, `\\v c`."""

_OTHERS = {
    "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.", "wrt": "w.r.t.", "dots": "…", "LaTeX": "LaTeX",
    "TeX": "TeX", "textasciitilde": "~", "xspace": "", "copyright": "©", "pounds": "£", "S": "§", "P": "¶", "euro": "€",
}  # fmt: skip
"""What the tables leave out: abbreviations that authors define, and signs that they give with their arguments."""


def sign(name: str) -> str | None:
    """Return what a command without arguments prints in running text; None for one that is mathematics, or unknown."""
    if name in _OTHERS:
        return _OTHERS[name]
    if not name.isalpha() or (name in s.SYMBOLS and name != "ldots") or name in s.SPACES or name in s.FUNCTIONS:
        return None
    spec = _tables().get_macro_spec(name)
    printed = getattr(spec, "simplify_repl", None)
    # Letters and what is named as text; the tables know 2,000 signs of mathematics, too.
    if not isinstance(printed, str) or "%" in printed or len(printed) != 1:
        return None
    return printed if name.startswith(("text", "guil", "quote")) or printed.isalpha() or printed in "…†‡" else None


def accented(mark: str, letter: str) -> str | None:
    """Return a letter under an accent, where there is such a letter.

    Args:
        mark: What follows the backslash, one of `SIGN_MARKS` and `LETTER_MARKS`.
        letter: The letter, or the dotless `\\i` and `\\j`.
    """
    plain = {"\\i": "i", "\\j": "j"}.get(letter, letter)
    if len(plain) != 1 or not plain.isalpha():
        return None
    written = unicodedata.normalize("NFC", _reader().latex_to_text(f"\\{mark}{{{plain}}}"))
    # An underlined letter is two characters; so would be a full stop over a `t`, which is none: `don\\'t`.
    longest = 2 if mark in LETTER_MARKS else 1
    return written if len(written) <= longest and written != plain else None


@cache
def _tables() -> Any:
    return latex2text.get_default_latex_context_db()


@cache
def _reader() -> Any:
    return latex2text.LatexNodes2Text(latex_context=_tables())
