"""Running text with TeX, parted into tokens: what lies far from anything to repair stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.text.tex import symbols as s
from papershelf.text.tex.formulas import TOKEN

_TIE = "\x1f"
"""Stands for a tie until ranges are told apart; clean text holds no control character."""
_NUMBER = r"\d+(?:[.,]\d+)*"
_GLYPHS = tuple(
    (hint, re.compile(pattern), sign)
    for hint, pattern, sign in (
        # Signs whose names lost their backslash, where only mathematics can be.
        ("sim", rf"(?<![A-Za-z])sim(?={_NUMBER}(?:[KMBx%](?![A-Za-z])|(?![\w.])|\.(?!\d)))", "∼"),
        ("sim ", rf"(?<![\w-])sim (?={_NUMBER}(?:\^|%))", "∼"),
        ("∼", rf"(?<=∼)({_NUMBER}) times(?= (?:less|more|fewer|\w+er)\b)", r"\1×"),
        ("times", r"(?<=\d)times(?: (?=\d+\b))?(?![a-z])", "×"),
        (" times ", r"(?<=[\d×]) times (?=\d)", " × "),
        (" times ", r"(?<![\w.'-])([b-zB-HJ-Z]) times (?=[b-zB-Z](?![\w'-]))", r"\1 × "),
        ("approx ", r"(?<![A-Za-z-])approx (?=\d)", "≈ "),
        ("(ge ", r"\(ge (?=\d[\w.,%]*\))", "(≥ "),
        ("(le ", r"\(le (?=\d[\w.,%]*\))", "(≤ "),
        (" bullet ", r"(?<=[.:;?!] )bullet (?=[A-Z])", "• "),
        ("leftrightarrow", r"(?<=[a-z])leftrightarrow(?=[a-z])", "↔"),
    )
)
_MARKS = tuple(
    (hint, re.compile(pattern), sign)
    for hint, pattern, sign in (
        # Dashes: TeX's long one, and its short one between words or between spaces.
        ("---", r"(?<!-)---(?!-)", "—"),
        ("--", r"(?<=[^\W\d_])--(?=[^\W\d_(])|(?<=[)\]])--(?=[^\W\d_])|(?<= )--(?= )|(?<=\d)--(?=\d)", "–"),
        # A tie is a space, but '1M~60M' is a range and '~80%' an estimate.
        ("~", r"(?<=[^\W\d_])~(?=[\w(\\])|(?<=[.,:;)])~(?=\S)|(?<=[\w.,:;)])~\Z|(?<=\d)~(?=[A-Za-z])", _TIE),
    )
)
_RANGE = re.compile(rf"(?<=\d[KMBTk]){_TIE}(?=\d)")
_QUOTE = re.compile(r"(?<!`)``(?!`)|(?<!')''(?!')")
_SINGLE = re.compile(r"(?<![\w`'])`(?=[^\s`'])([^`'\n]{1,80}(?:'[a-z][^`'\n]{1,80})?)'(?![\w'])")

_NEAR = 60
"""How many characters of a formula may precede the mark that gives it away."""

_MARK = re.compile(
    r"[\\{}^_$]|(?<![A-Za-z])(?:ell|" + "|".join(sorted(s.GREEK)) + r")(?![a-z])|"
    r"\b[Oo]\(| (?:le|ge|ll|gg|pm|subset|circ) | times \(|" + "|".join(sorted(s.CERTAIN))
)
_WHOLE = re.compile(r"[\\{}$~`]|--|''")
_WORTH_A_LOOK = re.compile(
    _MARK.pattern + r"|[~`/]|--|''|\dtimes| times |(?<![A-Za-z])sim ?\d|approx \d|bullet |\((?:le|ge) "
)


def is_worth_a_look(text: str, *, stripped: bool) -> bool:
    """Whether a text may hold TeX: a quick look, so that most texts are never parted."""
    return (_WORTH_A_LOOK if stripped else _WHOLE).search(text) is not None


def tokens_of(text: str, *, stripped: bool) -> list[str]:
    """Part a text into tokens; what lies far from anything to repair stays one token.

    Args:
        text: Clean text without addresses.
        stripped: Whether dollars and backslashes may be missing.
    """
    for hint, pattern, sign in (_GLYPHS + _MARKS) if stripped else _MARKS:
        if hint in text:
            text = pattern.sub(sign, text)
    text = _RANGE.sub("~", text).replace(_TIE, " ")
    if "``" in text or "''" in text:
        text = _with_quotes(text)
    if "`" in text:
        text = _SINGLE.sub(r"‘\1’", text)
    return list(_lexed(text))


def _lexed(text: str) -> Iterator[str]:
    done = 0
    for mark in _MARK.finditer(text):
        if mark.end() <= done:
            continue
        start, end = max(done, mark.start() - _NEAR), mark.end() + _NEAR
        if start > done:
            # Begin and end at a border of words.
            start = text.find(" ", start, mark.start()) + 1 or start
            yield text[done:start]
        done = text.find(" ", end) + 1 or len(text)
        yield from TOKEN.findall(text, start, done)
    if done < len(text):
        yield text[done:]


def _with_quotes(text: str) -> str:
    """Turn TeX's double quotes into typographic ones, in pairs."""
    open_now = False
    last = text.rfind("''")

    def quote(found: re.Match[str]) -> str:
        nonlocal open_now
        before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
        opens = (not before or before in " \n([“‘—–{") and after.strip() not in {"", ".", ",", ")"}
        if not opens and found.group() == "''" and not open_now:
            # A second derivative, or a closing mark whose opening one was an ordinary quote.
            return "''" if before.isalpha() and after == "(" else '"'
        if opens and found.group() == "''" and last < found.end():
            return "''"
        open_now = opens or (found.group() == "``" and not open_now)
        return "“" if open_now else "”"

    return _QUOTE.sub(quote, text)
