"""What the search takes from each paper by itself: the words that are indexed, and what puts it in order.

It takes most of the time of making the search, and changes with the paper alone: so it is kept by the hash of what it
is made from, wherever the paper is in the list.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from papershelf import processes
from papershelf.catalog.catalog import by_title
from papershelf.model import Paper
from papershelf.publish.search.documents import abstract_of, summary_of, title_key, told_slug
from papershelf.publish.search.facts import people_of
from papershelf.publish.search.words import STOP_WORDS, grams, running, terms
from papershelf.text import identifiers_of

WORTH_A_PROCESS = 500
"""So many papers are read while another process begins."""

_SIZE = 16


class Reading(NamedTuple):
    """What the search takes from one paper. Words are in one text each, with spaces between them."""

    filed: str
    """What it is ordered by where papers are in the order of their titles."""
    sorted: str
    """The same as the browser does it, which orders the results of a query."""
    slug: str | int
    """Its slug; 0 where the browser makes the same one of the title."""
    known: str
    """Its identifiers, with spaces between them."""
    telling: int
    """How many words of its title are no stop words."""
    titles: str
    """The words of the title, once each; those that are only parts of words that a query would ask for, twice."""
    people: str
    """The words of the authors' names."""
    summaries: str
    """The words of its finding, its summary and what the list says of it elsewhere, without stop words."""
    abstracts: str
    """The words of its abstract, without stop words."""


def hash_of(value: Any) -> bytes:
    """The hash of a value of texts, bytes, numbers, None, and lists and tuples of these."""
    # By this format, equal values have the same bytes; by later ones, that depends on which are one object.
    return blake2b(marshal.dumps(value, 2), digest_size=_SIZE).digest()


def key_of(paper: Paper, mentioned: str = "") -> bytes:
    """The hash of everything that a reading, a result and its details are made from.

    Args:
        paper: The paper.
        mentioned: What the list says of it elsewhere.
    """
    return hash_of(
        (
            mentioned,
            *(paper.slug, paper.id, paper.title, paper.finding, paper.summary, paper.abstract, paper.arxiv, paper.doi),
            [(name.family, name.given, name.particle, name.suffix) for name in paper.authors],
            [(link.kind.value, link.url) for link in paper.links],
        )
    )


def read_all(
    papers: Mapping[bytes, tuple[Paper, str]], known: Mapping[bytes, Reading], jobs: int
) -> dict[bytes, Reading]:
    """The readings of papers, by their keys.

    Args:
        papers: The papers, each with what the list says of it elsewhere, by their keys.
        known: Readings that were made before.
        jobs: How many processes may be at work.
    """
    new = [key for key in papers if key not in known]
    parts = processes.over(_read_some, [papers[key] for key in new], jobs=jobs, least=WORTH_A_PROCESS)
    made = dict(zip(new, chain.from_iterable(parts), strict=True))
    return {key: made[key] if key in made else known[key] for key in papers}


def _read_some(papers: Sequence[tuple[Paper, str]]) -> list[Reading]:
    return [read(paper, mentioned) for paper, mentioned in papers]


def read(paper: Paper, mentioned: str = "") -> Reading:
    """Read one paper, and what the list says of it elsewhere."""
    asked = terms(paper.title)
    return Reading(
        filed=by_title(paper)[0],
        sorted=title_key(paper.title),
        slug=told_slug(paper),
        known=" ".join(identifier.value for identifier in identifiers_of(paper)),
        telling=sum(word not in STOP_WORDS for word in asked),
        titles=" ".join(_title_words(paper.title, asked)),
        people=" ".join(people_of(paper)),
        summaries=running(f"{summary_of(paper)} {mentioned}"),
        abstracts=running(abstract_of(paper)),
    )


def _title_words(title: str, asked: Sequence[str]) -> list[str]:
    if title.isascii():  # Only words of scripts without spaces have parts.
        return list(dict.fromkeys(asked))
    found = dict.fromkeys(grams(title))
    return [*found, *(word for word in found if word not in asked)]
