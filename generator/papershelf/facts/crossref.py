"""Crossref's REST API: JSON, by DOI or by title.

Form: https://www.crossref.org/documentation/retrieve-metadata/rest-api/ and
https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md (`author`, `issued`, `container-title`,
`update-to`). That a work was retracted is in its `updated-by`, whose source is the publisher or Retraction Watch:
https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/.

Etiquette: whoever states a mail address gets the polite pool; see 'Access and authentication' there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

from papershelf.facts.answers import ask
from papershelf.facts.fetch import Client
from papershelf.facts.source import Source, malformed
from papershelf.model import Name, Paper
from papershelf.records.record import Record, from_organisation, from_parts, from_whole, identifiers, line, whole_list
from papershelf.records.values import first, items, mapping, text

PAUSE = 1.0
"""Seconds between two requests: what both pools allow, for searches too."""
CANDIDATES = 5
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_SERIOUS = ("retraction", "withdrawal", "removal", "partial_retraction", "expression_of_concern")
"""The kinds of update after which a paper is no longer what it was."""
_MARKED = re.compile(r"\W*(?:retracted|withdrawn)(?: article| paper)?\s*:", re.IGNORECASE)
_FIELDS = "DOI,title,author,issued,container-title,abstract,updated-by,update-to,relation"


def look_up(client: Client, address: str, dois: Iterable[str]) -> list[Record]:
    """The records of some DOIs, one request each.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    found = []
    for doi in dois:
        query = _identified(client, {})
        answer = ask(client, f"{address}/works/{quote(doi, safe='')}{query}", PAUSE)
        if answer is not None:
            found.append(_record(_message(answer)))
    return found


def search(client: Client, address: str, title: str) -> list[Record]:
    """The records that Crossref takes for nearest to a title.

    Raises:
        Unanswered: There is no answer that can be used.
    """
    query = {"query.bibliographic": title[:300], "rows": str(CANDIDATES), "select": _FIELDS}
    message = _message(ask(client, f"{address}/works{_identified(client, query)}", PAUSE))
    if not isinstance(message.get("items"), list):
        raise malformed("no list of works")
    # A notice of a retraction bears the title of what it retracts, and is not that paper.
    works = (mapping(work) for work in message["items"])
    return [_record(work) for work in works if not items(work.get("update-to"))]


def _identified(client: Client, query: dict[str, str]) -> str:
    query = query if client.contact is None else {**query, "mailto": client.contact}
    return f"?{urlencode(query)}" if query else ""


def _message(answer: Any) -> dict[str, Any]:
    message = mapping(answer).get("message")
    if not isinstance(message, dict):
        raise malformed("no message in it")
    return message


def _record(work: dict[str, Any]) -> Record:
    arxiv, doi = identifiers(None, line(text(work.get("DOI"))) or None)
    return Record(
        source="Crossref",
        title=_plain(first(work.get("title"))),
        arxiv=arxiv,
        authors=whole_list(map(_author, items(work.get("author")))),
        year=_year(work.get("issued")),
        venue=_plain(first(work.get("container-title"))) or None,
        doi=doi,
        abstract=_plain(text(work.get("abstract")), between=" ") or None,
        notices=tuple(dict.fromkeys(_notices(work))),
    )


def _plain(text: str, between: str = "") -> str:
    """A text of Crossref's, which may hold HTML or JATS and entities, on one line."""
    return line(unescape(_MARKUP.sub(between, text)))


def _author(value: Any) -> Name | None:
    author = mapping(value)
    family, given = text(author.get("family")), text(author.get("given"))
    if family.strip():
        return from_parts(family, given, text(author.get("suffix")))
    return from_whole(given) if given.strip() else from_organisation(text(author.get("name")))


def _year(issued: Any) -> str | None:
    dates = items(mapping(issued).get("date-parts"))
    parts = items(dates[0]) if dates else []
    return str(parts[0]) if parts and isinstance(parts[0], int) else None


def _notices(work: dict[str, Any]) -> Iterator[str]:
    for update in map(mapping, items(work.get("updated-by"))):
        kind = line(text(update.get("type"))).casefold().replace(" ", "_")
        if kind in _SERIOUS:
            yield f"Crossref has a notice about it: {kind.replace('_', ' ')}, {line(text(update.get('DOI')))[:100]}"
    for update in map(mapping, items(mapping(work.get("relation")).get("is-retracted-by"))):
        yield f"Crossref has a notice about it: retraction, {line(text(update.get('id')))[:100]}"
    for update in map(mapping, items(work.get("update-to"))):
        yield f"Crossref has it as a notice about another work, {line(text(update.get('DOI')))[:100]}"
    if _MARKED.match(first(work.get("title"))):
        yield "Crossref prints 'retracted' or 'withdrawn' before its title"


def _knows(paper: Paper) -> str | None:
    return paper.doi


CROSSREF = Source(
    name="Crossref", address="https://api.crossref.org", batch=1, knows=_knows, look_up=look_up, search=search
)
