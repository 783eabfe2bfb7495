"""The map as the browser gets it: points, labels and what there is to filter by.

The format belongs to `templates/theme/assets/javascripts/map/papers.js` and to nobody else; whoever
wants data takes `/data/papers.json`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

from papershelf.catalog.catalog import Catalog, by_title
from papershelf.model import Paper, Position
from papershelf.similarity.map_layout import coordinate
from papershelf.similarity.related import Relations

_NEAR = 0.08
"""Relatives further from the nearest one than this have no say in where a new paper is."""
_BESIDE = 0.008
"""How far from the middle of its relatives a new paper is, so that it hides none of them."""
_CELLS = 12
"""A label is where most of its papers are, counted on a grid of so many cells a side."""

_Cell = tuple[int, int]


def to_map(catalog: Catalog, relations: Relations) -> str:
    """The map as JSON.

    `topics` and `tags` are `[key, label, x, y, papers]`, tags with the number of their topic behind; where no
    paper is on the map, x and y are null. `papers`, by title, are
    `[slug, title, x, y, topic, [tags], guessed, id]` with topic and tags as numbers; a paper that is about
    no topic has -1.
    """
    places, guessed = place(catalog, relations)
    tags = {tag: number for number, tag in enumerate(catalog.library.vocabulary.tags)}
    topics = {topic.key: number for number, topic in enumerate(catalog.topics)}
    main = {paper.slug: catalog.main_topic(paper) or "" for paper in catalog.papers}
    standing: dict[str, list[Paper]] = {topic: [] for topic in topics}
    for paper in catalog.papers:
        if main[paper.slug] in standing:
            standing[main[paper.slug]].append(paper)
    spot = partial(_spot, places, _cells(places))
    document = {
        "topics": [
            [topic.key, topic.label, *spot(standing[topic.key]), len(standing[topic.key])] for topic in catalog.topics
        ],
        "tags": [
            [key, tag.label, *spot(papers), len(papers), topics.get(tag.topic, -1)]
            for key, tag in catalog.library.vocabulary.tags.items()
            for papers in (catalog.by_tag[key],)
        ],
        "papers": [
            [
                paper.slug,
                paper.title,
                *places.get(paper.slug, (None, None)),
                topics.get(main[paper.slug], -1),
                [tags[tag] for tag in paper.tags],
                int(paper.slug in guessed),
                paper.id,
            ]
            for paper in sorted(catalog.papers, key=by_title)
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def by_topic(catalog: Catalog, relations: Relations) -> dict[str, list[Position]]:
    """Where papers are, by the topic that most of their subjects belong to; "" for those about none."""
    places, _ = place(catalog, relations)
    points: dict[str, list[Position]] = {topic.key: [] for topic in catalog.topics}
    for paper in catalog.papers:
        if paper.slug in places:
            points.setdefault(catalog.main_topic(paper) or "", []).append(places[paper.slug])
    return points


def place(catalog: Catalog, relations: Relations) -> tuple[dict[str, Position], frozenset[str]]:
    """Where papers are, by slug, and which of these places are guesses.

    A paper that came after the map was drawn is beside its relatives; one that has none on the
    map has no place.
    """
    positions = catalog.library.positions
    drawn = {paper.slug: positions[paper.id] for paper in catalog.papers if paper.id in positions}
    if not drawn:
        return {}, frozenset()  # without a look at relations, which are spelt out for whoever asks
    guesses = {}
    for paper in catalog.papers:
        if paper.slug not in drawn:
            found = [
                (drawn[each.paper.slug], each.similarity) for each in relations[paper.slug] if each.paper.slug in drawn
            ]
            if found:
                guesses[paper.slug] = _beside(paper, found)
    return drawn | guesses, frozenset(guesses)


def _beside(paper: Paper, relatives: Sequence[tuple[Position, float]]) -> Position:
    """Beside the middle of those relatives that are near the first; the side comes from the paper's id."""
    (x, y), _ = relatives[0]
    near = [(spot, weight) for spot, weight in relatives if max(abs(spot[0] - x), abs(spot[1] - y)) <= _NEAR]
    total = math.fsum(weight for _, weight in near)
    digest = hashlib.sha256(paper.id.encode()).digest()
    middle = [math.fsum(spot[axis] * weight for spot, weight in near) / total for axis in (0, 1)]
    moved = [value + _BESIDE * (byte / 127.5 - 1.0) for value, byte in zip(middle, digest, strict=False)]
    return (coordinate(moved[0]), coordinate(moved[1]))


def _cells(places: Mapping[str, Position]) -> dict[str, _Cell]:
    """By slug, where papers are on the grid."""
    return {slug: (int(x * _CELLS), int(y * _CELLS)) for slug, (x, y) in places.items()}


def _spot(
    places: Mapping[str, Position], cells: Mapping[str, _Cell], papers: Iterable[Paper]
) -> tuple[float, float] | tuple[None, None]:
    """Where the label of some papers is: in the middle of those around the cell with most of them."""
    placed = [paper.slug for paper in papers if paper.slug in cells]
    if not placed:
        return (None, None)
    counts = Counter([cells[slug] for slug in placed])
    known = counts.get  # which a counter asks itself more slowly
    densest = min(counts, key=lambda cell: (-sum([known(each, 0) for each in _around(cell)]), -counts[cell], cell))
    near = [places[slug] for slug in placed if cells[slug] in _around(densest)]
    x, y = (math.fsum(point[axis] for point in near) / len(near) for axis in (0, 1))
    return (coordinate(x), coordinate(y))


@cache
def _around(cell: _Cell) -> frozenset[_Cell]:
    """A cell of the grid and those that touch it."""
    return frozenset((cell[0] + x, cell[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
