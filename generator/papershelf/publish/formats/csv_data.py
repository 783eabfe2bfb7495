"""The whole list as CSV (RFC 4180), for spreadsheets. The columns are our own.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a cell gets an
apostrophe in front, which makes it text in every program; a cell that begins with apostrophes and
then such a sign gets one more, so that taking one away gives every value back.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from papershelf.addresses import paper_url
from papershelf.catalog.catalog import Catalog
from papershelf.errors import Rejected
from papershelf.model import Name, Paper
from papershelf.publish.formats.citation import on_one_line
from papershelf.publish.keeping import ANEW, Keeping
from papershelf.text import link_kind, parse_name, summary_text, write_name

COLUMNS = (
    "id", "title", "authors", "year", "venue", "doi", "arxiv",
    "url", "tags", "topics", "listings", "links", "added", "summary",
)  # fmt: skip
"""In their order; what is not known is an empty cell, and several values are with `; ` between."""
OTHER_COLUMNS = ("slug", "finding", "note", "aliases", "withdrawn", "proposed", "keywords", "as_in_file")
"""Those that `papershelf import` needs beside them to read a list back as it was.

The last one holds, as JSON, what the file has and other cells do not say exactly: a title's formulas, names in parts,
kinds of links, a summary's Markdown, and where facts come from.
"""

# The full-width signs are formulas to spreadsheets in Japanese and Chinese.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_MARK = "\ufeff"
"""Without a byte order mark, Excel takes UTF-8 for the code page of the machine."""


def to_csv(catalog: Catalog, address: str, *, whole: bool = False, keeping: Keeping = ANEW) -> str:
    """Every paper on the list, in slug order, below a line with the names of the columns.

    Args:
        catalog: The list.
        address: What comes before an address such as `/papers/x/`: the site's, or nothing.
        whole: Whether it holds all that papers' files do, and the papers that were taken off the list.
        keeping: Knows lines that need not be made.
    """
    head = _write([*COLUMNS, *(OTHER_COLUMNS if whole else ())])
    papers = catalog.library.papers if whole else catalog.papers
    make = partial(_to_line, catalog, address, whole)
    lines = keeping.entries("whole csv" if whole else "csv", papers, catalog.library.vocabulary.places, make)
    return f"{_MARK}{head}{''.join(lines)}"


def _to_line(catalog: Catalog, address: str, whole: bool, paper: Paper) -> str:
    cells = [*_cells(catalog, paper, address), *(_other_cells(paper) if whole else ())]
    return _write([inert(on_one_line(cell)) for cell in cells])


def _write(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


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


def _other_cells(paper: Paper) -> tuple[str, ...]:
    return (
        paper.slug,
        paper.finding or "",
        paper.note or "",
        "; ".join(paper.aliases),
        paper.withdrawn or "",
        "; ".join(paper.proposed),
        "; ".join(paper.keywords),
        _as_in_file(paper),
    )


def _as_in_file(paper: Paper) -> str:
    """What the other cells do not say exactly, as JSON; empty where they do."""
    facts: dict[str, Any] = {}
    if paper.title_notation is not None:
        facts["title"] = paper.title_notation
    if any(_parsed(author.shown) != author for author in paper.authors):
        facts["authors"] = [write_name(author) for author in paper.authors]
    if any(link.kind is not link_kind(link.url) for link in paper.links):
        facts["links"] = [{"kind": link.kind.value, "url": link.url} for link in paper.links]
    if any(";" in word for word in paper.keywords):
        facts["keywords"] = list(paper.keywords)
    if on_one_line(summary_text(paper.summary)) != paper.summary:
        facts["summary"] = paper.summary
    if paper.sources:
        facts["sources"] = [{"source": origin.source, "facts": list(origin.facts)} for origin in paper.sources]
    if paper.merged:
        facts["merged"] = [{"id": other.id, "slug": other.slug} for other in paper.merged]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) if facts else ""


def _parsed(shown: str) -> Name | None:
    try:
        return parse_name(shown)
    except Rejected:
        return None
