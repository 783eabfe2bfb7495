"""Style rules: the addresses in them, by a parser that follows the CSS Syntax standard.

The tokens are what browsers see (https://www.w3.org/TR/css-syntax-3/), escapes and unclosed ends
included. Which rule or declaration they belong to matters little: whatever could be loaded is judged,
also where a browser would drop the rule around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import tinycss2

from papershelf.audit.inspection import DROP, Inspection
from papershelf.audit.report import Page
from papershelf.audit.urls import clean

MAX_RULES = 4_000_000
"""The most style rules that are read at once, in characters: a parser in Python takes seconds for them."""

_PLAIN = re.compile(r"[^(\"'@\\]*")
"""Rules that can hold no address: no function, string, rule with a name, nor escape."""
_EARLY = re.compile(r"""@import\s*(?:url\(\s*)?["']?([^"');]*)""", re.IGNORECASE)
"""An import as Chromium looks for it ahead of its parser, where it takes escapes as they are written."""
_LOADING = frozenset(
    {"cross-fade", "image", "image-set", "src", "url", "-webkit-cross-fade", "-webkit-image-set", "-moz-image-rect"}
)
"""Functions that take an address as a string (https://www.w3.org/TR/css-images-4/, css-values-4)."""
_INERT_DATA = ("data:image/", "data:font/", "data:application/font")
"""Pictures and fonts within a style sheet: they run nothing and ask nobody."""
_BROKEN = frozenset({"bad-string", "bad-url"})


class Kind(Enum):
    """What a text in style rules may be."""

    ADDRESS = "an address, which the browser loads"
    TEXT = "a string, which `var()` may put where an address is read"
    BROKEN = "an address or a string that is cut off"
    INDIRECT = "an attribute's value is taken for an address"


class Mention(NamedTuple):
    """A text in style rules."""

    kind: Kind
    text: str


def inspect_css(inspection: Inspection, page: Page, field: str, text: str, *, is_sheet: bool = True) -> None:
    """Style rules, of a sheet or in an attribute: every address in them must be on the site."""
    if _PLAIN.fullmatch(text):
        return
    if len(text) > MAX_RULES:
        problem = f"style rules of {len(text):,} characters, and the limit is {MAX_RULES:,}"
        inspection.report.add(page, field, problem, "Split them into several files")
        return
    for kind, value in find_mentions(text, is_sheet):
        if kind is Kind.BROKEN:
            inspection.report.add(page, field, kind.value, "Close it with its quote or bracket")
        elif kind is Kind.INDIRECT:
            inspection.report.add(page, field, kind.value, DROP, at="attr(")
        elif kind is Kind.TEXT:
            inspection.inspect_text(page, field, value)
        elif (address := clean(value)) and not address.lower().startswith(_INERT_DATA):
            inspection.inspect_address(page, field, address, loaded=True)


def inspect_style_sheet(inspection: Inspection, page: Page) -> None:
    """A CSS file."""
    inspect_css(inspection, page, "css", page.source)


# The same few attributes are on most pages.
@lru_cache(maxsize=4_096)
def find_mentions(text: str, is_sheet: bool) -> tuple[Mention, ...]:
    """Every text in style rules that could be an address, in order, without repeats.

    Args:
        text: The rules.
        is_sheet: Whether they are a style sheet; otherwise an attribute, which holds no rules with a name.
    """
    early = (Mention(Kind.TEXT, match[1]) for match in _EARLY.finditer(text) if "\\" in match[1])
    tokens = tinycss2.parse_component_value_list(text)
    return tuple(dict.fromkeys(chain(_walk(tokens, is_sheet), early)))


def _walk(tokens: Sequence[Any], is_sheet: bool) -> Iterator[Mention]:
    """The texts among tokens and all that is nested in them; without recursion, which a nest could exhaust."""
    pending: list[Iterator[Mention | tuple[Sequence[Any], Kind | None]]] = [_read_level(tokens, Kind.TEXT, is_sheet)]
    while pending:
        for found in pending[-1]:
            if isinstance(found, Mention):
                yield found
            else:
                pending.append(_read_level(*found, False))
                break
        else:
            pending.pop()


def _read_level(
    tokens: Iterable[Any], strings: Kind | None, is_sheet: bool
) -> Iterator[Mention | tuple[Sequence[Any], Kind | None]]:
    """The texts among tokens of one level, and each level below with what its strings are; None: nothing.

    `is_sheet`: whether these are the outermost tokens of a style sheet, among which rules begin.
    """
    rule = ""
    begins = True
    for token in tokens:
        if token.type in ("whitespace", "comment"):
            continue
        if token.type == "at-keyword":
            rule = token.lower_value if token.lower_value != "namespace" or (is_sheet and begins) else ""
        begins = token.type == "{} block" or (token.type == "literal" and token.value in (";", "<!--", "-->"))
        if begins:
            rule = ""
        if rule == "namespace":
            continue  # a name that looks like an address, and is never loaded
        yield from _read_token(token, Kind.ADDRESS if rule == "import" else strings)


def _read_token(token: Any, strings: Kind | None) -> Iterator[Mention | tuple[Sequence[Any], Kind | None]]:
    if token.type == "url":
        yield Mention(Kind.ADDRESS, token.value)
    elif token.type == "string" and strings is not None:
        yield Mention(strings, token.value)
    elif token.type == "error" and token.kind in _BROKEN:
        yield Mention(Kind.BROKEN, "")
    elif token.type == "function":
        if token.lower_name == "attr" and strings is Kind.ADDRESS:
            yield Mention(Kind.INDIRECT, "attr()")
        yield token.arguments, Kind.ADDRESS if token.lower_name in _LOADING else Kind.TEXT
    elif token.type == "[] block":
        yield token.content, None  # a selector, whose strings are compared and not loaded
    elif token.type in ("() block", "{} block"):
        yield token.content, Kind.TEXT
