"""TeX into MathML, and the proof that what comes out is MathML and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert
from markupsafe import Markup, escape

from generator.prose.escape import Html
from generator.prose.tex import symbols as s

LONGEST_FORMULA = 1000
"""Characters of TeX; what is longer stays text."""
_DEEPEST = 20

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
_COMMANDS = frozenset(s.SYMBOLS) | s.FUNCTIONS | s.FONTS | frozenset(s.ACCENTS) | s.STRUCTURES | s.SPACES | s.DELIMITERS

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt",
     "mroot", "mover", "munder", "munderover", "mstyle"}
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {"display", "mathvariant", "stretchy", "fence", "form", "accent", "movablelimits", "width", "lspace"}
)
_VALUE = re.compile(r"[a-z0-9.+-]*")


@lru_cache(maxsize=4096)
def mathml(tex: str) -> Html | None:
    """Return a formula as MathML without scripts, fonts or addresses; None where that fails."""
    if len(tex) > LONGEST_FORMULA or _depth(tex) > _DEEPEST:
        return None
    if any((found.group(1) or found.group()[1:]) not in _COMMANDS for found in _COMMAND.finditer(tex)):
        return None
    try:
        tree = ET.fromstring(convert(tex))
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
    inner = "".join(_written(child) + str(escape(child.tail or "")) for child in element)
    return f"<{name}{''.join(kept)}>{escape(element.text or '')}{inner}</{name}>"
