"""The built site in a real browser, served from a path below its host as GitHub Pages does."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fabricate import LIBRARY, assemble
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing. To install it: sudo apt-get install chromium"),
]

ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to run as root with one, and CI is root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    "plain": {},
    "addressed": {"SITE_URL": "https://example.org/repo/", "REPO_URL": "https://example.com/owner/repo"},
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps it to itself."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


both = pytest.mark.parametrize("address", SETTINGS, indirect=True)


@pytest.fixture(scope="module")
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the fabricated library is served; `both` adds a site that was built with addresses of its own."""
    www = tmp_path_factory.mktemp("www")
    project = assemble(tmp_path_factory.mktemp("project") / "list", LIBRARY)
    project.build(**SETTINGS[getattr(request, "param", "plain")])
    project.site.rename(www / "repo")
    yield from serve(www)


def serve(www: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(www))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that must end without an error and without a request to another host."""
    context = browser.new_context()
    faults: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    context.on(
        "response",
        lambda response: None if response.status < 400 else faults.append(f"{response.status} {response.url}"),
    )
    context.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    context.close()
    assert faults == []


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
    expect(page).to_have_title("Home - Papershelf")
    page.get_by_role("link", name="Kitchen <science>", exact=True).click()
    expect(page).to_have_url(f"{address}topics/kitchen-science/")
    page.locator("main dt").get_by_role("link", name=re.compile("^Heat")).click()
    expect(page).to_have_url(f"{address}tags/heat/")
    page.get_by_role("link", name="""Sorting when a<b & b>a: "Double" and 'Single' Quotes""", exact=True).click()
    expect(page).to_have_url(f"{address}papers/sorting-when-a-b-and-b-a/")
    expect(page.locator("h1")).to_have_text("""Sorting when a<b & b>a: "Double" and 'Single' Quotes""")


@both
def test_every_kind_of_page_opens_without_an_error(page: Page, address: str) -> None:
    paths = ("papers/", "tags/", "topics/", "listings/", "listings/001_autumn/", "curate/", "data/", "about/")
    for path in (*paths, "map/", "statistics/"):
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
    assert results(page) == []
    assert results(page, "teapot")[0] == "one-teapot-with-every-link"
    expect(page).to_have_url(f"{address}search/?q=teapot")
    assert results(page, "xyzzyxyzzy") == []
    expect(page.get_by_role("status")).to_have_text("No paper matches. Try fewer or other words.")
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


def test_the_colours_can_be_switched_and_stay_so(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    light = body.evaluate("node => getComputedStyle(node).backgroundColor")
    for _ in range(2):
        page.locator("header label.md-header__button:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert body.evaluate("node => getComputedStyle(node).backgroundColor") != light
    page.goto(f"{address}tags/heat/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_without_javascript_search_shows_other_ways(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/?q=kettles")
    notice = page.locator("noscript, .ps-notice").first
    for name, path in (("topics", "topics/"), ("tags", "tags/"), ("all papers from A to Z", "papers/")):
        page.goto(f"{address}search/")
        expect(notice).to_be_visible()
        page.locator(".ps-notice").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(address + path)
    context.close()


def test_the_skip_link_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}papers/con-paper/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#ps-content"
