"""Papers by their short ids, in small files, for pages that are told nothing but ids.

A shared selection and what a reader marked name papers by id, in the browser only. A page that
shows twenty of them loads the few parts that hold them, not the whole list. The format is our own,
and only the scripts in `templates/theme/assets/javascripts/reading/` read it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any

from papershelf import addresses
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.byline import byline
from papershelf.publish.keeping import ANEW, Keeping
from papershelf.publish.language import ENGLISH, Words
from papershelf.text import summary_text

FULL = 64
"""How many papers a part may hold before its ids are parted by one more letter."""


def publish(catalog: Catalog, words: Words = ENGLISH, most: int = FULL, keeping: Keeping = ANEW) -> Iterator[Artifact]:
    """Every part, and before them `index.json`, which says which parts there are.

    It says as well which papers the former ids of merged ones mean: readers have marked some of them.
    Withdrawn papers are among them: a link that names one still says what became of it.

    Args:
        catalog: The list.
        words: The site's own.
        most: How many papers a part may hold.
        keeping: Knows which parts need not be made.
    """
    parts = divide(catalog.library.papers, most)
    tags = catalog.library.vocabulary.tags.values()
    index = {
        "letters": len(next(iter(parts), "")),
        "parts": list(parts),
        "topics": [
            {"key": topic.key, "label": topic.label, "papers": len(catalog.by_topic[topic.key])}
            for topic in catalog.topics
        ],
        "tags": [{"key": tag.key, "label": tag.label, "topic": tag.topic} for tag in tags],
        "merged": {former.id: paper.id for paper in catalog.library.papers for former in paper.merged},
    }
    yield _file("index.json", index)
    for letters, papers in parts.items():
        yield from keeping.unless_kept(f"by id {letters}", papers, partial(_part, letters, papers, words))


def _part(letters: str, papers: Iterable[Paper], words: Words) -> Iterator[Artifact]:
    yield _file(f"papers-{letters}.json", [_paper(paper, words) for paper in papers])


def divide(papers: tuple[Paper, ...], most: int = FULL) -> dict[str, list[Paper]]:
    """The papers by the first letters of their ids: as few letters as keep every part small."""
    letters, by_id = 0, sorted(papers, key=attrgetter("id"))
    while True:
        letters += 1
        parts: dict[str, list[Paper]] = defaultdict(list)
        for paper in by_id:
            parts[paper.id[:letters]].append(paper)
        # Ids are made to differ early; where people wrote alike ones, four letters must do.
        if letters == 4 or all(len(part) <= most for part in parts.values()):
            return parts


def _paper(paper: Paper, words: Words) -> dict[str, Any]:
    facts = {
        "id": paper.id,
        "slug": paper.slug,
        "title": paper.title,
        "byline": byline(paper, words) or None,
        "finding": paper.finding,
        "summary": summary_text(paper.summary) or None,
        "tags": list(paper.tags),
        "withdrawn": paper.withdrawn,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _file(name: str, value: Any) -> Artifact:
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Artifact(path=file_path(f"{addresses.BY_ID}{name}"), content=content)
