r"""TeX in running text, whole or half stripped: what is certain is read, the rest stays as it is.

Text becomes segments: plain text, formulas and addresses. Only the readers of outside formats and
the check of what people write come here; whatever is in a file is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from papershelf.text.characters import clean
from papershelf.text.links import Address, addresses
from papershelf.text.tex import braces, letters
from papershelf.text.tex import symbols as s
from papershelf.text.tex.formulas import Formula, formula_at, formula_of
from papershelf.text.tex.pieces import Budget
from papershelf.text.tex.tokens import is_worth_a_look, tokens_of

Segment = str | Formula | Address

_ESCAPED = frozenset("%&#_${}")
_TEXT_FONTS = frozenset({"textit", "textbf", "texttt", "textsc", "textrm", "textsf", "textsl", "emph", "mbox"})
_SWITCHES = frozenset({"it", "em", "bf", "sc", "tt", "sf", "rm", "sl"})
_SCRIPTS = {"textsuperscript": s.RAISED, "textsubscript": s.LOWERED}
_ENGLISH_COMPANIONS = frozenset({"calculus", "function", "functions", "version", "ray", "rays", "test"})


def segments(raw: str, *, stripped: bool) -> tuple[Segment, ...]:
    """Part a text into readable text, formulas and addresses.

    Args:
        raw: The text with its TeX.
        stripped: Whether dollars and backslashes may be missing, so that `10^-3` and `varepsilon` are TeX, too.
    """
    text = clean(raw)
    if not is_worth_a_look(text, stripped=stripped):
        return (text,)
    parts: list[str | Address] = []
    end = 0
    for address in addresses(text):
        before = text[end : address.start]
        # \url{…} was apart from the word before it, by its font or as a footnote.
        glued = text[address.start] in "\\u" and re.search(r"[\w.,:;]$", before)
        parts += [before + " " if glued else before, address]
        end = address.end
    parts.append(text[end:])
    tokens = [part if isinstance(part, Address) else tokens_of(part, stripped=stripped) for part in parts]
    found = _repaired(tokens, None if not stripped else frozenset())
    # What one formula proves to be mathematics is mathematics in the whole text.
    proven = frozenset[str]().union(*(piece.names for piece in found if isinstance(piece, Formula)))
    return tuple(_merged(_repaired(tokens, proven) if proven and stripped else found))


def _repaired(parts: list[list[str] | Address], proven: frozenset[str] | None) -> list[Segment]:
    found: list[Segment] = []
    for part in parts:
        found += [part] if isinstance(part, Address) else _Repairer(part, proven).segments()
    return found


def _merged(found: list[Segment]) -> Iterator[Segment]:
    text: list[str] = []
    for segment in found:
        if isinstance(segment, str):
            text.append(segment)
            continue
        if text:
            yield "".join(text)
            text = []
        yield segment
    if text:
        yield "".join(text)


class _Repairer:
    """Walks once over the tokens of a text without addresses."""

    def __init__(self, tokens: list[str], proven: frozenset[str] | None) -> None:
        self.tokens = list(tokens)
        self.is_stripped = proven is not None
        self.proven = proven or frozenset()
        self.closing = _matches(self.tokens)
        self.dropped: set[int] = set()
        self.quoted = {t for t in ('\\"', "\\'") if _closes_a_quotation(self.tokens, t)}
        self.budget = Budget(len(tokens))
        self.at = 0

    def segments(self) -> list[Segment]:
        found: list[Segment] = []
        while self.at < len(self.tokens):
            if self.at in self.dropped:
                self.at += 1
                continue
            token = self.tokens[self.at]
            found.append(self._next(token))
        return found

    def _next(self, token: str) -> Segment:
        for attempt in (self._delimited, self._backslash, self._font, self._braces, self._formula):
            result = attempt(token)
            if result is not None:
                return result
        self.at += 1
        return token

    def peek(self, ahead: int) -> str:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def _delimited(self, token: str) -> Segment | None:
        """Read `$…$`, `\\(…\\)` and `\\[…\\]`, if all of it is understood."""
        closer = {"$": "$", "\\(": "\\)", "\\[": "\\]"}.get(token)
        if closer is None:
            return None
        width = 2 if token == "$" == self.peek(1) else 1
        start = self.at + width
        for end in range(start, min(len(self.tokens), start + 250)):
            if self.tokens[end : end + width] == [closer] * width:
                break
        else:
            return self._dollars(width)
        inner = self.tokens[start:end]
        if token == "$" and not _is_mathematics(self.peek(-1), inner, self.peek(end + width - self.at), width):
            return self._dollars(width)
        written = "".join(inner).strip()
        formula = formula_of(written)
        if formula is None:
            return self._dollars(width)
        self.at = end + width
        return replace(formula, tex=written)

    def _dollars(self, width: int) -> str | None:
        """Step over two dollars that enclose nothing, so that neither is taken for half of a pair."""
        if width == 1:
            return None
        self.at += 2
        return "$$"

    def _backslash(self, token: str) -> Segment | None:
        if token[0] != "\\" or len(token) < 2:
            return None
        name = token[1:]
        if name in _ESCAPED:
            self.at += 1
            return name
        if name.isspace() or name in {",", ";", "/"}:
            self.at += 1
            return " " if name != "/" and self.peek(-2)[-1:].strip() else ""
        if name == "\\" and (not self.peek(1).strip()):
            self.at += 1
            return " " if self.peek(0) == "" else ""
        if (printed := letters.sign(name)) is not None:
            return self._macro(printed)
        if name == "end" and not "".join(self.tokens[self.at + 1 : self.at + 4]).strip():
            self.at = len(self.tokens)
            return ""
        if name in letters.SIGN_MARKS | letters.LETTER_MARKS and token not in self.quoted:
            return self._accent(name)
        if name in _SCRIPTS and (end := self.closing.get(self.at + 1)) is not None:
            return self._script(name, end)
        return None

    def _script(self, name: str, end: int) -> Segment | None:
        r"""Raise or lower the figures of `\textsuperscript{13}`; what has no such form stays on the line."""
        text = "".join(self.tokens[self.at + 2 : end])
        if "\\" in text or "{" in text:
            return None
        self.at = end + 1
        forms = _SCRIPTS[name]
        return "".join(forms[sign] for sign in text) if all(sign in forms for sign in text) else text

    def _macro(self, text: str) -> Segment:
        self.at += 1
        if self.peek(0) == "{" and self.peek(1) == "}":
            self.at += 2
        elif self.peek(0) == "." if text.endswith(".") else self.peek(0).isspace() and len(text) == 1:
            self.at += 1  # the full stop is there already; the space only ended the command
        return text

    def _accent(self, mark: str) -> Segment | None:
        r"""Compose `\"o`, `\'{e}`, `\'\i`, `\c{c}` and `Fran\c cois`, where there is such a letter."""
        start = self.at + 1
        if (end := self.closing.get(start)) is not None:
            whole = "".join(self.tokens[start + 1 : end]).strip()
            if (letter := letters.accented(mark, whole)) is not None:
                self.at = end + 1
            return letter
        if mark in letters.LETTER_MARKS:
            word = self.peek(2)
            if not self.peek(1).isspace() or not (len(word) == 1 or self.peek(-1)[-1:].isalpha() or word[:1] == "\\"):
                return None
            start += 1
        word = self.tokens[start] if start < len(self.tokens) else ""
        first = word if word in {"\\i", "\\j"} else word[:1]
        if (letter := letters.accented(mark, first)) is None:
            return None
        self.at = start + 1
        if word == first and word[0] == "\\":
            self.at += self.peek(0).isspace() and self.peek(1)[:1].isalpha()
        return letter + word[len(first) :]

    def _font(self, token: str) -> Segment | None:
        r"""Drop `\textit{` or `textit{`, and the brace that closes it."""
        name = token.removeprefix("\\")
        end = self.closing.get(self.at + 1)
        if name not in _TEXT_FONTS or end is None:
            return None
        if name == token and (not self.is_stripped or self.peek(-1)[-1:].isalnum()):
            return None
        self.dropped.add(end)
        self.at += 2
        return ""

    def _braces(self, token: str) -> Segment | None:
        r"""Drop the braces of `{\it x}`, `{it x}`, `{\"u}`, `{\ss}`, and those that protect capitals or numbers."""
        end = self.closing.get(self.at) if token == "{" else None
        if end is None:
            return None
        first = self.peek(1)
        is_switch = first.removeprefix("\\") in _SWITCHES and (self.is_stripped or first[:1] == "\\")
        if is_switch and self.peek(2).isspace():
            if first in _SWITCHES and formula_at(self.tokens, self.at, self.budget):
                return None
            self.dropped.add(end)
            self.at += 3
            return ""
        if not (self._is_letter(first) or self._is_command(first, end) or self._protects(end)):
            return None
        self.dropped.add(end)
        self.at += 1
        return ""

    def _is_letter(self, token: str) -> bool:
        """Say whether a token begins a letter that TeX spells: an accent, or a sign such as `\\ss`."""
        if token[:1] != "\\" or token in self.quoted:
            return False
        return token[1:] in letters.SIGN_MARKS | letters.LETTER_MARKS or letters.sign(token[1:]) is not None

    def _is_command(self, token: str, end: int) -> bool:
        """Say whether braces hold nothing but `\\&` or `\\emph{…}`."""
        if token[1:] in _ESCAPED:
            return token[0] == "\\" and end == self.at + 2
        return token[1:] in _TEXT_FONTS and self.closing.get(self.at + 2) == end - 1

    def _protects(self, end: int) -> bool:
        back = 2 if self.peek(-1) == "/" else 1
        before = "" if self.at - back in self.dropped else self.peek(-1)
        inner = self.tokens[self.at + 1 : min(end, self.at + 200)]
        after = self.peek(end + 1 - self.at)
        if before.isspace() and len(inner) == 1 and re.fullmatch(r"[A-Z]{2,}|\d+\.\d+", inner[0]):
            return not after[:1].isalnum()
        return end - self.at <= len(inner) + 1 and braces.protects(before, inner, after)

    def _formula(self, token: str) -> Segment | None:
        before = self.peek(-1)[-1:] or " "
        if before in "\\_^" or (token[0].isalnum() and before.isalnum()):
            return None
        if not self.is_stripped and token[0] != "\\":
            return None
        # What is in brackets is read on its own.
        found = formula_at(self.tokens, self.at, self.budget) if token[0].isalnum() or token[0] in "\\{|" else None
        if found is None:
            return self._proven_name(token)
        formula, self.at = found
        return formula

    def _proven_name(self, token: str) -> Segment | None:
        companion = self.peek(2) if self.peek(1) in {" ", "-"} else ""
        if token not in self.proven or companion in _ENGLISH_COMPANIONS:
            return None
        self.at += 1
        formula = formula_of(token)
        return formula or token


def _matches(tokens: list[str]) -> dict[int, int]:
    """Map the place of each opening brace to that of its closing one."""
    pairs, stack = {}, []
    for place, token in enumerate(tokens):
        if token == "{":
            stack.append(place)
        elif token == "}" and stack:
            pairs[stack.pop()] = place
    return pairs


def _closes_a_quotation(tokens: list[str], mark: str) -> bool:
    r"""Say whether `\"` is an escaped quotation mark in this text rather than an accent."""
    following = (after for token, after in zip(tokens, [*tokens[1:], ""], strict=False) if token == mark)
    return any(not after[:1].isalpha() and after[:1] not in {"{", "\\"} for after in following)


def _is_mathematics(before: str, inner: list[str], after: str, width: int) -> bool:
    """Tell mathematics between dollars, one or two, from sums of money."""
    content = "".join(inner)
    marked = re.search(r"[\\^_{}]", content) is not None
    if not content.strip() or (content != content.strip() and not (marked and width == 2)):
        return False
    if width == 2 and marked:
        return True
    # $>$99 and 5$\times$3: a sign alone is not a sum.
    if content in s.LONE_SIGNS:
        return True
    # R$^2$ and $\sim$4 may touch what surrounds them; a sum of money does, too.
    if content[0] not in "\\^_" and (before[-1:].isalnum() or after[:1].isdigit()):
        return False
    if content[0].isdigit():
        return marked
    return marked or len(inner) <= 8
