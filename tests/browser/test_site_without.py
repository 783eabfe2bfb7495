"""The built site in a browser: without motion, without JavaScript, on a phone, from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import both
from fabricate import REPOSITORY
from playwright.sync_api import Browser, Page, expect

SCRIPTS = REPOSITORY / "templates/theme/assets/javascripts"


def test_without_javascript_the_colours_follow_the_system_and_no_tool_is_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 24, 30)")
    expect(page.get_by_role("button", name=re.compile("^Colours"))).to_have_count(0)
    expect(page.get_by_role("link", name="Surprise me")).to_have_count(0)
    page.goto(f"{address}tags/heat/")
    expect(page.locator(".ps-toolbar select")).to_be_hidden()
    context.close()


def test_the_way_through_a_list_goes_on_at_its_papers(page: Page, address: str) -> None:
    page.goto(f"{address}tags/heat/")
    titles = page.locator(".ps-row__title a").all_text_contents()
    page.locator(".ps-row__title a").first.click()
    trail = page.get_by_role("navigation", name="In the list that you came from")
    expect(trail.get_by_text(f"1 of {len(titles)} in Heat")).to_be_visible()
    expect(trail.get_by_role("link", name=re.compile("^Previous"))).to_have_count(0)
    for title in titles[1:]:
        trail.get_by_role("link", name=re.compile("^Next")).click()
        expect(page.locator("h1")).to_have_text(title)
    expect(trail.get_by_role("link", name=re.compile("^Next"))).to_have_count(0)
    trail.get_by_role("link", name="Heat", exact=True).click()
    expect(page).to_have_url(f"{address}tags/heat/")


def test_the_way_back_leads_to_a_selection_and_to_the_unread_papers_alone(page: Page, address: str) -> None:
    page.goto(f"{address}list/?papers=aaaab4,aaaab7&title=Reading+group")
    page.locator(".ps-row__title a").first.click()
    expect(page).to_have_url(f"{address}papers/kettles-under-another-name/")
    expect(page.locator("[data-trail] p")).to_have_text("1 of 2 in Reading group")
    page.locator("[data-trail] [rel=next]").click()
    expect(page).to_have_url(f"{address}papers/con-paper/")
    page.get_by_role("link", name="Reading group").click()
    expect(page).to_have_url(f"{address}list/?papers=aaaab4,aaaab7&title=Reading+group")
    page.goto(f"{address}tags/kettles/?show=unread")
    page.locator(".ps-row__title a").first.click()
    page.locator("[data-trail]").get_by_role("link", name="Kettles", exact=True).click()
    expect(page).to_have_url(f"{address}tags/kettles/?show=unread")


def test_a_reader_who_comes_from_elsewhere_sees_no_trail(page: Page, address: str) -> None:
    page.goto(f"{address}papers/con-paper/")
    expect(page.locator("[data-trail]")).to_be_hidden()


@pytest.mark.parametrize("stored", ["{", "null", '{"label": 1, "address": "/", "papers": [[1, 2]]}', '{"papers": 7}'])
def test_a_trail_that_is_none_of_ours_is_passed_over(page: Page, address: str, stored: str) -> None:
    page.goto(address)
    page.evaluate("text => sessionStorage.setItem('papershelf.trail', text)", stored)
    page.goto(f"{address}papers/con-paper/")
    expect(page.locator("[data-trail]")).to_be_hidden()


def test_a_trail_never_leads_to_another_site(page: Page, address: str) -> None:
    page.goto(f"{address}papers/con-paper/")
    page.evaluate(
        """() => sessionStorage.setItem("papershelf.trail", JSON.stringify({
            label: "<img src=x>", address: "javascript:alert(1)",
            papers: [["https://example.org/", "Elsewhere"], [location.pathname, "Here"], ["//example.org/x", "There"]],
        }))"""
    )
    page.reload()
    expect(page.locator("[data-trail]")).to_be_visible()
    assert page.locator("[data-trail] a, [data-trail] img").count() == 0


@pytest.mark.parametrize("room", ["search", "map"])
def test_what_a_page_imports_is_asked_for_at_once(page: Page, address: str, room: str) -> None:
    """One after the other, each step of the imports would cost a reader far away a round trip."""
    imported, pending = set[Path](), [SCRIPTS / room / "page.js"]
    while pending:
        script = pending.pop()
        names = re.findall(r'^(?:import|export) .* from "(\.[\w./-]+\.js)";$', script.read_text("utf-8"), re.MULTILINE)
        found = {(script.parent / name).resolve() for name in names} - imported
        imported |= found
        pending += found
    page.goto(f"{address}{room}/")
    hrefs = page.locator("link[rel=modulepreload]").evaluate_all("links => links.map((link) => link.href)")
    assert sorted(hrefs) == sorted(
        f"{address}assets/javascripts/{script.relative_to(SCRIPTS).as_posix()}" for script in imported
    )


def test_a_long_list_is_sorted_and_narrowed(page: Page, address: str) -> None:
    page.goto(f"{address}topics/kitchen-science/")
    rows = page.locator("[data-toolbar] ~ [data-trail-list] .ps-row__title a:visible")
    written = rows.all_text_contents()
    page.get_by_label("Sort by").select_option("title Z–A")
    turned = rows.all_text_contents()
    assert sorted(turned) == sorted(written)
    assert turned != written
    page.get_by_label("Sort by").select_option("most listed")
    assert rows.all_text_contents() == written
    page.get_by_label("Filter this list").fill("SPOON complete")
    expect(rows).to_have_text(["The Complete Record of a Spoon"])
    expect(page.locator("[data-shown]")).to_have_text(f"1 of {len(written)}")
    rows.click()
    expect(page.get_by_text("1 of 1 in Kitchen <science>")).to_be_visible()


def test_on_a_phone_the_tools_of_a_list_take_two_rows_that_fingers_hit(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}topics/animals/")
    page.get_by_label("Filter this list").fill("a")
    expect(page.locator("[data-shown]")).to_be_visible()
    rows = [
        [page.get_by_label("Sort by"), page.get_by_label("Filter this list"), page.locator("[data-shown]")],
        [page.get_by_role("button", name="Unread only"), page.get_by_role("button", name="Share", exact=True)],
    ]
    middles = []
    for row in rows:
        boxes = [box for each in row if (box := each.bounding_box())]
        assert len(boxes) == len(row)
        assert all(0 <= box["x"] < box["x"] + box["width"] <= 390 for box in boxes)
        assert all(box["height"] >= 44 for box in boxes[:2])
        middle, *others = (box["y"] + box["height"] / 2 for box in boxes)
        assert others == pytest.approx([middle] * len(others), abs=2)
        middles.append(middle)
    assert 44 <= middles[1] - middles[0] <= 64


def test_the_cards_of_the_topics_stand_side_by_side_where_there_is_room(page: Page, address: str) -> None:
    """Material's own rule for lists is a strong one."""
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}topics/")
        cards = page.locator(".ps-cards .ps-card")
        tops = [cards.nth(place).evaluate("card => card.getBoundingClientRect().top") for place in (0, 1)]
        assert (tops[0] == tops[1]) is beside


def test_a_surprise_is_a_paper(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Surprise me").click()
    expect(page).to_have_url(re.compile(f"{address}papers/[^/]+/$"))


def test_no_page_says_anything_that_its_policy_stops(page: Page, address: str) -> None:
    """What a policy stops is reported on the console, where the fixture sees it."""
    page.goto(f"{address}papers/counting-sheep-with-formulas/")
    assert page.locator("math").count() > 0
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=probe>x')")
    page.evaluate("document.querySelector('#probe').style.color = 'red'")  # a script may; markup may not
    stated = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "unsafe" not in stated
    assert stated.startswith("default-src 'none'; script-src 'self' 'sha256-")


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


@both
def test_a_citation_is_copied_by_keyboard(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}papers/con-paper/")
    button = page.get_by_role("button", name="Copy BibTeX")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.evaluate("fetch('cite.bib').then((response) => response.text())")
    assert "@misc{con-paper-aaaab7," in copied
    expect(button).to_be_visible()


def test_a_copy_that_is_refused_says_so(apart: Page, address: str) -> None:
    apart.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('refused'));")
    apart.goto(f"{address}papers/con-paper/")
    apart.get_by_role("button", name="Copy BibTeX").click()
    expect(apart.get_by_role("button", name="Not copied: use the link")).to_be_visible()


def test_without_javascript_citations_are_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}papers/con-paper/")
    assert page.get_by_role("button", name="Copy BibTeX").count() == 0
    for name, beginning in (("BibTeX", "% Authors"), ("RIS", "TY  - "), ("CSL-JSON", "[\n{")):
        link = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        assert context.request.get(f"{address}papers/con-paper/{link}").text().startswith(beginning)
    context.close()
