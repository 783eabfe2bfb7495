"""lunr's index of titles and of the vocabulary (https://lunrjs.com/guides/index_prebuilding.html)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lunr.builder import Builder

from generator import prose
from generator.catalog import Catalog
from generator.model import Paper
from generator.search.words import grams

FIELDS = ("title", "name")
"""A paper is found by its title; a tag by its label and by what else people call it."""


def to_index(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    """The index in the form of lunr 2.3.9: a paper's reference is its number, a tag's is `#` and its place
    in the vocabulary.

    Words go in as they are written: the browser knows which of them share a stem, and it can mend
    a misspelt word only if the right one is in the index.
    """
    builder = Builder()
    builder.ref("ref")
    for field in FIELDS:
        builder.field(field)
    documents = [*_papers(papers), *_tags(catalog)]
    # lunr divides by the number of documents; one without a word is never found.
    for document in documents or [{"ref": "0"}]:
        builder.add({**{field: [] for field in FIELDS}, **document})
    return _lighten(builder.build().serialize())


def _papers(papers: Sequence[Paper]) -> Iterator[dict[str, Any]]:
    for number, paper in enumerate(papers):
        yield {"ref": str(number), "title": grams(prose.show(paper.title))}


def _tags(catalog: Catalog) -> Iterator[dict[str, Any]]:
    for number, tag in enumerate(catalog.library.vocabulary.tags.values()):
        yield {
            "ref": f"#{number}",
            "name": [word for name in (tag.label, *tag.aliases) for word in grams(prose.show(name))],
        }


def _lighten(index: dict[str, Any]) -> dict[str, Any]:
    """Leave out the vectors of empty fields, which lunr never asks for, and digits that rank nothing.

    Words are put in the order in which JavaScript compares them, by units of UTF-16: lunr.js refuses any other.
    """
    vectors = [[field, [round(weight, 1) for weight in vector]] for field, vector in index["fieldVectors"] if vector]
    words = sorted(index["invertedIndex"], key=lambda entry: entry[0].encode("utf-16-be"))
    return {**index, "fieldVectors": vectors, "invertedIndex": words}
