"""A long list in the reader's hand: groups that fold, an order of one's own, summaries in place, keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

LIST = re.compile(r'<ul class="ps-list">.*?</ul>', re.DOTALL)
ROW = re.compile(r"<li.*?</li>", re.DOTALL)
GROUP = (
    '<details class="ps-group" data-group="{key}"{open}><summary>{key}</summary>'
    '<ul class="ps-list">{rows}</ul></details>'
)
TOOLS = '<option value="written">by kind</option><option value="year">by year</option><option value="up">A–Z</option>'


def divide(route: Route) -> None:
    """The page of a topic, with its few papers divided as those of a long list are."""
    html = route.fetch().text()
    listed = LIST.search(html)
    assert listed is not None
    rows = ROW.findall(listed[0])
    rows = [row.replace("<li", f'<li data-year="{2020 + n % 2}"', 1) for n, row in enumerate(rows)]
    groups = GROUP.format(key="survey", open=" open", rows="".join(rows[:2]))
    groups += GROUP.format(key="method", open="", rows="".join(rows[2:]))
    html = html.replace(listed[0], groups)
    route.fulfill(
        body=re.sub(r'<option value="written">.*?</select>', f"{TOOLS}</select>", html), content_type="text/html"
    )


@pytest.fixture
def shelf(page: Page, address: str) -> Page:
    page.route(re.compile(r"/topics/kitchen-science/(\?.*)?$"), divide)
    page.goto(f"{address}topics/kitchen-science/")
    return page


def group(page: Page, key: str) -> Locator:
    return page.locator(f'details[data-group="{key}"]')


def shown(page: Page) -> list[str]:
    return page.locator(".ps-list .ps-row__title a:visible").all_text_contents()


def test_order_groups_and_filter_are_in_the_address_and_come_back(shelf: Page) -> None:
    assert len(shown(shelf)) == 2
    group(shelf, "method").locator("summary").first.click()
    expect(shelf).to_have_url(re.compile(r"\?turned=method$"))
    shelf.reload()
    expect(group(shelf, "method")).to_have_attribute("open", "")
    shelf.get_by_label("Sort by").select_option("year")
    expect(group(shelf, "2021")).to_have_attribute("open", "")
    group(shelf, "2020").locator("summary").first.click()
    expect(shelf).to_have_url(re.compile(r"order=year&turned=2020$|turned=2020&order=year$"))
    titles = shown(shelf)
    group(shelf, "2020").locator(".ps-row__title a").first.click()
    expect(shelf.get_by_role("navigation", name="In the list that you came from")).to_be_visible()
    shelf.go_back()
    expect(group(shelf, "2020")).to_have_attribute("open", "")
    assert shown(shelf) == titles
    expect(group(shelf, "2020").locator(".ps-row__title a").first).to_be_in_viewport()


def test_words_open_the_groups_that_have_them_and_stay_after_a_reload(shelf: Page) -> None:
    shelf.get_by_label("Filter this list").fill("SPOON complete")
    expect(shelf.locator("[data-shown]")).to_have_text(re.compile(r"^1 of"))
    assert shown(shelf) == ["The Complete Record of a Spoon"]
    shelf.reload()
    expect(shelf.get_by_label("Filter this list")).to_have_value("SPOON complete")
    assert shown(shelf) == ["The Complete Record of a Spoon"]
    shelf.get_by_label("Filter this list").fill("")
    expect(group(shelf, "survey")).to_have_attribute("open", "")
    expect(group(shelf, "method")).not_to_have_attribute("open", "")


def test_titles_are_ordered_without_articles_and_spaces(shelf: Page) -> None:
    shelf.get_by_label("Sort by").select_option("up")
    titles = [re.sub(r"[^a-z0-9]", "", re.sub(r"^(a|an|the) ", "", title.lower())) for title in shown(shelf)]
    plain = [title for title in titles if title]
    assert plain == sorted(plain)


def test_a_row_opens_in_place_to_its_summary(shelf: Page) -> None:
    row = shelf.locator(".ps-list > li:has(.ps-more)").first
    row.get_by_text("Summary", exact=True).click()
    expect(row.locator(".ps-more__text p").first).not_to_be_empty()
    shelf.route("**/by-id/*", lambda route: route.fulfill(body="{"))
    shelf.reload()
    row.get_by_text("Summary", exact=True).click()
    expect(row.get_by_role("status")).to_contain_text("could not be fetched")


def test_a_row_is_one_stop_with_arrows_in_it_and_letters_that_can_be_switched_off(shelf: Page) -> None:
    rows = group(shelf, "survey").locator(".ps-list > li")
    titles = rows.locator("a[data-id]")
    expect(rows.nth(1).locator("[data-mark]")).to_have_count(3)
    titles.nth(0).focus()
    shelf.keyboard.press("Tab")
    expect(titles.nth(1)).to_be_focused()
    shelf.keyboard.press("k")
    expect(titles.nth(0)).to_be_focused()
    shelf.keyboard.press("ArrowRight")
    expect(rows.nth(0).locator("a, button, summary").nth(1)).to_be_focused()
    shelf.keyboard.press("s")
    expect(rows.nth(0).locator("[data-mark=star]")).to_have_attribute("aria-pressed", "true")
    shelf.keyboard.press("?")
    dialog = shelf.get_by_role("dialog", name="Keys in a list of papers")
    dialog.get_by_label("Letters and ? are keys").uncheck()
    shelf.keyboard.press("Escape")
    titles.nth(0).focus()
    shelf.keyboard.press("j")
    shelf.keyboard.press("s")
    expect(titles.nth(0)).to_be_focused()
    expect(rows.nth(0).locator("[data-mark=star]")).to_have_attribute("aria-pressed", "true")
    shelf.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()


def test_the_address_of_a_feed_can_be_copied(shelf: Page, address: str) -> None:
    shelf.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shelf.get_by_role("button", name="Copy feed address").click()
    expect(shelf.get_by_role("button", name="Copied")).to_be_visible()
    assert shelf.evaluate("navigator.clipboard.readText()") == f"{address}topics/kitchen-science/feed.xml"


@pytest.fixture
def index(page: Page, address: str) -> str:
    """The address of all papers, of which those with a T are on a second page."""

    def part(route: Route) -> None:
        further = "a-z/2/" in route.request.url
        html = route.fetch(url=f"{address}papers/").text()
        pages = (
            f'<nav class="ps-pages"><a href="{address}papers/" data-count="0">C–S</a>'
            f'<a href="{address}papers/a-z/2/" data-count="1">T</a></nav>'
        )
        if further:
            pages = pages.replace('data-count="1"', 'data-count="1" aria-current="page"')
            html = html.replace('href="../', f'href="{address}').replace('src="../', f'src="{address}')
        else:
            html = html.replace('href="#letter-T"', 'id="letter-T" href="a-z/2/#letter-T"')
            html = html.replace('<h2 id="letter-T">', "<h2>")
            pages = pages.replace('data-count="0"', 'data-count="0" aria-current="page"')
        html = html.replace('<nav class="ps-letters"', f'{pages}<nav class="ps-letters"')
        route.fulfill(body=html, content_type="text/html")

    page.route(re.compile(r"/papers/(a-z/2/)?(#.*)?$"), part)
    return f"{address}papers/"


def test_an_address_with_a_letter_of_another_page_leads_there(index: str, page: Page) -> None:
    page.goto(f"{index}#letter-T")
    expect(page).to_have_url(f"{index}a-z/2/#letter-T")
    page.goto(f"{index}#letter-C")
    expect(page.locator("h2#letter-C")).to_be_in_viewport()
    expect(page).to_have_url(f"{index}#letter-C")


def test_chance_picks_from_all_pages_of_an_index(index: str, page: Page) -> None:
    page.goto(f"{index}#surprise")  # its own page has none of the papers, as it says
    expect(page).to_have_url(re.compile(rf"^{re.escape(index)}[^/#]+/$"))


def test_what_opens_has_a_ring_for_keys_and_none_for_a_pointer(shelf: Page) -> None:
    style = "getComputedStyle(document.activeElement).outlineStyle"
    shelf.get_by_label("Filter this list").focus()
    for _ in range(10):
        shelf.keyboard.press("Tab")
        if shelf.evaluate("document.activeElement.matches('summary')"):
            break
    expect(group(shelf, "survey").locator("summary").first).to_be_focused()
    assert shelf.evaluate(style) == "solid"
    group(shelf, "method").locator("summary").first.click()
    expect(group(shelf, "method").locator("summary").first).to_be_focused()
    assert shelf.evaluate(style) == "none"
