"""Titles and summaries from right to left: each text has its own direction, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import serve
from fabricate import LIBRARY, Project, assemble, once
from playwright.sync_api import Page, expect

HEBREW = "האם קומקומים גדולים מקדימים לרתוח בלילות החורף הארוכים, ומה אפשר ללמוד מכך על כפיות ומזלגות?"
ARABIC = "هل تغلي الأباريق الكبيرة قبل الصغيرة؟"
MIXED = "Do kettles of the קומקום kind boil?"
RIGHT_TO_LEFT = {"hebrew-kettles": HEBREW, "arabic-kettles": ARABIC}

# Where a sign of a text stands on the screen, in pixels from the left edge of the text's own line.
PLACE = """(node, sign) => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const at = text.data.indexOf(sign);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getBoundingClientRect();
    range.selectNodeContents(node);
    const line = [...range.getClientRects()].filter((each) => Math.abs(each.top - box.top) < each.height / 2);
    const left = Math.min(...line.map((each) => each.left));
    const right = Math.max(...line.map((each) => each.right));
    return { fromLeft: box.left - left, fromRight: right - box.right };
  }
  return null;
}"""
DIRECTION = "(node) => getComputedStyle(node).direction"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    def make(root: Path) -> None:
        project = assemble(root, LIBRARY)
        for n, (slug, title) in enumerate([*RIGHT_TO_LEFT.items(), ("mixed-kettles", MIXED)]):
            write_paper(root, slug, f"rtl{n}", title)
        project.replace("content/tags.yml", 'label: "Heat"', 'label: "חום"')
        project.build()

    folder = tmp_path_factory.mktemp("www")
    (folder / "repo").symlink_to(Project(once(tmp_path_factory, "directed", make)).site)
    yield from serve(folder)


def write_paper(root: Path, slug: str, name: str, title: str) -> None:
    front = f'id: {name}\ntitle: "{title}"\nadded: "2026-11-28"\ntags: [heat]\n'
    (root / f"content/papers/{slug}.md").write_text(f"---\n{front}---\n{title}\n\nA second one in English.\n", "utf-8")


@pytest.mark.parametrize(("slug", "mark"), [("hebrew-kettles", "?"), ("arabic-kettles", "؟")])
def test_a_title_from_right_to_left_ends_at_the_left(page: Page, address: str, slug: str, mark: str) -> None:
    page.goto(f"{address}papers/{slug}/")
    for selector in ("h1", ".ps-summary p:first-child"):
        node = page.locator(selector)
        place = node.evaluate(PLACE, mark)
        assert place["fromLeft"] < 2 < place["fromRight"], selector
        # Lines break in reading order: the first word stands above the last, and at the right.
        first = node.evaluate(PLACE, RIGHT_TO_LEFT[slug][0])
        assert first["fromRight"] < 2
    assert page.locator("h1").evaluate(DIRECTION) == "rtl"
    assert page.locator(".ps-summary p:nth-child(2)").evaluate(PLACE, ".")["fromRight"] < 2


def test_a_title_that_only_holds_a_foreign_word_is_read_from_the_left(page: Page, address: str) -> None:
    page.goto(f"{address}papers/mixed-kettles/")
    assert page.locator("h1").evaluate(DIRECTION) == "ltr"
    assert page.locator("h1").evaluate(PLACE, "?")["fromRight"] < 2


PAGES = ["papers/", "tags/heat/", "search/?q=kettles+of", "search/?tag=heat", "digest/", "papers/mixed-kettles/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_title_on_a_page_has_its_own_direction(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    if path.startswith("search"):
        expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "ready")
    for title in RIGHT_TO_LEFT.values():
        for node in page.get_by_role("link", name=title, exact=True).all():
            if node.is_visible():
                assert node.evaluate(DIRECTION) == "rtl"
    for node in page.get_by_role("link", name=MIXED, exact=True).all():
        assert node.evaluate(DIRECTION) == "ltr"


def test_a_label_from_right_to_left_has_its_count_behind_it(page: Page, address: str) -> None:
    page.goto(f"{address}tags/")
    chip = page.locator('main a[href$="tags/heat/"]').first
    assert chip.evaluate(DIRECTION) == "rtl"
