"""A file of the site before it is written, and what a page says of itself to machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from papershelf.audit import Framed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page names for feed readers to find."""

    title: str
    kind: str
    """Its media type."""
    path: str
    """Relative to the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself to machines. Plain texts, which the theme escapes, but for one."""

    site: str
    """The site's name."""
    title: str
    description: str
    url: str | None = None
    """The page's absolute address; None while the site has none."""
    citation: tuple[tuple[str, str], ...] = ()
    """Name and value of Highwire's tags, besides title and address; of a paper only."""
    linked_data: str | None = None
    """JSON-LD, escaped so that it can be in a script element as it is."""
    feeds: tuple[FeedLink, ...] = ()
    of_paper: bool = False
    """Whether this is the page of a paper."""
    is_citable: bool = False
    """Whether programs that collect citations are told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of the site, before it is written anywhere."""

    path: str
    """Where it goes, relative to the site: `papers/x/index.md`, `data/papers.json`."""
    content: str | bytes
    edit: str | None = None
    """The project file that a person edits to change it, if there is one."""
    head: Head | None = None
    """What the page says to machines, if it is one."""
    is_kept: bool = False
    """Whether it is in the new site already, as it was in the one before; then its content was not made again."""
    framed: Framed | None = None
    """The frame and texts that its content was put together of, where that is known."""
    later: Callable[[], Artifact] | None = None
    """What makes it with its content, where that is left to whoever has time."""

    def to_bytes(self) -> bytes:
        """The content as it is written to disk."""
        return self.content.encode("utf-8") if isinstance(self.content, str) else self.content
