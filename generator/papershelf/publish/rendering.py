"""A composed page becomes an artifact: its template rendered, with what every template may ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper, Tag
from papershelf.publish import charts
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import metadata
from papershelf.publish.formats.citation import cite
from papershelf.publish.formats.coins import to_coins
from papershelf.publish.page import Page, Site
from papershelf.publish.templates import Renderer
from papershelf.similarity.map_data import by_topic
from papershelf.similarity.related import Relations, tag_beyond
from papershelf.text import Html, escape_html

TAGS_IN_ROW = 3


class Rows:
    """The row of a paper in a list: the same in most lists at one depth, so it is rendered once."""

    def __init__(self, catalog: Catalog, site: Site, renderer: Renderer) -> None:
        self._catalog = catalog
        self._address = site.url or ""
        self._renderer = renderer
        self._rendered: dict[tuple[str, int, tuple[Tag, ...]], Html] = {}

    def row(self, paper: Paper, depth: int, but: str = "") -> Html:
        """The row, as a page that many folders deep links from it; it names a few tags, but not that of the page."""
        tags = tuple(tag for tag in self._catalog.tags_of(paper) if tag.key != but)[:TAGS_IN_ROW]
        key = (paper.slug, depth, tags)
        if key not in self._rendered:
            coins = to_coins(cite(paper, self._address))
            context = {
                "paper": paper,
                "tags": tags,
                "catalog": self._catalog,
                "coins": coins,
                "to": _linker(depth),
                "leads": self._catalog.leads(partial(addresses.relative, depth=depth)),
            }
            self._rendered[key] = Html(self._renderer.render("parts/row.html.j2", context).strip())
        return self._rendered[key]


def _linker(depth: int) -> Callable[[str], Html]:
    """What turns an address from the site's root into one that a page so deep can use."""
    return lambda address: escape_html(addresses.relative(address, depth))


def render_page(
    page: Page, catalog: Catalog, site: Site, rows: Rows, relations: Relations, renderer: Renderer
) -> Artifact:
    """Render a page through its template, with what every template may ask."""
    depth = addresses.depth_of(page.address)
    context = {
        "page": page,
        "site": site,
        "catalog": catalog,
        "vocabulary": catalog.library.vocabulary,
        "kind_topic": KIND_TOPIC,
        "to": _linker(depth),
        "leads": catalog.leads(partial(addresses.relative, depth=depth)),
        "row": lambda paper, but="": rows.row(paper, depth, but),
        "relations": relations,
        "tag_beyond": lambda paper: tag_beyond(catalog, paper, relations),
        "small_map": lambda: charts.small_map(by_topic(catalog, relations)),
        "papers_by_year": partial(charts.papers_by_year, words=site.words),
        **page.context,
    }
    path = addresses.file_path(f"{page.address}index.md")
    head = metadata.head(
        catalog,
        name=site.name,
        address=site.url or "",
        page=page.address,
        title=site.name if page.address == addresses.HOME else page.title,
        description=page.description,
        about=page.about,
        words=site.words,
        licence=site.licence,
    )
    text = renderer.render(f"pages/{page.template}.md.j2", context)
    return Artifact(path=path, content=text, edit=page.edit, head=head)
