"""Every kind of page under the rules of axe-core, wide and narrow, and no wider than a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from axe import violations
from playwright.sync_api import Page

OF_A_KIND = {1280: 2, 390: 1}
"""How many pages of one kind are looked at, by width: the kinds are found by following the site's own links."""
KNOWN = {"", "papers/", "tags/", "topics/", "listings/", "search/", "curate/", "data/", "about/"}


def each_kind(page: Page, address: str, of_a_kind: int) -> Iterator[str]:
    """Open the site's pages one after the other, a few of each kind; the path of the one that is open."""
    pending, seen, kinds = ["", "404.html"], {"", "404.html"}, Counter[tuple[str, int]]()
    while pending:
        path = pending.pop(0)
        kind = (path.partition("/")[0], path.count("/"))
        if kind[0] == "p" or kinds[kind] == of_a_kind:
            continue
        kinds[kind] += 1
        page.goto(address + path)
        found = page.evaluate("[...document.links].map(link => link.origin + link.pathname)")
        fresh = dict.fromkeys(link.removeprefix(address) for link in found if link.startswith(address))
        pending += [link for link in fresh if link not in seen and (link.endswith("/") or not link)]
        seen.update(fresh)
        yield path


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
@pytest.mark.parametrize("width", [1280, 390])  # two tests, so that two workers share the longest one
def test_any_kind_of_page_keeps_the_rules_and_fits_a_phone(page: Page, address: str, width: int) -> None:
    visited, faults = set(), []
    for path in each_kind(page, address, OF_A_KIND[width]):
        visited.add(path)
        # So high that a bar at the foot of the window covers nothing that scrolling would uncover.
        page.set_viewport_size({"width": width, "height": 6000})
        faults += [f"/{path}: {violation}" for violation in violations(page)]
        narrow = min(width, 360)
        page.set_viewport_size({"width": narrow, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth") > narrow:
            faults.append(f"/{path} is wider than a phone")
    assert visited >= KNOWN
    assert not faults, "\n".join(faults)
