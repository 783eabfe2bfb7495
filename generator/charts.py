"""The statistics of a list: three pictures as SVG, each with its numbers as a table; and its map in small. Pure.

svg.py writes the elements, typed and with nothing else in tow; the scales are a line of arithmetic
each. Chart libraries were tried: what they draw carries inline styles and scripts, which a content
security policy refuses, fixed colours, which a dark page does not suit, or the date of the build.
Colours come from the style sheet, by class and by `data-topic`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import svg

from generator import prose
from generator.catalog import Catalog
from generator.model import KIND_TOPIC, Position, Tag

TOGETHER = 22
"""How many tags the picture of pairs shows: those of the most frequent pairs."""
FEWEST_TOGETHER = 2
"""Papers that two tags must share to be called a pair."""
LONGEST_TABLE = 60
"""Rows of a table of pairs; the rest are rarer still."""
COMBINATIONS = 16
"""How many combinations of listings are drawn; the table holds all."""

FEWEST_POINTS = 60
"""Papers below which a map in small is a handful of dots, and no picture."""
_ACROSS, _DOWN = 520, 350
"""The size of the map in small, about the shape that the map has on a wide screen."""
_ROUND = 4
"""The room around its dots, which are drawn by their middles."""

_WIDTH = 720
_FONT, _SMALL = 12, 11
_DIGIT = 0.55
"""The width of a character in ems: what a label needs is estimated, for a build knows no fonts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with what it says and the numbers behind it."""

    key: str
    title: str
    says: str
    """The finding, in a plain sentence."""
    picture: prose.Html
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(catalog: Catalog) -> tuple[Figure, ...]:
    """The pictures that a list gives rise to; one about tags needs tags, one about overlap needs listings."""
    figures = (_papers_by_tag(catalog), _tags_together(catalog), _listings_overlap(catalog))
    return tuple(figure for figure in figures if figure is not None)


def scatter(points: Mapping[str, Sequence[Position]]) -> prose.Html | None:
    """The map in small, a dot a paper, for whoever sees it: the link around it says what it is.

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
        svg.Path(data={"topic": prose.escape_html(topic)}, extra={"d": "".join(f"M{x} {y}h0" for x, y in places)})
        for topic, places in dots.items()
        if places
    ]
    columns, rows = ([dot[axis] for places in dots.values() for dot in places] for axis in (0, 1))
    left, top = min(columns) - _ROUND, min(rows) - _ROUND
    box = svg.ViewBoxSpec(left, top, max(columns) + _ROUND - left, max(rows) + _ROUND - top)
    drawing = svg.SVG(xmlns=None, viewBox=box, elements=paths, extra={"aria-hidden": "true"})
    return prose.Html(drawing.as_str())


def _papers_by_tag(catalog: Catalog) -> Figure | None:
    """Each topic a line, each of its tags a dot at the number of its papers."""
    counts = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    most = max(counts.values(), default=0)
    if not most:
        return None
    vocabulary = catalog.library.vocabulary
    # What sort of work a paper is says little about a list: a subject is more of a finding.
    subjects = [tag for tag, its in vocabulary.tags.items() if its.topic != KIND_TOPIC] or list(counts)
    widest = max(subjects, key=counts.__getitem__)
    topics = [topic for topic in vocabulary.topics.values() if vocabulary.tags_of(topic.key)]
    left, right, step, top = 240, 24, 40, 34
    scale = (_WIDTH - left - right) / most
    height = top + step * len(topics) + 6
    elements: list[svg.Element] = []
    for number in _ticks(most):
        x = _at(left + number * scale)
        elements.append(svg.Line(x1=x, x2=x, y1=top - 8, y2=height - 6, class_=["ps-chart__rule"]))
        elements.append(_text(f"{number}", x, top - 14, anchor="middle", size=_SMALL, quiet=True))
    for line, topic in enumerate(topics):
        y = top + step * line + step / 2
        tags = sorted(vocabulary.tags_of(topic.key), key=lambda tag: (-counts[tag.key], tag.key))
        elements.append(_text(topic.label, left - 14, y + 4, anchor="end"))
        elements.append(svg.Line(x1=left, x2=_WIDTH - right, y1=_at(y), y2=_at(y), class_=["ps-chart__rule"]))
        dots: list[svg.Element] = []
        level: Counter[int] = Counter()
        for tag in tags:
            # Tags with nearly the same count stand above each other.
            x = counts[tag.key] * scale
            slot = round(x / 8)
            height_of_slot = (0, -8, 8, -15, 15)[min(level[slot], 4)]
            level[slot] += 1
            dots.append(_dot(left + x, y + height_of_slot, 4, f"{tag.label}: {_papers(counts[tag.key])}"))
        elements.append(svg.G(elements=dots, data={"topic": prose.escape_html(topic.key)}))
        elements.append(_name_first(tags[0], left + counts[tags[0].key] * scale, y))
    label, middle = vocabulary.tags[widest].label, _median(counts.values())
    return Figure(
        key="papers-by-tag",
        title="Papers a tag",
        says=f"{label} is the widest subject, with {_papers(counts[widest])}; half of all tags have {middle} or fewer.",
        picture=_picture(
            "papers-by-tag", height, "Papers a tag", "Each line is a topic, each dot one of its tags.", elements
        ),
        head=("Tag", "Topic", "Papers"),
        rows=tuple(
            (tag.label, vocabulary.topics[tag.topic].label, f"{counts[tag.key]:,}")
            for tag in sorted(vocabulary.tags.values(), key=lambda tag: (-counts[tag.key], tag.key))
        ),
    )


def _name_first(tag: Tag, x: float, y: float) -> svg.Element:
    """The name of the tag that leads a topic: behind its dot, or before it where the picture ends."""
    needed = len(tag.label) * _SMALL * _DIGIT + 10
    if x + needed > _WIDTH - 4:
        return _text(tag.label, x + 4, y - 9, anchor="end", size=_SMALL, quiet=True)
    return _text(tag.label, x + 9, y - 5, size=_SMALL, quiet=True)


def _tags_together(catalog: Catalog) -> Figure | None:
    """A triangle of subjects by subjects: the area of a dot is the number of papers that have both."""
    tags = {key: tag for key, tag in catalog.library.vocabulary.tags.items() if tag.topic != KIND_TOPIC}
    order = {tag: number for number, tag in enumerate(tags)}
    pairs = Counter(
        pair
        for paper in catalog.papers
        for pair in combinations(sorted(order.keys() & set(paper.tags), key=order.__getitem__), 2)
    )
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], [order[tag] for tag in item[0]]))
    ranked = [(pair, count) for pair, count in ranked if count >= FEWEST_TOGETHER]
    if not ranked:
        return None
    shown: set[str] = set()
    for pair, _ in ranked:
        if len(shown | set(pair)) > TOGETHER:
            break
        shown |= set(pair)
    names = sorted(shown, key=order.__getitem__)
    most = ranked[0][1]
    cell, top, left = 21, 4, 6
    elements: list[svg.Element] = []
    for row, tag in enumerate(names):
        y = top + cell * row + cell / 2
        end = left + cell * row
        if row:
            elements.append(svg.Line(x1=left, x2=end, y1=_at(y), y2=_at(y), class_=["ps-chart__rule"]))
            x = _at(end - cell / 2)
            last = top + cell * len(names) - cell / 2
            elements.append(svg.Line(x1=x, x2=x, y1=_at(y), y2=_at(last), class_=["ps-chart__rule"]))
        dots: list[svg.Element] = []
        for column, other in enumerate(names[:row]):
            if count := pairs[other, tag]:
                said = f"{tags[other].label} and {tags[tag].label}: {_papers(count)}"
                dots.append(_dot(left + cell * (column + 0.5), y, (cell / 2 - 0.5) * math.sqrt(count / most), said))
        label = _text(tags[tag].label, end + 6, y + 4)
        elements.append(svg.G(elements=[*dots, label], data={"topic": prose.escape_html(tags[tag].topic)}))
    (one, other), count = ranked[0]
    return Figure(
        key="tags-together",
        title="Tags that stand together",
        says=f"{tags[one].label} and {tags[other].label} stand together most often: {_papers(count)} have both.",
        picture=_picture(
            "tags-together",
            top + cell * len(names) + 4,
            "Tags that stand together",
            "Each name ends its row and heads the column below it; the larger the dot, the more papers have both tags.",
            elements,
        ),
        head=("Tag", "Tag", "Papers with both"),
        rows=tuple(
            (tags[one].label, tags[other].label, f"{count:,}") for (one, other), count in ranked[:LONGEST_TABLE]
        ),
    )


def _listings_overlap(catalog: Catalog) -> Figure | None:
    """An UpSet plot (https://upset.app): a column for each combination of listings that papers stand in."""
    listings = catalog.library.listings
    order = {listing: number for number, listing in enumerate(listings)}
    found = Counter(
        tuple(sorted({place.listing for place in paper.listed}, key=order.__getitem__)) for paper in catalog.papers
    )
    found.pop((), None)
    ranked = sorted(found.items(), key=lambda item: (-item[1], len(item[0]), [order[each] for each in item[0]]))
    shared = [(group, count) for group, count in ranked if len(group) > 1]
    if not shared:
        return None
    drawn = shared[:COMBINATIONS]
    rows = [listing for listing in listings if any(listing in group for group, _ in drawn)]
    most = drawn[0][1]
    left, row_height, bars = 320, 26, 130
    column = min(46.0, (_WIDTH - left - 16) / len(drawn))
    top = bars + 30
    height = top + row_height * len(rows) + 6
    elements: list[svg.Element] = []
    for number, listing in enumerate(rows):
        y = top + row_height * number + row_height / 2
        elements.append(_text(_shorten(listings[listing].name), left - 16, y + 4, anchor="end"))
        elements.append(
            svg.Line(x1=left, x2=_at(left + column * len(drawn)), y1=_at(y), y2=_at(y), class_=["ps-chart__rule"])
        )
    for number, (group, count) in enumerate(drawn):
        x = left + column * (number + 0.5)
        tall = bars * count / most
        names = " and ".join(listings[listing].name for listing in group)
        bar = svg.Rect(
            x=_at(x - column * 0.3), y=_at(bars + 22 - tall), width=_at(column * 0.6), height=_at(tall),
            elements=[svg.Title(text=prose.escape_html(f"{names}: {_papers(count)}"))],
        )  # fmt: skip
        lines = [top + row_height * (rows.index(listing) + 0.5) for listing in group]
        elements.append(bar)
        elements.append(_text(f"{count}", x, bars + 16 - tall, anchor="middle", size=_SMALL))
        elements.append(svg.Line(x1=_at(x), x2=_at(x), y1=_at(lines[0]), y2=_at(lines[-1]), class_=["ps-chart__join"]))
        elements += (svg.Circle(cx=_at(x), cy=_at(y), r=5) for y in lines)
    several = sum(count for _, count in shared)
    stand = "stands" if several == 1 else "stand"
    return Figure(
        key="listings-overlap",
        title="Overlap of the listings",
        says=f"{several:,} of {_papers(len(catalog.papers))} {stand} in more than one listing.",
        picture=_picture(
            "listings-overlap",
            height,
            "Overlap of the listings",
            "Each column is a combination of listings, its bar the number of papers that stand in exactly these.",
            elements,
        ),
        head=("Listings", "Papers in exactly these"),
        rows=tuple((" + ".join(listings[each].name for each in group), f"{count:,}") for group, count in ranked),
    )


def _picture(key: str, height: float, title: str, description: str, elements: Sequence[svg.Element]) -> prose.Html:
    """The picture as one line of HTML, named and described for those who do not see it."""
    named: list[svg.Element] = [
        svg.Title(id=f"{key}-title", text=prose.escape_html(title)),
        svg.Desc(id=f"{key}-description", text=prose.escape_html(description)),
    ]
    drawing = svg.SVG(
        xmlns=None,
        viewBox=svg.ViewBoxSpec(0, 0, _WIDTH, math.ceil(height)),
        class_=["ps-chart"],
        elements=[*named, *elements],
        extra={"role": "img", "aria-labelledby": f"{key}-title", "aria-describedby": f"{key}-description"},
    )
    # Every text in it was escaped where it was put in; svg.py itself escapes nothing.
    return prose.Html(drawing.as_str())


def _text(
    text: str,
    x: float,
    y: float,
    *,
    anchor: Literal["start", "middle", "end"] = "start",
    size: int = _FONT,
    quiet: bool = False,
) -> svg.Element:
    return svg.Text(
        text=prose.escape_html(text),
        x=_at(x),
        y=_at(y),
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        class_=["ps-chart__quiet"] if quiet else None,
    )


def _dot(x: float, y: float, radius: float, said: str) -> svg.Element:
    """A dot that says what it is when one points at it."""
    return svg.Circle(cx=_at(x), cy=_at(y), r=_at(radius), elements=[svg.Title(text=prose.escape_html(said))])


def _at(number: float) -> float:
    """A coordinate with no more digits than a screen shows."""
    return round(number, 1)


def _ticks(most: int) -> list[int]:
    """Round numbers along a scale that begins at 0, about five of them."""
    power = 10 ** int(math.log10(max(most / 5, 1)))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * 6 >= most)
    return list(range(0, most + 1, step))


def _median(numbers: Iterable[int]) -> int:
    ranked = sorted(numbers)
    return ranked[(len(ranked) - 1) // 2]


def _papers(count: int) -> str:
    return f"{count:,} paper{'' if count == 1 else 's'}"


def _shorten(label: str, most: int = 48) -> str:
    return label if len(label) <= most else f"{label[: most - 2].rstrip()} …"
