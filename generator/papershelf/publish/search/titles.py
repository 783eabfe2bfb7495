"""The indexes of titles, authors and the vocabulary: what papers and tags are found by when they are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.search.facts import people_of
from papershelf.publish.search.packed import pack
from papershelf.publish.search.words import grams


def to_index(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    """`titles` and `people` by the papers' numbers, and `names` by the tags' places in the vocabulary, all packed.

    Words go in as they are written, stop words among them: the browser knows which of them share a
    stem, and it can mend a misspelt word only if the right one is in the index.
    """
    tags = [(tag.label, *tag.aliases) for tag in catalog.library.vocabulary.tags.values()]
    return {
        "titles": pack([grams(paper.title) for paper in papers]),
        "people": pack([people_of(paper) for paper in papers]),
        "names": pack([[word for name in names for word in grams(name)] for names in tags]),
    }
