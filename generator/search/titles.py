"""The indexes of titles and of the vocabulary: a paper is found by its title, a tag by what people call it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator import prose
from generator.catalog import Catalog
from generator.model import Paper
from generator.search.packed import pack
from generator.search.words import grams


def to_index(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    """`titles` by the papers' numbers and `names` by the tags' places in the vocabulary, both packed.

    Words go in as they are written, stop words among them: the browser knows which of them share a
    stem, and it can mend a misspelt word only if the right one is in the index.
    """
    tags = [(tag.label, *tag.aliases) for tag in catalog.library.vocabulary.tags.values()]
    return {
        "titles": pack([grams(prose.show(paper.title)) for paper in papers]),
        "names": pack([[word for name in names for word in grams(prose.show(name))] for names in tags]),
    }
