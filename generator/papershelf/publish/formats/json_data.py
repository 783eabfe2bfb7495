"""The list as data: `papers.json` and `tags.json`, with their schema. The format is our own."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from papershelf.addresses import paper_url, tag_url
from papershelf.catalog.catalog import Catalog
from papershelf.model import LinkKind, Paper, Tag, Topic
from papershelf.publish.keeping import ANEW, Keeping
from papershelf.publish.look import CC_BY, Licence

_LINE, _NEXT = "\n", "\n "
"""The end of a line of a whole file, and of one within a list."""

VERSION = "1.1"
"""Of the format: the first number changes when a reader of it would have to."""


def to_papers(catalog: Catalog, address: str, keeping: Keeping = ANEW) -> str:
    """Every paper on the list, in slug order; absent facts are absent keys.

    Args:
        catalog: The list.
        address: What comes before an address such as `/papers/x/`: the site's, or nothing.
        keeping: Knows what the file says of papers and need not be made.
    """
    make = partial(_entry, catalog, address)
    entries = keeping.entries("json", catalog.papers, catalog.library.vocabulary.places, make)
    return "[\n{}\n]\n".format(",\n".join(entries)) if entries else "[]\n"


def _entry(catalog: Catalog, address: str, paper: Paper) -> str:
    """What the file says of a paper, as it is within a list."""
    return f" {_laid_out(_paper(catalog, paper, address), _NEXT)}"


def _paper(catalog: Catalog, paper: Paper, address: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "id": paper.id,
        "slug": paper.slug,
        "title": paper.title,
        "url": f"{address}{paper_url(paper)}",
        "summary": paper.summary,
        "tags": list(paper.tags),
        "topics": [topic.key for topic in catalog.topics_of(paper)],
        "links": [{"kind": link.kind.value, "url": link.url} for link in paper.links],
        "listed": [{"listing": place.listing, "rank": place.rank} for place in paper.listed],
        "added": paper.added,
        "arxiv": paper.arxiv,
        "authors": [author.shown for author in paper.authors] or None,
        "year": paper.year,
        "venue": paper.venue,
        "doi": paper.doi,
        "sources": [{"source": origin.source, "facts": list(origin.facts)} for origin in paper.sources] or None,
        "finding": paper.finding,
        "note": paper.note,
    }
    return {name: fact for name, fact in facts.items() if fact is not None and fact != ""}


def to_tags(catalog: Catalog, address: str, licence: Licence | None = None) -> str:
    """The vocabulary with its counts, in the order in which readers see it."""
    topics = [
        {
            "key": topic.key,
            "label": topic.label,
            "description": topic.description,
            **_beginning(topic),
            "tags": [
                {
                    "key": tag.key,
                    "label": tag.label,
                    "description": tag.description,
                    "aliases": list(tag.aliases),
                    **({} if tag.broader is None else {"broader": tag.broader}),
                    **_beginning(tag),
                    "papers": len(catalog.by_tag[tag.key]),
                    "url": f"{address}{tag_url(tag)}",
                }
                for tag in catalog.library.vocabulary.tags_of(topic.key)
            ],
        }
        for topic in catalog.library.vocabulary.topics.values()
    ]
    told = {} if licence is None else {"licence": {"name": licence.name, "url": licence.url}}
    return _json({"version": VERSION, **told, "topics": topics})


def _beginning(entry: Tag | Topic) -> dict[str, Any]:
    """What a tag or topic says to whoever begins with it; absent fields are absent keys."""
    start = [{"paper": start.paper, "why": start.why} for start in entry.start]
    return {name: value for name, value in (("overview", entry.overview), ("start", start)) if value}


def to_schema(licence: str = CC_BY.name) -> str:
    """The JSON Schema (draft 2020-12) of `papers.json`."""
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    link = {"kind": {"enum": list(LinkKind)}, "url": {"type": "string", "format": "uri"}}
    origin = {"source": text, "facts": texts}
    place = {"listing": text, "rank": {"type": "integer", "minimum": 1}}
    properties = {
        "id": text,
        "slug": text,
        "title": text | {"description": "Plain text, repaired as the site shows it."},
        "url": text | {"description": "Of the paper's page: absolute, or from the site's root."},
        "summary": text | {"description": f"Markdown, with mathematics between dollar signs. {licence}."},
        "tags": texts | {"description": "Keys of tags.json."},
        "topics": texts,
        "links": {"type": "array", "items": _record(link)},
        "listed": {"type": "array", "items": _record(place)},
        "added": {"type": "string", "format": "date"},
        "arxiv": text,
        "authors": texts | {"description": "Names as the site shows them: `Given Family`, or an organisation."},
        "year": text,
        "venue": text,
        "doi": text,
        "sources": {
            "type": "array",
            "items": _record(origin),
            "description": "Which facts a program took from where; a person wrote the others.",
        },
        "finding": text | {"description": f"What the paper shows, in one sentence. {licence}."},
        "note": text | {"description": f"What the curators think of it. {licence}."},
    }
    always = ["id", "slug", "title", "url", "tags", "topics", "links", "listed", "added"]
    return _json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Papershelf: papers.json, version {VERSION}",
            "type": "array",
            "items": _record(properties) | {"required": always},
        }
    )


def to_tags_schema(licence: str = CC_BY.name) -> str:
    """The JSON Schema (draft 2020-12) of `tags.json`."""
    text = {"type": "string"}
    links = f"Links lead to `paper:` with a slug of papers.json, or to `tag:` with a key. {licence}."
    start = {"paper": text | {"description": "A slug of papers.json."}, "why": text}
    beginning = {
        "overview": text | {"description": f"Markdown: what the theme is, where its papers agree and differ. {links}"},
        "start": {"type": "array", "items": _record(start), "description": "Papers to begin with, in order."},
    }
    tag = {
        "key": text,
        "label": text,
        "description": text,
        "aliases": {"type": "array", "items": text, "description": "What people type when they mean this tag."},
        "broader": text | {"description": "The key of a tag that contains this one."},
        "papers": {"type": "integer", "minimum": 0, "description": "How many papers have the tag."},
        "url": text | {"description": "Of the tag's page: absolute, or from the site's root."},
        **beginning,
    }
    topic = {
        "key": text,
        "label": text,
        "description": text,
        "tags": {"type": "array", "items": _record(tag, "broader", *beginning)},
        **beginning,
    }
    name = {"name": text, "url": text}
    whole = {
        "version": text,
        "licence": _record(name),
        "topics": {"type": "array", "items": _record(topic, *beginning)},
    }
    return _json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Papershelf: tags.json, version {VERSION}",
            **_record(whole, "licence"),
        }
    )


def _record(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}


def _json(value: Any) -> str:
    return f"{_laid_out(value, _LINE)}\n"


def _laid_out(value: Any, line: str) -> str:
    """A value as `json.dumps` with an indent of 1 writes it, in half the time.

    Args:
        value: The value.
        line: The end of a line, and how far the next one is indented.
    """
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict) and value:
        inner = f"{line} "
        items = [f"{_quoted(key)}: {_laid_out(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if isinstance(value, list) and value:
        inner = f"{line} "
        return f"[{inner}{f',{inner}'.join([_laid_out(item, inner) for item in value])}{line}]"
    return json.dumps(value)


_quoted = json.encoder.encode_basestring
"""A text as JSON, of which no letter is escaped."""
