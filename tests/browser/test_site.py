"""The built site in a browser: the ways through it, searching, colours and print."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from browsing import both
from playwright.sync_api import Browser, Page, expect


def results(page: Page, query: str | None = None) -> list[str]:
    """The papers that the search page shows once it has answered."""
    if query is not None:
        page.locator("#ps-query").fill(query)
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "ready")
    rows = page.locator("[data-search-results] > [data-paper]")
    return [row.get_attribute("data-paper") or "" for row in rows.all()]


@both
def test_from_home_to_a_paper_by_clicking(page: Page, address: str) -> None:
    page.goto(address)
    expect(page).to_have_title("Papershelf")
    page.get_by_role("link", name="Kitchen <science>", exact=True).click()
    expect(page).to_have_url(f"{address}topics/kitchen-science/")
    page.locator("main dt").get_by_role("link", name=re.compile("^Heat")).click()
    expect(page).to_have_url(f"{address}tags/heat/")
    page.get_by_role("link", name="""Sorting when a<b & b>a: "Double" and 'Single' Quotes""", exact=True).click()
    expect(page).to_have_url(f"{address}papers/sorting-when-a-b-and-b-a/")
    expect(page.locator("h1")).to_have_text("""Sorting when a<b & b>a: "Double" and 'Single' Quotes""")


@both
def test_every_kind_of_page_opens_without_an_error(page: Page, address: str) -> None:
    for path in (
        "papers/",
        "tags/",
        "topics/",
        "listings/",
        "listings/001_autumn/",
        "map/",
        "statistics/",
        "curate/",
        "contribute/",
        "data/",
        "about/",
    ):
        page.goto(address + path)
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("address", ["addressed"], indirect=True)
def test_the_page_for_lost_readers_works_at_any_depth(page: Page, address: str) -> None:
    page.goto(f"{address}404.html")
    page.get_by_role("link", name="all papers from A to Z").click()
    expect(page).to_have_url(f"{address}papers/")


@pytest.mark.parametrize(
    "slug", ["script-alert-1-script", "title-script-alert-2-script", "x-y-bold-onclick-x-8-7-7", "con-paper"]
)
def test_hostile_papers_do_nothing(page: Page, address: str, slug: str) -> None:
    """Rows 31, 33 and 34: a dialog, an error or a request would be a fault."""
    page.goto(f"{address}papers/{slug}/")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("#ps-content script, #ps-content img").count() == 0


def test_a_short_address_and_a_former_one_lead_to_the_paper(page: Page, address: str) -> None:
    for path in ("p/aaaab4/", "papers/whistling-vessels/"):
        page.goto(address + path)
        expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")


def test_a_search_from_the_home_page(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#ps-home-query").fill("whistling")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=whistling")
    assert results(page) == ["kettles-under-another-name"]
    page.locator("[data-paper] a").first.click()
    expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")


@both
def test_a_search_from_the_header_of_a_deep_page(page: Page, address: str) -> None:
    page.goto(f"{address}papers/con-paper/")
    page.get_by_label("Search the papers").fill("spoon")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=spoon")
    assert "the-complete-record-of-a-spoon" in results(page)


def test_typing_answers_and_keeps_the_address_in_step(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    assert results(page) == [], "without a query there are ways to begin"
    expect(page.locator("[data-search-status]")).to_have_text("12 papers")
    assert results(page, "teapot")[0] == "one-teapot-with-every-link"
    expect(page).to_have_url(f"{address}search/?q=teapot")
    assert results(page, "xyzzyxyzzy") == []
    expect(page.get_by_role("status")).to_contain_text(["No paper found."])
    page.locator("#ps-query").fill("")
    expect(page).to_have_url(f"{address}search/")


def test_a_link_restores_its_search_and_so_does_the_way_back(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=parrots")
    expect(page.locator("#ps-query")).to_have_value("parrots")
    assert "parrots-and-in-one-title" in results(page)
    assert results(page, "kettles")[0] == "kettles-under-another-name"
    page.locator("[data-paper] a").first.click()
    expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")
    page.go_back()
    expect(page.locator("#ps-query")).to_have_value("kettles")
    assert results(page)[0] == "kettles-under-another-name"


def test_tags_that_objects_in_javascript_have_can_be_searched_for(page: Page, address: str) -> None:
    """Row 25."""
    page.goto(f"{address}search/?q=tag:__proto__")
    assert set(results(page)) == {"con-paper", "x-y-bold-onclick-x-8-7-7"}
    expect(page.locator("[data-paper=con-paper] .ps-chip")).to_have_text(["__proto__", "constructor"])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("shalom שלום", "parrots-and-in-one-title"),
        ("«مرحبا»", "parrots-and-in-one-title"),
        ("the record of a spoon", "the-complete-record-of-a-spoon"),
        ("constructor -device", "title-script-alert-2-script"),
        ("calming warmth", "the-complete-record-of-a-spoon"),
        ("telpot", "one-teapot-with-every-link"),
        ("whistl", "kettles-under-another-name"),
    ],
)
def test_what_people_type_is_understood(page: Page, address: str, query: str, first: str) -> None:
    page.goto(f"{address}search/")
    assert first in results(page, query)[:2]


def test_words_that_say_nothing_do_not_keep_a_paper_from_matching_whole(page: Page, address: str) -> None:
    """`of` and `the` are in no index: a paper with all the other words still comes first."""
    page.goto(f"{address}search/")
    assert results(page, "record teapot")[0] == "the-complete-record-of-a-spoon"
    assert results(page, "record of the teapot")[0] == "the-complete-record-of-a-spoon"


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>",
        '"><script>alert(1)</script>',
        "javascript:alert(1)",
        "title:^~*+- -- +",
        "constructor __proto__ toString",
        "%00%E0%A4%A",
        "[" * 500,
    ],
)
def test_an_injected_query_is_text(page: Page, address: str, query: str) -> None:
    """Row 31."""
    page.goto(f"{address}search/")
    results(page, query)
    expect(page.locator("#ps-query")).to_have_value(query)
    page.reload()
    results(page)
    expect(page.locator("#ps-query")).to_have_value(query)
    assert page.locator("#ps-content img, #ps-content script").count() == 0


def test_the_colours_follow_the_system_until_they_are_switched(page: Page, address: str) -> None:
    def background() -> str:
        return str(page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor"))

    def switch() -> None:
        page.get_by_role("button", name=re.compile("^Colours")).click()

    page.goto(address)
    page.emulate_media(color_scheme="dark")
    dark = background()
    page.emulate_media(color_scheme="light")
    light = background()
    assert light != dark
    switch()
    assert background() == light, "chosen, not the system's"
    page.emulate_media(color_scheme="dark")
    assert background() == light
    switch()
    page.emulate_media(color_scheme="light")
    assert background() == dark
    page.goto(f"{address}tags/heat/")
    assert background() == dark
    switch()
    page.reload()
    assert background() == light, "the system's again"


@pytest.mark.parametrize("path", ["papers/con-paper/", "tags/heat/"])
def test_a_printed_page_is_its_text_in_dark_ink_and_no_empty_sheet(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for _ in range(2):  # light, then dark by choice
        page.get_by_role("button", name=re.compile("^Colours")).click()
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(27, 31, 38)")
    expect(page.locator("button:visible, input:visible, nav:visible")).to_have_count(0)
    if path.startswith("papers/"):
        assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("papers/con-paper/", ".ps-related a"),
        ("tags/heat/", ".ps-row__title a"),
        ("search/?q=kettles", ".ps-row__title a"),
        ("map/", "[data-map-papers] a"),
        ("about/", "#ps-content > p a"),
    ],
)
def test_a_printed_link_says_its_whole_address(page: Page, address: str, path: str, links: str) -> None:
    page.goto(address + path)
    expect(page.locator(links).first).to_be_attached()
    page.pdf()
    page.emulate_media(media="print")
    for link in page.locator(links).all()[:3]:
        said = link.evaluate("node => getComputedStyle(node, '::after').content").replace('"', "").strip(" ()")
        assert said.startswith(address)
        redirect = re.search('url=([^"]+)"', page.request.get(said).text())
        assert (urljoin(said, redirect[1]) if redirect else said) == link.evaluate("node => node.href")


CONTROLS = "button:visible, input:visible, select:visible, nav:visible, dialog:visible"


def test_a_printed_search_is_its_question_and_its_results(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=kettles")
    results = page.locator("[data-search-results] > li")
    expect(results.first).to_be_visible()
    titles = results.locator("a[data-id]").all_inner_texts()
    assert titles
    page.emulate_media(media="print")
    for title in titles:
        expect(page.get_by_role("link", name=title).first).to_be_visible()
    expect(page.locator("#ps-query")).to_be_visible()
    expect(page.locator("#ps-query")).to_have_css("border-top-width", "0px")
    shown = page.locator(CONTROLS).evaluate_all("nodes => nodes.map((node) => node.id || node.className)")
    assert shown == ["ps-query"], "the question is printed, and no control"
    assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("path", ["search/", "map/", "reading/", "statistics/", ""])
def test_no_printed_page_is_blank_or_full_of_controls(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    assert len(page.locator("main").inner_text()) > 80
    # The topics of the map are buttons on the screen and its legend on paper.
    expect(page.locator(CONTROLS).locator("visible=true").and_(page.locator(":not([data-map-topic])"))).to_have_count(0)
    expect(page.locator(".ps-button:visible")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["", "papers/con-paper/", "topics/kitchen-science/", "search/?q=x", "map/", "reading/"]
)
def test_whoever_asks_for_less_motion_gets_none(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + path)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((node) => [null, "::before", "::after"].map((part) => {
            const style = getComputedStyle(node, part);
            const lasts = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
            const moves = (lasts && style.transitionProperty !== "none") || style.animationName !== "none";
            return moves || style.scrollBehavior === "smooth" ? `${node.nodeName}.${node.className}` : "";
        })).filter(Boolean)"""
    )
    context.close()
    assert moving == []


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_search_box_keeps_its_width_on_a_phone(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{address}tags/heat/")
    box = page.locator("header input").bounding_box()
    header = page.locator("header").bounding_box()
    assert box is not None
    assert header is not None
    assert box["width"] >= 200
    assert header["height"] <= 92, "two lines"
    assert page.evaluate("document.documentElement.scrollWidth") == width
