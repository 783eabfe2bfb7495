"""Which tags are on the same papers: a triangle of them, or where it has no room, a ranking of pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from papershelf.addresses import search_url, tag_url
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Tag
from papershelf.publish.charts.drawing import (
    DOT,
    LAYOUTS,
    NARROW,
    SMALL,
    WIDE,
    Layout,
    To,
    bar,
    dot,
    line,
    needed,
    of_topic,
    picture,
    shorten,
    text,
)
from papershelf.publish.charts.figure import Figure
from papershelf.publish.language import ENGLISH, Words, mark
from papershelf.text import Html

if TYPE_CHECKING:
    import svg

TOGETHER = 22
"""How many tags the triangle shows: those of the most frequent pairs."""
RANKED = 14
"""How many pairs the ranking shows."""
FEWEST_TOGETHER = 2
"""Papers that two tags must share to be called a pair."""
LONGEST_TABLE = 60
"""Rows of the table; the rest are rarer still."""

_TITLE = mark("Tags used together")
_CELL = 21
_TOP, _LEFT = 4, 6
_ROW, _LINE, _BAR = 47, 15, 4
"""Heights in the ranking: of a pair, of a name in it, and of its bar."""


_Pairs = Sequence[tuple[tuple[Tag, Tag], int]]
"""Two tags, in the vocabulary's order, with the number of their papers; the largest first."""


def tags_together(catalog: Catalog, to: To, words: Words = ENGLISH) -> Figure | None:
    """Which subjects are used together; None while no two are on several papers."""
    tags = {key: tag for key, tag in catalog.library.vocabulary.tags.items() if tag.topic != KIND_TOPIC}
    order = {tag: number for number, tag in enumerate(tags)}
    found = Counter(
        pair
        for paper in catalog.papers
        for pair in combinations(sorted(order.keys() & set(paper.tags), key=order.__getitem__), 2)
    )
    ranked = sorted(found.items(), key=lambda item: (-item[1], [order[tag] for tag in item[0]]))
    pairs = [((tags[one], tags[other]), count) for (one, other), count in ranked if count >= FEWEST_TOGETHER]
    if not pairs:
        return None
    shown = sorted(_first(pairs), key=lambda tag: order[tag.key])
    (one, other), count = pairs[0]
    together = words.counted(
        count,
        "%(one)s and %(other)s are used together most often: %(num)s paper have both.",
        "%(one)s and %(other)s are used together most often: %(num)s papers have both.",
        one=one.label,
        other=other.label,
    )
    return Figure(
        key="tags-together",
        title=words.say(_TITLE),
        says=together,
        pictures=tuple(
            _triangle(shown, found, layout, to, words) if layout.beside else _ranking(pairs[:RANKED], layout, to, words)
            for layout in LAYOUTS
        ),
        head=(words.say("Tag"), words.say("Tag"), words.say("Papers with both")),
        rows=tuple((one.label, other.label, words.number(count)) for (one, other), count in pairs[:LONGEST_TABLE]),
        leads=tuple(_both(*pair, to) for pair, _ in pairs[:LONGEST_TABLE]),
        notes=_notes(pairs, shown, words),
    )


def _both(one: Tag, other: Tag, to: To) -> str:
    """Where the papers are that have both tags."""
    return to(search_url(tag=f"{one.key},{other.key}"))


def _notes(pairs: _Pairs, shown: Sequence[Tag], words: Words) -> dict[str, str]:
    """What each picture leaves out, and where it is; nothing where it shows every pair."""
    keys = {tag.key for tag in shown}
    drawn = sum(one.key in keys and other.key in keys for (one, other), _ in pairs)
    said = {
        WIDE.key: (
            drawn,
            words.say("Shown are the pairs of the %(tags)s tags that are together most.", tags=len(shown)),
        ),
        NARROW.key: (min(len(pairs), RANKED), words.say("Shown are the %(first)s most frequent pairs.", first=RANKED)),
    }
    rest = words.say(
        "%(pairs)s pairs have %(fewest)s papers or more: the first %(rows)s are in the table, and each tag's page "
        "names those that are often with it.",
        pairs=words.number(len(pairs)),
        fewest=FEWEST_TOGETHER,
        rows=min(len(pairs), LONGEST_TABLE),
    )
    return {key: f"{kind} {rest}" for key, (number, kind) in said.items() if number < len(pairs)}


def _first(pairs: _Pairs) -> set[Tag]:
    """The tags of the first pairs, as many as the triangle shows."""
    shown: set[Tag] = set()
    for pair, _ in pairs:
        if len(shown | set(pair)) > TOGETHER:
            break
        shown |= set(pair)
    return shown


def _triangle(tags: Sequence[Tag], found: Mapping[tuple[str, str], int], layout: Layout, to: To, words: Words) -> Html:
    """Subjects by subjects: the area of a dot is the number of papers that have both."""
    most = max(found.values())
    last = _TOP + _CELL * (len(tags) - 0.5)
    elements: list[svg.Element] = []
    for row, tag in enumerate(tags):
        y = _TOP + _CELL * (row + 0.5)
        end = _LEFT + _CELL * row
        if row:
            elements.append(line((_LEFT, y), (end, y)))
            elements.append(line((end - _CELL / 2, y), (end - _CELL / 2, last)))
        dots = [
            dot(
                _LEFT + _CELL * (column + 0.5),
                y,
                (_CELL / 2 - 0.5) * math.sqrt(count / most),
                _said(other, tag, count, words),
                _both(other, tag, to),
            )
            for column, other in enumerate(tags[:row])
            if (count := found.get((other.key, tag.key)))
        ]
        label = shorten(tag.label, layout.width - end - 6)
        name = text(label, end + 6, y + 4, whole=tag.label, leads=to(tag_url(tag)))
        elements.append(of_topic(tag.topic, [*dots, name]))
    said = words.say(
        "Each name ends its row and heads the column below it; the larger the dot, the more papers have both tags."
    )
    return picture("tags-together", layout, last + _CELL / 2 + 4, words.say(_TITLE), said, elements)


def _ranking(pairs: _Pairs, layout: Layout, to: To, words: Words) -> Html:
    """Pair by pair, each with a bar as long as its number of papers."""
    most = pairs[0][1]
    scale = (layout.width - needed(f"  {words.number(most)}")) / most
    elements = [
        element
        for row, (pair, count) in enumerate(pairs)
        for element in _ranked(pair, count, _ROW * row, scale, layout, to, words)
    ]
    said = words.say("The most frequent pairs of tags; the longer the bar, the more papers have both.")
    return picture("tags-together", layout, _ROW * len(pairs), words.say(_TITLE), said, elements)


def _ranked(
    pair: tuple[Tag, Tag], count: int, top: float, scale: float, layout: Layout, to: To, words: Words
) -> Iterator[svg.Element]:
    for number, tag in enumerate(pair, start=1):
        y = top + _LINE * number
        label = shorten(tag.label, layout.width - 3 * DOT)
        name = text(label, 3 * DOT, y, whole=tag.label, leads=to(tag_url(tag)))
        yield of_topic(tag.topic, [dot(DOT, y - DOT), name])
    y = top + 2 * _LINE + 6
    yield bar(0, y, count * scale, _BAR, _said(*pair, count, words), _both(*pair, to))
    yield text(words.number(count), count * scale + 5, y + _BAR + 2, size=SMALL)


def _said(one: Tag, other: Tag, count: int, words: Words) -> str:
    """What a dot or a bar says of its pair."""
    names = words.say("%(one)s and %(other)s", one=one.label, other=other.label)
    return words.say("%(names)s: %(papers)s", names=names, papers=words.papers(count))
