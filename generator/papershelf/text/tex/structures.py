"""What TeX builds of brackets, scripts, fractions and fonts: the half of reading that looks inside groups."""

from __future__ import annotations

from papershelf.text.tex import symbols as s
from papershelf.text.tex.pieces import Budget, Lost, Piece, bracketed, join, lowered, raised

BARE_FONTS = frozenset({"bf", "it", "rm", "cal", "em", "sf", "tt"})
HEADS = frozenset({"O", "o", "Omega", "Theta"})
"""Names of growth, which a bracket behind them proves to be mathematics."""
UNCERTAIN_NAMES = frozenset(s.GREEK) | {"ell"}
"""Names that are words, too, until one formula proves them for its whole text."""


class Structures:
    """Tokens, a place among them, and the groups that may be there."""

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
        """Return the token at the place, or some tokens on; nothing behind the last."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def expect(self, token: str) -> None:
        """Step over a token that must be there."""
        if self.peek() != token:
            raise Lost
        self.at += 1

    def sequence(self, closer: str) -> list[Piece]:
        """Read everything up to a closing mark, which stays."""
        raise NotImplementedError

    def term(self) -> Piece:
        """Read one base with its scripts."""
        raise NotImplementedError

    # -- groups -------------------------------------------------------------------------------

    def _inside(self, opener: str, closer: str, mode: str) -> Piece:
        self.expect(opener)
        outer, self.mode = self.mode, "certain" if self.mode == "certain" else mode
        try:
            pieces = self.sequence(closer)
        finally:
            self.mode = outer
        self.expect(closer)
        return join(pieces) if pieces else Piece("", "")

    def _braces(self) -> Piece:
        if self.peek(1) in BARE_FONTS or self.peek(1).removeprefix("\\") in BARE_FONTS:
            self.tokens[self.at + 1] = " "
            inner = self._inside("{", "}", "script")
            return Piece(f"\\mathbf{{{inner.tex.strip()}}}", inner.plain.strip())
        return self._inside("{", "}", "script")

    def _group(self) -> Piece:
        mode = "paren" if self.mode == "run" else self.mode
        fonted = self.peek(1).removeprefix("\\") in BARE_FONTS
        inner = self._braces() if fonted else self._inside("{", "}", mode)
        if not inner.plain and self.mode != "certain":
            raise Lost
        if self.tokens[self.at - 2 : self.at] and self._is_set(inner):
            return Piece(f"\\{{{inner.tex}\\}}", f"{{{inner.plain}}}")
        return Piece(f"{{{inner.tex}}}", inner.plain)

    def _is_set(self, inner: Piece) -> bool:
        # Between dollars a brace that is not escaped only groups: {,} keeps a comma from its space.
        return self.mode != "run" and "," in inner.plain.strip(",")

    def _brackets(self) -> Piece:
        inner = self._inside("(", ")", "paren" if self.mode == "run" else self.mode)
        return Piece(f"({inner.tex})", f"({inner.plain})")

    def _absolute(self) -> Piece:
        self.expect("|")
        inner = self.term()
        self.expect("|")
        if self.peek() not in {"_", "^"}:
            raise Lost
        return Piece(f"|{inner.tex}|", f"|{inner.plain}|")

    def _application(self, base: Piece, token: str) -> Piece:
        before, strong, names = self.at, self.strong, set(self.names)
        try:
            inner = self._brackets()
        except Lost:
            if base.kind == "function":
                raise
            self.at, self.strong, self.names = before, strong, names
            return base
        self.strong |= token in HEADS
        return Piece(f"{base.tex}{inner.tex}", f"{base.plain}{inner.plain}", base.kind)

    # -- structures ---------------------------------------------------------------------------

    def _structure(self, name: str, *, stripped: bool) -> Piece:
        """Read a command with arguments, whose name has been read."""
        if name in s.FUNCTIONS:
            tex = f"\\operatorname{{{name}}}" if name in {"argmin", "argmax", "sign"} else f"\\{name} "
            return Piece(tex, name, "function")
        if name == "operatorname" and self.peek() == "*":
            self.at += 1
        if name in s.FONTS and self.peek() == "{":
            self.strong = True
            return self._font(name)
        if name in {"frac", "dfrac", "tfrac"} and self.peek() == "{":
            self.strong = True
            return self._mangled_fraction() if stripped else self._fraction(self._braces(), self._braces())
        if name == "bmod":
            return Piece("\\bmod ", " mod ", "operator")
        if name == "pmod":
            self.at += self.peek().isspace()
            inner = self.term()
            return Piece(f"\\pmod{{{inner.tex}}}", f" (mod {inner.plain})", "operator")
        if name == "binom" and self.peek() == "{":
            self.strong = True
            return self._binomial()
        if name == "sqrt" and self.peek() in {"{", "["}:
            self.strong = True
            return self._root()
        if name in s.ACCENTS and self.peek() == "{" and not stripped:
            inner = self._braces()
            plain = inner.plain + s.ACCENTS[name] if len(inner.plain) == 1 else inner.plain
            return Piece(f"\\{name}{{{inner.tex}}}", plain)
        raise Lost

    def _script(self, base: Piece, token: str) -> Piece:
        mark = self.peek()
        self.at += 1
        inner, braced = self._script_argument(mark)
        self.strong = True
        plain = inner.plain.strip()
        shown = raised(plain) if mark == "^" else lowered(plain, braced)
        kind = "function" if base.kind == "function" else "term"
        return Piece(f"{base.tex}{mark}{{{inner.tex.strip()}}}", base.plain + shown, kind)

    def _script_argument(self, mark: str) -> tuple[Piece, bool]:
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
            return Piece(text, text), False
        name = token.removeprefix("\\")
        if token.isdigit() or (len(token) == 1 and token.isalpha()):
            self.at += 1
            return Piece(token, token), False
        if name in s.SYMBOLS:
            self.at += 1
            self._prove(name)
            return Piece(f"\\{name} ", s.SYMBOLS[name]), False
        if self.mode == "certain" and token.isalpha():
            self.tokens[self.at] = token[1:]
            return Piece(token[0], token[0]), False
        if token.startswith("\\"):
            self.at += 1
            return self._structure(name, stripped=False), True
        raise Lost

    def _font(self, name: str) -> Piece:
        if name in s.WORDS and self.mode == "certain" and (words := self._words()) is not None:
            return Piece(f"\\text{{{words}}}", words)
        inner = self._braces()
        if self.mode == "certain" and name in {"operatorname", "mathrm"} and len(inner.plain) > 1:
            word = " ".join(inner.plain.split())
            return Piece(f"\\operatorname{{{word}}}", word, "function")
        letters = {"mathcal": s.CALLIGRAPHIC, "mathscr": s.CALLIGRAPHIC, "mathbb": s.BLACKBOARD}.get(name, {})
        plain = letters.get(inner.plain, inner.plain)
        tex = inner.tex if name == "mathcal" and len(inner.plain) > 1 else f"\\{name}{{{inner.tex}}}"
        if name in {"text", "operatorname"}:
            tex = f"\\text{{{inner.plain}}}"
        result = Piece(tex, plain)
        if self.peek() == "(" and self.mode == "run":
            brackets = self._brackets()
            return Piece(result.tex + brackets.tex, result.plain + brackets.plain)
        return result

    def _words(self) -> str | None:
        """Step over prose in braces and return it as it is written; None where it holds more TeX."""
        try:
            end = self.tokens.index("}", self.at)
        except ValueError:
            return None
        inner = self.tokens[self.at + 1 : end]
        if any(token in {"{", "$"} or (token[0] == "\\" and token[1:] not in s.DELIMITERS) for token in inner):
            return None
        self.at, self.strong = end + 1, True
        return "".join(token.removeprefix("\\") for token in inner)

    def _mangled_fraction(self) -> Piece:
        r"""Read `frac{L{mu}}`, which was `\frac{L}{\mu}`, and `frac{a}{b}`."""
        self.expect("{")
        outer, self.mode = self.mode, "script"
        try:
            above = join(self.sequence("{}"))
            if self.peek() == "{":
                below = self._braces()
                self.expect("}")
            else:
                self.expect("}")
                below = self._braces()
        finally:
            self.mode = outer
        return self._fraction(above, below)

    def _fraction(self, above: Piece, below: Piece) -> Piece:
        plain = f"{bracketed(above.plain)}/{bracketed(below.plain)}"
        return Piece(f"\\frac{{{above.tex}}}{{{below.tex}}}", plain, "fraction")

    def _binomial(self) -> Piece:
        above, below = self._braces(), self._braces()
        return Piece(f"\\binom{{{above.tex}}}{{{below.tex}}}", f"({above.plain} choose {below.plain})")

    def _root(self) -> Piece:
        degree = self._inside("[", "]", "paren").plain if self.peek() == "[" else ""
        inner = self._braces()
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
        if sign is None:
            raise Lost
        index = f"[{degree}]" if degree else ""
        return Piece(f"\\sqrt{index}{{{inner.tex}}}", f"{sign}{bracketed(inner.plain)}")

    def _prove(self, name: str) -> None:
        if name in UNCERTAIN_NAMES:
            self.names.add(name)
