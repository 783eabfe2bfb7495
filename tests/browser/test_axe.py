"""Every kind of page under the rules of axe-core, in light and in dark colours, wide and narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import test_site
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = test_site.pytestmark
browser = test_site.browser
address = test_site.address

OF_A_KIND = 2
"""How many pages of one kind are looked at: the kinds are found by following the site's own links."""
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All that axe-core checks unasked, and that a finger hits what it means to."""
KNOWN = {"", "papers/", "tags/", "topics/", "listings/", "search/", "curate/", "data/", "about/"}


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in one of the two sets of colours."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def each_kind(page: Page, address: str) -> Iterator[str]:
    """Open the site's pages one after the other, a few of each kind; the path of the one that is open."""
    pending, seen, kinds = ["", "404.html"], {"", "404.html"}, Counter[tuple[str, int]]()
    while pending:
        path = pending.pop(0)
        kind = (path.partition("/")[0], path.count("/"))
        if kind[0] == "p" or kinds[kind] == OF_A_KIND:
            continue
        kinds[kind] += 1
        page.goto(address + path)
        found = page.evaluate("[...document.links].map(link => link.origin + link.pathname)")
        fresh = dict.fromkeys(link.removeprefix(address) for link in found if link.startswith(address))
        pending += [link for link in fresh if link not in seen and (link.endswith("/") or not link)]
        seen.update(fresh)
        yield path


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_axe_finds_nothing_on_any_kind_of_page(page: Page, address: str) -> None:
    visited, reports = set(), []
    for path in each_kind(page, address):
        visited.add(path)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            result = Axe().run(page, options=RULES)
            if result.violations_count:
                reports.append(f"/{path} at {width}: {result.generate_report()}")
    assert visited >= KNOWN
    assert not reports, "\n".join(reports)


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_no_page_is_wider_than_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    wide = [path for path in each_kind(page, address) if page.evaluate("document.documentElement.scrollWidth") > 360]
    assert wide == []
