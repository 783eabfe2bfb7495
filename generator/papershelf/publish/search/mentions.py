"""What the list says of a paper elsewhere: why topics and tags begin with it, and the words of their links to it.

Somebody who describes a paper calls it what others call it, as the words of links to a page are known to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from papershelf.addresses import name_in
from papershelf.catalog.catalog import Catalog
from papershelf.model import Tag, Topic
from papershelf.text import summary_text

_LINK = re.compile(r"\[([^\[\]]+)\]\((paper:[^()\s]+)\)")


def mentions(catalog: Catalog) -> Mapping[str, str]:
    """By the slugs of papers, what topics and tags say of them, as plain text; nothing of those they do not name."""
    vocabulary = catalog.library.vocabulary
    said: defaultdict[str, list[str]] = defaultdict(list)
    entries: Iterator[Topic | Tag] = chain(vocabulary.topics.values(), vocabulary.tags.values())
    for entry in entries:
        for slug, words in _mentions(entry, catalog):
            said[slug].append(words)
    return {slug: " ".join(words) for slug, words in said.items()}


def _mentions(entry: Topic | Tag, catalog: Catalog) -> Iterator[tuple[str, str]]:
    for start in entry.start:
        yield start.paper, start.why
    for words, reference in _LINK.findall(entry.overview):
        if reference in catalog.references:
            yield name_in(catalog.references[reference]), summary_text(words)
