"""The rule for texts that hold TeX or HTML, which readers would see as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papershelf.check.material import Material
from papershelf.content.written import unreadable
from papershelf.errors import Problem, Severity

_LONGEST = 80
"""How many characters of a text a message quotes."""


def readable_text(material: Material) -> Iterator[Problem]:
    r"""Texts with `{BERT}`, `\"o`, `\textit{…}` or `&amp;` in them."""
    for name, text in material.texts.items():
        if not name.startswith("papers/") and name not in ("tags.yml", "listings.yml"):
            continue
        for each in unreadable(name, text):
            if material.is_doubtful(name, each.field.partition("[")[0]):
                continue
            written, readable = _difference(each.written, each.readable)
            yield Problem(
                path=f"content/{name}",
                line=each.line,
                field=each.field,
                problem=f"it has TeX or HTML in it: '{written}'",
                remedy=f"Write '{readable}'",
                severity=Severity.WARNING,
            )


def _difference(written: str, readable: str) -> tuple[str, str]:
    """The words of two texts in which they differ."""
    one, other = (re.split(r"(\s+)", text) for text in (written, readable))
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    pieces = ("".join(words[start : len(words) - end]).strip() for words in (one, other))
    clipped = [piece if len(piece) <= _LONGEST else f"{piece[: _LONGEST - 1]}…" for piece in pieces]
    return clipped[0], clipped[1]
