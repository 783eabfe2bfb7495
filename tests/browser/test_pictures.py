"""The pictures of numbers and the small map in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from browsing import serve
from fabricate import LIBRARY, Project, assemble, once
from playwright.sync_api import Browser, Page, expect

from papershelf.publish.charts import FEWEST_POINTS

pytestmark = pytest.mark.usefixtures("closing")


def test_without_javascript_the_map_shows_other_ways(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}map/")
    page.locator(".ps-notice").get_by_role("link", name="all papers from A to Z").click()
    expect(page).to_have_url(f"{address}papers/")
    context.close()


def test_the_pictures_of_the_statistics_have_names_and_numbers(page: Page, address: str) -> None:
    page.goto(f"{address}statistics/")
    for name in ("Papers per tag", "Overlap of the listings"):
        expect(page.get_by_role("img", name=name)).to_be_visible()
    page.get_by_text("The numbers").first.click()
    expect(page.get_by_role("cell", name="Parrots 🦜").first).to_be_visible()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fabricated library with so many more papers on its map that the home page shows it."""

    def make(root: Path) -> None:
        project = assemble(root, LIBRARY)
        rows = []
        for number in range(FEWEST_POINTS):
            facts = f'id: crowd{number:02}\ntitle: "Umbrella {number:02}"\nlisted: []\nadded: "2026-01-06"\nlinks: []'
            text = f"---\n{facts}\ntags: [sheep]\n---\nAn umbrella is opened.\n"
            project.write(f"content/papers/umbrella-{number:02}.md", text)
            rows.append(f"crowd{number:02},0.{number:02},0.5\n")
        drawn = root / "content" / "map.csv"
        drawn.write_text(drawn.read_text(encoding="utf-8") + "".join(rows), encoding="utf-8")
        project.build()

    www = tmp_path_factory.mktemp("www")
    (www / "repo").symlink_to(Project(once(tmp_path_factory, "crowded", make)).site)
    yield from serve(www)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_home_page_shows_the_map_beside_its_text_where_there_is_room(
    browser: Browser, crowded: str, scheme: Any
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(crowded)
    link = page.get_by_role("link", name=re.compile(r"^Map of \d+ papers$"))
    colours = page.locator(".ps-small-map path").evaluate_all(
        "paths => paths.map(each => getComputedStyle(each).stroke)"
    )
    assert len(set(colours)) == len(colours) >= 2
    picture, box = link.bounding_box(), page.locator("#ps-home-query").bounding_box()
    assert picture is not None
    assert box is not None
    assert picture["x"] > box["x"] + box["width"]
    assert picture["y"] < box["y"] < picture["y"] + picture["height"]
    assert violations(page) == []
    for width in (959, 390):
        page.set_viewport_size({"width": width, "height": 800})
        expect(link).to_be_hidden()
    page.set_viewport_size({"width": 960, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 960
    link.click()
    expect(page).to_have_url(f"{crowded}map/")
