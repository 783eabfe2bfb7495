"""arXiv's API: Atom, by identifiers or by title.

Form: https://info.arxiv.org/help/api/user-manual.html (3.3.2, entries; 3.4, errors). Etiquette: one request in three
seconds over a single connection, https://info.arxiv.org/help/api/tou.html. The same page puts descriptive metadata
under CC0, and its first footnote counts the abstract among it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from papershelf.facts.fetch import Client, Unanswered
from papershelf.facts.record import Record, from_whole, identifiers, line, whole_list
from papershelf.facts.source import Source, malformed
from papershelf.model import Paper, arxiv_work

PAUSE = 3.0
"""Seconds between two requests."""
CANDIDATES = 10
_ATOM = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}
_TYPES = ("application/atom+xml", "application/xml", "text/xml")
_ABSTRACT_PAGE = re.compile(r"https?://(?:[a-z]+\.)?arxiv\.org/abs/(?P<number>\S+?)(?:v[0-9]+)?")
_WORD = re.compile(r"[^\W_]+")
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|work|preprint)(?: \w+){0,3} (?:has|have|is|was)"
    r"(?: been)? (?:\w+ )?(?:withdrawn|retracted)\b|^\W*(?:withdrawn|retracted)\b",
    re.IGNORECASE,
)


def look_up(client: Client, address: str, numbers: Iterable[str]) -> list[Record]:
    """The records of some numbers.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    asked = list(numbers)
    return _ask(client, address, {"id_list": ",".join(asked), "max_results": str(len(asked))})


def search(client: Client, address: str, title: str) -> list[Record]:
    """The records whose titles hold the words of this one.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    words = " ".join(_WORD.findall(title)[:30])
    return _ask(client, address, {"search_query": f'ti:"{words}"', "max_results": str(CANDIDATES)}) if words else []


def _ask(client: Client, address: str, query: dict[str, str]) -> list[Record]:
    answer = client.get(f"{address}/api/query?{urlencode(query)}", accepted=_TYPES, pause=PAUSE)
    if answer.status != 200:
        raise Unanswered(f"it answered with status {answer.status}")
    return read(answer.body)


def read(body: bytes) -> list[Record]:
    """The records of an Atom feed.

    Raises:
        Unanswered: It is none, declares entities, or says that the request was wrong.
    """
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise malformed("no well-formed XML, or a document type is declared") from None
    if feed.tag != f"{{{_ATOM['atom']}}}feed":
        raise malformed("no Atom feed")
    return list(_records(feed))


def _records(feed: Element) -> Iterator[Record]:
    for entry in feed.iterfind("atom:entry", _ATOM):
        page = _text(entry, "atom:id")
        if "/api/errors" in page:
            raise Unanswered(f"it refuses the request: {_text(entry, 'atom:summary')[:120]}")
        # An entry without an id is what it answers for a number that it does not know.
        if found := _ABSTRACT_PAGE.fullmatch(page):
            yield _record(entry, found["number"])


def _record(entry: Element, number: str) -> Record:
    arxiv, doi = identifiers(number, _text(entry, "arxiv:doi").partition(" ")[0] or None)
    names = (from_whole(name.text or "") for name in entry.iterfind("atom:author/atom:name", _ATOM))
    abstract, comment = _text(entry, "atom:summary"), _text(entry, "arxiv:comment")
    published = _text(entry, "atom:published")[:4]
    return Record(
        source="arXiv",
        title=_text(entry, "atom:title"),
        arxiv=arxiv,
        authors=whole_list(names),
        year=published or None,
        doi=doi,
        abstract=abstract or None,
        abstract_is_open=True,
        notices=tuple(_notices(abstract, comment)),
    )


def _notices(abstract: str, comment: str) -> Iterator[str]:
    for text in (comment, abstract):
        if found := _WITHDRAWN.search(text):
            yield f"arXiv marks it as withdrawn: '{text[found.start() :][:120]}'"
            return


def _text(entry: Element, path: str) -> str:
    return line(entry.findtext(path, "", _ATOM))


def _knows(paper: Paper) -> str | None:
    return None if paper.arxiv is None else arxiv_work(paper.arxiv)


ARXIV = Source(
    name="arXiv", address="https://export.arxiv.org", batch=100, knows=_knows, look_up=look_up, search=search
)
