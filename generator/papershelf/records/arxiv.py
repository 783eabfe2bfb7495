"""arXiv's XML: the Atom of its API, the RSS and Atom of its categories, and the RSS that it had until 2024.

Forms: https://info.arxiv.org/help/api/user-manual.html (3.3.2, entries; 3.4, errors) and
https://info.arxiv.org/help/rss_specifications.html; the feeds of a category state who wrote a paper as one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from papershelf.records.record import Record, from_whole, identifiers, line, whole_list
from papershelf.text import IdentifierKind, from_html, identify

SOURCE = "arXiv"
_SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "arxiv": "http://arxiv.org/schemas/atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rss1": "http://purl.org/rss/1.0/",
}
_FEED = f"{{{_SPACES['atom']}}}feed"
_ENTRIES = ("atom:entry", "channel/item", "rss1:item")
_OLD_FEED = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_ANNOUNCED = re.compile(r"\A(?:(?:arXiv:\S+\s+)?Announce Type:\s*\S+\s+)?(?:Abstract:\s*)?", re.IGNORECASE)
"""What the feeds of a category put before an abstract."""
_OLD_TITLE = re.compile(r"\.?\s*\(arXiv:(?P<number>\S+)(?:\s+\[[^\]]*\])?(?:\s+[A-Z]+)*\)\s*$")
"""What the feeds had behind a title until 2024: `(arXiv:1912.00001v1 [cs.CL] UPDATED)`."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PARTS = re.compile(r",\s+(?!(?:[JS]r\b\.?|I{2,3}|IV)(?:,|$))(?:and\s+)?|\s+and\s+")
"""Between two names; `Jr.` is a part of one."""
_AFFILIATION = re.compile(r"\s*\([^()]*\)")
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|work|preprint)(?: \w+){0,3} (?:has|have|is|was)"
    r"(?: been)? (?:\w+ )?(?:withdrawn|retracted)\b|^\W*(?:withdrawn|retracted)\b",
    re.IGNORECASE,
)


class Unreadable(ValueError):
    """Text that is not a feed, or declares what a feed has no need of."""


class Refused(ValueError):
    """arXiv's words of why it did not answer a request."""


def parse(document: bytes | str) -> Element:
    """The root of a feed.

    Raises:
        Unreadable: It is not well-formed, declares a document type (and with it entities), or is not a feed.
    """
    try:
        root: Element = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise Unreadable("no well-formed XML, or a document type is declared") from None
    if root.tag not in (_FEED, "rss", _OLD_FEED):
        raise Unreadable("no Atom feed and no RSS")
    return root


def entries(feed: Element) -> list[Element]:
    """The papers of a feed, each an element for `read_entry`; what else it holds is passed over.

    Raises:
        Refused: It is the answer to a request that was wrong.
    """
    found = [entry for path in _ENTRIES for entry in feed.iterfind(path, _SPACES)]
    for entry in found:
        if "/api/errors" in _text(entry, "atom:id"):
            raise Refused(_text(entry, "atom:summary")[:120])
    return found


def read_entry(entry: Element) -> Record | None:
    """What a feed says of a paper; None where no number is known, as of one that was asked for in vain.

    Raises:
        Rejected: It holds half a character.
    """
    title = _text(entry, "atom:title", "title", "rss1:title")
    old = _OLD_TITLE.search(title)
    number = old["number"] if old is not None else _number(entry)
    arxiv, doi = identifiers(number, _text(entry, "arxiv:doi", "arxiv:DOI").partition(" ")[0] or None)
    if arxiv is None:
        return None
    abstract = _shown(_text(entry, "atom:summary", "description", "rss1:description"), "<p>")
    abstract = _ANNOUNCED.sub("", abstract)
    comment = _text(entry, "arxiv:comment")
    return Record(
        source=SOURCE,
        title=title if old is None else title[: old.start()],
        arxiv=arxiv,
        authors=whole_list(from_whole(name) for name in _names(entry)),
        year=_year(entry, arxiv),
        doi=doi,
        abstract=abstract or None,
        abstract_is_open=True,
        notices=tuple(_notices(abstract, comment)),
    )


def year_of(number: str) -> str:
    """The year in which arXiv gave a number: `2306.14898` is of 2023, `math/0309136` of 2003."""
    two = int(number.rpartition("/")[2][:2])
    return str(1900 + two if two > 90 else 2000 + two)


def _number(entry: Element) -> str | None:
    """The arXiv number that an entry is about: of its id, or of its link."""
    link = entry.find("atom:link[@rel='alternate']", _SPACES)
    page = _text(entry, "link", "rss1:link") if link is None else link.get("href", "")
    for text in (_text(entry, "atom:id", "guid"), page):
        found = identify(text.removeprefix("oai:"))
        if found is not None and found.kind is IdentifierKind.ARXIV:
            return found.value
    return None


def _names(entry: Element) -> Iterator[str]:
    names = [name.text or "" for name in entry.iterfind("atom:author/atom:name", _SPACES)]
    creators = [creator.text or "" for creator in entry.iterfind("dc:creator", _SPACES)]
    for creator in creators:
        names += _PARTS.split(_AFFILIATION.sub("", _shown(line(creator), "<a ")))
    yield from filter(None, map(str.strip, names))


def _year(entry: Element, number: str) -> str:
    """The year of the first version. A category's feed gives the day of the announcement, which may be of a new one."""
    published = _text(entry, "atom:published")[:4]
    is_announcement = entry.find("arxiv:announce_type", _SPACES) is not None
    return published if published and not is_announcement else year_of(number)


def _notices(abstract: str, comment: str) -> Iterator[str]:
    for text in (comment, abstract):
        if found := _WITHDRAWN.search(text):
            yield f"arXiv marks it as withdrawn: '{text[found.start() :][:120]}'"
            return


def _shown(written: str, mark: str) -> str:
    """The text of a field that is HTML, as the old feeds had it, where it begins as that; else it is text already."""
    return line(from_html(_TAG.sub("", written))) if written.startswith(mark) else written


def _text(entry: Element, *paths: str) -> str:
    """The text of the first of some elements that is there; of all within it, tags left out."""
    for path in paths:
        found = entry.find(path, _SPACES)
        if found is not None:
            return line("".join(found.itertext()))
    return ""
