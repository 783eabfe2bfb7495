"""The search of a fabricated library, asked in a browser: its own modules, served with nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from browsing import serve
from fabricate import REPOSITORY
from playwright.sync_api import Browser, Page

from papershelf.catalog.catalog import arrange
from papershelf.model import Library
from papershelf.publish import search

CLIENT = "new URL('assets/javascripts/search/client.js', location)"
ASSETS = REPOSITORY / "templates" / "theme" / "assets"

Ask = Callable[[str], dict[str, Any]]


def served_library(folder: Path, found: Library, whole_up_to: int = search.WHOLE_UP_TO) -> None:
    """Publish the search of a library, and nothing else."""
    for artifact in search.publish(arrange(found), whole_up_to=whole_up_to):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.to_bytes())
    shutil.copytree(ASSETS / "javascripts", folder / "assets" / "javascripts")
    shutil.copytree(ASSETS / "vendor", folder / "assets" / "vendor")
    (folder / "index.html").write_text("<!doctype html><title>Fabricated</title><link rel=icon href=data:,>")


def opened(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page with the search of a served library."""
    for address in serve(folder):
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.goto(address)
        page.evaluate(
            f"async () => {{ const {{ openSearch }} = await import({CLIENT});"
            " window.search = openSearch(new URL('search/', location)); window.catalog = await search.catalog(); }"
        )
        yield page
        page.close()


def asking(page: Page) -> Ask:
    """What the search answers, with slugs for numbers."""

    def ask(query: str) -> dict[str, Any]:
        answer: dict[str, Any] = page.evaluate(
            "async (query) => { const { hits, full, ...answer } = await search.ask(query);"
            " const { respelled, missing, offered, tags, named, authors, unknown } = answer;"
            " return { hits: hits.map((number) => catalog.papers[number].slug), full,"
            " respelled, missing, offered, tags, named, authors, unknown }; }",
            query,
        )
        return answer

    return ask
