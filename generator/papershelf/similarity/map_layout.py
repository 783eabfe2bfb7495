"""From similarity to positions: papers that are like each other attract, all others repel.

The forces are those of LargeVis and UMAP (https://arxiv.org/abs/1602.00370,
https://arxiv.org/abs/1802.03426) with Student's t as the kernel: papers pull along the edges of a
graph of nearest papers, and push against others drawn at random. A map that was drawn before is
remembered: its papers begin where they were, and the fewer papers are new, the less these move.

From rounded weights on, nothing but sums, products, quotients and square roots is used, so that every
machine draws the same map. Sums are `math.fsum`'s: the built-in `sum` of floats rounds in another way since
Python 3.12.
"""

from __future__ import annotations

import hashlib
import math
import random
from array import array
from collections.abc import Callable, Mapping, Sequence

from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper, Position
from papershelf.similarity.index import ONE
from papershelf.similarity.nearest import find_nearest
from papershelf.similarity.term_matrix import TermMatrix
from papershelf.similarity.weights import UNIT
from papershelf.similarity.whole import index_papers

NEIGHBOURS = 10
"""How many of the papers like it pull at a paper."""
ROUNDS = 200
"""How often every edge may pull."""
DIGITS = 4
"""Decimals of a position: a map of 10,000 by 10,000 places."""

_TAG_SHARE = 0.4
"""Tags weigh more here than for related papers, so that a tag's papers are together."""
_REPELLED = 4
"""How many papers drawn at random push a paper away, whenever an edge pulls at it."""
_PULLS = 6.0
"""How often edges pull in a round at the most, per paper: so a map's cost grows as the list does. Ours pull 5 times."""
_PULL, _PUSH = 0.5, 1.0
_SOFTENING = 0.01
"""Keeps the push between two papers at one place finite."""
_SEED = 7
_PRECISION = 6
"""Decimals of what comes from logarithms, whose last digits differ between systems."""
_TURNS = 40
"""Steps of the power iteration for where papers start."""
_WIDTH = 3.4
"""How wide a map is, beside the fourth root of its number of papers, where pulls and pushes balance."""
_BESIDE = 0.25
"""How far from the paper most like it a new one starts, where the unit is that of the forces."""

Points = list[list[float]]
Edge = tuple[int, int, float]


def draw(catalog: Catalog, advance: Callable[[], None] = lambda: None, *, anew: bool = False) -> dict[str, Position]:
    """Lay out all papers of a list.

    Args:
        catalog: The list, with the places of the map that was drawn before, if one was.
        advance: Called after each of `ROUNDS` rounds.
        anew: Whether the former map is forgotten.

    Returns:
        By the paper's id its place, each coordinate from 0 to 1, in the order of the slugs.
    """
    papers, matrix = catalog.papers, index_papers(catalog, tag_share=_TAG_SHARE).matrix
    edges = _edges(matrix)
    former = {} if anew else catalog.library.positions
    known = [former.get(paper.id) for paper in papers]
    if any(place is not None for place in known):
        width = _WIDTH * math.sqrt(math.sqrt(len(known)))
        points = _resume(papers, edges, known, width)
        share_new = known.count(None) / len(known)
        old = share_new**3
        if share_new:
            _settle(points, edges, [1.0 if place is None else old for place in known], advance)
        places = _into_frame(points, width, old)
    else:
        points = _start(matrix)
        _settle(points, edges, [1.0] * len(points), advance)
        places = _into_square(points)
    return {paper.id: place for paper, place in zip(papers, places, strict=True)}


def _resume(papers: Sequence[Paper], edges: Sequence[Edge], known: Sequence[Position | None], width: float) -> Points:
    """Where papers start that have a map: at their former places; a new one beside the paper most like it."""
    nearest: dict[int, tuple[float, int]] = {}
    for one, other, weight in edges:
        for new, old in ((one, other), (other, one)):
            if known[new] is None and known[old] is not None:
                nearest[new] = max(nearest.get(new, (0.0, old)), (weight, old))
    points = []
    for number, (paper, place) in enumerate(zip(papers, known, strict=True)):
        # Without any paper like it, a new one starts in the middle.
        x, y = place or known[nearest[number][1] if number in nearest else -1] or (0.5, 0.5)
        digest = hashlib.sha256(paper.id.encode()).digest()
        aside = [_BESIDE * (byte / 127.5 - 1.0) if place is None else 0.0 for byte in digest[:2]]
        points.append([width * x + aside[0], width * y + aside[1]])
    return points


def _edges(matrix: TermMatrix) -> list[Edge]:
    """Who pulls at whom: each paper's nearest, by their similarity beside that of the nearest of all."""
    weights: dict[tuple[int, int], float] = {}
    found = find_nearest(matrix, range(len(matrix.vectors)))[0].nearest
    for number in range(len(found)):
        others, values = found.row(number)
        nearest = [(other, value / ONE) for other, value in zip(others[:NEIGHBOURS], values, strict=False)]
        for other, similarity in nearest:
            edge = (min(number, other), max(number, other))
            weight, before = similarity / nearest[0][1], weights.get(edge, 0.0)
            # As the union of two fuzzy sets: pulled from both sides, an edge is stronger, and never above 1.
            weights[edge] = weight + before - weight * before
    return [(one, other, round(weight, _PRECISION)) for (one, other), weight in sorted(weights.items())]


def _start(matrix: TermMatrix) -> Points:
    """Where papers start: along the two directions in which their tags differ most (principal components)."""
    rows = [
        [
            (term, round(weight / UNIT, _PRECISION))
            for term, weight in matrix.vector(number).items()
            if term.startswith("#")
        ]
        for number in range(len(matrix.vectors))
    ]
    mean: dict[str, float] = {}
    for row in rows:
        for term, weight in row:
            mean[term] = mean.get(term, 0.0) + weight / len(rows)
    generator = random.Random(_SEED)
    scores: list[list[float]] = []
    for _ in range(2):
        scores.append(_component(rows, mean, scores, generator))
    size = math.sqrt(len(rows)) * 3.0
    # A little noise parts papers with the same tags.
    return [[size * x + generator.random(), size * y + generator.random()] for x, y in zip(*scores, strict=True)]


def _component(
    rows: Sequence[Sequence[tuple[str, float]]],
    mean: Mapping[str, float],
    before: Sequence[Sequence[float]],
    generator: random.Random,
) -> list[float]:
    """The papers' scores on the next principal component, of length one, by power iteration."""
    direction = {term: generator.random() - 0.5 for term in sorted(mean)}
    scores = [0.0] * len(rows)
    for _ in range(_TURNS):
        centre = math.fsum(weight * direction[term] for term, weight in mean.items())
        scores = [math.fsum(weight * direction[term] for term, weight in row) - centre for row in rows]
        for other in before:
            shared = math.fsum(x * y for x, y in zip(scores, other, strict=True))
            scores = [x - shared * y for x, y in zip(scores, other, strict=True)]
        length = math.sqrt(math.fsum(x * x for x in scores)) or 1.0
        scores = [x / length for x in scores]
        total = math.fsum(scores)
        direction = {term: -weight * total for term, weight in mean.items()}
        for score, row in zip(scores, rows, strict=True):
            for term, weight in row:
                direction[term] += score * weight
    return scores


def _settle(points: Points, edges: Sequence[Edge], freedom: Sequence[float], advance: Callable[[], None]) -> None:
    """Let papers pull and push until they rest; an edge half as strong pulls half as often.

    Args:
        points: Where the papers start, and then where they rest.
        edges: Who pulls at whom.
        freedom: How far each paper gives way, from 0 to 1.
        advance: Called after each round.
    """
    # Arrays, because papers push each other in random order: numbers of a long list must stay near the processor.
    xs, ys = (array("d", [point[axis] for point in points]) for axis in (0, 1))
    ends = [(one, other) for one, other, _ in edges]
    waits = _waits(edges, len(points))
    due = waits[:]
    draw_one = random.Random(_SEED).random
    for turn in range(1, ROUNDS + 1):
        rate = 1.0 - (turn - 1) / ROUNDS
        for number, (one, other) in enumerate(ends):
            if due[number] > turn:
                continue
            due[number] += waits[number]
            rates = rate * freedom[one], rate * freedom[other]
            _pull(xs, ys, (one, other), rates)
            _push(xs, ys, one, rates[0], draw_one)
            _push(xs, ys, other, rates[1], draw_one)
        advance()
    points[:] = map(list, zip(xs, ys, strict=True))


def _waits(edges: Sequence[Edge], papers: int) -> array[float]:
    """How many rounds pass from one pull of each edge to the next."""
    pulls = math.fsum(weight for _, _, weight in edges)
    rest = max(1.0, pulls / (_PULLS * papers or 1.0))
    return array("d", [rest / weight for _, _, weight in edges])


def _pull(xs: array[float], ys: array[float], edge: tuple[int, int], rates: tuple[float, float]) -> None:
    """Move the two ends of an edge towards each other."""
    one, other = edge
    x, y = xs[one] - xs[other], ys[one] - ys[other]
    distance = 1.0 + x * x + y * y
    force, force_on_other = _PULL * rates[0] / distance, _PULL * rates[1] / distance
    xs[one] -= force * x
    ys[one] -= force * y
    xs[other] += force_on_other * x
    ys[other] += force_on_other * y


def _push(xs: array[float], ys: array[float], one: int, rate: float, draw_one: Callable[[], float]) -> None:
    """Move a paper away from some that are drawn at random."""
    x, y, count = xs[one], ys[one], len(xs)
    for _ in range(_REPELLED):
        other = int(draw_one() * count)
        if other == one:
            continue
        across, up = x - xs[other], y - ys[other]
        distance = across * across + up * up
        force = _PUSH * rate / ((_SOFTENING + distance) * (1.0 + distance))
        if force > 4.0:
            force = 4.0
        x += force * across
        y += force * up
    xs[one], ys[one] = x, y


def _into_square(points: Points) -> list[Position]:
    """The points in a square from 0 to 1, in the middle of it, both directions on one scale."""
    if not points:
        return []
    low, high = ([pick(point[axis] for point in points) for axis in (0, 1)] for pick in (min, max))
    return _scaled(points, low, high)


def _into_frame(points: Points, width: float, freedom: float) -> list[Position]:
    """The points in the frame of a former map, which gives way as far as its papers do; none is outside."""
    room = freedom * width
    low = [max(min(0.0, *(point[axis] for point in points)), -room) for axis in (0, 1)]
    high = [min(max(width, *(point[axis] for point in points)), width + room) for axis in (0, 1)]
    return _scaled(points, low, high)


def _scaled(points: Points, low: Sequence[float], high: Sequence[float]) -> list[Position]:
    size = max(high[0] - low[0], high[1] - low[1]) or 1.0
    shift = [(size - high[axis] - low[axis]) / 2 for axis in (0, 1)]
    return [(coordinate((x + shift[0]) / size), coordinate((y + shift[1]) / size)) for x, y in points]


def coordinate(value: float) -> float:
    """A coordinate within the map, as it is written: never -0.0."""
    return round(min(max(value, 0.0), 1.0), DIGITS) + 0.0
