"""The whole list as CSV (RFC 4180), for spreadsheets. The columns are our own.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a cell gets an
apostrophe in front, which makes it text in every program; a cell that begins with apostrophes and
then such a sign gets one more, so that taking one away gives every value back.
"""

from __future__ import annotations

import csv
import io
import re

from papershelf.addresses import paper_url
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.formats.citation import on_one_line
from papershelf.text import summary_text

COLUMNS = (
    "id", "title", "authors", "year", "venue", "doi", "arxiv",
    "url", "tags", "topics", "listings", "links", "added", "summary",
)  # fmt: skip
"""In their order; what is not known is an empty cell, and several values are with `; ` between."""

# The full-width signs are formulas to spreadsheets in Japanese and Chinese.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_MARK = "\ufeff"
"""Without a byte order mark, Excel takes UTF-8 for the code page of the machine."""


def to_csv(catalog: Catalog, address: str) -> str:
    """Every paper on the list, in slug order, below a line with the names of the columns.

    Args:
        catalog: The list.
        address: What comes before an address such as `/papers/x/`: the site's, or nothing.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for paper in catalog.papers:
        writer.writerow([inert(on_one_line(cell)) for cell in _cells(catalog, paper, address)])
    return _MARK + text.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(catalog: Catalog, paper: Paper, address: str) -> tuple[str, ...]:
    return (
        paper.id,
        paper.title,
        "; ".join(author.shown for author in paper.authors),
        paper.year or "",
        paper.venue or "",
        paper.doi or "",
        paper.arxiv or "",
        f"{address}{paper_url(paper)}",
        "; ".join(paper.tags),
        "; ".join(topic.key for topic in catalog.topics_of(paper)),
        "; ".join(f"{place.listing}:{place.rank}" for place in paper.listed),
        "; ".join(link.url for link in paper.links),
        paper.added,
        summary_text(paper.summary),
    )
