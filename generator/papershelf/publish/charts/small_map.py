"""The map in small: a dot a paper, for a page that leads to the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from papershelf.lazy_import import lazy_import
from papershelf.model import Position
from papershelf.text import Html, escape_html

if TYPE_CHECKING:
    import svg
else:
    svg = lazy_import("svg")

FEWEST_POINTS = 60
"""Papers below which a map in small is a handful of dots, and no picture."""
_ACROSS, _DOWN = 520, 350
"""Its size, about the shape that the map has on a wide screen."""
_ROUND = 4
"""The room around its dots, which are drawn by their middles."""


def small_map(points: Mapping[str, Sequence[Position]]) -> Html | None:
    """The picture, for whoever sees it: the link around it says what it is.

    Args:
        points: By the topic's key the places of its papers, each coordinate from 0 to 1.

    Returns:
        The picture; None for so few papers that there would be nothing to see.
    """
    if sum(map(len, points.values())) < FEWEST_POINTS:
        return None
    dots = {
        topic: sorted((round(x * _ACROSS), round(y * _DOWN)) for x, y in places) for topic, places in points.items()
    }
    # A line without length, which is ended roundly, is a dot: a path of them takes a fifth of as many circles.
    paths: list[svg.Element] = [
        svg.Path(data={"topic": escape_html(topic)}, extra={"d": "".join(f"M{x} {y}h0" for x, y in places)})
        for topic, places in dots.items()
        if places
    ]
    columns, rows = ([dot[axis] for places in dots.values() for dot in places] for axis in (0, 1))
    left, top = min(columns) - _ROUND, min(rows) - _ROUND
    box = svg.ViewBoxSpec(left, top, max(columns) + _ROUND - left, max(rows) + _ROUND - top)
    drawing = svg.SVG(xmlns=None, viewBox=box, elements=paths, extra={"aria-hidden": "true"})
    return Html(drawing.as_str())
