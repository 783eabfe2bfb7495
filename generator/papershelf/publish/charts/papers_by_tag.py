"""Each topic a line, each of its tags a dot at the number of its papers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count as count_up
from typing import TYPE_CHECKING

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Tag, Topic
from papershelf.publish.charts.drawing import (
    DOT,
    LAYOUTS,
    SMALL,
    Layout,
    To,
    dot,
    line,
    needed,
    of_topic,
    picture,
    shorten,
    text,
)
from papershelf.publish.charts.figure import Figure
from papershelf.publish.language import ENGLISH, Words
from papershelf.text import Html

if TYPE_CHECKING:
    import svg

_Line = tuple[Topic, Sequence[tuple[Tag, int]]]
"""A topic, and its tags with the numbers of their papers, the largest first."""

_TOP, _RIGHT = 26, 16
"""The room of the scale's numbers, above and behind."""
_GAP = 14
"""Between a name and the line that it is beside."""
_NAME = 24
"""What a name above or below a line takes of the height, with the white around it."""


def papers_by_tag(catalog: Catalog, to: To, words: Words = ENGLISH) -> Figure | None:
    """How many papers each tag has; None while none has one."""
    counts = {tag: len(its) for tag, its in catalog.by_tag.items()}
    if not any(counts.values()):
        return None
    vocabulary = catalog.library.vocabulary
    # What sort of work a paper is says little about a list: a subject is more of a finding.
    subjects = [tag for tag, its in vocabulary.tags.items() if its.topic != KIND_TOPIC] or list(counts)
    widest = max(subjects, key=counts.__getitem__)
    ranked = sorted(vocabulary.tags.values(), key=lambda tag: (-counts[tag.key], tag.key))
    lines = [
        (topic, [(tag, counts[tag.key]) for tag in ranked if tag.topic == topic.key])
        for topic in vocabulary.topics.values()
        if vocabulary.tags_of(topic.key)
    ]
    return Figure(
        key="papers-by-tag",
        title=words.say("Papers per tag"),
        says=words.say(
            "%(tag)s is the most common subject, with %(papers)s; half of all tags have %(median)s or fewer.",
            tag=vocabulary.tags[widest].label,
            papers=words.papers(counts[widest]),
            median=_median(counts.values()),
        ),
        pictures=tuple(_draw(lines, layout, to, words) for layout in LAYOUTS),
        head=(words.say("Tag"), words.say("Topic"), words.say("Papers")),
        rows=tuple((tag.label, vocabulary.topics[tag.topic].label, words.number(counts[tag.key])) for tag in ranked),
        leads=tuple(to(addresses.tag_url(tag)) for tag in ranked),
    )


def _draw(lines: Sequence[_Line], layout: Layout, to: To, words: Words) -> Html:
    most = max(count for _, tags in lines for _, count in tags)
    left = _margin([topic for topic, _ in lines], layout)
    scale = (layout.width - left - _RIGHT) / most
    height: float = _TOP
    elements: list[svg.Element] = []
    for topic, tags in lines:
        places = [left + count * scale for _, count in tags]
        offsets = _apart(places)
        reach = max(map(abs, offsets)) + DOT
        above, below = (max(20, reach + DOT),) * 2 if layout.beside else (reach + _NAME, reach + _NAME)
        y = height + above
        height = y + below
        elements.append(line((left, y), (layout.width - _RIGHT, y)))
        elements.append(_name(topic, left, y, reach, layout, to))
        elements.append(
            of_topic(
                topic.key,
                [
                    dot(
                        x,
                        y + offset,
                        said=words.say("%(names)s: %(papers)s", names=tag.label, papers=words.papers(count)),
                        leads=to(addresses.tag_url(tag)),
                    )
                    for x, offset, (tag, count) in zip(places, offsets, tags, strict=True)
                ],
            )
        )
        elements.append(_leader(*tags[0], places[0], y, reach, layout, to, words))
    return picture(
        "papers-by-tag",
        layout,
        height,
        words.say("Papers per tag"),
        words.say("Each line is a topic, each dot one of its tags."),
        [*_scale(most, left, scale, height), *elements],
    )


def _scale(most: int, left: float, scale: float, height: float) -> Iterator[svg.Element]:
    for number in ticks(most):
        x = left + number * scale
        yield line((x, _TOP), (x, height))
        yield text(f"{number}", x, _TOP - 6, anchor="middle", size=SMALL, quiet=True)


def _margin(topics: Sequence[Topic], layout: Layout) -> float:
    """Where the lines begin: behind the longest name, which takes at most some of the width."""
    longest = max(needed(topic.label) for topic in topics)
    return min(longest + _GAP, 0.45 * layout.width) if layout.beside else DOT


def _name(topic: Topic, left: float, y: float, reach: float, layout: Layout, to: To) -> svg.Element:
    leads = to(addresses.topic_url(topic))
    if layout.beside:
        label = shorten(topic.label, left - _GAP)
        return text(label, left - _GAP, y + 4, anchor="end", whole=topic.label, leads=leads)
    return text(shorten(topic.label, layout.width), 0, y - reach - 7, whole=topic.label, leads=leads)


def _leader(
    tag: Tag, count: int, x: float, y: float, reach: float, layout: Layout, to: To, words: Words
) -> svg.Element:
    """The tag that leads a topic: behind its dot, or below it where names take lines of their own."""
    whole = f"{tag.label} · {words.number(count)}"
    label = shorten(whole, layout.width, SMALL)
    written = partial(text, label, size=SMALL, quiet=True, whole=whole, leads=to(addresses.tag_url(tag)))
    last = layout.width - needed(label, SMALL)
    if not layout.beside:
        return written(min(x - DOT, last), y + reach + 12)
    if x + 2 * DOT > last:
        return written(layout.width, y - reach - 5, anchor="end")
    return written(x + 2 * DOT, y - 5)


def _apart(places: Sequence[float]) -> list[float]:
    """How far each dot leaves its line, upwards or downwards, so that none covers another."""
    put: list[tuple[float, float]] = []
    for x in places:
        free = (y for y in _levels() if all(math.hypot(x - other, y - its) >= 2 * DOT for other, its in put))
        put.append((x, next(free)))
    return [y for _, y in put]


def _levels() -> Iterator[int]:
    """The heights of dots: on the line, above it, below it, higher above, and so on."""
    yield 0
    for level in count_up(1):
        yield -2 * DOT * level
        yield 2 * DOT * level


def ticks(most: int) -> list[int]:
    """Round numbers along a scale that begins at 0, about five of them."""
    power = 10 ** int(math.log10(max(most / 5, 1)))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * 6 >= most)
    return list(range(0, most + 1, step))


def _median(numbers: Iterable[int]) -> int:
    ranked = sorted(numbers)
    return ranked[(len(ranked) - 1) // 2]
