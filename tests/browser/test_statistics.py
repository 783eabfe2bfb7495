"""The statistics and the quiet pages beside them on a phone: nothing scrolls sideways, and no type is tiny."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import test_site
from playwright.sync_api import Browser, Page, expect

pytestmark = test_site.pytestmark
browser = test_site.browser
address = test_site.address

FIGURES = ("Papers a tag", "Overlap of the listings")
"""Those that the fabricated library gives rise to."""

SCROLLERS = """[...document.querySelectorAll("body, body *")].filter(node => node.scrollWidth > node.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(node).overflowX)).map(node => node.outerHTML.slice(0, 120))"""

TEXTS = """[...document.querySelectorAll("main [role=img] text")].filter(node => node.checkVisibility()).map(node => {
    const own = node.getBoundingClientRect(), whole = node.ownerSVGElement.getBoundingClientRect();
    const scale = whole.width / node.ownerSVGElement.viewBox.baseVal.width;
    return {text: node.textContent, size: scale * parseFloat(getComputedStyle(node).fontSize),
            inside: own.left >= whole.left - 1 && own.right <= whole.right + 1};
})"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "statistics/", "listings/", "listings/001_autumn/", "contribute/", "trending/", "about/", "data/", "curate/",
    ],
)  # fmt: skip
def test_nothing_scrolls_sideways_on_a_phone(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    for numbers in phone.locator("details").all():
        numbers.evaluate("node => { node.open = true; }")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.evaluate(SCROLLERS) == []


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
@pytest.mark.parametrize("width", [320, 390, 767, 768, 1280])
def test_one_picture_of_each_figure_is_there_and_its_type_can_be_read(phone: Page, address: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto(f"{address}statistics/")
    for name in FIGURES:
        expect(phone.get_by_role("img", name=name)).to_have_count(1)
    texts = phone.evaluate(TEXTS)
    assert len(texts) > 10
    assert [each for each in texts if not each["inside"]] == []
    assert min(each["size"] for each in texts) >= (11 if width >= 390 else 9.9)
