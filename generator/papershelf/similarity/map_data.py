"""The map as the browser gets it: points, labels and what there is to filter by.

The format belongs to `templates/theme/assets/javascripts/map/papers.js` and to nobody else; whoever
wants data takes `/data/papers.json`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

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

_NOWHERE = (None, None)
_NO_TOPIC = -1

_Cell = tuple[int, int]
_Placed = tuple[Position, _Cell]


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
    about = [(paper, topics.get(catalog.main_topic(paper) or "", _NO_TOPIC)) for paper in catalog.papers]
    sizes = Counter([topic for _, topic in about])
    of_topic, of_tag = _parted(about, places)
    document = {
        "topics": [
            (topic.key, topic.label, *_spot(of_topic[number]), sizes[number])
            for number, topic in enumerate(catalog.topics)
        ],
        "tags": [
            (key, tag.label, *_spot(of_tag[key]), len(catalog.by_tag[key]), topics.get(tag.topic, _NO_TOPIC))
            for key, tag in catalog.library.vocabulary.tags.items()
        ],
        "papers": [
            (
                paper.slug,
                paper.title,
                *places.get(paper.slug, _NOWHERE),
                topic,
                tuple([tags[tag] for tag in paper.tags]),
                int(paper.slug in guessed),
                paper.id,
            )
            for paper, topic in sorted(about, key=lambda pair: by_title(pair[0]))
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


def _parted(
    about: Iterable[tuple[Paper, int]], places: Mapping[str, Position]
) -> tuple[Mapping[int, list[_Placed]], Mapping[str, list[_Placed]]]:
    """Where the papers are on the map, by the number of their topic and by tag, in one go through the list."""
    of_topic: defaultdict[int, list[_Placed]] = defaultdict(list)
    of_tag: defaultdict[str, list[_Placed]] = defaultdict(list)
    for paper, topic in about:
        if (position := places.get(paper.slug)) is not None:
            placed = (position, (int(position[0] * _CELLS), int(position[1] * _CELLS)))
            of_topic[topic].append(placed)
            for tag in paper.tags:
                of_tag[tag].append(placed)
    return of_topic, of_tag


def _spot(placed: Sequence[_Placed]) -> tuple[float, float] | tuple[None, None]:
    """Where the label of some papers is: in the middle of those around the cell with most of them."""
    if not placed:
        return _NOWHERE
    counts = Counter([cell for _, cell in placed])
    known = counts.get  # which a counter asks itself more slowly
    densest = min(counts, key=lambda cell: (-sum([known(each, 0) for each in _around(cell)]), -counts[cell], cell))
    near = [position for position, cell in placed if cell in _around(densest)]
    x, y = (math.fsum(position[axis] for position in near) / len(near) for axis in (0, 1))
    return (coordinate(x), coordinate(y))


@cache
def _around(cell: _Cell) -> frozenset[_Cell]:
    """A cell of the grid and those that touch it."""
    return frozenset((cell[0] + x, cell[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
