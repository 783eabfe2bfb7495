"""One inspection: the site, the scripts that may run, and what was found so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import groupby
from sys import intern
from typing import NamedTuple
from urllib.parse import unquote

from papershelf.audit.policy import is_within, parse_policy
from papershelf.audit.report import Page, Report, page_at, quote
from papershelf.audit.urls import External, Fault, Internal, Site, clean, has_scheme
from papershelf.audit.verdicts import Anchor, Verdict

DROP = "Remove it from the template or the text that it comes from"
_FILL_IN = "Write the address that is meant, or take the link away"
_KEEP_LOCAL = "Serve the file from this site, or make it a link that readers follow"


MOST_KNOWN = 1 << 16
"""So many addresses are remembered at once."""
_NONE: Mapping[str | None, str] = {}


class Findings(NamedTuple):
    """What is found in a part of a page that other pages of its folder have, too, where nothing is wrong with it."""

    ids: tuple[str, ...]
    links: frozenset[str]
    """The other files of the site that it links to."""
    links_here: bool
    """Whether it links to its page."""
    places: tuple[Anchor, ...]
    """The places within its page that it links to."""


class Inspection:
    """What readers of all kinds of file share."""

    def __init__(self, site: Site, trusted: frozenset[str], policy: str | None) -> None:
        self.site = site
        self.trusted = trusted
        self.policy = None if policy is None else parse_policy(policy)
        # A site's pages state one or two policies.
        self.is_strict = lru_cache(maxsize=16)(self._is_strict)
        self.report = Report()
        self._near: dict[str, dict[str | None, str]] = {}
        self._far: dict[str, dict[str | None, str]] = {}
        self._count_known = 0
        self._begin()

    def _begin(self) -> None:
        """Forget the file before."""
        self._ids: str | None = None
        self._anchors_here: dict[Internal, Anchor] = {}
        """Places within the file under inspection that it links to."""
        self._anchors: dict[Internal, Anchor] = {}
        """Places in other pages that it links to, for when all ids are known."""
        self._links: set[str] = set()
        self._hashed = 0
        self.met: set[str] = set()
        """Elements of the page that ask for another reading, by their names."""
        self.comments: list[tuple[str, int]] = []
        """What comments say, and a number for the element that each is in."""

    def begin(self) -> None:
        """Begin with a file."""
        self._begin()
        self._reported = self.report.count

    def end(self, digest: str) -> Verdict:
        """What was found in the file that was begun.

        Args:
            digest: The hash of its bytes.
        """
        # What rests on the bytes of other files is asked anew each time.
        is_clean = self.report.count == self._reported and not self._hashed
        anchors, links = tuple(self._anchors.values()), tuple(sorted(self._links))
        return Verdict(digest=digest, ids=self._ids, anchors=anchors, links=links, is_clean=is_clean)

    def findings(self, page: Page, ids: Iterable[str]) -> Findings | None:
        """What was found in the part of a page that was begun; None: more than that.

        Args:
            page: The page.
            ids: Those of the part.
        """
        is_more = self._reported != self.report.count or self._hashed or self._anchors or self.met
        places = tuple(anchor._replace(file="") for anchor in self._anchors_here.values())
        links_here = page.path in self._links
        return None if is_more else Findings(tuple(ids), frozenset(self._links - {page.path}), links_here, places)

    def add(self, page: Page, ids: Iterable[str], found: Findings) -> bool:
        """Add what is found in a part of the page that was begun, and end it.

        Args:
            page: The page.
            ids: Those of all else.
            found: What is found in the part.

        Returns:
            Whether that is all there is to find; otherwise it has to be read as a whole.
        """
        every = [*ids, *found.ids]
        unique = frozenset(every)
        self._links.update(found.links, [page.path] if found.links_here else ())
        for anchor in found.places:
            self._anchors_here.setdefault(Internal(page.path, anchor.fragment), anchor._replace(file=page.path))
        self.end_page(page, unique)
        return len(unique) == len(every) and not self.met

    def _is_strict(self, policy: str) -> bool:
        """Whether a page's policy allows nothing that the site's does not."""
        return self.policy is not None and is_within(parse_policy(policy), self.policy)

    def hash_of(self, file: str) -> str:
        """The hash of another file of the site."""
        self._hashed += 1
        return self.site.hash_of(file)

    def inspect_address(self, page: Page, field: str, value: str, *, loaded: bool) -> str | None:
        """An address: what it leads to, and whether it may.

        Args:
            page: The file that it is in.
            field: Where it is, for a message.
            value: As it is written.
            loaded: Whether the browser follows it by itself.

        Returns:
            The file of the site that it leads to, if it is on the site.
        """
        near, far = self.links_known(page)
        if file := far.get(value) or near.get(value):
            self._links.add(file)
            return file
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
            if page.parent is not None and not place.fragment and value.startswith("../"):
                self._know(page, page.parent, value, place.file)
            return place.file
        return None

    def _know(self, page: Page, parent: str, value: str, file: str) -> None:
        if self._count_known == MOST_KNOWN:  # memory stays level
            self._near, self._far, self._count_known = {}, {}, 0
        is_far = value.startswith(page.root)
        known = self._far.setdefault(page.root, {}) if is_far else self._near.setdefault(parent, {})
        known[value] = intern(file)
        self._count_known += 1

    def links_known(self, page: Page) -> tuple[Mapping[str | None, str], Mapping[str | None, str]]:
        """Addresses that lead to the same file, and to no place in it, from all pages below the same folder.

        They are as they are written, and all begin with `../`: from there on they are read from that folder. The
        second ones begin with the way to the root of the site, and lead there from all pages of the same depth.
        """
        near = _NONE if page.parent is None else self._near.get(page.parent, _NONE)
        return near, self._far.get(page.root, _NONE)

    def follow(self, files: Iterable[str]) -> None:
        """Note that the file links to others."""
        self._links.update(files)

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
        self._links.add(intern(place.file))
        if place.fragment:
            anchors = self._anchors_here if place.file == page.path else self._anchors
            anchors.setdefault(place, Anchor(place.file, place.fragment, field, address))

    def end_page(self, page: Page, ids: AbstractSet[str]) -> None:
        """Judge the links within a page, and remember its ids for those of other pages."""
        for anchor in self._anchors_here.values():
            self._inspect_anchor(page.path, anchor, ids)
        self._ids = "\0".join(sorted(ids))

    def inspect_anchors(self, verdicts: Mapping[str, Verdict]) -> None:
        """The places in other pages that links name, once all pages are read.

        Args:
            verdicts: What was found in each file, by its path; the first that names a place is told.
        """
        first: dict[tuple[str, str], tuple[str, Anchor]] = {}
        for path, verdict in sorted([(path, verdict) for path, verdict in verdicts.items() if verdict.anchors]):
            for anchor in verdict.anchors:
                first.setdefault((anchor.file, anchor.fragment), (path, anchor))
        for file, places in groupby(sorted(first), key=lambda place: place[0]):
            if file in verdicts and (joined := verdicts[file].ids) is not None:
                ids = set(joined.split("\0"))
                for place in places:
                    self._inspect_anchor(*first[place], ids)

    def _inspect_anchor(self, path: str, anchor: Anchor, ids: AbstractSet[str]) -> None:
        if not _has_anchor(ids, anchor.fragment):
            problem = f"{quote(anchor.address)} names a place that {anchor.file} does not have"
            self.report.add(page_at(path), anchor.field, problem, "Correct the part behind #, or add the heading")


def _has_anchor(ids: AbstractSet[str], fragment: str) -> bool:
    """Whether a fragment means a place in a page of these ids."""
    # A browser takes `top` for the head of the page, and what follows `:~:` for a search.
    wanted = fragment.partition(":~:")[0]
    return wanted.lower() in ("", "top") or wanted in ids or unquote(wanted) in ids
