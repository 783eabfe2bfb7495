"""One inspection: the site, the scripts that may run, and what was found so far."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from papershelf.audit.policy import parse_policy
from papershelf.audit.report import Page, Report, page_at, quote
from papershelf.audit.urls import External, Fault, Internal, Site, clean, has_scheme

DROP = "Remove it from the template or the text that it comes from"
_FILL_IN = "Write the address that is meant, or take the link away"
_KEEP_LOCAL = "Serve the file from this site, or make it a link that readers follow"


class _Mention(NamedTuple):
    """The first link to a place."""

    path: str
    field: str
    address: str


class Inspection:
    """What readers of all kinds of file share."""

    def __init__(self, site: Site, trusted: frozenset[str], policy: str | None) -> None:
        self.site = site
        self.trusted = trusted
        self.policy = None if policy is None else parse_policy(policy)
        self.report = Report()
        self._ids: dict[str, str] = {}
        """The ids of each page, joined by NUL, which no parsed id can contain."""
        self._anchors_here: dict[Internal, _Mention] = {}
        """Places within the page under inspection that it links to."""
        self._anchors: dict[Internal, _Mention] = {}
        """Places in other pages that are linked to, for when all ids are known."""

    def inspect_address(self, page: Page, field: str, value: str, *, loaded: bool) -> None:
        """An address: what it leads to, and whether it may; `loaded` if the browser follows it by itself."""
        address = clean(value)
        place = self.site.locate(page, address)
        if not address:
            # A browser takes it for the page itself, which nobody means.
            self.report.add(page, field, "an empty address", _FILL_IN, at=f"{field.strip('<>').partition(' ')[2]}=")
        elif isinstance(place, Fault):
            self.report.add(page, field, place.problem, place.remedy, at=value)
        elif isinstance(place, External):
            if loaded:
                problem = f"{quote(address)} is a request to another host"
                self.report.add(page, field, problem, _KEEP_LOCAL, at=value)
        else:
            self._inspect_internal(page, field, address, place)

    def inspect_text(self, page: Page, field: str, value: str) -> None:
        """A text that may become an address: it may be anything but one of another host."""
        place = self.site.locate(page, clean(value))
        if (isinstance(place, External) and place.scheme != "mailto") or (
            isinstance(place, Fault) and place.is_elsewhere
        ):
            self.inspect_address(page, field, value, loaded=True)

    def _inspect_internal(self, page: Page, field: str, address: str, place: Internal) -> None:
        if page.path == "404.html" and address[:1] not in ("/", "#") and not has_scheme(address):
            # This page is shown at addresses of any depth.
            problem = f"{quote(address)} is relative, and 404.html is shown at any address"
            self.report.add(page, field, problem, "Write the address from the root of the host", at=address)
        if place.fragment:
            anchors = self._anchors_here if place.file == page.path else self._anchors
            anchors.setdefault(place, _Mention(page.path, field, address))

    def begin_page(self) -> None:
        """Forget the links within the page before."""
        self._anchors_here.clear()

    def end_page(self, page: Page, ids: AbstractSet[str]) -> None:
        """Judge the links within a page, and remember its ids for those of other pages."""
        self._inspect_anchors(self._anchors_here, ids)
        self._ids[page.path] = "\0".join(sorted(ids))

    def inspect_anchors(self) -> None:
        """The places in other pages that links name, once all pages are read."""
        for file, places in groupby(sorted(self._anchors), key=lambda place: place.file):
            if file in self._ids:
                mentions = {place: self._anchors[place] for place in places}
                self._inspect_anchors(mentions, set(self._ids[file].split("\0")))

    def _inspect_anchors(self, anchors: Mapping[Internal, _Mention], ids: AbstractSet[str]) -> None:
        for place, (path, field, address) in anchors.items():
            if not _has_anchor(ids, place.fragment):
                problem = f"{quote(address)} names a place that {place.file} does not have"
                self.report.add(page_at(path), field, problem, "Correct the part behind #, or add the heading")


def _has_anchor(ids: AbstractSet[str], fragment: str) -> bool:
    """Whether a fragment means a place in a page of these ids."""
    # A browser takes `top` for the head of the page, and what follows `:~:` for a search.
    wanted = fragment.partition(":~:")[0]
    return wanted.lower() in ("", "top") or wanted in ids or unquote(wanted) in ids
