"""A page before it is rendered, and the site that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from papershelf.addresses import CARD, HOME, file_path
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper, Tag, Topic
from papershelf.publish import cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What pages need to know about where they are published."""

    name: str
    url: str | None = None
    """The address of the site without a slash at its end; None while nobody has said it."""
    repository: str | None = None
    """The address of the repository; None: no links that lead to it."""
    edit: str | None = None
    """The address behind which a file's path opens it in an editor; None: nobody has said it."""
    cards: bool = False
    """Whether pages have cards: pictures that are drawn apart from the pages."""
    description: str = ""
    """One sentence about the site, plain text."""
    copyright: str = ""
    """Whose the site is and what may be done with it, as HTML of the settings' own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered."""

    address: str
    """From the site's root: `/papers/x/`."""
    template: str
    title: str
    """Plain text, as shown."""
    description: str
    """One plain sentence for search engines and link previews."""
    context: dict[str, Any] = field(default_factory=dict)
    edit: str | None = None
    """The project file behind the page."""
    about: Paper | Tag | Topic | None = None
    """What the page is the page of, for its metadata."""
    card: cards.Card | None = None
    """What stands for it where it is shared; None: the card of the whole list."""

    @property
    def picture(self) -> str:
        """The path of its card in the site."""
        return file_path(f"{HOME if self.card is None else self.address}{CARD}")


def how_many(catalog: Catalog) -> str:
    """The number of papers for a sentence, with the space behind it; nothing for a list that has none yet."""
    return f"{len(catalog.papers):,} " if catalog.papers else ""
