"""Tags for several papers, collected on the site and sent as one form, from a mouse, a phone and a keyboard."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from axe import violations
from playwright.sync_api import Locator, Page, expect

FORM = "https://example.com/owner/repo/issues/new"
CON, KETTLES = "con-paper", "kettles-under-another-name"


@pytest.fixture
def start(page: Page, address: str) -> Page:
    page.goto(f"{address}propose/?papers={CON},{KETTLES},nothing")
    expect(page.locator(".ps-propose__paper")).to_have_count(2)
    return page


def card(page: Page, slug: str) -> Locator:
    return page.locator(f"[data-paper={slug}]")


def add(page: Page, slug: str, written: str) -> None:
    card(page, slug).get_by_role("combobox").fill(written)
    card(page, slug).get_by_role("option").first.click()


addressed = pytest.mark.parametrize("address", ["addressed"], indirect=True)


@addressed
def test_what_was_collected_fills_in_one_form(start: Page) -> None:
    assert urlsplit(start.url).query == "", "a reload does not bring back what was taken out"
    expect(start.locator("[data-propose-status]")).to_have_text("Nothing changes yet.")
    expect(start.get_by_role("heading", name="Send it")).to_be_hidden()
    add(start, KETTLES, "constr")
    card(start, CON).get_by_role("button", name="Remove constructor").click()
    expect(start.locator("[data-propose-status]")).to_have_text("2 papers would change.")
    start.get_by_label("Why").fill("Steam & spoons")
    link = urlsplit(start.get_by_role("link", name="Open the filled-in form").get_attribute("href") or "")
    asked = parse_qs(link.query)
    assert f"{link.scheme}://{link.netloc}{link.path}" == FORM
    assert asked["changes"] == [f"{CON}: -constructor\n{KETTLES}: +constructor"]
    assert asked["why"] == ["Steam & spoons"]
    assert asked["template"] == ["suggest-changes.yml"]
    assert violations(start) == []


@addressed
def test_it_is_kept_until_it_is_begun_again(start: Page) -> None:
    add(start, KETTLES, "constr")
    start.reload()
    expect(card(start, KETTLES).get_by_role("button", name="Remove + constructor")).to_be_visible()
    start.get_by_role("button", name="Begin again").click()
    expect(start.locator(".ps-propose__paper")).to_have_count(0)
    start.reload()
    expect(start.get_by_label("Add a paper")).to_be_visible()
    expect(start.locator(".ps-propose__paper")).to_have_count(0)


@addressed
def test_a_paper_is_found_by_words_and_taken_out_again(page: Page, address: str) -> None:
    page.goto(f"{address}propose/")
    page.get_by_label("Add a paper").fill("spoon record")
    page.get_by_role("option", name="The Complete Record of a Spoon").click()
    expect(page.locator(".ps-propose__paper")).to_have_count(1)
    page.get_by_role("button", name="Take out The Complete Record of a Spoon").click()
    expect(page.locator(".ps-propose__paper")).to_have_count(0)


@addressed
def test_the_rules_are_said_at_once(start: Page) -> None:
    remove = card(start, CON).get_by_role("button", name="Remove")
    for _ in range(remove.count()):
        remove.first.click()
    expect(card(start, CON)).to_contain_text("A paper has at least 2 tags.")
    expect(card(start, CON).get_by_role("button", name="Put back").first).to_be_visible()


@addressed
def test_what_is_too_long_for_a_link_is_copied(page: Page, address: str) -> None:
    page.goto(f"{address}propose/?papers={CON}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card(page, CON).get_by_role("button", name="Remove constructor").click()
    page.get_by_label("Why").fill("é" * 2000)
    expect(page.get_by_text("This is too long for a link.")).to_be_visible()
    link = page.get_by_role("link", name="Open the filled-in form").get_attribute("href")
    assert link == f"{FORM}?template=suggest-changes.yml"
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{CON}: -constructor"


def test_without_a_repository_the_text_is_copied(start: Page) -> None:
    add(start, KETTLES, "constr")
    expect(start.get_by_text("Send the text to the curators of this list.")).to_be_visible()
    assert start.get_by_role("link", name="Open the filled-in form").count() == 0


@addressed
def test_the_ways_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{CON}/")
    page.get_by_role("link", name="Add to a proposal").click()
    expect(page.locator(".ps-propose__paper")).to_have_count(1)
    page.goto(f"{address}curate/")
    page.get_by_role("link", name="Propose tags for these").click()
    expect(page.locator(".ps-propose__paper").nth(1)).to_be_visible()
