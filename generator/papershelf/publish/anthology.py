"""What a very long list publishes instead of small files for each paper: shared files.

Short addresses have no files: the page that a host shows where nothing is looks them up in the files by id
(templates/theme/assets/javascripts/moved.js).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from papershelf import addresses
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import bibtex
from papershelf.publish.formats.bibliographies import FORMATS, Bibliographies
from papershelf.publish.formats.by_id import divide
from papershelf.publish.formats.citation import cite
from papershelf.publish.page import Page, Planned, Site

IN_A_FILE = 500
"""How many papers share a file at most, as far as the first four letters of their ids differ."""

ABSENT = "An anthology: no cards; short addresses and citations are in data/by-id/, rows of lists have no tags"
"""What the build says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """How a paper's page offers its citation."""

    bibtex: str
    files: tuple[tuple[str, str], ...]
    """Name and address of each other format, with the citations of other papers."""


def publish(catalog: Catalog, cited: Bibliographies) -> Iterator[Artifact]:
    """The citations of all papers, those whose ids begin alike in one file.

    Args:
        catalog: The list.
        cited: Writes bibliographies.
    """
    for part, papers in divide(catalog.library.papers, IN_A_FILE).items():
        yield from cited.publish(papers, {file_path(addresses.shared_file(part, name)): name for name in FORMATS})


def adapt(catalog: Catalog, pages: Iterable[Page | Planned], site: Site) -> Iterator[Page | Planned]:
    """The pages of a list as an anthology has them: citations within papers' pages.

    Args:
        catalog: The list.
        pages: What `plan` yields.
        site: Where it is published.
    """
    letters = len(next(iter(divide(catalog.library.papers, IN_A_FILE)), ""))
    for page in pages:
        if isinstance(page, Planned):
            yield replace(page, compose=partial(_with_citation, page, letters, site.url or ""))
        else:
            yield page


def _with_citation(planned: Planned, letters: int, address: str) -> Page:
    page = planned.compose()
    if not isinstance(page.about, Paper):
        return page
    return replace(page, context={**page.context, "cited": _cited(page.about, letters, address)})


def _cited(paper: Paper, letters: int, address: str) -> Cited:
    part = paper.id[:letters]
    return Cited(
        bibtex=bibtex.to_bibtex([cite(paper, address)]).replace("\n\n", "\n"),  # one block, also within Markdown
        files=(
            ("RIS", addresses.shared_file(part, addresses.ALL_RIS)),
            ("CSL-JSON", addresses.shared_file(part, addresses.ALL_CSL)),
        ),
    )
