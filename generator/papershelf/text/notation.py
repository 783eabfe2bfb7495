r"""The one notation that files have beyond plain text: `$…$` and `$$…$$` for mathematics, `\$` for a dollar.

Everything else in a file is what a reader sees. Mathematics becomes MathML where there is HTML, and
Unicode elsewhere; what cannot be read as mathematics stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

from papershelf.text.characters import clean
from papershelf.text.escape import Html, escape_html
from papershelf.text.links import Address, addresses
from papershelf.text.tex import symbols as s
from papershelf.text.tex.formulas import Formula, formula_of
from papershelf.text.tex.mathml import mathml

_DOLLARS = re.compile(r"\\\$|\$\$?")
_MARK = re.compile(r"[\\^_{]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@lru_cache(maxsize=32_768)
def plain_text(text: str) -> str:
    """Return a text with its mathematics as Unicode, for titles, search, feeds and exports."""
    if "$" not in text:
        return clean(text).strip()
    return "".join(map(_plain, _parts(clean(text)))).strip()


def abstract_html(text: str) -> Html:
    """Return an abstract as paragraphs with links and mathematics."""
    paragraphs = filter(None, map(str.strip, _PARAGRAPHS.split(clean(text))))
    return Markup("\n").join(Markup("<p>{}</p>").format(inline_html(part)) for part in paragraphs)


def inline_html(text: str) -> Html:
    """Return a line of text with links and mathematics, and no paragraph around it."""
    return Markup().join(map(_html, _parts(clean(text))))


def link_html(url: str, text: str) -> Html:
    """Return a link that passes on no credit and no window."""
    return Markup('<a href="{}" rel="nofollow noopener">{}</a>').format(url, text)


def delimited(text: str, start: int) -> tuple[str | None, int]:
    r"""Read what begins at a dollar.

    Args:
        text: The text.
        start: The place of a `$` that no backslash precedes.

    Returns:
        The formula's TeX and the place behind it; or None, and the place behind dollars that are text.
    """
    dollars = "$$" if text.startswith("$$", start) else "$"
    begin = start + len(dollars)
    end = text.find(dollars, begin)
    if end < 0:
        return None, begin
    content, after = text[begin:end], text[end + len(dollars) :][:1]
    if dollars == "$$" and _MARK.search(content):
        content = content.strip()
    if not is_formula(content, text[start - 1 : start] if start else "", after):
        return None, begin
    return content, end + len(dollars)


def is_formula(content: str, before: str, after: str) -> bool:
    """Tell mathematics between dollars from sums of money, by the characters around it."""
    if not content or content != content.strip() or content.endswith("\\") or "$" in content:
        return False
    if content in s.LONE_SIGNS:
        return True
    if "0" <= content[0] <= "9" and not _MARK.search(content):
        return False
    # R$^2$ and $\sim$4 may touch what is beside them; a sum of money does, too.
    return content[0] in "\\^_" or not (after.isdigit() or before.isalnum())


def _parts(text: str) -> Iterator[str | Formula | Address]:
    """Part a text into plain text, formulas and addresses."""
    end = 0
    for address in addresses(text):
        yield from _formulas(text[end : address.start])
        yield address
        end = address.end
    yield from _formulas(text[end:])


def _formulas(text: str) -> Iterator[str | Formula]:
    done = at = 0
    while found := _DOLLARS.search(text, at):
        at = found.end()
        if found.group() == "\\$":
            yield text[done : found.start()] + "$"
            done = at
            continue
        tex, at = delimited(text, found.start())
        formula = formula_of(tex) if tex is not None else None
        # One of spaces alone would show nothing.
        if formula is not None and formula.plain.strip():
            yield text[done : found.start()]
            yield formula
            done = at
    yield text[done:]


def _plain(part: str | Formula | Address) -> str:
    if isinstance(part, str):
        return part
    return part.plain if isinstance(part, Formula) else part.printed


def _html(part: str | Formula | Address) -> Html:
    if isinstance(part, Address):
        return link_html(part.url, part.printed)
    if isinstance(part, Formula):
        return mathml(part.tex) or escape_html(part.plain)
    return escape_html(part)
