"""The search index that lunr.js loads in the browser, and the documents that it points at.

The index is lunr's own serialised form (https://lunrjs.com/guides/index_prebuilding.html),
version 2.3.9. A document's reference is its place in `documents.json`, which is shorter than
a slug and repeats thousands of times.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from lunr.builder import Builder
from lunr.stemmer import PorterStemmer, stemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

from generator import prose
from generator.catalog import Catalog, by_title
from generator.model import Paper

FIELDS = {"title": 8, "tags": 4, "summary": 2, "abstract": 1}
"""What is searched, and how much a match counts there."""

_SEPARATOR = re.compile(r"[\s-]+")
_EDGES = re.compile(r"^\W+|\W+$")
_stem = cache(PorterStemmer().stem)


def to_index(catalog: Catalog) -> str:
    """The serialised lunr index."""
    builder = Builder()
    builder.ref("ref")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    # Words come to the builder as lunr's pipeline would leave them, which halves the time that
    # indexing takes; the browser's queries go through the stemmer that is named here.
    builder.search_pipeline.add(stemmer)
    papers = _papers(catalog)
    for number, paper in enumerate(papers):
        texts = _texts(catalog, paper)
        builder.add({"ref": str(number), **{name: _words(texts[name]) for name in FIELDS}})
    if not papers:
        # lunr divides by the number of documents; one without a word is never found.
        builder.add({"ref": "0", **{name: list[str]() for name in FIELDS}})
    return _compact(builder.build().serialize())


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


def _words(text: str) -> list[str]:
    """The words of a text as lunr's pipeline leaves them: split, trimmed, without stop words, stemmed."""
    words = (_EDGES.sub("", word) for word in _SEPARATOR.split(text.lower()))
    return [_stem(word) for word in words if word and word not in STOP_WORDS]


def _texts(catalog: Catalog, paper: Paper) -> dict[str, str]:
    tags = catalog.tags_of(paper)
    return {
        "title": prose.show(paper.title),
        "tags": " ".join(word for tag in tags for word in (tag.label, *tag.aliases)),
        "summary": prose.summary_text(paper.summary),
        "abstract": prose.show(paper.abstract or ""),
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
