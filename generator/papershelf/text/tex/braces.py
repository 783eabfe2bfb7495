"""Braces that only protect capitals in a bibliography, told from braces that a text means."""

from __future__ import annotations

import re

from papershelf.text.tex import symbols as s

_MOST_TOKENS = 150
_MOST_CHARACTERS = 400

_SET = re.compile(r"[^\s,]+(?:\s*,\s*[^\s,]+)+")
_PROSE = re.compile(r"[^\W_](?:[^{}\\$=|<>%#\"`]|(?<! )=)*")
_PROTECTED_SIGN = re.compile(r"[,.:;!?&/+'’\"-]|--|---")
_COMMAND = re.compile(r"(?:math|text|over|under|wide)[a-z]*")
_COMMANDS = s.FONTS | s.STRUCTURES | s.FUNCTIONS | frozenset(s.ACCENTS) | {"url", "href", "cite", "ref", "emph"}


def protects(before: str, inner: list[str], after: str) -> bool:
    """Say whether a pair of braces is BibTeX's, which readers never see: `{BERT}`, `{P}re-training`, `1{,}000`.

    Braces of sets (`{0, 1}`), of templates (`{name}`, `{{ x }}`) and of a command's argument are none.

    Args:
        before: The token before the opening brace; one that was dropped counts as nothing.
        inner: The tokens between the two.
        after: What follows the closing brace.
    """
    if not inner or len(inner) > _MOST_TOKENS or _takes_argument(before) or after[:1] in ("_", "^"):
        return False
    content = "".join(inner)
    if len(content) > _MOST_CHARACTERS or content != content.strip():
        return False
    touches = before[-1:].isalnum() or after[:1].isalnum()
    if _PROTECTED_SIGN.fullmatch(content):
        return touches
    if content[0] == "$" == content[-1]:
        return not touches or content.count("$") == 2
    if before[-1:].isdigit() or before[-1:] in tuple("/@#%&=~`:"):
        return False
    if content[0] == "{":
        # `{{Whole Title}}` and `{{B}idirectional}`; a template has spaces or a small letter inside.
        content = content.replace("{", "").replace("}", "")
    plain = content.replace("{", "").replace("}", "")
    if not _PROSE.fullmatch(plain) or _SET.fullmatch(plain) or " : " in plain:
        return False
    if any(letter.isupper() or (letter.isalpha() and not letter.isascii()) for letter in plain):
        return True
    return len(plain) <= 3 and plain.isalpha() and after[:1].isupper()


def _takes_argument(before: str) -> bool:
    """Say whether a brace behind this token holds the argument of a command, or a script."""
    if before[:1] == "\\" or before[-1:] in ("_", "^", "}", "]"):
        return True
    return before in _COMMANDS or _COMMAND.fullmatch(before) is not None
