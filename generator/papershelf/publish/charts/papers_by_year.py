"""A column a year, as high as the number of its papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import svg

from papershelf.addresses import search_url
from papershelf.model import Paper
from papershelf.publish.charts.drawing import LAYOUTS, SMALL, Layout, To, bar, line, needed, picture, text
from papershelf.publish.charts.figure import Figure
from papershelf.text import Html, counted

_TOP, _HEIGHT, _FOOT = 18, 90, 18
"""The room of the numbers above the columns, the highest column, and the room of the years below."""
_GAP = 0.25
"""How much of a year's room is left white."""
_WIDEST = 60
"""The most room that a year takes: a list of two years has no columns like walls."""


def papers_by_year(papers: Iterable[Paper], to: To, **facets: str) -> Figure | None:
    """How many of some papers each year has; None where they are not of two years at least.

    Args:
        papers: The papers.
        to: Makes an address from the site's root one that the page links.
        facets: What the search narrows to these papers: `tag="kettles"`.
    """
    known = list(papers)
    dated = Counter(int(paper.year) for paper in known if paper.year is not None)
    if len(dated) < 2:
        return None
    years = {year: dated[year] for year in range(min(dated), max(dated) + 1)}
    most = max(years, key=lambda year: (years[year], year))
    undated = len(known) - sum(dated.values())
    leads = {year: to(search_url(year=str(year), **facets)) for year in years}
    rest = f"; of {counted(undated, 'paper')} no year is known" if undated else ""
    return Figure(
        key="papers-by-year",
        title="Papers by year",
        says=f"From {min(years)} to {max(years)}, most of them from {most}: {counted(years[most], 'paper')}{rest}.",
        pictures=tuple(_draw(years, leads, layout) for layout in LAYOUTS),
        head=("Year", "Papers"),
        rows=tuple((str(year), f"{number:,}") for year, number in reversed(years.items()) if number),
        leads=tuple(leads[year] for year, number in reversed(years.items()) if number),
    )


def _draw(years: Mapping[int, int], leads: Mapping[int, str], layout: Layout) -> Html:
    return picture(
        "papers-by-year",
        layout,
        _TOP + _HEIGHT + _FOOT,
        "Papers by year",
        "Each column is a year, as high as the number of its papers.",
        list(_columns(years, leads, layout)),
    )


def _columns(years: Mapping[int, int], leads: Mapping[int, str], layout: Layout) -> Iterator[svg.Element]:
    step = min(layout.width / len(years), _WIDEST)
    scale = _HEIGHT / max(years.values())
    ground = _TOP + _HEIGHT
    # As many years are named as have room; the last one always is.
    every = max(1, -int(-needed("20000", SMALL) // step))
    for place, (year, number) in enumerate(years.items()):
        x, middle = place * step, (place + 0.5) * step
        if number:
            height = number * scale
            said = f"{year}: {counted(number, 'paper')}"
            yield bar(x + step * _GAP / 2, ground - height, step * (1 - _GAP), height, said, leads[year])
            if needed(f"{number:,}", SMALL) <= step:
                yield text(f"{number:,}", middle, ground - height - 5, anchor="middle", size=SMALL, quiet=True)
        if (len(years) - 1 - place) % every == 0:
            yield text(str(year), middle, ground + 14, anchor="middle", size=SMALL, quiet=True)
    yield line((0, ground), (step * len(years), ground))
