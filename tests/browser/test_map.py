"""The map and the statistics in a real browser: by pointer, by finger, by keyboard, and for those who see neither."""

from __future__ import annotations

import json
import math
import re
from typing import Any
from urllib.request import urlopen

import pytest
from axe import violations
from playwright.sync_api import Browser, FloatRect, Locator, Page, Route, expect

pytestmark = pytest.mark.usefixtures("closing")

GUESSED, NOWHERE = "con-paper", "a-paper-nobody-has-read-yet"
"""What the fabricated map has no place for; see the README beside it."""


@pytest.fixture(scope="module")
def placed(address: str) -> dict[str, tuple[float, float]]:
    """Where papers stand on the map, by slug."""
    with urlopen(f"{address}map/papers.json") as answer:
        papers: list[list[Any]] = json.load(answer)["papers"]
    return {slug: (x, y) for slug, _, x, y, *_ in papers if x is not None}


@pytest.fixture
def chart(page: Page, address: str) -> Page:
    return opened(page, f"{address}map/")


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("[data-map]")).to_have_attribute("data-map-state", "ready")
    return page


def on_screen(page: Page, place: tuple[float, float]) -> tuple[float, float]:
    """Where a place of the whole map is, in pixels from the corner of the window."""
    page.locator("[data-map-canvas]").scroll_into_view_if_needed()
    box = page.locator("[data-map-canvas]").bounding_box()
    assert box is not None
    return within(box, place)


def within(box: FloatRect, place: tuple[float, float]) -> tuple[float, float]:
    """Where a place of the whole map is, if the map fills a box."""
    width, height = box["width"], box["height"]
    across, down = min(0.94 * width, 1.41 * height), min(0.94 * height, 1.41 * width)
    return box["x"] + width / 2 + (place[0] - 0.5) * across, box["y"] + height / 2 + (place[1] - 0.5) * down


def listed(page: Page) -> Locator:
    return page.locator("[data-map-papers] a")


def painted(page: Page) -> str:
    """The picture as data: not the same where anything else is painted."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    data: str = page.locator("[data-map-canvas]").evaluate("canvas => canvas.toDataURL()")
    return data


def test_the_map_is_painted_and_its_list_names_every_paper(chart: Page) -> None:
    assert painted(chart) != chart.evaluate(
        """() => {
            const { width, height } = document.querySelector("[data-map-canvas]");
            return Object.assign(document.createElement("canvas"), { width, height }).toDataURL();
        }"""
    )
    expect(chart.locator("[data-map-count]")).to_have_text("12 papers on the list")
    expect(listed(chart)).to_have_count(12)
    expect(chart.locator("[data-map-papers] li", has_text="not on the map yet")).to_have_count(1)
    assert chart.locator("#ps-content script, #ps-content img").count() == 0


def test_the_keyboard_goes_from_paper_to_paper_and_opens_one(
    chart: Page, address: str, placed: dict[str, tuple[float, float]]
) -> None:
    chart.locator("[data-map-canvas]").focus()
    seen = []
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        before = chart.locator("[data-map]").get_attribute("data-map-current") or ""
        chart.keyboard.press(key)
        now = chart.locator("[data-map]").get_attribute("data-map-current") or ""
        assert now in placed
        if before and now != before:
            axis, sign = (
                (0, -1)
                if key == "ArrowLeft"
                else (0, 1)
                if key == "ArrowRight"
                else (1, 1 if key == "ArrowDown" else -1)
            )
            assert sign * (placed[now][axis] - placed[before][axis]) > 0
        seen.append(now)
    assert len(set(seen)) >= 3
    expect(chart.locator("[data-map-status]")).to_contain_text(re.compile(r".+\. Tags: .+"))
    expect(chart.locator("[data-map-tip]")).to_be_visible()
    chart.keyboard.press("Escape")
    expect(chart.locator("[data-map-tip]")).to_be_hidden()
    chart.keyboard.press("ArrowUp")
    last = chart.locator("[data-map]").get_attribute("data-map-current")
    chart.keyboard.press("Enter")
    expect(chart).to_have_url(f"{address}papers/{last}/")


def test_zooming_by_keys_buttons_and_wheel_narrows_the_list(chart: Page) -> None:
    zoom = chart.locator("[data-map]")
    expect(zoom).to_have_attribute("data-map-zoom", "1.00")
    chart.locator("[data-map-canvas]").focus()
    chart.keyboard.press("+")
    expect(zoom).to_have_attribute("data-map-zoom", "1.50")
    chart.get_by_role("button", name="Zoom in").click()
    expect(zoom).to_have_attribute("data-map-zoom", "2.25")
    expect(chart.locator("[data-map-count]")).to_have_text(re.compile(r"^\d papers? in view$"))
    chart.locator("[data-map-canvas]").focus()
    chart.keyboard.press("-")
    expect(zoom).to_have_attribute("data-map-zoom", "1.50")
    chart.get_by_role("button", name="Show the whole map").click()
    expect(zoom).to_have_attribute("data-map-zoom", "1.00")
    expect(listed(chart)).to_have_count(12)
    chart.locator("[data-map-canvas]").hover()
    chart.mouse.wheel(0, -300)
    expect(zoom).not_to_have_attribute("data-map-zoom", "1.00")


def test_the_page_scrolls_where_the_map_cannot_get_smaller(chart: Page) -> None:
    chart.set_viewport_size({"width": 900, "height": 500})
    chart.locator("[data-map-canvas]").hover()
    before = chart.evaluate("scrollY")
    chart.mouse.wheel(0, 200)
    chart.wait_for_function("before => scrollY > before", arg=before)


def test_pointing_shows_a_paper_and_clicking_opens_it(
    chart: Page, address: str, placed: dict[str, tuple[float, float]]
) -> None:
    chart.mouse.move(*on_screen(chart, placed["script-alert-1-script"]))
    tip = chart.locator("[data-map-tip]")
    expect(tip.locator("strong")).to_have_text("<script>alert(1)</script>")
    assert tip.locator("script").count() == 0
    chart.mouse.move(*on_screen(chart, placed[GUESSED]))
    expect(tip).to_contain_text("Added since the map was drawn, near related papers")
    chart.mouse.click(*on_screen(chart, placed["one-teapot-with-every-link"]))
    expect(chart).to_have_url(f"{address}papers/one-teapot-with-every-link/")


def test_the_card_says_what_the_paper_shows(chart: Page, placed: dict[str, tuple[float, float]]) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json=[each | {"finding": f"{each['title']} works."} for each in route.fetch().json()])

    chart.route("**/data/by-id/papers-*.json", answer)
    chart.mouse.move(*on_screen(chart, placed["script-alert-1-script"]))
    expect(chart.locator("[data-map-tip]")).to_contain_text("<script>alert(1)</script> works.")


def test_dragging_moves_the_map_and_opens_nothing(chart: Page, placed: dict[str, tuple[float, float]]) -> None:
    chart.get_by_role("button", name="Zoom in").click()
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-zoom", "1.50")
    before, here = painted(chart), chart.url
    expect(chart.locator("[data-map-count]")).to_contain_text("in view")
    seen = listed(chart).all_inner_texts()
    left, top = on_screen(chart, (0.5, 0.5))
    chart.mouse.move(left, top)
    chart.mouse.down()
    chart.mouse.move(left - 90, top - 60, steps=4)
    chart.mouse.up()
    assert painted(chart) != before
    assert chart.url == here
    expect(listed(chart)).not_to_have_text(seen)


def test_the_filter_is_one_for_the_map_and_the_list_and_lives_in_the_address(chart: Page, address: str) -> None:
    before = painted(chart)
    chart.get_by_label("Tag").select_option("__proto__")
    expect(listed(chart)).to_have_count(2)
    expect(chart).to_have_url(f"{address}map/?tag=__proto__")
    assert painted(chart) != before
    chart.get_by_label("Tag").select_option("")
    chart.get_by_role("button", name="Animals").click()
    expect(chart).to_have_url(f"{address}map/?topic=animals")
    expect(listed(chart)).to_have_count(5)
    opened(chart, f"{address}map/?topic=animals&tag=sheep")
    expect(chart.get_by_label("Tag")).to_have_value("sheep")
    expect(chart.get_by_role("button", name="Animals")).to_have_attribute("aria-pressed", "true")
    expect(listed(chart)).to_have_count(2)
    chart.get_by_role("button", name="Animals").click()
    expect(chart).to_have_url(f"{address}map/?tag=sheep")
    opened(chart, f"{address}map/?tag=constructor&topic=<script>&paper=toString")
    expect(listed(chart)).to_have_count(3)


def test_an_address_can_name_a_paper(page: Page, address: str) -> None:
    opened(page, f"{address}map/?paper=kettles-under-another-name")
    expect(page.locator("[data-map]")).to_have_attribute("data-map-current", "kettles-under-another-name")
    expect(page.locator("[data-map-tip] strong")).to_have_text("Kettles Under Another Name")


def test_a_paper_of_the_list_is_shown_on_the_map(chart: Page) -> None:
    listed(chart).get_by_text("Kettles Under Another Name").focus()
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-current", "kettles-under-another-name")


def test_a_finger_shows_a_paper_first_and_opens_it_then(
    browser: Browser, address: str, placed: dict[str, tuple[float, float]]
) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), f"{address}map/")
    spot = on_screen(page, placed["kettles-under-another-name"])
    page.touchscreen.tap(*spot)
    expect(page.locator("[data-map-tip] strong")).to_have_text("Kettles Under Another Name")
    page.touchscreen.tap(*spot)
    expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")
    context.close()


def test_two_fingers_zoom_around_what_lies_between_them(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), f"{address}map/")
    left, top = on_screen(page, (0.5, 0.5))
    hand = context.new_cdp_session(page)

    def touch(kind: str, *apart: float) -> None:
        fingers = [{"x": left + side * each, "y": top, "id": side} for each in apart for side in (-1, 1)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    touch("touchStart", 30)
    for apart in (45, 60, 75, 90):
        touch("touchMove", apart)
    touch("touchEnd")
    expect(page.locator("[data-map]")).to_have_attribute("data-map-zoom", "3.00")
    expect(page).to_have_url(f"{address}map/")
    context.close()


def test_two_clicks_beside_all_papers_zoom_in(chart: Page, placed: dict[str, tuple[float, float]]) -> None:
    corner = min(x for x, _ in placed.values()) / 2, min(y for _, y in placed.values())
    chart.mouse.dblclick(*on_screen(chart, corner))
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-zoom", "2.00")


def test_the_card_stays_with_its_paper_and_goes_with_it(chart: Page, placed: dict[str, tuple[float, float]]) -> None:
    chart.mouse.move(*on_screen(chart, placed["kettles-under-another-name"]))
    card = chart.locator("[data-map-tip]")
    expect(card).to_be_visible()
    before = card.bounding_box()
    chart.locator("[data-map-canvas]").evaluate("canvas => canvas.focus({ preventScroll: true })")
    chart.keyboard.press("+")
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-zoom", "1.50")
    assert card.bounding_box() != before
    for _ in range(12):
        chart.keyboard.press("+")
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-zoom", "60.00")
    expect(card).to_be_hidden()


def test_who_wants_no_motion_sees_none(browser: Browser, address: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    opened(page, f"{address}map/")
    zooms = page.evaluate("""() => {
        const map = document.querySelector("[data-map]");
        document.querySelector("[data-map-zoom='in']").click();
        return map.dataset.mapZoom;
    }""")
    assert zooms == "1.50"


def test_the_way_back_shows_the_whole_map(chart: Page) -> None:
    chart.locator("[data-map-canvas]").focus()
    for _ in range(7):
        chart.keyboard.press("+")
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-zoom", "17.09")
    for _ in range(7):
        chart.keyboard.press("-")
    expect(chart.locator("[data-map]")).to_have_attribute("data-map-zoom", "1.00")
    expect(chart.locator("[data-map-count]")).to_have_text("12 papers on the list")


def crowd(page: Page) -> list[tuple[float, float]]:
    """Put 700 invented papers on the map, all of one topic, in the turns of a sunflower; where all papers are."""
    places: list[tuple[float, float]] = []

    def answer(route: Route) -> None:
        document = route.fetch().json()
        for number in range(700):
            turn, far = number * 2.39996, 0.48 * math.sqrt(number / 700)
            x, y = round(0.5 + far * math.cos(turn), 4), round(0.5 + far * math.sin(turn), 4)
            document["papers"].append([f"lid-{number}", f"Lid {number}", x, y, 0, [], 0, f"lid{number:03}"])
        places.extend((x, y) for _, _, x, y, *_ in document["papers"] if x is not None)
        route.fulfill(json=document)

    page.route("**/map/papers.json", answer)
    return places


WRITTEN = """() => {
    const write = CanvasRenderingContext2D.prototype.fillText;
    window.written = [];
    CanvasRenderingContext2D.prototype.fillText = function (text, left, middle) {
        const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = this.measureText(text);
        window.written.push({ text, left, right: left + width, top: middle - up, bottom: middle + down });
        write.call(this, text, left, middle);
    };
}"""
"""Notes every text that a canvas shows, and where."""


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_labels_cover_no_point_and_no_other_label(browser: Browser, address: str, size: tuple[int, int]) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    places = crowd(page)
    page.add_init_script(f"({WRITTEN})()")
    opened(page, f"{address}map/")
    page.evaluate("window.written = []")
    page.get_by_role("button", name="Show the whole map").click()
    painted(page)
    labels = page.evaluate("window.written")
    topics = page.locator("[data-map-topic]").all_inner_texts()
    assert {label["text"] for label in labels} <= set(topics)
    assert len(labels) >= 2
    corner = page.locator("[data-map-canvas]").bounding_box()
    assert corner is not None
    points = [(left - corner["x"], top - corner["y"]) for left, top in (within(corner, place) for place in places)]
    for label in labels:
        assert 0 <= label["left"] < label["right"] <= corner["width"]
        assert 0 <= label["top"] < label["bottom"] <= corner["height"]
        for left, top in points:
            beside = max(label["left"] - left, left - label["right"], label["top"] - top, top - label["bottom"])
            assert beside >= 2, f"{label['text']} covers the point at {left:.0f}, {top:.0f}"
        for other in labels:
            assert other is label or (
                other["right"] < label["left"]
                or label["right"] < other["left"]
                or other["bottom"] < label["top"]
                or label["bottom"] < other["top"]
            )


def test_a_window_of_another_size_shows_the_same_papers(chart: Page) -> None:
    for size in ({"width": 600, "height": 400}, {"width": 1200, "height": 900}):
        chart.set_viewport_size({"width": size["width"], "height": size["height"]})
        expect(chart.locator("[data-map-count]")).to_have_text("12 papers on the list")
        assert painted(chart)


def test_on_a_phone_the_legend_stands_whole_below_the_map(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    opened(page, f"{address}map/")
    canvas = page.locator("[data-map-canvas]").bounding_box()
    assert canvas is not None
    for button in page.locator("[data-map-topic]").all():
        box = button.bounding_box()
        assert box is not None
        assert box["y"] > canvas["y"] + canvas["height"]
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
        assert box["height"] >= 44


def test_other_colours_paint_the_map_anew(chart: Page) -> None:
    chart.emulate_media(color_scheme="light")
    before = painted(chart)
    chart.emulate_media(color_scheme="dark")
    chart.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert painted(chart) != before


def test_a_map_that_cannot_be_loaded_says_so(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/map/papers.json", lambda route: route.abort())
    page.goto(f"{address}map/")
    expect(page.locator("[data-map]")).to_have_attribute("data-map-state", "error")
    expect(page.locator("[data-map-count]")).to_have_text(re.compile("Reload the page"))
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("map/", "statistics/"):
        page.goto(address + path)
        if path == "map/":
            opened(page, address + path)
            page.locator("[data-map-canvas]").focus()
            page.keyboard.press("ArrowLeft")
        for numbers in page.locator("details").all():
            numbers.evaluate("node => { node.open = true; }")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
