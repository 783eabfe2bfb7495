"""What a page says of itself to machines: Open Graph, Highwire Press and schema.org.

Open Graph (ogp.me) is what link previews read, Highwire's `citation_…` what Zotero and Google
Scholar read, schema.org's JSON-LD what search engines read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from papershelf.addresses import (
    ATOM,
    DIGESTS,
    HOME,
    JSON_FEED,
    LISTINGS,
    PAPERS,
    TAGS,
    TOPICS,
    TRENDING,
    file_path,
    is_below,
    topic_url,
)
from papershelf.catalog.catalog import Catalog
from papershelf.model import Name, Paper, Tag, Topic
from papershelf.publish.artifact import FeedLink, Head
from papershelf.publish.formats.citation import Citation, cite, on_one_line
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.look import Licence
from papershelf.publish.venues import VenueKind
from papershelf.text import each_sentence

LONGEST_DESCRIPTION = 200
"""Search engines show about 160 characters, and previews not many more."""

_BEYOND = 4
"""So many characters behind a sentence say whether it has ended: a space, a mark and a letter."""

_COLLECTIONS = frozenset({HOME, PAPERS, TAGS, TOPICS, LISTINGS, TRENDING})
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Within a script element, HTML reads nothing but its end, and a comment's beginning: neither is allowed."""


_VENUES = {
    VenueKind.JOURNAL: "citation_journal_title",
    VenueKind.CONFERENCE: "citation_conference_title",
    VenueKind.OTHER: None,
}
"""What Highwire calls a venue; it has no word for one of which nobody knows what it is."""


def head(
    catalog: Catalog,
    *,
    name: str,
    address: str,
    page: str,
    title: str,
    description: str,
    about: Paper | Tag | Topic | None = None,
    words: Words = ENGLISH,
    licence: Licence | None = None,
    citation: Citation | None = None,
) -> Head:
    """The metadata of a page.

    Args:
        catalog: The list.
        name: The site's name.
        address: The site's address without a slash at its end; without it, what has to be absolute is left out.
        page: The page's address from the site's root: `/papers/x/`.
        title: The page's title, plain text.
        description: What the page is about, plain text; it is shortened here.
        about: The paper, tag or topic whose page this is.
        words: The site's own.
        licence: That of summaries, where it is known.
        citation: That of the paper, where somebody has made it already.
    """
    citation = citation or (cite(about, address) if isinstance(about, Paper) else None)
    graph = _graph(catalog, address, page, title, about, citation, words, licence)
    return Head(
        site=name,
        title=on_one_line(title),
        description=shorten(description),
        url=f"{address}{page}" if address else None,
        citation=() if citation is None else _highwire(citation),
        linked_data=_in_script(_document(graph)) if graph else None,
        feeds=_feeds(name, page, about),
        of_paper=isinstance(about, Paper),
        is_citable=isinstance(about, Paper) and about.withdrawn is None,
    )


def _document(graph: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Things that are described, one or several, as JSON-LD."""
    said: dict[str, Any] = graph[0] if len(graph) == 1 else {"@graph": graph}
    return {"@context": "https://schema.org", **said}


def shorten(description: str) -> str:
    """As many whole sentences as a preview shows, or the beginning of a very long one."""
    description = on_one_line(description)
    if len(description) <= LONGEST_DESCRIPTION:
        return description
    kept = ""
    for sentence in each_sentence(description[: LONGEST_DESCRIPTION + _BEYOND]):
        if len(kept) + 1 + len(sentence) > LONGEST_DESCRIPTION:
            break
        kept = f"{kept} {sentence}".strip()
    beginning = description[: LONGEST_DESCRIPTION - 1]
    return kept or (beginning.rpartition(" ")[0] or beginning).rstrip(",;:") + "…"


def _highwire(citation: Citation) -> tuple[tuple[str, str], ...]:
    """Facts besides title and address; a withdrawn paper offers none to those who collect citations."""
    if citation.withdrawn is not None:
        return ()
    facts = [
        *(("citation_author", author.sorted) for author in citation.authors),
        ("citation_publication_date", citation.year),
        (_VENUES[citation.kind], citation.venue),
        ("citation_doi", citation.doi),
        ("citation_arxiv_id", citation.arxiv),
        ("citation_pdf_url", citation.pdf),
    ]
    return tuple((name, value) for name, value in facts if name is not None and value is not None)


def _graph(
    catalog: Catalog,
    address: str,
    page: str,
    title: str,
    about: Paper | Tag | Topic | None,
    citation: Citation | None,
    words: Words,
    licence: Licence | None,
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if citation is not None:
        found.append(_article(citation))
    elif about is not None or page in _COLLECTIONS or page.startswith((LISTINGS, DIGESTS)):
        facts = {
            "@type": "CollectionPage",
            "name": on_one_line(title),
            "url": _absolute(address, page),
            "inLanguage": None if words.is_plain else words.code,
            "license": licence.url if licence else None,
        }
        found.append(_known(facts))
    if address and (trail := _trail(catalog, page, about, words)):
        found.append(_breadcrumbs(address, [*trail, (on_one_line(title), None)]))
    return found


def _article(citation: Citation) -> dict[str, Any]:
    """The work itself; the page's address is in its canonical link, and once is enough."""
    return _known(
        {
            "@type": "ScholarlyArticle",
            "headline": citation.title,
            "author": [_author(author) for author in citation.authors],
            "datePublished": citation.year,
            "isPartOf": {
                "@type": "Periodical" if citation.kind is VenueKind.JOURNAL else "CreativeWork",
                "name": citation.venue,
            }
            if citation.venue
            else None,
            "identifier": [*_identifiers("doi", citation.doi), *_identifiers("arXiv", citation.arxiv)],
            "sameAs": citation.url,
            "creativeWorkStatus": citation.note if citation.withdrawn is not None else None,
        }
    )


def _author(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.shown}
    parts = {"name": name.shown, "givenName": name.given, "familyName": name.last, "honorificSuffix": name.suffix}
    return {"@type": "Person"} | {part: value for part, value in parts.items() if value}


def _identifiers(scheme: str, value: str | None) -> list[dict[str, str]]:
    return [{"@type": "PropertyValue", "propertyID": scheme, "value": value}] if value else []


def _trail(
    catalog: Catalog, page: str, about: Paper | Tag | Topic | None, words: Words
) -> list[tuple[str, str | None]]:
    """The pages above a page, without the home page, which the address names already."""
    topics = catalog.library.vocabulary.topics
    if isinstance(about, Paper):
        above = catalog.topics_of(about)
        return [(above[0].label, topic_url(above[0]))] if above else [(words.say("All papers"), PAPERS)]
    if isinstance(about, Tag):
        is_page = about.topic in {topic.key for topic in catalog.topics}
        topic = topics[about.topic]
        return [(topic.label, topic_url(topic))] if is_page else [(words.say("Tags"), TAGS)]
    if isinstance(about, Topic):
        return [(words.say("Topics"), TOPICS)]
    return [(words.say("Listings"), LISTINGS)] if is_below(page, LISTINGS) else []


def _breadcrumbs(address: str, trail: list[tuple[str, str | None]]) -> dict[str, Any]:
    steps = [
        _known({"@type": "ListItem", "position": place, "name": name, "item": _absolute(address, page)})
        for place, (name, page) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _feeds(name: str, page: str, about: Paper | Tag | Topic | None) -> tuple[FeedLink, ...]:
    """The page's own feeds in both formats; elsewhere the list's, once."""
    if isinstance(about, Tag | Topic):
        return _both(f"{name}: {on_one_line(about.label)}", page)
    return _both(name, HOME) if page == HOME else _both(name, HOME)[:1]


@lru_cache(maxsize=1_024)
def _both(title: str, folder: str) -> tuple[FeedLink, ...]:
    return (
        FeedLink(title=title, kind="application/atom+xml", path=file_path(f"{folder}{ATOM}")),
        FeedLink(title=title, kind="application/feed+json", path=file_path(f"{folder}{JSON_FEED}")),
    )


def _absolute(address: str, page: str | None) -> str | None:
    return f"{address}{page}" if address and page else None


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact not in (None, [], "")}


def _in_script(document: dict[str, Any]) -> str:
    """JSON that may be in a script element, whatever its texts hold."""
    return _write(document).translate(_INERT)
