"""Links of our own texts to papers and tags of the list: `[words](paper:its-slug)`, `[words](tag:its-key)`.

They stay such until a page is made of them, for only then is known how the page leads there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from papershelf.text.escape import Html, escape_html
from papershelf.text.names import SLUG

Leads = Callable[[str], str | None]
"""Says to which address a reference such as `tag:kettles` leads on the page; None: nowhere, and its words stay."""

SCHEMES = frozenset({"paper", "tag"})

_REFERENCE = re.compile(rf"(?:paper|tag):{SLUG}")
_LINK = re.compile(r'<a href="((?:paper|tag):[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def is_reference(url: str) -> bool:
    """Whether a link's address names a paper or a tag by what could be its name."""
    return _REFERENCE.fullmatch(url) is not None


def lead(html: Html, leads: Leads | None) -> Html:
    """Give the references of sanitised HTML their addresses; one that leads nowhere becomes its words.

    Args:
        html: What the sanitiser wrote, with references as the addresses of links.
        leads: Where they lead; None: nowhere.
    """

    def replaced(found: re.Match[str]) -> str:
        address = leads(found[1]) if leads is not None else None
        return found[2] if address is None else f'<a href="{escape_html(address)}">{found[2]}</a>'

    return Markup(_LINK.sub(replaced, html))
