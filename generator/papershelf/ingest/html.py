"""Saved pages as a browser reads them: the one door to the parser, and what readers of pages share."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Element", "is_page", "parse", "text_of"]

Element = LexborNode
"""An element of a page; it is asked by CSS selectors."""

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FIRST = 4_000
"""How far into a file its first element is looked for: browsers put a comment with the address before it."""


def is_page(text: str) -> bool:
    """Whether a text begins as an HTML page."""
    return _PAGE.match(text[:_FIRST]) is not None


def parse(text: str) -> LexborHTMLParser:
    """The tree of a page or of a part of one. Nothing in it is run or loaded."""
    return LexborHTMLParser(text)


def text_of(element: Element | None) -> str:
    """What a reader sees of an element, on one line."""
    return "" if element is None else " ".join(element.text(deep=True).split())
