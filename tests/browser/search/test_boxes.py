"""The search page on a phone, the search boxes of all pages, and what is hostile in either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from axe import violations
from browsing import Tabs
from pebbles import PAYLOAD, everything, fake, pebbles, search, slugs, wait
from playwright.sync_api import Browser, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address, **PHONE)


def test_on_a_phone_the_facets_are_in_reach_of_a_thumb(phone: Page, address: str) -> None:
    search(phone, address, "?q=pebbles")
    opener = phone.locator("[data-search-filters]")
    box = opener.bounding_box()
    assert box is not None
    assert box["y"] > 844 * 2 / 3
    assert box["height"] >= 40
    opener.tap()
    sheet = phone.get_by_role("dialog", name="Filters and order")
    expect(sheet).to_be_visible()
    tag = sheet.locator(".ps-tagrow", has_text="Heat")
    height = tag.bounding_box()
    assert height is not None
    assert height["height"] >= 40
    tag.tap()
    sheet.locator("summary", has_text="Comes with").tap()
    sheet.locator(".ps-choice", has_text="Code").tap()
    left = pebbles(lambda each: "heat" in each.tags and "code" in each.links)
    sheet.get_by_label("Sort by").select_option("newest")
    sheet.get_by_role("button", name=f"Show {len(left)} papers").tap()
    expect(sheet).to_be_hidden()
    expect(phone).to_have_url(f"{address}search/?q=pebbles&tag=heat&has=code&sort=newest")
    expect(opener).to_have_text("Filters (2)")
    assert set(everything(phone)) == left
    phone.locator("[data-search-again]").tap()
    expect(phone.locator("#ps-query")).to_be_focused()
    opener.tap()
    sheet.get_by_role("button", name="Clear all").tap()
    expect(phone).to_have_url(f"{address}search/?q=pebbles&sort=newest")
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("path", ["search/?q=pebbles&tag=heat&not=payload&listing=dated-only", "tags/heat/"])
def test_nothing_sticks_out_of_a_phone(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    if path.startswith("tags"):
        phone.get_by_label("Search the papers").tap()
        phone.keyboard.type("pebbles")
        expect(phone.get_by_role("option").first).to_be_visible()
    else:
        wait(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 700, 958, 1000, 1280, 1900])
def test_the_page_has_margins_at_every_width(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    search(page, address, "?q=pebbles&tag=heat&listing=000_bare")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in ("h1", "[data-search-results]"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 8
        assert box["x"] + box["width"] <= width - 8


def test_a_turned_phone_gets_the_column_back(phone: Page, address: str) -> None:
    search(phone, address)
    phone.locator("[data-search-filters]").tap()
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(phone.get_by_role("dialog")).to_be_hidden()
    expect(phone.locator("[data-search-side]").get_by_label("Find a tag")).to_be_visible()


def test_nothing_is_fetched_before_a_box_has_the_focus(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{address}tags/heat/")
    page.wait_for_load_state("networkidle")
    search_files = [path for path in asked if "/search/" in path]
    assert [path.rpartition("/")[2] for path in search_files] == ["box.js"]
    page.keyboard.press("/")
    expect(page.get_by_label("Search the papers")).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert any(path.endswith("search/client.js") for path in asked)


def test_a_box_suggests_papers_and_the_way_to_all_results(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    box = page.get_by_role("combobox", name="Search the papers")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("/")
    page.keyboard.type("pebbles")
    options = page.locator(".ps-suggestions").get_by_role("option")
    expect(options).to_have_count(7)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox")).to_have_id(box.get_attribute("aria-controls") or "")
    expect(options.first.locator("mark")).to_have_text("Pebbles")
    expect(options.last).to_have_text("All 50 results for “pebbles”")
    assert box.get_attribute("aria-activedescendant") is None

    def active() -> int:
        index = options.evaluate_all("all => all.findIndex((one) => one.getAttribute('aria-selected') === 'true')")
        at = box.get_attribute("aria-activedescendant")
        assert at == (None if index < 0 else options.nth(index).get_attribute("id"))
        return int(index)

    for key, place in [
        ("ArrowDown", 0), ("ArrowDown", 1), ("End", 6), ("ArrowDown", 0), ("ArrowUp", 6), ("Home", 0), ("ArrowLeft", -1)
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert active() == place, key
        expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles")


def test_a_suggested_paper_opens(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("one teapot with every")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_have_text("One Teapot With Every Link")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}papers/one-teapot-with-every-link/")
    page.get_by_label("Search the papers").click()
    page.keyboard.type("kettles under")
    page.get_by_role("option", name="Kettles Under Another Name").click()
    expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")


def test_a_tags_other_name_leads_to_its_page(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search the papers").last.click()
    page.keyboard.type("warmth")
    page.get_by_role("option", name=re.compile(r"^Heat Tag, \d+ papers$")).click()
    expect(page).to_have_url(f"{address}tags/heat/")


def test_escape_closes_then_clears(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    box = page.get_by_label("Search the papers")
    page.keyboard.press("/")
    page.keyboard.type("pebbles")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("pebbles")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    page.keyboard.type("pebbles")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_searches_for_what_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("pebbles 12")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles+12")
    assert slugs(page)[0] == "pebbles-of-beach-12"


def test_a_box_searches_even_where_its_suggestions_do_not_load(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/suggest.js", lambda route: route.abort())
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("pebbles")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles")
    context.close()


def test_a_box_says_when_nothing_is_found(page: Page, address: str) -> None:
    corrected = {"hits": 3, "respelled": "word", "missing": ["owrd"]}
    fake(page, wrod={"hits": 0, "respelled": "word"}, owrd=corrected, one={"hits": 1})
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("wrod")
    options = page.locator(".ps-suggestions").get_by_role("option")
    expect(options).to_have_text(["Did you mean “word”?", "No results for “wrod”. Show similar ones"])
    page.get_by_label("Search the papers").fill("owrd")
    expect(options.last).to_have_text("Nothing has “owrd”. All 3 results for “word”")
    page.get_by_label("Search the papers").fill("one")
    expect(options.last).to_have_text("The one result for “one”")
    options.last.click()
    expect(page).to_have_url(f"{address}search/?q=one")


def test_a_box_suggests_a_tag_by_its_name_first_and_authors_and_spellings_after_papers(
    page: Page, address: str
) -> None:
    fake(page, old={"hits": 1, "named": ["old"], "tags": ["new"], "authors": ["Ada Old"], "offered": "cold"})
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("old")
    options = page.locator(".ps-suggestions").get_by_role("option")
    first, paper, near, author, spelling, every = range(6)
    expect(options).to_have_count(every + 1)
    expect(options.nth(first)).to_contain_text("Old stones")
    expect(options.nth(paper)).to_contain_text("Stone 00")
    expect(options.nth(near)).to_contain_text("New stones")
    expect(options.nth(spelling)).to_have_text("Did you mean “cold”?")
    options.nth(author).click()
    expect(page).to_have_url(f"{address}search/?q=author%3A%22Ada+Old%22")


@pytest.mark.parametrize("typed", ["Ada Old", "old, ada"])
def test_a_tag_and_an_author_typed_by_the_whole_name_come_before_papers_on_a_phone_too(
    page: Page, address: str, typed: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    fake(page, **{typed: {"hits": 1, "named": ["old"], "authors": ["Ada Oldham-Old", "Ada Old"]}})
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    options = page.locator(".ps-suggestions").get_by_role("option")
    tag, author, paper, other = map(options.nth, range(4))
    expect(tag).to_contain_text("Old stones")
    expect(author).to_contain_text("Ada Old Author")
    expect(paper).to_contain_text("Stone 00")
    expect(other).to_contain_text("Ada Oldham-Old")
    author.click()
    expect(page).to_have_url(f"{address}search/?q=author%3A%22Ada+Old%22")


def test_a_stroke_in_a_field_is_a_letter(page: Page, address: str) -> None:
    search(page, address)
    picker = page.get_by_label("Find a tag")
    picker.click()
    page.keyboard.press("/")
    expect(picker).to_be_focused()
    expect(picker).to_have_value("/")


def test_the_search_page_has_one_box(page: Page, address: str) -> None:
    search(page, address)
    expect(page.get_by_role("search")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.locator("#ps-query")).to_be_focused()


def test_a_payload_in_a_title_or_a_tag_is_inert(page: Page, address: str) -> None:
    """Row 31: a dialog, an error or a request would be a fault; the fixture sees them."""
    search(page, address, "?q=pebbles&tag=payload")
    found = everything(page)
    assert set(found) == pebbles(lambda each: "payload" in each.tags)
    expect(page.locator(f"[data-paper={found[0]}] .ps-chip").last).to_have_text(PAYLOAD)
    expect(page.locator(".ps-drop")).to_contain_text(PAYLOAD)
    search(page, address, "?q=script")
    expect(page.locator("[data-paper=script-alert-1-script] h3")).to_contain_text("<script>")
    assert page.locator("#ps-content img, #ps-content script, dialog img").count() == 0
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("script")
    expect(page.locator(".ps-suggestions").get_by_role("option").filter(has_text="<script>").first).to_be_visible()
    assert page.locator("header img, header form script").count() == 0


@pytest.mark.parametrize(
    "query", [PAYLOAD, '"><script>alert(5)</script>', "javascript:alert(6)", "tag:<svg/onload=alert(7)>", "[" * 300]
)
def test_a_payload_in_a_query_is_inert(page: Page, address: str, query: str) -> None:
    search(page, address, f"?q={quote(query)}&tag={quote(query, safe='')}&sort={quote(query, safe='')}")
    expect(page.locator("#ps-query")).to_have_value(query)
    page.locator("#ps-query").fill(query + " pebbles")
    wait(page)
    assert (
        page.locator("#ps-content img, #ps-content script, #ps-content svg:not(.ps-flag svg, .ps-tools svg)").count()
        == 0
    )
    page.goto(f"{address}tags/heat/")
    page.get_by_label("Search the papers").fill(query)
    page.get_by_label("Search the papers").focus()
    page.keyboard.type(" ")
    expect(page.locator(".ps-suggestions").get_by_role("option").last).to_contain_text(query)
    assert page.locator("header form img, header form script").count() == 0


def with_results(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles&tag=heat&not=payload&listing=nowhere")
    expect(page.locator(".ps-result__sentence").first).not_to_be_empty()


def with_nothing(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles&tag=heat&listing=dated-only&kind=constructor&has=demo")


def with_a_box_open(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    page.keyboard.press("/")
    page.keyboard.type("heat pebbles")
    expect(page.locator(".ps-suggestions").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def with_the_picker_open(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    if page.locator("[data-search-filters]").is_visible():
        page.locator("[data-search-filters]").click()
    page.get_by_label("Find a tag").click()
    expect(page.locator(".ps-picker").get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("settings", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("state", [with_results, with_nothing, with_a_box_open, with_the_picker_open])
def test_axe_finds_nothing(
    tabs: Tabs, address: str, state: Callable[[Page, str], None], settings: dict[str, Any]
) -> None:
    for page in tabs.open(address, reduced_motion="reduce", **settings):
        state(page, address)
        assert violations(page) == []
