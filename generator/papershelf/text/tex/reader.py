"""The reader of one formula: a walk over tokens that ends where the text is something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.text.tex import symbols as s
from papershelf.text.tex.pieces import Lost, Piece
from papershelf.text.tex.structures import HEADS, UNCERTAIN_NAMES, Structures

_ENGLISH_LETTERS = frozenset("aAI")
_DEEPEST = 12
_LONGEST_WORD = 80
"""Letters; a longer word is not a run of names, and to part it would take long."""
_BETWEEN_TERMS = frozenset({"pm", "le", "ge", "ll", "gg", "subset", "circ", "to", "times"})
_CERTAIN_OPERATORS = frozenset(
    {"leq", "geq", "neq", "cdot", "subseteq", "supseteq", "setminus", "propto", "mapsto", "rightarrow",
     "leftarrow", "leftrightarrow", "Rightarrow"}
)  # fmt: skip
_OPERATORS = "+-=<>/×≤≥→∼≈±"


class Reader(Structures):
    """Reads one formula; raises `Lost` where the text is something else."""

    # -- sequences ----------------------------------------------------------------------------

    def run(self) -> list[Piece]:
        """Read as far as running text is evidently one formula."""
        pieces = [self.term()]
        while True:
            before, strong, names = self.at, self.strong, set(self.names)
            try:
                pieces += self._extension(pieces[-1])
            except Lost:
                self.at, self.strong, self.names = before, strong, names
                return pieces

    def _extension(self, left: Piece) -> list[Piece]:
        space = self._space()
        if not space and self.peek() == "(" and self.strong:
            return [self.term()]
        if operator := self._operator(bool(space)):
            second = self._space()
            right = self.term()
            self._weigh(left, operator, right, spaced=bool(space))
            return [*space, operator, *second, right]
        if not space or not self.strong or self.peek() == "(":
            raise Lost
        self.strong = False
        before = self.peek()
        right = self.term()
        if not self.strong and right.kind != "function" and before not in s.GREEK:
            raise Lost
        self.strong = True
        return [*space, right]

    def _space(self) -> list[Piece]:
        if not self.peek().isspace():
            return []
        self.at += 1
        return [Piece(" ", " ", "space")]

    def _operator(self, spaced: bool) -> Piece | None:
        self._split()
        token = self.peek()
        name = token.removeprefix("\\")
        if token and token in _OPERATORS:
            self.at += 1
            return Piece(token, token, "operator")
        backslashed = token.startswith("\\") and name in s.RELATIONS
        if not (backslashed or name in _BETWEEN_TERMS or name in _CERTAIN_OPERATORS):
            return None
        self.at += 1
        sign = s.SYMBOLS[name]
        return Piece(f"\\{name} ", sign if spaced or name not in {"leq", "geq"} else f" {sign}", "operator")

    def _weigh(self, left: Piece, operator: Piece, right: Piece, *, spaced: bool) -> None:
        """Decide whether an operator between two terms is mathematics, and may prove that they are."""
        sign = operator.plain.strip()
        greek = [side for side in (left, right) if side.tex.strip().removeprefix("\\") in UNCERTAIN_NAMES]
        other_is_number = left.plain.isdigit() or right.plain.isdigit()
        if operator.tex.startswith("\\"):
            target = right.plain == "∞" or (self.strong and re.fullmatch("[A-Z]", right.plain))
            if operator.tex == "\\to " and not target:
                raise Lost
            if sign == "⊂" and "'" not in left.plain and not self.strong:
                raise Lost
            self.strong = True
        elif sign == "-" and not spaced:
            # 'alpha-2' and 'top-5' are names; 1-delta is a difference.
            scripted = "_" in right.tex or "^" in right.tex
            if right.plain.isdigit() or not (scripted or (greek and left.plain == "1")):
                raise Lost
            self.strong = True
        elif greek and (sign != "/" or other_is_number):
            self.strong = True

    def sequence(self, closer: str) -> list[Piece]:
        """Read everything up to a closing mark, which stays; every token must be understood."""
        if self.depth >= _DEEPEST:
            raise Lost
        pieces: list[Piece] = []
        self.depth += 1
        try:
            self._fill(pieces, closer)
        finally:
            self.depth -= 1
        if closer and not self.peek():
            raise Lost
        return pieces

    def _fill(self, pieces: list[Piece], closer: str) -> None:
        while self.at < len(self.tokens) and (not closer or self.peek() not in closer):
            pieces.append(self._item(pieces))

    def _item(self, before: list[Piece]) -> Piece:
        if self.peek().isspace():
            self.at += 1
            if self.mode == "certain" and _ends_command(before):
                return Piece(" ", "", "space")
            after_word = bool(before) and before[-1].kind == "word" and self._is_word(self.peek())
            return Piece("~" if after_word else " ", " ", "space")
        if operator := self._operator(spaced=True):
            if operator.tex.startswith("\\"):
                self.strong = True
            return operator
        token = self.peek()
        if token == "~":
            self.at += 1
            return Piece("~", " ", "space")
        marks = ",;:.!|[]*∞∈…" if self.mode in {"certain", "script"} else ",;:|*"
        if token in marks or token in {"\\{", "\\}", "\\|"}:
            self.at += 1
            return Piece(token, "‖" if token == "\\|" else token.removeprefix("\\"), "operator")
        return self.term()

    def _is_word(self, token: str) -> bool:
        return len(token) > 1 and token.isalpha() and token not in s.SYMBOLS and token not in s.FUNCTIONS

    # -- terms --------------------------------------------------------------------------------

    def term(self) -> Piece:
        """Read one base with its scripts and, after a function, its argument in brackets."""
        self.budget.spend()
        self._split()
        token, base = self.peek(), self._base()
        while True:
            if self.peek() in {"\\limits", "\\nolimits"}:
                self.at += 1
            elif self.peek() in {"_", "^"}:
                base = self._script(base, token)
            elif self.peek() == "'" and len(token) == 1 and not self.peek(1)[:1].isalpha():
                self.at += 1
                base = Piece(f"{base.tex}'", f"{base.plain}'")
            elif self.peek() == "(" and (token in HEADS or base.kind == "function" or self._applies(token)):
                return self._application(base, token)
            else:
                break
        if base.kind == "function":
            return self._argument(base)
        return base

    def _applies(self, token: str) -> bool:
        return (len(token) == 1 and token.isalpha()) or token.removeprefix("\\") in s.GREEK

    def _base(self) -> Piece:
        token = self.peek()
        if not token:
            raise Lost
        if token[0] == "\\":
            return self._command(token[1:])
        if self.mode == "certain" and not token.isascii() and token.isprintable():
            self.at += 1
            return Piece(token, token)
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
            return Piece("{}", "")  # R$^2$: the base is before the dollar
        if token == "-" and self.mode in {"script", "certain"}:
            self.at += 1
            return Piece("-", "-", "operator")
        raise Lost

    def _command(self, name: str) -> Piece:
        self.at += 1
        if name in s.SYMBOLS:
            self.strong = True
            self._prove(name)
            return Piece(f"\\{name} ", s.SYMBOLS[name], "opener" if name in s.OPENERS else "term")
        if name in s.SPACES:
            plain = "" if name in {"!", "negthinspace"} else " "
            return Piece(f"\\{name}" if not name.isalpha() else f"\\{name} ", plain, "space")
        if name in s.SIZES:
            return Piece("", "", "space")
        if name in s.DELIMITERS:
            return Piece(f"\\{name}", name)
        if name in {"left", "right"}:
            return self._delimiter()
        return self._structure(name, stripped=False)

    def _delimiter(self) -> Piece:
        mark = self.peek()
        self.at += 1
        if mark not in {"(", ")", "[", "]", "|", ".", "\\{", "\\}"}:
            raise Lost
        mark = mark.replace(".", "")
        return Piece(mark, mark.removeprefix("\\"), "operator")

    def _word(self, word: str) -> Piece:
        following = self.peek(1)
        self.at += 1
        if len(word) == 1:
            if self.mode == "run" and word in _ENGLISH_LETTERS and following not in {"_", "^"}:
                raise Lost
            return Piece(word, word)
        if word in s.FUNCTIONS or (word in {"frac", "sqrt"} | s.FONTS and following in {"{", "["}):
            if self.mode == "script" and not following.strip():
                return Piece(f"\\{word} ", word)
            return self._structure(word, stripped=True)
        if self._is_symbol(word, following):
            self._prove(word)
            self.strong |= word in s.CERTAIN
            return Piece(f"\\{word} ", s.SYMBOLS[word])
        return self._unknown(word, following)

    def _is_symbol(self, word: str, following: str) -> bool:
        if word in s.CERTAIN or word in UNCERTAIN_NAMES:
            return True
        if self.mode == "run":
            return word in {"sum", "prod"} and following == "_" and self.peek(1) == "{"
        return word in s.SYMBOLS

    def _unknown(self, word: str, following: str) -> Piece:
        if self.mode in {"script", "certain"} and word.isalpha():
            if len(word) <= 3 and word.isupper():
                return Piece(word, word)
            return Piece(f"\\text{{{word}}}", word, "word")
        # QK^T is a product; GPT_4 and CO_2 are names.
        if following == "^" and len(word) <= 3 and word.isupper():
            return Piece(word, word)
        # MERGE^3: a raised number or group is evident; a lowered one could be an identifier.
        if following == "^" and (self.peek(1).isdigit() or self.peek(1) == "{"):
            return Piece(f"\\text{{{word}}}", word)
        if self.mode == "paren" and len(word) == 2 and (word.islower() or word.isupper()):
            return Piece(word, word)
        raise Lost

    def _number(self, number: str) -> Piece:
        self.at += 1
        # \frac{1}{x} loses its name and its inner braces: 1{x}.
        if self.mode != "certain" and self.peek() == "{" and len(number) <= 2 and self.peek(1) not in {",", "}"}:
            below = self._braces()
            self.strong = True
            return self._fraction(Piece(number, number), below)
        return Piece(number, number)

    def _split(self) -> None:
        """Part names that lost the space between them: `pmvarepsilon`, `Phicirc`, `nchi`."""
        word = self.peek()
        is_name = word in s.SYMBOLS or word in s.FONTS or word == "frac"
        if not 4 <= len(word) <= _LONGEST_WORD or not word.isalpha() or is_name:
            return
        parts = list(_names_in(word, letter_first=self.mode == "paren"))
        sure = self.mode != "run" or any(part in s.CERTAIN for part in parts)
        if len(parts) > 1 and sure:
            self.tokens[self.at : self.at + 1] = parts
            self.ends[self.at : self.at + 1] = [0] * (len(parts) - 1) + [self.ends[self.at]]

    def _argument(self, function: Piece) -> Piece:
        """Read what a function is followed by; in running text `max` alone is a word."""
        before, strong, names = self.at, self.strong, set(self.names)
        space = self._space()
        if self.mode == "run" and not space:
            raise Lost
        try:
            if self.mode != "run" and (not self.peek() or self.peek() in ")}]+-,"):
                raise Lost
            argument = self.term()
        except Lost:
            if self.mode == "run":
                raise
            self.at, self.strong, self.names = before, strong, names
            return Piece(function.tex, function.plain, "function")
        if self.mode == "run":
            self.strong |= "_" in function.tex
        shown = f"({argument.plain})" if argument.kind == "fraction" else argument.plain
        apart = space or (argument.kind not in {"operator", "space"} and shown[:1] not in tuple("([{|‖⌊⌈⟨"))
        return Piece(function.tex + argument.tex, f"{function.plain}{' ' if apart else ''}{shown}", "function")


def _ends_command(before: list[Piece]) -> bool:
    r"""Say whether a space only ends a command between two terms: `a\le b` is as tight as `a<b`."""
    return (
        bool(before)
        and before[-1].kind in {"operator", "opener"}
        and before[-1].tex.endswith(" ")
        and (len(before) == 1 or before[-2].kind != "space")
    )


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
