"""TeX into MathML, and the proof that what comes out is MathML and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

from papershelf.lazy_import import lazy_import
from papershelf.text.escape import Html
from papershelf.text.tex import symbols as s

if TYPE_CHECKING:
    from latex2mathml import converter
else:
    converter = lazy_import("latex2mathml.converter")

LONGEST_FORMULA = 1000
"""Characters of TeX; what is longer stays text."""
_DEEPEST = 20

_KEPT_COMMA = re.compile(r"(?<=\d)\{([.,])\}(?=\d)")
"""A comma within a number; as an operator it would have a space behind it."""
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
_COMMANDS = (
    frozenset(s.SYMBOLS)
    | s.FUNCTIONS
    | s.FONTS
    | frozenset(s.ACCENTS)
    | s.STRUCTURES
    | s.SPACES
    | s.DELIMITERS
    | s.SIZES
)

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt",
     "mroot", "mover", "munder", "munderover", "mstyle"}
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {
        "display",
        "mathvariant",
        "stretchy",
        "fence",
        "form",
        "accent",
        "movablelimits",
        "width",
        "lspace",
        "linethickness",
        "minsize",
        "maxsize",
    }
)
_VALUE = re.compile(r"[a-z0-9.+-]*")


@lru_cache(maxsize=4096)
def mathml(tex: str) -> Html | None:
    """Return a formula as MathML without scripts, fonts or addresses; None where that fails."""
    if len(tex) > LONGEST_FORMULA or _depth(tex) > _DEEPEST:
        return None
    tex = _KEPT_COMMA.sub(r"\\text{\1}", tex)
    if any((found.group(1) or found.group()[1:]) not in _COMMANDS for found in _COMMAND.finditer(tex)):
        return None
    try:
        tree = ET.fromstring(converter.convert(tex))
        return Markup(_written(tree))
    except Exception:
        # The converter raises whatever it meets, an IndexError as well as errors of its own.
        return None


def _depth(tex: str) -> int:
    depth = deepest = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


def _spaced(element: ET.Element) -> Iterator[str]:
    """Write the children of an element, with a thin space between a function and the names beside it.

    Browsers set `<mi>n</mi><mi>log</mi><mi>n</mi>` as one word.
    """
    for child, following in zip_longest(element, element[1:]):
        yield _written(child) + str(escape(child.tail or ""))
        row = element.tag.removeprefix(_NAMESPACE) in {"mrow", "math", "mstyle"}
        if row and following is not None and (_is_function(child) or _is_function(following)):
            signs = {name.tag.removeprefix(_NAMESPACE) for name in (child, following)}
            yield "" if "mo" in signs or "mspace" in signs else "<mtext>\u2009</mtext>"


def _is_function(element: ET.Element) -> bool:
    """Say whether an element is `log` or the like, with an index or an exponent perhaps."""
    if element.tag.removeprefix(_NAMESPACE) in {"msup", "msub", "msubsup"}:
        element = element[0]
    return element.text in s.FUNCTIONS


def _written(element: ET.Element) -> str:
    """Write an element again, if it and everything in it are on the lists."""
    name = element.tag.removeprefix(_NAMESPACE)
    if name not in _ELEMENTS:
        raise ValueError(name)
    kept = [
        f' {key}="{escape(value)}"'
        for key, value in element.attrib.items()
        if key in _ATTRIBUTES and _VALUE.fullmatch(value)
    ]
    inner = "".join(_spaced(element))
    return f"<{name}{''.join(kept)}>{escape(element.text or '')}{inner}</{name}>"
