"""What all pictures are drawn with: the layouts, and elements as they stand in each of them.

Lengths are units of the picture's own, which the page scales to the room that it has: about 1.5
pixels each on a desk, and 1.1 on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from papershelf.lazy_import import lazy_import
from papershelf.text import Html, escape_html

if TYPE_CHECKING:
    import svg
else:
    svg = lazy_import("svg")

FONT, SMALL = 12, 11
"""Sizes of type."""
To = Callable[[str], str]
"""An address from the site's root as the page of the picture links it."""
DOT = 4
"""The radius of a dot."""
_CHARACTER = 0.5
"""The width of a character in ems: what a name needs is estimated, for a build knows no fonts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The room that a picture has, and where its lines are named."""

    key: str
    width: int
    beside: bool
    """Whether lines are named beside them; else above, and all the width is for numbers."""


WIDE = Layout(key="wide", width=720, beside=True)
NARROW = Layout(key="narrow", width=320, beside=False)
LAYOUTS = (WIDE, NARROW)


def picture(
    key: str, layout: Layout, height: float, title: str, description: str, elements: Sequence[svg.Element]
) -> Html:
    """The picture as one line of HTML, named and described for those who do not see it."""
    key = f"{key}-{layout.key}"
    named: list[svg.Element] = [
        svg.Title(id=f"{key}-title", text=escape_html(title)),
        svg.Desc(id=f"{key}-description", text=escape_html(description)),
    ]
    drawing = svg.SVG(
        xmlns=None,
        viewBox=svg.ViewBoxSpec(0, 0, layout.width, math.ceil(height)),
        class_=["ps-chart", f"ps-chart--{layout.key}"],
        elements=[*named, *elements],
        extra={"role": "img", "aria-labelledby": f"{key}-title", "aria-describedby": f"{key}-description"},
    )
    # Every text in it was escaped where it was put in; svg.py itself escapes nothing.
    return Html(drawing.as_str())


def text(
    content: str,
    x: float,
    y: float,
    *,
    anchor: Literal["start", "middle", "end"] = "start",
    size: int = FONT,
    quiet: bool = False,
    whole: str | None = None,
    leads: str | None = None,
) -> svg.Element:
    """A line of text that is on `y`.

    Args:
        content: The text.
        x: Of its anchor.
        y: Of its baseline.
        anchor: What of it is at `x`.
        size: Of its type.
        quiet: Whether it is less important than others.
        whole: What it says when one points at it, where it was shortened.
        leads: The address of what it names.
    """
    # svg.py writes an element's text or its elements, never both.
    said = "" if whole in (None, content) else svg.Title(text=escape_html(whole)).as_str()
    return svg.Text(
        text=f"{escape_html(content)}{said}",
        x=at(x),
        y=at(y),
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        class_=["ps-chart__quiet"] if quiet else None,
        data=_leading(leads),
    )


def line(start: tuple[float, float], end: tuple[float, float], kind: str = "rule") -> svg.Element:
    """A line from one point to another, of a kind that the style sheet knows."""
    return svg.Line(x1=at(start[0]), y1=at(start[1]), x2=at(end[0]), y2=at(end[1]), class_=[f"ps-chart__{kind}"])


def dot(
    x: float, y: float, radius: float = DOT, said: str | None = None, leads: str | None = None, foreign: str = ""
) -> svg.Element:
    """A dot that says what it is when one points at it, and leads to what it counts.

    Args:
        x: Of its middle.
        y: Of its middle.
        radius: Its size.
        said: What it is.
        leads: The address of what it counts.
        foreign: The language of what it says, where that is not the page's.
    """
    return svg.Circle(cx=at(x), cy=at(y), r=at(radius), elements=_said(said, foreign), data=_leading(leads))


def bar(x: float, y: float, width: float, height: float, said: str, leads: str | None = None) -> svg.Element:
    """A bar, by its upper left corner, that says what it is when one points at it, and leads to what it counts."""
    return svg.Rect(x=at(x), y=at(y), width=at(width), height=at(height), elements=_said(said), data=_leading(leads))


def of_topic(topic: str, elements: Sequence[svg.Element]) -> svg.Element:
    """Elements whose dots have the colour of a topic."""
    return svg.G(elements=list(elements), data={"topic": escape_html(topic)})


def needed(label: str, size: int = FONT) -> float:
    """About how wide a text is."""
    return len(label) * size * _CHARACTER


def shorten(label: str, room: float, size: int = FONT) -> str:
    """A text that fits into so much room."""
    most = int(room / (size * _CHARACTER))
    return label if len(label) <= most else f"{label[: max(most - 2, 1)].rstrip()} …"


def at(number: float) -> float:
    """A coordinate with no more digits than a screen shows."""
    return round(number, 1)


def _leading(leads: str | None) -> dict[str, str] | None:
    """Where charts.js leads a click on a mark. No link: the picture is one image, and its table has the links."""
    return None if leads is None else {"leads": escape_html(leads)}


def _said(said: str | None, foreign: str = "") -> list[svg.Element] | None:
    return None if said is None else [svg.Title(text=escape_html(said), lang=foreign or None)]
