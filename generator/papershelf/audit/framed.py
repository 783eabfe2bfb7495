"""Pages in a frame that many have in common: the frame is read once, and of each page only what is its own.

Around a paper are head, header and foot of the site, which are longer than all that is between them. So whoever puts a
page together may say of what, and its texts are read in a hollow frame: the same elements around each place that is
filled in, and nothing else. That is as good as to read it whole, as long as no text reaches out of its place, as one
does whose tag closes an element of the frame. Two comments tell, one before and one after each place: a parser adds
them to the element that is open (https://html.spec.whatwg.org/multipage/parsing.html), so they are in the same one only
where a text closes all that it opens, and nothing else. Where that is not so, or where anything is wrong, the page is
read whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from papershelf.audit.files import MAX_BYTES
from papershelf.audit.hashes import sha256
from papershelf.audit.html import inspect_elements, inspect_policy
from papershelf.audit.inspection import Findings, Inspection
from papershelf.audit.report import Page, page_at
from papershelf.audit.verdicts import Verdict

_SIGN = "\uf8ff"
"""A sign for private use: no page that has it is read in a hollow frame."""
_MARK = re.compile(f"(?:<!--)?{_SIGN} ([0-9]+) {_SIGN}(?:-->)?")
"""What stands for a text."""
_MARKUP = re.compile("[<>\"'`]")
"""What may end a value, or a text that can hold no elements."""

_PLAIN = frozenset(
    {"html", "head", "title", "body", "article", "aside", "div", "footer", "header", "main", "nav", "section"}
    | {"a", "li", "link", "meta", "ol", "p", "span", "ul"}
)
"""Elements that may be around a place: in others, such as tables, a parser moves things about."""


class Framed(NamedTuple):
    """A page as its frame, and what that is filled in with."""

    frame: tuple[str, ...]
    """The text of the frame, and in every second place the name of what is filled in there."""
    texts: Mapping[str, str]
    """What is filled in, by name."""

    def whole(self) -> str:
        """The text of the page."""
        return _fill(self.frame, self.texts)


class _Hollow(NamedTuple):
    """What is left of a frame around its places, and what was found in all of it."""

    parts: tuple[str, ...]
    """As those of a frame, with a comment before and one after each place that can hold elements."""
    marks: tuple[str, ...]
    """What these comments say."""
    values: frozenset[str]
    """The names of what is filled in where there can be text only, such as in an attribute."""
    findings: Findings


class Frames:
    """The frames of one site, as they become known."""

    def __init__(self, inspection: Inspection, apart: Inspection) -> None:
        """Prepare to read.

        Args:
            inspection: That of the pages.
            apart: Another one on the same terms, for what is read apart from its pages.
        """
        self._inspection = inspection
        self._apart = apart
        self._known: dict[tuple[tuple[str, ...], str], _Hollow | None] = {}

    def read(self, path: str, raw: bytes, framed: Framed) -> Verdict | None:
        """What is found in a page, which is what is found where it is read whole.

        Args:
            path: The file's path, relative to the site.
            raw: Its bytes.
            framed: Of what they are made.

        Returns:
            None, where it has to be read whole.
        """
        page = page_at(path, framed.whole())
        if _SIGN in page.source or len(raw) > MAX_BYTES or page.source.encode(errors="ignore") != raw:
            return None
        hollow = self._hollow(framed.frame, page)
        if hollow is None or any(_MARKUP.search(framed.texts[name]) for name in hollow.values):
            return None
        inspection = self._inspection
        inspection.begin()
        ids = inspect_elements(inspection, page, _parse(_fill(hollow.parts, framed.texts)))
        if not _are_in_place(inspection.comments, hollow.marks) or not inspection.add(page, ids, hollow.findings):
            return None
        verdict = inspection.end(sha256(raw))
        return verdict if verdict.is_clean else None

    def _hollow(self, frame: tuple[str, ...], page: Page) -> _Hollow | None:
        """A frame of pages in the same folder, hollowed out; None: pages in it are read whole."""
        if page.parent is None:  # a page that others have no more than the frame in common with
            return None
        key = frame, page.parent
        if key not in self._known:
            self._known[key] = self._hollow_out(frame, page)
        return self._known[key]

    def _hollow_out(self, frame: tuple[str, ...], page: Page) -> _Hollow | None:
        places = range(1, len(frame), 2)
        # Where a comment is none, such as in a title, there can be text only.
        can_hold = _places(_parse(_marked(frame, frozenset(places))))
        marked = _marked(frame, can_hold)
        findings, parts = self._findings(frame[0], marked, page), _hollow_parts(marked)
        if _SIGN in "".join(frame) or findings is None or parts is None or [*map(int, parts[1::2])] != [*places]:
            return None
        for place in places:
            parts[place] = frame[place]
            if place in can_hold:
                parts[place - 1] += f"<!--{_mark(place)}-->"
                parts[place + 1] = f"<!--{_mark(place)}-->{parts[place + 1]}"
        values = frozenset(frame[place] for place in places if place not in can_hold)
        return _Hollow(tuple(parts), tuple(map(_mark, sorted(can_hold))), values, findings)

    def _findings(self, head: str, marked: str, page: Page) -> Findings | None:
        """What is found in a frame on any page of the folder; None: more than that, or it is another on each."""
        # What leads to a file from a folder that is not there leads to it from any folder beside.
        inspection, beside = self._apart, page_at(f"{page.parent}{_SIGN}/{page.path.rpartition('/')[2]}")
        root = _parse(marked)
        for node in root.traverse():
            if _is_marked(node):  # it is read on each page
                _strip(node)
        inspection.begin()
        if inspection.policy is not None:  # which is stated before anything that is another on each page
            inspect_policy(inspection, beside, LexborHTMLParser(head, scripting=True).head)
        return inspection.findings(beside, inspect_elements(inspection, beside, root))


def _fill(parts: Sequence[str], texts: Mapping[str, str]) -> str:
    filled = list(parts)
    filled[1::2] = [texts[name] for name in filled[1::2]]
    return "".join(filled)


def _mark(place: int) -> str:
    return f"{_SIGN} {place} {_SIGN}"


def _marked(frame: Sequence[str], can_hold: AbstractSet[int]) -> str:
    """A frame with a mark in each place: a comment where elements can be."""
    marked = list(frame)
    for place in range(1, len(frame), 2):
        marked[place] = f"<!--{_mark(place)}-->" if place in can_hold else _mark(place)
    return "".join(marked)


def _places(root: LexborNode) -> frozenset[int]:
    """The places that are marked by a comment."""
    said = (node.comment_content or "" for node in root.traverse() if node.is_comment_node)
    return frozenset({int(mark[1]) for mark in map(_MARK.fullmatch, said) if mark})


def _is_marked(node: LexborNode) -> bool:
    """Whether an attribute of an element holds a place."""
    return any(_SIGN in (value or "") for value in node.attributes.values())


def _strip(node: LexborNode) -> None:
    for name in list(node.attributes):
        del node.attrs[name]


def _hollow_parts(marked: str) -> list[str] | None:
    """What is around the marks of a frame, and their numbers in every second place; None: it is not that simple."""
    tree = LexborHTMLParser(marked, scripting=True)
    if tree.root is None:
        return None
    _empty(tree.root)
    html = tree.html or ""
    is_plain = all(node.tag in _PLAIN or node.is_comment_node for node in tree.root.traverse())
    is_same = LexborHTMLParser(html, scripting=True).html == html
    return list(_MARK.split(html)) if is_plain and is_same else None


def _empty(node: LexborNode) -> None:
    """Take away what has no mark, and what an element says besides."""
    if not _is_marked(node):
        _strip(node)
    for child in list(node.iter(include_text=True)):
        if _SIGN not in (child.html or ""):
            child.decompose()
        elif child.is_element_node:
            _empty(child)


def _parse(source: str) -> LexborNode:
    root = LexborHTMLParser(source, scripting=True).root
    assert root is not None, "there is one, whatever a page holds"
    return root


def _are_in_place(comments: Sequence[tuple[str, int]], marks: Sequence[str]) -> bool:
    """Whether there are two comments of each mark, and both are in the same element."""
    found = [comment for comment in comments if comment[0] in marks]
    return len(found) == 2 * len(marks) == 2 * len(set(found))
