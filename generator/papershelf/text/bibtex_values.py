r"""Values of BibTeX, in which braces only group: `{kettles} of the {{Nile}}`, `{\'E}tude`, `{\textless}b`.

In other TeX a brace may be meant (a set, a template), so `from_tex` keeps what is not certain. Here nothing is:
a brace that a reader should see is written `\{`. The grammar: Oren Patashnik, "BibTeXing" (1988), section 2.
"""

from __future__ import annotations

import re

from papershelf.text.readable import from_hand
from papershelf.text.tex.symbols import GREEK

_SIGNS = {
    "textless": "<", "textgreater": ">", "textbar": "|", "textbraceleft": r"\{", "textbraceright": r"\}",
    "textunderscore": r"\_", "textdollar": r"\$", "textquotesingle": "'", "textquotedbl": '"', "lbrace": r"\{",
    "rbrace": r"\}", "textasciicircum": "^", "textbackslash": "\\textbackslash{}", "textendash": "–",
    "textemdash": "—", "textellipsis": "…", "slash": "/", "textnumero": "№", "texttimes": "×", "textminus": "−",
    "hyphen": "-", "quad": " ", "qquad": " ", "newline": " ", "par": " ", "hskip": " ",
    "relax": "", "protect": "", "nocorr": "", "textinfty": "∞", "SS": "ẞ",
} | {f"text{name}": letter for name, letter in GREEK.items()}  # fmt: skip
"""Commands without an argument, beside those that `from_tex` knows."""
_SIGN = re.compile(
    r"\{\\(?P<in>" + "|".join(_SIGNS) + r")\s*\}|\\(?P<out>" + "|".join(_SIGNS) + r")(?![A-Za-z])(?:\{\}|\s(?=\S))?"
)
_ARGUMENT = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_QUOTED = re.compile(r"\\(?:mkbibquote|enquote\*?)\s*" + _ARGUMENT)
_DROPPED = re.compile(
    r"\\(?:noopsort|SortNoop|printfirst|switchargs|index|label|footnote|thanks|cite[a-z]*)\s*\{[^{}]*\}"
)
_SPACES = re.compile(r"\\(?:[:;!>]|hspace\*?\s*\{[^{}]*\})")
_HYPHENS = re.compile(r"(?<=\\)a(?=['`=])|\\-|\\[hv]?phantom\s*\{[^{}]*\}|\\t(?=\s*\{\w\w\})")
"""What nobody sees: where a word may be broken, room for what is not there, and a tie over two letters."""
_UNWRAPPED = re.compile(
    r"\\(?:mkbib[a-z]+|MakeUppercase|uppercase|lowercase|MakeLowercase|NoCaseChange|nocase|ensuremath|hbox|text|mathrm"
    r"|foreignlanguage\s*\{[^{}]*\}|href\s*\{[^{}]*\}|textcolor\s*\{[^{}]*\}|underline|url|path|acs?|texorpdfstring)\s*"
    + _ARGUMENT
)
_ENTITY_SIGN = re.compile(r"\{?\\([&#])\}?(?=(?:[A-Za-z]{2,8}|\\?\{?\\?#\}?[0-9]{1,5}|[0-9]{1,5});)")
"""What Mendeley makes of an entity that a publisher left in a title: `{\\&}amp;`."""
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
_SWITCHES = frozenset({"it", "em", "bf", "sc", "tt", "sf", "rm", "sl"})
_ACCENTS = frozenset("\"'`^~=.cvuHkrdbt")
_LETTERS = frozenset(
    {"i", "j", "o", "O", "l", "L", "ss", "ae", "AE", "oe", "OE", "aa", "AA", "dh", "DH", "dj", "DJ", "th", "TH"}
)


def from_bibtex(raw: str, *, mathematics: bool = True) -> str:
    r"""Return a value of a bibliography as readers see it, on one line.

    Args:
        raw: The value, without the braces or quotation marks around all of it.
        mathematics: Whether the text may hold `$…$`; names, venues and keywords hold Unicode alone.
    """
    text = " ".join(raw.split())
    text = _ENTITY_SIGN.sub(r"\1", text)
    text = _SPACES.sub(" ", _HYPHENS.sub("", _DROPPED.sub("", text)))
    text = _UNWRAPPED.sub(r"{\1}", _QUOTED.sub("“\\1”", text))
    text = _SIGN.sub(lambda found: _SIGNS[found["in"] or found["out"]], text)
    return " ".join(from_hand(_without_groups(text), mathematics=mathematics).split())


def _without_groups(text: str) -> str:
    """The text without the braces that are no argument of a command and no part of mathematics."""
    kept: list[str] = []
    is_kept: list[bool] = []
    takes_more: list[bool] = []
    at, is_argument, in_mathematics, is_single = 0, False, False, False
    while at < len(text):
        sign = text[at]
        if sign == "\\" and (command := _COMMAND.match(text, at)) is not None:
            name = command[0][1:]
            kept.append(command[0])
            at = command.end()
            is_argument = name.isalpha() or name in _ACCENTS
            is_single = name in _ACCENTS or name.startswith("text") or name in ("emph", "mbox")
            in_mathematics = (in_mathematics or name in "([") and name not in (")", "]")
            continue
        if sign == "$":
            in_mathematics = not in_mathematics and "$" in text[at + 1 : at + 2_000]
            kept.append(sign)
        elif sign == "{":
            is_kept.append(in_mathematics or is_argument or _is_letter(text, at + 1))
            takes_more.append(is_argument and not is_single)
            kept.append(sign if is_kept[-1] else "")
        elif sign == "}":
            closes = is_kept.pop() if is_kept else False
            more = takes_more.pop() if takes_more else False
            # A brace behind a command also ends its name: `{\aa}ngstrom`.
            ends = not closes and kept[-1:] != [] and kept[-1][:1] == "\\" and kept[-1][-1:].isalpha()
            kept.append(sign if closes else "{}" if ends else "")
            is_argument = closes and more and not in_mathematics
            at += 1
            continue
        else:
            kept.append(sign)
        # A second argument follows the first at once: `\\frac{a}{b}`.
        is_argument = is_argument and sign.isspace() and kept[-2:-1] != ["}"]
        at += 1
    return "".join(kept)


def _is_letter(text: str, start: int) -> bool:
    r"""Whether what follows a brace is a letter that TeX spells, or a change of font: `{\'e}`, `{\ss}`, `{\em tea}`."""
    command = _COMMAND.match(text, start)
    return command is not None and command[0][1:] in _ACCENTS | _LETTERS | _SWITCHES
