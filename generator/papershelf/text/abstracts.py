"""An abstract as safe HTML: nothing in it is markup until we made it so."""

from __future__ import annotations

import re

from markupsafe import Markup

from papershelf.text.characters import clean
from papershelf.text.escape import Html, escape_html
from papershelf.text.links import Address
from papershelf.text.repair import Segment, segments
from papershelf.text.tex.formulas import Formula
from papershelf.text.tex.mathml import mathml

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def abstract_html(raw: str) -> Html:
    """Return the repaired abstract as paragraphs with links and mathematics."""
    paragraphs = filter(None, map(str.strip, _PARAGRAPHS.split(clean(raw))))
    return Markup("\n").join(Markup("<p>{}</p>").format(inline_html(part)) for part in paragraphs)


def inline_html(raw: str) -> Html:
    """Return repaired text without paragraphs around it, for a title or a line."""
    return Markup().join(map(_html, segments(raw)))


def _html(segment: Segment) -> Html:
    if isinstance(segment, Address):
        return link_html(segment.url, segment.printed)
    if isinstance(segment, Formula):
        return mathml(segment.tex) or escape_html(segment.plain)
    return escape_html(segment)


def link_html(url: str, text: str) -> Html:
    """Return a link that passes on no credit and no window."""
    return Markup('<a href="{}" rel="nofollow noopener">{}</a>').format(url, text)
