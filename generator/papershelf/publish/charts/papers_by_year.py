"""A column a year, as high as the number of its papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from papershelf.addresses import search_url
from papershelf.publish.charts.drawing import LAYOUTS, SMALL, Layout, To, bar, line, needed, picture, text
from papershelf.publish.charts.figure import Figure
from papershelf.publish.language import ENGLISH, Words
from papershelf.text import Html

if TYPE_CHECKING:
    import svg

_TOP, _HEIGHT, _FOOT = 18, 90, 18
"""The room of the numbers above the columns, the highest column, and the room of the years below."""
_GAP = 0.25
"""How much of a year's room is left white."""
_WIDEST = 60
"""The most room that a year takes: a list of two years has no columns like walls."""


_YEAR = 28
"""The width of a year's name, with the white beside it."""


def papers_by_year(stated: Sequence[str | None], to: To, words: Words = ENGLISH, **facets: str) -> Figure | None:
    """How many of some papers each year has; None where they are not of two years at least.

    Args:
        stated: The year of each paper; None: it has none.
        to: Makes an address from the site's root one that the page links.
        words: What the figure says.
        facets: What the search narrows to these papers: `tag="kettles"`.
    """
    dated = Counter(int(year) for year in stated if year is not None)
    if len(dated) < 2:
        return None
    years = {year: dated[year] for year in range(min(dated), max(dated) + 1)}
    most = max(years, key=lambda year: (years[year], year))
    undated = len(stated) - sum(dated.values())
    leads = {year: to(search_url(year=str(year), **facets)) for year in years}
    says = words.say(
        "From %(first)s to %(last)s, most of them from %(most)s: %(papers)s",
        first=min(years),
        last=max(years),
        most=most,
        papers=words.papers(years[most]),
    )
    rest = words.say("; of %(papers)s no year is known", papers=words.papers(undated)) if undated else ""
    return Figure(
        key="papers-by-year",
        title=words.say("Papers by year"),
        says=f"{says}{rest}.",
        pictures=tuple(_draw(years, leads, layout, words) for layout in LAYOUTS),
        head=(words.say("Year"), words.say("Papers")),
        rows=tuple((str(year), words.number(number)) for year, number in reversed(years.items()) if number),
        leads=tuple(leads[year] for year, number in reversed(years.items()) if number),
    )


def _draw(years: Mapping[int, int], leads: Mapping[int, str], layout: Layout, words: Words) -> Html:
    return picture(
        "papers-by-year",
        layout,
        _TOP + _HEIGHT + _FOOT,
        words.say("Papers by year"),
        words.say("Each column is a year, as high as the number of its papers."),
        list(_columns(years, leads, layout, words)),
    )


def _columns(years: Mapping[int, int], leads: Mapping[int, str], layout: Layout, words: Words) -> Iterator[svg.Element]:
    step = min(layout.width / len(years), _WIDEST)
    scale = _HEIGHT / max(years.values())
    ground = _TOP + _HEIGHT
    # As many years are named as have room; the last one always is.
    every = max(1, -int(-_YEAR // step))
    for place, (year, number) in enumerate(years.items()):
        x, middle = place * step, (place + 0.5) * step
        if number:
            height = max(1, number * scale)
            said = words.say("%(names)s: %(papers)s", names=year, papers=words.papers(number))
            yield bar(x + step * _GAP / 2, ground - height, step * (1 - _GAP), height, said, leads[year])
            if needed(words.number(number), SMALL) <= step:
                yield text(words.number(number), middle, ground - height - 5, anchor="middle", size=SMALL, quiet=True)
        if (len(years) - 1 - place) % every == 0:
            # A narrow column is narrower than its year, which then keeps within the picture.
            inside = min(max(middle, _YEAR / 2), layout.width - _YEAR / 2)
            yield text(str(year), inside, ground + 14, anchor="middle", size=SMALL, quiet=True)
    yield line((0, ground), (step * len(years), ground))
