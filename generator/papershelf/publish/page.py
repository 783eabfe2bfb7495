"""A page before it is rendered, and the site that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from papershelf.addresses import CARD, HOME, file_path
from papershelf.model import Paper, Tag, Topic
from papershelf.publish import cards, search
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.look import CC_BY, THEMES, Colours, Licence

FAVICON = "/assets/images/favicon.svg"
"""The icon of a list that has none of its own."""


MOST_IN_BIBLIOGRAPHY = 500
"""A longer bibliography of an anthology is that of all papers."""


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
    anthology: bool = False
    """Whether papers share files, and long lists have several pages (`anthology.py`)."""
    search_whole_up_to: int = search.WHOLE_UP_TO
    """Up to how many papers the search is fetched whole; of a longer list, it is in shards."""
    description: str = ""
    """One sentence about the site, plain text."""
    copyright: str = ""
    """Whose the site is and what may be done with it, as HTML of the settings' own."""
    words: Words = ENGLISH
    """What the site says, in the language of its pages."""
    licence: Licence | None = None
    """That of summaries, where the settings name one."""
    footer: str = ""
    """A sentence for the foot of every page, in Markdown."""
    home: str = ""
    """What the home page says below the name, in Markdown; empty: how many papers there are."""
    icon: str = FAVICON
    """The picture that browsers show beside the title."""
    logo: str = ""
    """The path of the picture beside the name; empty: there is none."""
    colours: Colours = THEMES
    card_logo: bytes = b""
    """The picture at the foot of cards, as PNG; empty: the mark of Papershelf."""

    @property
    def longest_bibliography(self) -> int | None:
        """Of how many papers a tag or topic has a bibliography beside its page; None: of any number."""
        return MOST_IN_BIBLIOGRAPHY if self.anthology else None

    @property
    def licence_name(self) -> str:
        """What people call the licence of summaries."""
        return (self.licence or CC_BY).name


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
    asked: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What else the context has, by name: the attribute of a catalog and the key in it that are asked for it."""
    edit: str | None = None
    """The project file behind the page."""
    about: Paper | Tag | Topic | None = None
    """What the page is the page of, for its metadata."""
    card: Callable[[], cards.Card] | None = field(default=None, compare=False)
    """Composes what stands for it where it is shared, which no page holds; None: the card of the whole list."""

    @property
    def picture(self) -> str:
        """The path of its card in the site."""
        return file_path(f"{HOME if self.card is None else self.address}{CARD}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A page that need not be composed where it would be what it was."""

    address: str
    """As that of `Page`; so is the next."""
    edit: str | None
    made_from: object
    """All that the page is composed of, besides what every page is made with."""
    about: Paper | None = None
    """The paper whose page it is."""
    answered: tuple[str, ...] = ()
    """What a catalog says of this paper and makes of nothing else: none of it needs to be asked again."""
    compose: Callable[[], Page]
