r"""Mathematics in running text, whole or half stripped: recognised, and put in order.

A reader walks over tokens and builds two forms at once: TeX in good order, and plain Unicode.
In running text it demands evidence (a script, a name such as `varepsilon`, a relation beside
a Greek letter), because `alpha version` and `several times` are English. Between dollars it
takes every word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.prose import symbols as s

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)

_FARTHEST = 150
"""Tokens that one formula may span, which keeps the work linear."""
_DEEPEST = 12
_LONGEST_WORD = 80
"""Letters; a longer word is no run of names, and to part it would take long."""

_ENGLISH_LETTERS = frozenset("aAI")
_HEADS = {"O": "O", "o": "o", "Omega": r"\Omega ", "Theta": r"\Theta "}
_UNCERTAIN_NAMES = frozenset(s.GREEK) | {"ell"}
_BETWEEN_TERMS = frozenset({"pm", "le", "ge", "ll", "gg", "subset", "circ", "to", "times"})
_CERTAIN_OPERATORS = frozenset(
    {"leq", "geq", "neq", "cdot", "subseteq", "supseteq", "setminus", "propto", "mapsto", "rightarrow",
     "leftarrow", "leftrightarrow", "Rightarrow"}
)  # fmt: skip
_BARE_FONTS = frozenset({"bf", "it", "rm", "cal", "em", "sf", "tt"})
_OPERATORS = "+-=<>/×≤≥→∼≈±"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was understood."""

    tex: str
    """In good order, for MathML."""
    plain: str
    """For titles, search and feeds."""
    names: frozenset[str] = frozenset()
    """Names that this formula proves to be mathematics in the rest of its text."""


@dataclass(frozen=True, slots=True)
class _Piece:
    tex: str
    plain: str
    kind: str = "term"
    """`term`, `operator`, `space`, `word`, `function` or `fraction`."""


class _Lost(Exception):
    """What stands here is no formula that we know."""


class Budget:
    """Steps that may be spent on one text, so that a hostile one costs no more than its length."""

    def __init__(self, tokens: int) -> None:
        self.left = 4000 + 4 * tokens

    def spend(self) -> None:
        """Take one step, or give up."""
        self.left -= 1
        if self.left < 0:
            raise _Lost


def formula_at(tokens: list[str], start: int, budget: Budget) -> tuple[Formula, int] | None:
    """Read the formula that begins at a token of running text, if one is evident there."""
    if budget.left < 0:
        return None
    reader = _Reader(tokens[start : start + _FARTHEST], budget)
    try:
        pieces = reader.run()
    except _Lost:
        return None
    consumed = reader.ends[reader.at - 1]
    # Half of a word that was parted is no formula, and neither is the beginning of snake_case.
    if not reader.strong or not consumed or reader.peek() == "_":
        return None
    return _formula(pieces, reader), start + consumed


def formula_of(tex: str) -> Formula | None:
    """Read what stands between dollars; None where it cannot be read as a whole."""
    tokens = TOKEN.findall(tex)
    if len(tokens) > 2 * _FARTHEST:
        return None
    reader = _Reader(tokens, Budget(len(tokens)), mode="certain")
    try:
        pieces = reader.sequence("")
    except _Lost:
        return None
    return _formula(pieces, reader) if pieces and reader.at == len(tokens) else None


def _formula(pieces: list[_Piece], reader: _Reader) -> Formula:
    piece = _join(pieces)
    plain = re.sub(r"(?<=\S)∘(?= )", " ∘", piece.plain.strip())
    plain = re.sub(r"(?<= ) +|(?<=[⌈⌊]) | (?=[⌉⌋])", "", plain)
    return Formula(piece.tex.strip(), plain, frozenset(reader.names))


def _join(pieces: list[_Piece]) -> _Piece:
    """Glue pieces; a fraction that stands beside another term needs brackets in plain text."""
    solid = [piece for piece in pieces if piece.kind != "space"]
    beside = {
        id(piece)
        for left, right in pairwise(solid)
        for piece, other in ((left, right), (right, left))
        if piece.kind == "fraction" and other.kind in {"term", "function", "fraction"}
    }
    plain = [f"({piece.plain})" if id(piece) in beside else piece.plain for piece in pieces]
    kind = pieces[0].kind if len(pieces) == 1 else "term"
    return _Piece("".join(piece.tex for piece in pieces), "".join(plain), kind)


class _Reader:
    """Reads one formula; raises `_Lost` where the text is something else."""

    def __init__(self, tokens: list[str], budget: Budget, mode: str = "run") -> None:
        self.tokens = tokens
        self.ends = list(range(1, len(tokens) + 1))
        """How many tokens of the text are read with each one here; 0 inside a word that was parted."""
        self.budget = budget
        self.mode = mode
        """`run` in running text, `paren` in brackets there, `script`, or `certain` between dollars."""
        self.at = 0
        self.depth = 0
        self.strong = False
        self.names: set[str] = set()

    # -- looking ahead ------------------------------------------------------------------------

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def expect(self, token: str) -> None:
        if self.peek() != token:
            raise _Lost
        self.at += 1

    # -- sequences ----------------------------------------------------------------------------

    def run(self) -> list[_Piece]:
        """Read as far as running text is evidently one formula."""
        pieces = [self.term()]
        while True:
            before, strong, names = self.at, self.strong, set(self.names)
            try:
                pieces += self._extension(pieces[-1])
            except _Lost:
                self.at, self.strong, self.names = before, strong, names
                return pieces

    def _extension(self, left: _Piece) -> list[_Piece]:
        space = self._space()
        if not space and self.peek() == "(" and self.strong:
            return [self.term()]
        if operator := self._operator(bool(space)):
            second = self._space()
            right = self.term()
            self._weigh(left, operator, right, spaced=bool(space))
            return [*space, operator, *second, right]
        if not space or not self.strong or self.peek() == "(":
            raise _Lost
        self.strong = False
        before = self.peek()
        right = self.term()
        if not self.strong and right.kind != "function" and before not in s.GREEK:
            raise _Lost
        self.strong = True
        return [*space, right]

    def _space(self) -> list[_Piece]:
        if not self.peek().isspace():
            return []
        self.at += 1
        return [_Piece(" ", " ", "space")]

    def _operator(self, spaced: bool) -> _Piece | None:
        self._split()
        token = self.peek()
        name = token.removeprefix("\\")
        if token and token in _OPERATORS:
            self.at += 1
            return _Piece(token, token, "operator")
        backslashed = token.startswith("\\") and name in s.RELATIONS
        if not (backslashed or name in _BETWEEN_TERMS or name in _CERTAIN_OPERATORS):
            return None
        self.at += 1
        sign = s.SYMBOLS[name]
        return _Piece(f"\\{name} ", sign if spaced or name not in {"leq", "geq"} else f" {sign}", "operator")

    def _weigh(self, left: _Piece, operator: _Piece, right: _Piece, *, spaced: bool) -> None:
        """Decide whether an operator between two terms is mathematics, and may prove that they are."""
        sign = operator.plain.strip()
        greek = [side for side in (left, right) if side.tex.strip().removeprefix("\\") in _UNCERTAIN_NAMES]
        other_is_number = left.plain.isdigit() or right.plain.isdigit()
        if operator.tex.startswith("\\"):
            target = right.plain == "∞" or (self.strong and re.fullmatch("[A-Z]", right.plain))
            if operator.tex == "\\to " and not target:
                raise _Lost
            if sign == "⊂" and "'" not in left.plain and not self.strong:
                raise _Lost
            self.strong = True
        elif sign == "-" and not spaced:
            # 'alpha-2' and 'top-5' are names; 1-delta is a difference.
            scripted = "_" in right.tex or "^" in right.tex
            if right.plain.isdigit() or not (scripted or (greek and left.plain == "1")):
                raise _Lost
            self.strong = True
        elif greek and (sign != "/" or other_is_number):
            self.strong = True

    def sequence(self, closer: str) -> list[_Piece]:
        """Read everything up to a closing mark, which stays; every token must be understood."""
        if self.depth >= _DEEPEST:
            raise _Lost
        pieces: list[_Piece] = []
        self.depth += 1
        try:
            self._fill(pieces, closer)
        finally:
            self.depth -= 1
        if closer and not self.peek():
            raise _Lost
        return pieces

    def _fill(self, pieces: list[_Piece], closer: str) -> None:
        while self.at < len(self.tokens) and (not closer or self.peek() not in closer):
            pieces.append(self._item(pieces))

    def _item(self, before: list[_Piece]) -> _Piece:
        if self.peek().isspace():
            self.at += 1
            after_word = bool(before) and before[-1].kind == "word" and self._is_word(self.peek())
            return _Piece("~" if after_word else " ", " ", "space")
        if operator := self._operator(spaced=True):
            if operator.tex.startswith("\\"):
                self.strong = True
            return operator
        token = self.peek()
        marks = ",;:.!|[]*∞∈…" if self.mode in {"certain", "script"} else ",;:|*"
        if token in marks or token in {"\\{", "\\}", "\\|"}:
            self.at += 1
            return _Piece(token, "‖" if token == "\\|" else token.removeprefix("\\"), "operator")
        return self.term()

    def _is_word(self, token: str) -> bool:
        return len(token) > 1 and token.isalpha() and token not in s.SYMBOLS and token not in s.FUNCTIONS

    # -- terms --------------------------------------------------------------------------------

    def term(self) -> _Piece:
        """Read one base with its scripts and, after a function, its argument in brackets."""
        self.budget.spend()
        self._split()
        token, base = self.peek(), self._base()
        while True:
            if self.peek() in {"_", "^"}:
                base = self._script(base, token)
            elif self.peek() == "'" and len(token) == 1 and not self.peek(1)[:1].isalpha():
                self.at += 1
                base = _Piece(f"{base.tex}'", f"{base.plain}'")
            elif self.peek() == "(" and (token in _HEADS or base.kind == "function" or self._applies(token)):
                return self._application(base, token)
            else:
                break
        if base.kind == "function":
            return self._argument(base)
        return base

    def _applies(self, token: str) -> bool:
        return (len(token) == 1 and token.isalpha()) or token.removeprefix("\\") in s.GREEK

    def _base(self) -> _Piece:
        token = self.peek()
        if not token:
            raise _Lost
        if token[0] == "\\":
            return self._command(token[1:])
        if token[0].isalpha() and token.isascii():
            return self._word(token)
        if token[0].isdigit():
            return self._number(token)
        if token == "(":
            return self._brackets()
        if token == "{":
            return self._group()
        if token == "|" and self.mode == "run":
            return self._absolute()
        if token in {"_", "^"} and self.mode == "certain":
            return _Piece("{}", "")  # R$^2$: the base stands before the dollar
        if token == "-" and self.mode in {"script", "certain"}:
            self.at += 1
            return _Piece("-", "-", "operator")
        raise _Lost

    def _command(self, name: str) -> _Piece:
        self.at += 1
        if name in s.SYMBOLS:
            self.strong = True
            self._prove(name)
            return _Piece(f"\\{name} ", s.SYMBOLS[name])
        if name in s.SPACES:
            return _Piece(f"\\{name}" if not name.isalpha() else f"\\{name} ", " ", "space")
        if name in s.DELIMITERS:
            return _Piece(f"\\{name}", name)
        if name in {"left", "right"}:
            return self._delimiter()
        return self._structure(name, stripped=False)

    def _delimiter(self) -> _Piece:
        mark = self.peek()
        self.at += 1
        if mark not in {"(", ")", "[", "]", "|", ".", "\\{", "\\}"}:
            raise _Lost
        mark = mark.replace(".", "")
        return _Piece(mark, mark.removeprefix("\\"), "operator")

    def _structure(self, name: str, *, stripped: bool) -> _Piece:
        """Read a command with arguments, whose name has been read."""
        if name in s.FUNCTIONS:
            tex = f"\\operatorname{{{name}}}" if name in {"argmin", "argmax", "sign"} else f"\\{name} "
            return _Piece(tex, name, "function")
        if name in s.FONTS and self.peek() == "{":
            self.strong = True
            return self._font(name)
        if name in {"frac", "dfrac", "tfrac"} and self.peek() == "{":
            self.strong = True
            return self._mangled_fraction() if stripped else self._fraction(self._braces(), self._braces())
        if name == "sqrt" and self.peek() in {"{", "["}:
            self.strong = True
            return self._root()
        if name in s.ACCENTS and self.peek() == "{" and not stripped:
            inner = self._braces()
            plain = inner.plain + s.ACCENTS[name] if len(inner.plain) == 1 else inner.plain
            return _Piece(f"\\{name}{{{inner.tex}}}", plain)
        raise _Lost

    def _word(self, word: str) -> _Piece:
        following = self.peek(1)
        self.at += 1
        if len(word) == 1:
            if self.mode == "run" and word in _ENGLISH_LETTERS and following not in {"_", "^"}:
                raise _Lost
            return _Piece(word, word)
        if word in s.FUNCTIONS or (word in {"frac", "sqrt"} | s.FONTS and following in {"{", "["}):
            if self.mode == "script" and not following.strip():
                return _Piece(f"\\{word} ", word)
            return self._structure(word, stripped=True)
        if self._is_symbol(word, following):
            self._prove(word)
            self.strong |= word in s.CERTAIN
            return _Piece(f"\\{word} ", s.SYMBOLS[word])
        return self._unknown(word, following)

    def _is_symbol(self, word: str, following: str) -> bool:
        if word in s.CERTAIN or word in _UNCERTAIN_NAMES:
            return True
        if self.mode == "run":
            return word in {"sum", "prod"} and following == "_" and self.peek(1) == "{"
        return word in s.SYMBOLS

    def _unknown(self, word: str, following: str) -> _Piece:
        if self.mode in {"script", "certain"} and word.isalpha():
            if len(word) <= 3 and word.isupper():
                return _Piece(word, word)
            return _Piece(f"\\text{{{word}}}", word, "word")
        # QK^T is a product; GPT_4 and CO_2 are names.
        if following == "^" and len(word) <= 3 and word.isupper():
            return _Piece(word, word)
        # MERGE^3: a raised number or group is evident; a lowered one could be an identifier.
        if following == "^" and (self.peek(1).isdigit() or self.peek(1) == "{"):
            return _Piece(f"\\text{{{word}}}", word)
        if self.mode == "paren" and len(word) == 2 and (word.islower() or word.isupper()):
            return _Piece(word, word)
        raise _Lost

    def _number(self, number: str) -> _Piece:
        self.at += 1
        # \frac{1}{x} loses its name and its inner braces: 1{x}.
        if self.peek() == "{" and len(number) <= 2 and self.peek(1) not in {",", "}"}:
            below = self._braces()
            self.strong = True
            return self._fraction(_Piece(number, number), below)
        return _Piece(number, number)

    def _split(self) -> None:
        """Part names that lost the space between them: `pmvarepsilon`, `Phicirc`, `nchi`."""
        word = self.peek()
        if (
            not 4 <= len(word) <= _LONGEST_WORD
            or not word.isalpha()
            or word in s.SYMBOLS
            or word in s.FONTS
            or word == "frac"
        ):
            return
        parts = list(_names_in(word, letter_first=self.mode == "paren"))
        sure = self.mode != "run" or any(part in s.CERTAIN for part in parts)
        if len(parts) > 1 and sure:
            self.tokens[self.at : self.at + 1] = parts
            self.ends[self.at : self.at + 1] = [0] * (len(parts) - 1) + [self.ends[self.at]]

    def _prove(self, name: str) -> None:
        if name in _UNCERTAIN_NAMES:
            self.names.add(name)

    # -- groups -------------------------------------------------------------------------------

    def _inside(self, opener: str, closer: str, mode: str) -> _Piece:
        self.expect(opener)
        outer, self.mode = self.mode, "certain" if self.mode == "certain" else mode
        try:
            pieces = self.sequence(closer)
        finally:
            self.mode = outer
        self.expect(closer)
        return _join(pieces) if pieces else _Piece("", "")

    def _braces(self) -> _Piece:
        if self.peek(1) in _BARE_FONTS or self.peek(1).removeprefix("\\") in _BARE_FONTS:
            self.tokens[self.at + 1] = " "
            inner = self._inside("{", "}", "script")
            return _Piece(f"\\mathbf{{{inner.tex.strip()}}}", inner.plain.strip())
        return self._inside("{", "}", "script")

    def _group(self) -> _Piece:
        mode = "paren" if self.mode == "run" else self.mode
        fonted = self.peek(1).removeprefix("\\") in _BARE_FONTS
        inner = self._braces() if fonted else self._inside("{", "}", mode)
        if not inner.plain:
            raise _Lost
        if self.tokens[self.at - 2 : self.at] and self._is_set(inner):
            return _Piece(f"\\{{{inner.tex}\\}}", f"{{{inner.plain}}}")
        return _Piece(f"{{{inner.tex}}}", inner.plain)

    def _is_set(self, inner: _Piece) -> bool:
        return self.mode != "run" and "," in inner.plain

    def _brackets(self) -> _Piece:
        inner = self._inside("(", ")", "paren" if self.mode == "run" else self.mode)
        return _Piece(f"({inner.tex})", f"({inner.plain})")

    def _absolute(self) -> _Piece:
        self.expect("|")
        inner = self.term()
        self.expect("|")
        if self.peek() not in {"_", "^"}:
            raise _Lost
        return _Piece(f"|{inner.tex}|", f"|{inner.plain}|")

    def _application(self, base: _Piece, token: str) -> _Piece:
        before, strong, names = self.at, self.strong, set(self.names)
        try:
            inner = self._brackets()
        except _Lost:
            if base.kind == "function":
                raise
            self.at, self.strong, self.names = before, strong, names
            return base
        self.strong |= token in _HEADS
        return _Piece(f"{base.tex}{inner.tex}", f"{base.plain}{inner.plain}")

    def _argument(self, function: _Piece) -> _Piece:
        """A function is followed by its argument; in running text `max` alone is a word."""
        space = self._space()
        if self.mode == "run" and not space:
            raise _Lost
        if self.mode != "run" and (not self.peek() or self.peek() in ")}]+-,"):
            return _Piece(function.tex, function.plain)
        argument = self.term()
        if self.mode == "run":
            self.strong |= "_" in function.tex
        shown = f"({argument.plain})" if argument.kind == "fraction" else argument.plain
        return _Piece(
            function.tex + argument.tex,
            function.plain + (" " if space else "") + shown,
            "function",
        )

    # -- structures ---------------------------------------------------------------------------

    def _script(self, base: _Piece, token: str) -> _Piece:
        mark = self.peek()
        self.at += 1
        inner, braced = self._script_argument(mark)
        self.strong = True
        plain = inner.plain.strip()
        shown = _raised(plain) if mark == "^" else _lowered(plain, braced)
        kind = "function" if base.kind == "function" else "term"
        return _Piece(f"{base.tex}{mark}{{{inner.tex.strip()}}}", base.plain + shown, kind)

    def _script_argument(self, mark: str) -> tuple[_Piece, bool]:
        token = self.peek()
        if token == "{":
            return self._braces(), True
        if token == "(" and mark == "^":
            inner = self._inside("(", ")", "paren")
            return inner, True
        if token and token in "*+-∗⋆":
            signed = token in "+-" and self.peek(1).isdigit()
            self.at += 2 if signed else 1
            text = token + self.tokens[self.at - 1] if signed else token
            return _Piece(text, text), False
        name = token.removeprefix("\\")
        if token.isdigit() or (len(token) == 1 and token.isalpha()):
            self.at += 1
            return _Piece(token, token), False
        if name in s.SYMBOLS:
            self.at += 1
            self._prove(name)
            return _Piece(f"\\{name} ", s.SYMBOLS[name]), False
        if self.mode == "certain" and token.isalpha():
            self.tokens[self.at] = token[1:]
            return _Piece(token[0], token[0]), False
        if token.startswith("\\"):
            self.at += 1
            return self._structure(name, stripped=False), True
        raise _Lost

    def _font(self, name: str) -> _Piece:
        inner = self._braces()
        letters = {"mathcal": s.CALLIGRAPHIC, "mathscr": s.CALLIGRAPHIC, "mathbb": s.BLACKBOARD}.get(name, {})
        plain = letters.get(inner.plain, inner.plain)
        tex = inner.tex if name == "mathcal" and len(inner.plain) > 1 else f"\\{name}{{{inner.tex}}}"
        if name in {"text", "operatorname"}:
            tex = f"\\text{{{inner.plain}}}"
        result = _Piece(tex, plain)
        if self.peek() == "(" and self.mode == "run":
            brackets = self._brackets()
            return _Piece(result.tex + brackets.tex, result.plain + brackets.plain)
        return result

    def _mangled_fraction(self) -> _Piece:
        r"""Read `frac{L{mu}}`, which was `\frac{L}{\mu}`, and `frac{a}{b}`."""
        self.expect("{")
        outer, self.mode = self.mode, "script"
        try:
            above = _join(self.sequence("{}"))
            if self.peek() == "{":
                below = self._braces()
                self.expect("}")
            else:
                self.expect("}")
                below = self._braces()
        finally:
            self.mode = outer
        return self._fraction(above, below)

    def _fraction(self, above: _Piece, below: _Piece) -> _Piece:
        plain = f"{_bracketed(above.plain)}/{_bracketed(below.plain)}"
        return _Piece(f"\\frac{{{above.tex}}}{{{below.tex}}}", plain, "fraction")

    def _root(self) -> _Piece:
        degree = self._inside("[", "]", "paren").plain if self.peek() == "[" else ""
        inner = self._braces()
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
        if sign is None:
            raise _Lost
        index = f"[{degree}]" if degree else ""
        return _Piece(f"\\sqrt{index}{{{inner.tex}}}", f"{sign}{_bracketed(inner.plain)}")


def _names_in(word: str, *, letter_first: bool) -> Iterator[str]:
    """Part a word into known names, longest first; nothing where something is left over."""
    parts: list[str] = []
    rest = word
    while rest:
        lengths = range(min(len(rest), 14), 1, -1)
        name = next((rest[:n] for n in lengths if rest[:n] in s.SYMBOLS or rest[:n] in {"frac", "log"}), "")
        if not name and letter_first and not parts:
            name = rest[0]
        if not name or (len(name) == 2 and name not in {"pm", "mu", "pi", "nu", "xi"}):
            return
        parts.append(name)
        rest = rest[len(name) :]
    yield from parts


def _bracketed(plain: str) -> str:
    """Put brackets around what is more than one thing."""
    whole = re.fullmatch(r"[\w.⋆∞]+|[\w⋆]*\([^()]*\)|\w_\{[^{}]*\}", plain)
    return plain if whole or not plain else f"({plain})"


def _raised(plain: str) -> str:
    if len(plain) <= 3 and all(character in s.RAISED for character in plain):
        return "".join(s.RAISED[character] for character in plain)
    if plain in {"*", "⋆", "∗", "⊤", "′", "†", "th", "st", "nd", "rd"}:
        return plain if plain != "⊤" else "ᵀ"
    if _is_word(plain):
        return f"^{plain}"
    return f"^{{{plain}}}" if re.fullmatch(r"[^\W_]_[^\W_]", plain) else f"^({plain})"


def _lowered(plain: str, braced: bool) -> str:
    if len(plain) <= 3 and all(character in s.LOWERED for character in plain):
        return "".join(s.LOWERED[character] for character in plain)
    return f"_{plain}" if _is_word(plain) or not braced else f"_{{{plain}}}"


def _is_word(plain: str) -> bool:
    """Say whether a script is one word, without scripts of its own: `²` is a letter to Python's regex."""
    return all(character.isalpha() or character.isdecimal() for character in plain)
