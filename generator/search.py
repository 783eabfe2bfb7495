"""The search index that lunr.js loads in the browser, and the documents that it points at.

The index is lunr's own serialised form (https://lunrjs.com/guides/index_prebuilding.html),
version 2.3.9. A document's reference is its place in `documents.json`, which is shorter than
a slug and repeats thousands of times.
"""

from __future__ import annotations

import json
from typing import Any

from lunr import lunr

from generator import prose
from generator.catalog import Catalog, by_title
from generator.model import Paper

FIELDS = ({"field_name": "title", "boost": 8}, {"field_name": "tags", "boost": 4}, "summary", "abstract")
"""What is searched, and how much more a match counts there."""


def to_index(catalog: Catalog) -> str:
    """The serialised lunr index."""
    papers = _papers(catalog)
    documents = [_terms(catalog, paper, number) for number, paper in enumerate(papers)]
    fields = list(FIELDS) if any(document["abstract"] for document in documents) else list(FIELDS[:-1])
    index = lunr(ref="ref", fields=fields, documents=documents)
    return _compact(index.serialize())


def to_documents(catalog: Catalog) -> str:
    """What a result shows, in the order of the index's references."""
    tags = catalog.library.vocabulary.tags
    documents = [
        {
            "slug": paper.slug,
            "title": prose.show(paper.title),
            "summary": prose.summary_text(paper.summary),
            "tags": list(paper.tags),
            "links": {link.kind.value: link.url for link in reversed(paper.links)},
            "listed": [place.listing for place in paper.listed],
        }
        for paper in _papers(catalog)
    ]
    labels = {key: tag.label for key, tag in tags.items()}
    listings = {listing.id: listing.name for listing in catalog.library.listings.values()}
    return _compact({"papers": documents, "tags": labels, "listings": listings})


def _papers(catalog: Catalog) -> list[Paper]:
    """The papers by title: the order that ties keep."""
    return sorted(catalog.papers, key=by_title)


def _terms(catalog: Catalog, paper: Paper, number: int) -> dict[str, str]:
    tags = catalog.tags_of(paper)
    return {
        "ref": str(number),
        "title": prose.show(paper.title),
        "tags": " ".join(word for tag in tags for word in (tag.label, *tag.aliases)),
        "summary": prose.summary_text(paper.summary),
        "abstract": prose.show(paper.abstract or ""),
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
