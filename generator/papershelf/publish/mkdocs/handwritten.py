"""Pages that people wrote below `content/pages/`, made ready for the theme."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.errors import Problem
from papershelf.publish.formats import metadata
from papershelf.publish.page import Site
from papershelf.text import escape_html


def prepare(page: Page, catalog: Catalog, config: MkDocsConfig, site: Site) -> Problem | None:
    """Give a page its metadata and an escaped title, which the theme writes as it is.

    Args:
        page: The page as MkDocs has read it.
        catalog: The list.
        config: MkDocs' settings.
        site: What the settings say of the site, whose card it is shared with.

    Returns:
        What is wrong with it: without a title of its own MkDocs would make one of a heading.
    """
    page.meta.pop("card", None)
    if site.cards:
        page.meta["card"] = addresses.file_path(f"{addresses.HOME}{addresses.CARD}")
    title = page.meta.get("title")
    described = str(page.meta.get("description") or config.site_description or "")
    for name in ("title", "description"):
        if name in page.meta:
            page.meta[name] = str(escape_html(str(page.meta[name])))
    page.meta["head"] = metadata.head(
        catalog,
        name=config.site_name,
        address=(config.site_url or "").rstrip("/"),
        page=f"/{page.url.removeprefix('./')}",
        title=str(title),
        description=described,
        words=site.words,
        licence=site.licence,
    )
    if isinstance(title, str) and title.strip():
        return None
    return Problem(
        path=f"content/pages/{page.file.src_uri}",
        problem="its front matter has no title",
        remedy="Begin the file with `---`, `title: The page's title`, `---`",
    )
