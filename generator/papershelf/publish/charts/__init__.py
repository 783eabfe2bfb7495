"""Pictures of a list as SVG: the statistics, each with its numbers as a table, and the map in small. Pure.

A figure is counted once and drawn in every layout of `drawing`: the style sheet shows the one that
suits the screen, and what it does not show is hidden from everybody. svg.py writes the elements,
typed and with nothing else in tow; the scales are a line of arithmetic each. Chart libraries were
tried: what they draw carries inline styles and scripts, which a content security policy refuses,
fixed colours, which a dark page does not suit, or the date of the build. Colours come from the style
sheet, by class and by `data-topic`.
"""

from __future__ import annotations

from papershelf.catalog.catalog import Catalog
from papershelf.publish.charts.drawing import To
from papershelf.publish.charts.figure import Figure
from papershelf.publish.charts.listings_overlap import listings_overlap
from papershelf.publish.charts.papers_by_tag import papers_by_tag
from papershelf.publish.charts.papers_by_year import papers_by_year
from papershelf.publish.charts.small_map import FEWEST_POINTS, small_map
from papershelf.publish.charts.tags_together import tags_together
from papershelf.publish.language import ENGLISH, Words

__all__ = ["FEWEST_POINTS", "Figure", "draw", "drawn_from", "papers_by_year", "small_map"]


def draw(catalog: Catalog, to: To, words: Words = ENGLISH) -> tuple[Figure, ...]:
    """The figures that a list gives rise to; each needs what it is about: tags, two years, listings.

    Args:
        catalog: The list.
        to: Makes an address from the site's root one that the page links.
        words: What the figures say.
    """
    figures = (
        papers_by_tag(catalog, to, words),
        papers_by_year([paper.year for paper in catalog.papers], to, words),
        tags_together(catalog, to, words),
        listings_overlap(catalog, to, words),
    )
    return tuple(figure for figure in figures if figure is not None)


def drawn_from(catalog: Catalog) -> object:
    """All that `draw` takes from a list: no figure shows what a paper says."""
    papers = [
        (paper.year, paper.tags, [(each.listing, each.rank) for each in paper.listed]) for paper in catalog.papers
    ]
    return catalog.library.vocabulary, catalog.library.listings, repr(papers)  # thousands of them are hashed at once
