"""The results of the search page: which, in which order, and what is said of them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from pebbles import PEBBLES, Facts, everything, fake, search, slugs, status
from playwright.sync_api import Browser, Page, expect

SHOWN = 20
"""How many results are shown at first, and added by 'more'."""


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_without_a_query_the_page_offers_ways_to_begin(page: Page, address: str) -> None:
    search(page, address)
    expect(status(page)).to_have_text("62 papers")
    assert slugs(page) == []
    expect(page.get_by_text("Nearest tags")).to_be_hidden()
    begin = page.locator(".ps-search__start")
    topics = begin.locator("a[data-topic]")
    expect(topics.first).to_be_visible()
    counts = [int(text.rsplit(" ", 1)[1]) for text in topics.all_inner_texts()]
    topics.first.click()
    expect(status(page)).to_have_text(f"{counts[0]} of 62 papers")
    expect(begin).to_be_hidden()
    page.go_back()
    expect(begin).to_be_visible()
    assert slugs(page) == []
    page.locator("#ps-query").fill("pebbles")
    expect(begin).to_be_hidden()
    assert slugs(page)
    page.locator("#ps-query").fill("")
    expect(begin).to_be_visible()
    assert slugs(page) == []


def test_what_an_address_asks_for_is_never_preceded_by_the_ways_to_begin(page: Page, address: str) -> None:
    page.route("**/javascripts/search/page.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"{address}search/?q=pebbles")
    expect(page.locator("[data-search-sort]")).to_be_attached()
    expect(page.locator(".ps-search__start")).to_be_hidden()
    page.goto(f"{address}search/")
    expect(page.locator(".ps-search__start")).to_be_visible()


def test_without_a_query_every_paper_can_be_had_by_title_in_steps(page: Page, address: str) -> None:
    search(page, address)
    page.get_by_role("link", name="by title").click()
    expect(status(page)).to_have_text("62 papers")
    assert len(slugs(page)) == SHOWN
    expect(page.get_by_role("button", name="Show 20 more of 42")).to_be_visible()
    page.locator("[data-search-more]").click()
    assert len(slugs(page)) == 2 * SHOWN
    focused = page.evaluate("document.activeElement.closest('[data-paper]').dataset.paper")
    assert focused == slugs(page)[SHOWN], "the keyboard goes on where the new results begin"
    found = everything(page)
    assert len(found) == len(set(found)) == 62
    assert [slug for slug in found if slug.startswith("pebbles")] == [pebble.slug for pebble in PEBBLES]
    expect(page.locator("[data-search-more]")).to_be_hidden()


def test_a_query_that_is_a_tag_s_name_leads_to_where_it_begins(page: Page, address: str) -> None:
    search(page, address, "?q=Heat")
    near = page.locator("[data-search-near]")
    expect(near).to_contain_text("Where to begin: Heat")
    expect(near.get_by_role("link", name="Heat", exact=True)).to_have_count(1)
    search(page, address, "?q=pebbles")
    expect(near).not_to_contain_text("Where to begin")


def test_a_result_opens_in_place_to_its_summary(page: Page, address: str) -> None:
    search(page, address, "?q=spoon")
    row = page.locator("[data-paper]").first
    row.locator("a[data-id]").focus()
    page.keyboard.press("o")
    expect(row.locator(".ps-more__text p").first).not_to_be_empty()


def test_a_value_that_stands_in_the_address_twice_is_one_filter(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles&tag=heat,heat&tag=heat")
    expect(page.locator("[data-search-chosen] button")).to_have_count(1)


def test_from_a_paper_one_goes_on_through_the_results_and_back_to_the_same(page: Page, address: str) -> None:
    asked = "?q=pebbles&tag=heat&sort=title"
    search(page, address, asked)
    shown = slugs(page)
    trail = page.get_by_role("navigation", name="In the list that you came from")
    page.locator("[data-paper] h3 a").nth(SHOWN - 1).click()
    count = len([pebble for pebble in PEBBLES if "heat" in pebble.tags])
    assert count > SHOWN, "so that the next result is one that was not shown"
    expect(trail.locator("p")).to_have_text(f"{SHOWN} of {count} in the search for “pebbles”")
    trail.get_by_role("link", name=re.compile("^Next")).click()
    following = page.locator("h1").text_content()
    trail.get_by_role("link", name=re.compile("^Previous")).click()
    expect(page).to_have_url(f"{address}papers/{shown[-1]}/")
    trail.get_by_role("link", name="the search for “pebbles”").click()
    expect(page).to_have_url(f"{address}search/{asked}")
    assert slugs(page) == shown
    page.locator("[data-search-more]").click()
    assert slugs(page)[: SHOWN + 1] == [*shown, slugs(page)[SHOWN]]
    expect(page.locator("[data-paper] h3 a").nth(SHOWN)).to_have_text(following or "")


def test_a_query_in_the_making_is_the_one_that_the_way_back_leads_to(page: Page, address: str) -> None:
    search(page, address)
    page.locator("#ps-query").fill("pebb")
    page.locator("#ps-query").fill("pebbles of beach")
    first = slugs(page)[0]
    page.locator("[data-paper] h3 a").first.click()
    expect(page).to_have_url(f"{address}papers/{first}/")
    page.get_by_role("link", name="the search for “pebbles of beach”").click()
    expect(page).to_have_url(f"{address}search/?q=pebbles+of+beach")


@pytest.mark.parametrize(
    "broken",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        """for (const name of ["sessionStorage", "localStorage"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
        }""",
    ],
)
def test_a_browser_that_keeps_nothing_opens_results_without_their_neighbours(
    apart: Page, address: str, broken: str
) -> None:
    page = apart
    # Material's inline script, which restores what it keeps of a page, stumbles over such a browser; ours do not.
    page.add_init_script(f"addEventListener('error', (event) => event.preventDefault()); {broken}")
    search(page, address, "?q=pebbles")
    first = slugs(page)[0]
    page.locator("[data-paper] h3 a").first.click()
    expect(page).to_have_url(f"{address}papers/{first}/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-trail]")).to_be_hidden()
    page.go_back()
    assert slugs(page)[0] == first


def test_a_result_shows_why_it_was_found(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles+flattest+12")
    row = page.locator("[data-paper=pebbles-of-beach-12]")
    expect(row.locator("h3 mark").first).to_have_text("Pebbles")
    expect(row.locator(".ps-result__sentence")).to_contain_text("The flattest of beach 12 skips")
    expect(row.locator(".ps-result__sentence mark").first).to_have_text("flattest")
    expect(row.locator(".ps-chip")).to_have_text(["Heat", "Sheep", "constructor"])
    expect(row.locator(".ps-chip").first).to_have_attribute("href", f"{address}tags/heat/")
    expect(row.get_by_role("link", name="Autumn <picks> & more")).to_have_attribute(
        "href", f"{address}listings/001_autumn/"
    )
    for name, kind in {"Code": "code", "Data": "data", "Demo": "demo"}.items():
        expect(row.get_by_role("link", name=name)).to_have_attribute("href", f"https://example.org/{kind}/12")
        expect(row.get_by_role("link", name=name)).to_have_attribute("rel", "nofollow noopener")


def test_results_are_ready_only_when_those_of_the_present_words_stand(page: Page, address: str) -> None:
    fake(page, slow={"hits": 3, "after": 900}, slower={"hits": 5, "after": 300})
    search(page, address)
    page.locator("#ps-query").fill("slow")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "loading")
    page.locator("#ps-query").fill("slower")
    assert len(slugs(page)) == 5
    page.wait_for_timeout(1000)
    assert len(slugs(page)) == 5, "an answer to former words came late"


def test_a_row_keeps_its_height_when_its_sentence_arrives(page: Page, address: str) -> None:
    fake(page, details=2500)
    search(page, address, "?q=x")
    row = page.locator("[data-search-results] > li").first
    before = row.bounding_box()
    expect(row.locator(".ps-result__sentence")).to_be_empty()
    expect(row.locator(".ps-result__sentence")).to_contain_text("built for x")
    assert row.bounding_box() == before


def test_a_link_that_is_no_web_address_leads_nowhere(page: Page, address: str) -> None:
    fake(page, url="javascript:alert(4)")
    search(page, address, "?q=x")
    expect(page.locator(".ps-result__sentence").first).to_contain_text("built for x")
    assert page.locator(".ps-result__link[href]").count() == 0


@pytest.mark.parametrize(
    ("query", "answer", "said"),
    [
        ("two words", {"hits": 42, "full": 12}, "12 papers have all the words, 30 more most of them."),
        ("two words", {"hits": 12}, "12 papers have all the words."),
        ("two words", {"hits": 1}, "1 paper has all the words."),
        ("two words", {"hits": 7, "full": 0}, "No paper has all the words, 7 have most of them."),
        ("word", {"hits": 12}, "12 papers."),
        ("word", {"hits": 12, "full": 11}, "11 papers, and 1 that comes close."),
        (
            "wrod",
            {"hits": 12, "respelled": "word", "missing": ["wrod"]},
            "Showing results for “word”. Nothing has “wrod”. 12 papers.",
        ),
        ("wrod", {"hits": 0}, "No paper found."),
    ],
)
def test_the_page_says_what_was_understood(
    page: Page, address: str, query: str, answer: dict[str, Any], said: str
) -> None:
    fake(page, **{query: answer})
    search(page, address, f"?q={quote(query)}")
    expect(status(page)).to_have_text(said)
    expect(status(page)).to_have_attribute("role", "status")


def test_papers_that_lack_a_word_stand_apart(page: Page, address: str) -> None:
    fake(page, **{"two words": {"hits": 30, "full": 22}})
    search(page, address, "?q=two+words")
    assert page.get_by_text("Most of the words", exact=True).count() == 0
    page.locator("[data-search-more]").click()
    row = page.locator("[data-search-results] > li", has=page.get_by_text("Most of the words", exact=True))
    expect(row).to_have_attribute("data-paper", "stone-22")


def test_no_result_offers_the_nearest_spelling_and_the_nearest_tags(page: Page, address: str) -> None:
    fake(page, wrod={"hits": 0, "respelled": "word", "tags": ["old"]}, word={"hits": 3})
    search(page, address, "?q=wrod&has=code")
    expect(page.locator("[data-search-near]")).to_be_hidden()
    expect(page.locator("[data-search-empty]").get_by_role("link", name="Old stones")).to_have_attribute(
        "href", f"{address}tags/old/"
    )
    for name in ("topics", "tags", "all papers from A to Z"):
        expect(page.locator("[data-search-empty]").get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name="word", exact=True).click()
    expect(page).to_have_url(f"{address}search/?q=word&has=code")
    expect(page.locator("#ps-query")).to_have_value("word")
    assert slugs(page) == ["stone-0"]
    page.go_back()
    expect(page.locator("#ps-query")).to_have_value("wrod")
    assert slugs(page) == []


@pytest.mark.parametrize("query", ["zzzqqq", "&&&", "语言", '"never written there"'])
def test_where_nothing_is_found_no_tag_is_named(page: Page, address: str, query: str) -> None:
    search(page, address, f"?q={quote(query)}")
    expect(status(page)).to_have_text("No paper found.")
    expect(page.locator("[data-search-near]")).to_be_hidden()
    expect(page.locator("[data-search-empty]")).not_to_contain_text("nearest tags")
    expect(page.locator("[data-search-empty]")).to_contain_text("Try fewer or other words")


def test_facets_that_leave_nothing_can_be_dropped(page: Page, address: str, papers: list[Facts]) -> None:
    search(page, address, "?tag=heat&listing=dated-only&kind=constructor&has=demo")
    assert slugs(page) == []
    expect(status(page)).to_have_text("0 of 62 papers")
    ways = page.locator("[data-search-empty]").get_by_role("button")
    left = {each.slug for each in papers if {"heat", "constructor"} <= {*each.tags} and "demo" in each.links}
    assert left
    ways.filter(has_text=f"Without “Listing: dated-only”: {len(left)} papers").click()
    assert set(everything(page)) == left
    assert query_of(page).keys() == {"tag", "kind", "has"}
    expect(page.locator("[data-search-head]")).to_be_focused()


def test_facets_of_which_no_single_one_can_be_dropped(page: Page, address: str) -> None:
    fake(page, q={"hits": 45})
    search(page, address, "?q=q&listing=l&not=old&has=demo")
    ways = page.locator("[data-search-empty]").get_by_role("button")
    expect(ways).to_have_text(["Without any filter: 45 papers"])
    ways.click()
    expect(page).to_have_url(f"{address}search/?q=q")
    search(page, address, "?q=q&listing=l&not=old&tag=new")
    expect(ways).to_have_text(["With “New stones” alone: 23 papers", "Without any filter: 45 papers"])


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    fake(page, broken=True)
    page.goto(f"{address}search/?q=x&tag=new")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "error")
    expect(status(page)).to_have_text("The search could not be loaded.")
    page.get_by_role("button", name="Try again").click()
    assert len(everything(page)) == 23, "with the facets of the address"
    context.close()
