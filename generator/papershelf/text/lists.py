"""Lists that people keep in Markdown, as HTML for a program to read; never to be published.

The dialect is GitHub's (https://github.github.com/gfm/) as far as lists use it: CommonMark with tables, and HTML
within. Addresses are as they are written, also those that no reader should follow: who reads them judges them.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LINE = "data-line"
"""The attribute with the line, counted from 1, in which an element begins."""
DEEPEST = 100
"""Levels of the parser, two to a list. What is nested deeper, it drops; and its work stays linear."""

_MARKED = frozenset({"heading_open", "list_item_open", "paragraph_open", "tr_open"})
_BRACKET = re.compile(r"[\[\]]")
_BLOCK = re.compile(r"<(tr|li|p|div|dt|dd|summary|h[1-6])(?=[\s>])", re.IGNORECASE)


def list_html(markdown: str) -> tuple[str, int | None]:
    """The HTML of a list, and the first line that is nested too deep to be read; None where all is read.

    Blocks have the attribute `LINE`.
    """
    tokens = _PARSER.parse(markdown)
    too_deep = None
    for token in tokens:
        if token.map is None:
            continue
        if token.level >= DEEPEST - 1 and too_deep is None:
            too_deep = token.map[0] + 1
        if token.type in _MARKED:
            token.attrSet(LINE, str(token.map[0] + 1))
        elif token.type == "html_block":
            _mark_html(token, token.map[0] + 1)
    return _PARSER.renderer.render(tokens, _PARSER.options, {}), too_deep


def _mark_html(token: Token, first: int) -> None:
    """Give the elements of HTML within Markdown their lines; of two such attributes a browser takes the first."""
    rows = token.content.split("\n")
    token.content = "\n".join(_BLOCK.sub(rf'<\g<1> {LINE}="{first + number}"', row) for number, row in enumerate(rows))


_MOST_OPEN = 50
"""Brackets that a paragraph may leave open; for each the parser looks through the rest of it for a link's end."""


def _flatten_brackets(state: StateCore) -> None:
    """Let the brackets of a paragraph that leaves many open be text, so that its time is linear."""
    for token in state.tokens:
        if token.type == "inline" and _opened(token.content) > _MOST_OPEN:
            token.content = token.content.replace("[", "&#91;").replace("]", "&#93;")


def _opened(text: str) -> int:
    """The most brackets that are open at one place of a text."""
    if text.count("[") <= _MOST_OPEN:
        return 0
    depth = most = 0
    for bracket in _BRACKET.findall(text):
        depth = max(depth + (1 if bracket == "[" else -1), 0)
        most = max(most, depth)
    return most


_PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable("table")
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
_PARSER.core.ruler.before("inline", "brackets", _flatten_brackets)
