"""The indexes of titles and of the vocabulary: a paper is found by its title, a tag by what people call it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.search.packed import pack
from papershelf.publish.search.words import grams


def to_index(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    """`titles` by the papers' numbers and `names` by the tags' places in the vocabulary, both packed.

    Words go in as they are written, stop words among them: the browser knows which of them share a
    stem, and it can mend a misspelt word only if the right one is in the index.
    """
    tags = [(tag.label, *tag.aliases) for tag in catalog.library.vocabulary.tags.values()]
    return {
        "titles": pack([grams(paper.title) for paper in papers]),
        "names": pack([[word for name in names for word in grams(name)] for names in tags]),
    }
