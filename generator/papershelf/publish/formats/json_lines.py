"""The whole list as JSON Lines, so that `papershelf import` reads it back as it was. The format is our own.

The first line tells of the listings. Lines with a `kind` are topics, tags and groups of synonyms; each line after them
is a paper, a withdrawn one too. Texts are as the files have them. Abstracts are not among them: they belong to their
authors. Nor are pages written by hand, the guide and digests, which are of one site and not of the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from papershelf.content.vocabulary_text import to_fields
from papershelf.model import Library, Listing, Paper
from papershelf.text import write_name

VERSION = "1"
"""Of the format: it changes when a reader of it would have to."""


def to_lines(library: Library) -> str:
    """The whole list: its vocabulary, and every paper in slug order; absent facts are absent keys."""
    return to_vocabulary(library) + _lines(map(_paper, library.papers))


def to_vocabulary(library: Library) -> str:
    """All but the papers: listings, topics, tags and synonyms."""
    head = {"papershelf": VERSION, "listings": [_listing(listing) for listing in library.listings.values()]}
    topics = ({"kind": "topic", "key": topic.key} | to_fields(topic) for topic in library.vocabulary.topics.values())
    tags = ({"kind": "tag", "key": tag.key} | to_fields(tag) for tag in library.vocabulary.tags.values())
    groups = ({"kind": "synonyms", "names": names} for names in library.synonyms)
    return _lines([head, *topics, *tags, *groups])


def _lines(records: Iterable[dict[str, Any]]) -> str:
    return "".join(f"{_json(record)}\n" for record in records)


def _listing(listing: Listing) -> dict[str, Any]:
    facts = {"id": listing.id, "label": listing.label, "date": listing.date, "source": listing.source}
    return {name: fact for name, fact in facts.items() if fact is not None}


def _paper(paper: Paper) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "id": paper.id,
        "slug": paper.slug,
        "title": paper.title_notation or paper.title,
        "added": paper.added,
        "listed": [{"listing": place.listing, "rank": place.rank} for place in paper.listed],
        "links": [{"kind": link.kind.value, "url": link.url} for link in paper.links],
        "tags": paper.tags,
        "proposed": paper.proposed,
        "keywords": paper.keywords,
        "arxiv": paper.arxiv,
        "authors": [write_name(author) for author in paper.authors],
        "year": paper.year,
        "venue": paper.venue,
        "doi": paper.doi,
        "sources": [{"source": origin.source, "facts": origin.facts} for origin in paper.sources],
        "finding": paper.finding,
        "note": paper.note,
        "summary": paper.summary,
        "aliases": paper.aliases,
        "merged": [{"id": other.id, "slug": other.slug} for other in paper.merged],
        "withdrawn": paper.withdrawn,
    }
    always = ("id", "slug", "title", "added", "listed")
    return {name: fact for name, fact in facts.items() if fact or name in always}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
