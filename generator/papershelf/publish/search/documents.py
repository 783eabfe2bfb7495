"""What a result shows: the documents, which every search loads, and the details of the shown ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.byline import authors_in_short
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.search.facts import days_of, to_facts, to_venues
from papershelf.text import plain_text, sentences, summary_text

_SLUG_WORD, _APOSTROPHE, _LONGEST = re.compile(r"[a-z0-9]+"), re.compile("['’]"), 80
"""The rule by which `documents.js` guesses a slug: simpler than the one of `text`, and often the same."""

SHARD = 16
"""How many papers' details one file holds: neighbours on the shelf, which one search often finds together."""


def to_documents(
    catalog: Catalog, papers: Sequence[Paper], slugs: Sequence[str | int], words: Words = ENGLISH
) -> dict[str, Any]:
    """Columns, one value per paper, and what their numbers stand for.

    Args:
        catalog: The list.
        papers: Its papers in the order of their numbers.
        slugs: What `told_slug` says of each.
        words: What the site says.
    """
    facts = to_facts(catalog, papers)
    return {
        "ids": [paper.id for paper in papers],
        "titles": [paper.title for paper in papers],
        "slugs": slugs,
        **{name: facts[name] for name in ("tags", "listed", "has", "added")},
        "authors": [authors_in_short(paper, words) for paper in papers],
        **{name: facts[name] for name in ("years", "venues")},
        **to_terms(catalog, papers),
        "shard": SHARD,
        "abstracts": any(paper.abstract for paper in papers),
    }


def to_terms(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    """What the numbers of the columns stand for, and what the list says beyond its papers."""
    library = catalog.library
    topics = list(library.vocabulary.topics)
    return {
        "vocabulary": {
            "tags": [
                [tag.key, tag.label, topics.index(tag.topic), *tag.aliases] for tag in library.vocabulary.tags.values()
            ],
            "topics": [[topic.key, topic.label] for topic in library.vocabulary.topics.values()],
            "listings": [[listing.id, listing.name] for listing in library.listings.values()],
            "days": days_of(papers),
            "venues": to_venues(papers),
        },
        "synonyms": library.synonyms,
    }


def told_slug(paper: Paper) -> str | int:
    """A paper's slug; 0 where the browser makes the same one of the title, which spares it half of the bytes."""
    words = "-".join(_SLUG_WORD.findall(_APOSTROPHE.sub("", paper.title.lower())))
    guess = words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0]
    return 0 if guess == paper.slug else paper.slug


def title_key(title: str) -> str:
    """By which a title is ordered: its letters and digits."""
    if title.isascii():
        return "".join(filter(str.isalnum, title.lower()))
    letters = unicodedata.normalize("NFKC", title).lower()
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] in "LN")


def summary_of(paper: Paper) -> str:
    """What a paper shows and its summary, as they are searched."""
    return " ".join(filter(None, (paper.finding, summary_text(paper.summary))))


def abstract_of(paper: Paper) -> str:
    """A paper's abstract as it is searched; nothing where this checkout has none."""
    return plain_text(paper.abstract or "")


def to_detail(paper: Paper) -> dict[str, Any]:
    """The sentences, authors and links of a paper; what is empty is left out."""
    detail = {
        "sentences": [*filter(None, (paper.finding,)), *sentences(summary_text(paper.summary))],
        "abstract": sentences(abstract_of(paper)),
        "authors": [author.shown for author in paper.authors],
        "links": [[link.kind.value, link.url] for link in paper.links],
    }
    return {name: value for name, value in detail.items() if value}
