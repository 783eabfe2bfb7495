"""The statistics and the quiet pages beside them, most of all on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsing import Tabs
from playwright.sync_api import Page, expect

FIGURES = ("Papers per tag", "Overlap of the listings")
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
def phone(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address, viewport={"width": 390, "height": 844}, has_touch=True)


@pytest.fixture
def desk(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address, viewport={"width": 1280, "height": 844})


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "statistics/", "listings/", "listings/001_autumn/", "contribute/", "trending/", "about/", "data/", "curate/",
        "digest/", "digest/2026-01-04/",
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


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
@pytest.mark.parametrize("path", ["trending/", "digest/2026-01-04/"])
def test_papers_can_be_marked_wherever_they_stand_in_a_list(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    row = phone.locator(".ps-list > li").first
    row.get_by_role("button", name=re.compile("star", re.IGNORECASE)).click()
    expect(row.locator('.ps-flag[aria-pressed="true"]')).to_have_count(1)
    expect(phone.locator(".ps-tools").get_by_role("status")).to_have_text(re.compile(r"^0 of \d+ read$"))


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_the_picture_of_contributing_follows_the_switch(phone: Page, address: str) -> None:
    phone.goto(f"{address}contribute/")
    frame = phone.locator(".ps-steps__frame")
    expect(phone.get_by_role("img", name=re.compile("^Three steps"))).to_be_visible()
    colours = []
    for scheme in ("default", "slate"):
        phone.evaluate("scheme => { document.documentElement.dataset.mdColorScheme = scheme; }", scheme)
        colours.append(frame.evaluate("node => getComputedStyle(node).fill"))
    assert colours == ["rgb(255, 255, 255)", "rgb(28, 33, 41)"]
    sizes = [each["size"] for each in phone.evaluate(TEXTS)]
    assert len(sizes) == 10
    assert min(sizes) >= 11


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_a_finger_learns_the_name_of_a_mark_before_it_follows_it(phone: Page, address: str) -> None:
    phone.goto(f"{address}statistics/", wait_until="load")
    mark = phone.locator(".ps-chart--narrow circle[data-leads]").first
    name = "Heat: 2 papers"
    box = mark.bounding_box()
    assert box is not None
    phone.touchscreen.tap(box["x"] + box["width"] + 4, box["y"] + box["height"] / 2)
    expect(phone).to_have_url(f"{address}statistics/")
    phone.get_by_role("status").get_by_role("link", name=name, exact=True).click()
    expect(phone).to_have_url(re.compile(r"/tags/[\w-]+/$"))


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_a_mouse_reads_at_once_what_a_mark_is_and_a_name_leads_to_its_page(desk: Page, address: str) -> None:
    desk.goto(f"{address}statistics/", wait_until="load")
    picture = desk.get_by_role("img", name="Papers per tag")
    tip = desk.locator(".ps-chart__tip")
    picture.locator("circle[data-leads]").first.hover()
    expect(tip.filter(visible=True)).to_have_text("Heat: 2 papers")
    desk.mouse.move(0, 0)
    expect(tip.filter(visible=True)).to_have_count(0)
    picture.locator("text[data-leads]").first.click()
    expect(desk).to_have_url(re.compile(r"/topics/[\w-]+/$"))


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_the_search_of_the_header_keeps_its_width_beside_a_link_to_the_source(phone: Page, address: str) -> None:
    phone.goto(f"{address}statistics/")
    box = phone.locator(".ps-header input[name=q]").bounding_box()
    assert box is not None
    assert box["width"] >= 200
    assert phone.get_by_role("link", name="Source").is_visible()
