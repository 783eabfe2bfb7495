"""What a very long list publishes instead of small files for each paper: shared files, and long lists on several pages.

Short addresses have no files: the page that a host shows where nothing is looks them up in the files by id
(templates/theme/assets/javascripts/moved.js).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from papershelf import addresses
from papershelf.addresses import file_path
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import bibtex, csl, ris
from papershelf.publish.formats.by_id import divide
from papershelf.publish.formats.citation import cite
from papershelf.publish.language import Words
from papershelf.publish.page import Page, Planned, Site
from papershelf.publish.pages.shelves import MOST

IN_A_FILE = 500
"""How many papers share a file at most, as far as the first four letters of their ids differ."""

ABSENT = (
    "An anthology: no cards; short addresses and citations are in data/by-id/, "
    f"long lists on pages of {MOST}, without tags in their rows"
)
"""What the build says of it."""

_FORMATS = {addresses.ALL_BIBTEX: bibtex.to_bibtex, addresses.ALL_RIS: ris.to_ris, addresses.ALL_CSL: csl.to_csl}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a page is among those of its list."""

    number: int
    """Counted from 1."""
    addresses: tuple[str, ...]
    """Those of all pages of the list."""
    headings: dict[str, str]
    """The page on which each heading of the list comes first."""
    first: int
    """The place of the first entry in the whole list, counted from 0."""
    most: int
    """How many entries a page has."""

    def of(self, entries: Sequence[Any]) -> Sequence[Any]:
        """Those entries of the whole list that this page shows."""
        return entries[self.first : self.first + self.most]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """How a paper's page offers its citation."""

    bibtex: str
    files: tuple[tuple[str, str], ...]
    """Name and address of each other format, with the citations of other papers."""


def publish(catalog: Catalog, address: str) -> Iterator[Artifact]:
    """The citations of all papers, those whose ids begin alike in one file.

    Args:
        catalog: The list.
        address: The site's address without a slash at its end, or nothing.
    """
    for part, papers in divide(catalog.library.papers, IN_A_FILE).items():
        cited = [cite(paper, address) for paper in papers]
        for name, write in _FORMATS.items():
            yield Artifact(path=file_path(addresses.shared_file(part, name)), content=write(cited))


def adapt(catalog: Catalog, pages: Iterable[Page | Planned], site: Site) -> Iterator[Page | Planned]:
    """The pages of a list as an anthology has them: citations within papers' pages, long lists on several.

    Args:
        catalog: The list.
        pages: What `plan` yields.
        site: Where it is published.
    """
    letters = len(next(iter(divide(catalog.library.papers, IN_A_FILE)), ""))
    for page in pages:
        if isinstance(page, Planned):
            yield replace(page, compose=partial(_with_citation, page, letters, site.url or ""))
        elif page.template in _GROUPED or page.template in _COUNTED:
            yield from _divided(catalog, page, site.words)
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


def _divided(catalog: Catalog, page: Page, words: Words) -> Iterator[Page]:
    """The pages of a list that is long; a short one as it is."""
    key = _GROUPED.get(page.template)
    groups = page.context[key] if key else [("", range(_COUNTED[page.template](catalog, page)))]
    entries = [(heading, each) for heading, group in _items(groups) for each in group]
    if len(entries) <= MOST:
        yield page
        return
    starts = range(0, len(entries), MOST)
    to = addresses.index_part_url if page.template in _INDEXES else addresses.part_url
    ways = tuple(to(page.address, number) for number in range(1, len(starts) + 1))
    headings: dict[str, str] = {}
    for place, (heading, _) in enumerate(entries):
        headings.setdefault(heading, ways[place // MOST])
    for number, start in enumerate(starts, start=1):
        part = entries[start : start + MOST]
        context = {
            **page.context,
            "paging": Paging(number=number, addresses=ways, headings=headings, first=start, most=MOST),
        }
        if key:
            shown = [
                (heading, tuple(each for _, each in group)) for heading, group in groupby(part, lambda each: each[0])
            ]
            context[key] = dict(shown) if isinstance(groups, Mapping) else shown
        title = page.title
        if number > 1:
            title = words.say("%(label)s, page %(number)s", label=page.title, number=words.number(number))
        yield replace(page, address=ways[number - 1], title=title, context=context)


def _items(groups: Any) -> Iterable[tuple[str, Iterable[Any]]]:
    return groups.items() if isinstance(groups, Mapping) else groups


_GROUPED = {"papers": "letters", "authors": "letters", "trending": "groups"}
"""Lists under headings, and what templates call these."""
_COUNTED: dict[str, Callable[[Catalog, Page], int]] = {
    "author": lambda _, page: len(page.context["author"].papers),
    # Two lists, whose pages are the same.
    "curate": lambda catalog, _: max(len(catalog.to_curate), sum(bool(paper.proposed) for paper in catalog.papers)),
}
"""Lists without headings, of which templates show a part: how long they are."""
_INDEXES = ("papers", "authors")
"""Lists below whose addresses are those of their entries."""
