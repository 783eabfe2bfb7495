"""Feeds: Atom (RFC 4287) and JSON Feed 1.1 of the list, a topic or a tag.

Written with the standard library: Atom is one small vocabulary of XML, and the feed libraries
bring lxml along and read the clock for `updated`, so that no two builds would be the same.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from papershelf.addresses import ATOM, JSON_FEED, depth_of, paper_url
from papershelf.catalog.catalog import Catalog, newest_first
from papershelf.model import LinkKind, Paper
from papershelf.publish.formats.citation import known_url, on_one_line
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.look import Licence
from papershelf.text import MOST_NAMED, Leads, escape_html, may_link, separator_of, summary_plain_html

NEWEST = 50
"""How many entries a feed holds at most. A reader that polls daily misses nothing until more than
50 papers of one tag arrive in a day; all 749 at once would cost every reader 750 KB a poll."""

_LISTS = uuid.UUID("9f310093-b73e-4783-946b-9040aded1447")
"""The name space of lists. It was drawn once; changing it would make every entry new."""
_NEVER = "2000-01-01"
"""The day of a feed that no paper has been in yet; Atom demands one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says about itself."""

    title: str
    description: str
    page: str
    """The page it follows, from the site's root: `/tags/x/`."""
    author: str
    """Who writes the summaries: the list, by its name."""
    papers: tuple[Paper, ...]
    """Its entries, the newest first."""


class _Entry(NamedTuple):
    """A paper in both formats."""

    atom: str
    json: str


class Writer:
    """Writes feeds; the entry of a paper, which is in many of them, is made once."""

    def __init__(
        self,
        catalog: Catalog,
        name: str,
        address: str,
        words: Words = ENGLISH,
        licence: Licence | None = None,
    ) -> None:
        """Prepare to write the feeds of a catalog.

        Args:
            catalog: The list.
            name: The site's name.
            address: The site's address without a slash at its end. If there is none, addresses in
                feeds are relative to the feed itself, which Atom allows and every base resolves.
            words: The site's own.
            licence: That of summaries, where the settings name one.
        """
        self._words, self._licence = words, licence
        self._catalog = catalog
        self._address = address
        # Two lists may hold one paper under one id: its entries differ by the site's address, or else by its name.
        self._list = address or name
        self._papers = uuid.uuid5(_LISTS, self._list)
        self._newest = max((paper.added for paper in catalog.papers), default=_NEVER)
        self._entries: dict[tuple[str, str], _Entry] = {}

    def made_from(self, feed: Feed, homes: Sequence[str]) -> object:
        """All that a feed is made from, at the address of its page and at former ones.

        Args:
            feed: What it says.
            homes: Where its files are published, as `to_atom` has it.
        """
        leads = self._catalog.references if any(may_link(paper.summary) for paper in feed.papers) else None
        day = None if feed.papers else self._newest
        return feed, homes, self._catalog.library.vocabulary, leads, day

    def to_atom(self, feed: Feed, home: str) -> str:
        """The feed as Atom.

        Args:
            feed: What it says.
            home: Where the file is published, from the site's root. That is the folder of the page,
                or a former address of it; the feed's identity belongs to this place.
        """
        root = self._root(home)
        shell = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": self._words.code})
        _add(shell, "id", _feed_id(self._list, home))
        _add(shell, "title", feed.title)
        _add(shell, "subtitle", feed.description)
        if self._licence:
            _add(shell, "rights", self._licence.name)
            _add(shell, "link", rel="license", href=self._licence.url)
        _add(shell, "updated", _moment(feed.papers[0].added if feed.papers else self._newest))
        ET.SubElement(_add(shell, "author"), "name").text = feed.author
        _add(shell, "link", rel="self", type="application/atom+xml", href=f"{root}{feed.page}{ATOM}")
        _add(shell, "link", rel="alternate", type="text/html", href=f"{root}{feed.page}")
        head = ET.tostring(shell, encoding="unicode").removesuffix("</feed>")
        entries = "\n".join([self._entry(paper, root).atom for paper in feed.papers])
        return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{entries}\n</feed>\n'

    def to_json(self, feed: Feed, home: str) -> str:
        """The feed as JSON Feed; the arguments are those of `to_atom`."""
        root = self._root(home)
        head: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.description,
            "home_page_url": f"{root}{feed.page}",
            "feed_url": f"{root}{feed.page}{JSON_FEED}",
            "language": self._words.code,
            "authors": [{"name": feed.author}],
        }
        if self._licence:
            # The format has no field for it, and leaves names with an underscore to everyone.
            head["_licence"] = {"name": self._licence.name, "url": self._licence.url}
        items = ",\n".join([self._entry(paper, root).json for paper in feed.papers])
        return f'{_json(head)[:-1]}, "items": [\n{items}\n]}}\n'

    def _leads(self, root: str) -> Leads:
        """Where links to papers and tags of the list lead."""
        return self._catalog.leads(lambda address: f"{root}{address}")

    def _root(self, home: str) -> str:
        """What comes before an address such as `/papers/x/` in a file of that folder."""
        return self._address or "/".join([".."] * depth_of(home)) or "."

    def _id(self, paper: Paper) -> str:
        """What makes an entry the same one for good: its list and its stored id, never its slug, title or tags."""
        return uuid.uuid5(self._papers, paper.id).urn

    def _entry(self, paper: Paper, root: str) -> _Entry:
        """A paper's entry, made once for all feeds whose files say the same before addresses."""
        if (found := self._entries.get(key := (paper.slug, root))) is None:
            told = self._id(paper), root, self._content(paper, self._leads(root))
            found = self._entries[key] = _Entry(self._atom_entry(paper, *told), self._json_item(paper, *told))
        return found

    def _atom_entry(self, paper: Paper, identity: str, root: str, content: str) -> str:
        entry = ET.Element("entry", {"xml:lang": self._words.foreign} if self._words.foreign else {})
        _add(entry, "id", identity)
        _add(entry, "title", _title(paper))
        _add(entry, "published", _moment(paper.added))
        # No later day is known: the list keeps no date of a change, and a build asks nobody.
        _add(entry, "updated", _moment(paper.added))
        for author in paper.authors[:MOST_NAMED]:
            ET.SubElement(_add(entry, "author"), "name").text = author.shown
        _add(entry, "link", rel="alternate", type="text/html", href=f"{root}{paper_url(paper)}")
        for url in _elsewhere(paper):
            _add(entry, "link", rel="related", href=url)
        _add(entry, "content", content, type="html")
        return ET.tostring(entry, encoding="unicode")

    def _json_item(self, paper: Paper, identity: str, root: str, content: str) -> str:
        item = {
            "id": identity,
            "url": f"{root}{paper_url(paper)}",
            "external_url": known_url(paper),
            "title": _title(paper),
            "content_html": content,
            "date_published": _moment(paper.added),
            "authors": [{"name": author.shown} for author in paper.authors[:MOST_NAMED]],
            "tags": [tag.label for tag in self._catalog.tags_of(paper)],
            "language": self._words.foreign,
        }
        return _json({name: value for name, value in item.items() if value})

    def _content(self, paper: Paper, leads: Leads) -> str:
        """What it shows and the summary as HTML, below its origin; never empty, as JSON Feed demands."""
        origin = " · ".join(filter(None, (self._authors(paper), paper.venue, paper.year)))
        byline = f"<p>{escape_html(origin)}</p>\n" if origin else ""
        finding = f"<p><strong>{escape_html(paper.finding)}</strong></p>\n" if paper.finding else ""
        missing = self._words.say("Nobody has summarised this paper yet.")
        summary = str(summary_plain_html(paper.summary, leads)) if paper.summary else f"<p>{escape_html(missing)}</p>"
        return byline + finding + summary

    def _authors(self, paper: Paper) -> str:
        left = len(paper.authors) - MOST_NAMED
        named = separator_of(paper.authors).join(author.shown for author in paper.authors[:MOST_NAMED])
        if left <= 0:
            return named
        return self._words.counted(left, "%(names)s and %(num)s more", "%(names)s and %(num)s more", names=named)


def newest(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """What a feed of some papers holds; those of one day keep their order."""
    return tuple(newest_first(papers)[:NEWEST])


def latest(papers: Sequence[Paper]) -> list[Paper]:
    """The papers of the last days, as many days as fill a feed; which papers of one day are in it, their order says."""
    days = sorted([paper.added for paper in papers], reverse=True)[:NEWEST]
    return [paper for paper in papers if paper.added >= days[-1]]


def _feed_id(list_name: str, home: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{list_name}{home}{ATOM}").urn


def _title(paper: Paper) -> str:
    return on_one_line(paper.title) or paper.id


def _elsewhere(paper: Paper) -> list[str]:
    """Addresses that belong to the paper: its own first, then code, data and demonstrations."""
    links = [link.url for link in paper.links if link.kind is not LinkKind.OTHER]
    return list(dict.fromkeys(filter(None, (known_url(paper), *links))))


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text
    return child


_json = json.JSONEncoder(ensure_ascii=False).encode
