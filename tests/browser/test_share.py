"""Sharing without anybody in between: what is copied, mailed and handed to the system."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import Reader
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect

SHEET = (
    "navigator.share = (what) => { window.shared = what; return Promise.reject(new DOMException('', 'AbortError')); };"
)
NO_SHEET = "Object.defineProperty(Navigator.prototype, 'share', { value: undefined });"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"

HOSTILE = [
    "script-alert-1-script",
    "title-script-alert-2-script",
    "sorting-when-a-b-and-b-a",
    "x-y-bold-onclick-x-8-7-7",
    "toc-x-notes-that-are-none",
    "parrots-and-in-one-title",
]


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="Share", exact=True).click()


def copied(page: Page, name: str) -> str:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(re.compile("^(Link|Markdown) copied$"))).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def test_a_paper_shares_its_short_address(reader: Reader, home: str) -> None:
    page = reader.open("papers/kettles-under-another-name/")
    open_menu(page)
    link = copied(page, "Copy link")
    assert link == f"{home}p/aaaab4/"
    page.goto(link)
    expect(page).to_have_url(f"{home}papers/kettles-under-another-name/")


@pytest.mark.parametrize("slug", HOSTILE)
def test_any_title_is_the_same_text_in_markdown_and_in_a_mail(reader: Reader, home: str, slug: str) -> None:
    """Rows 29, 31, 33 and 34."""
    page = reader.open(f"papers/{slug}/")
    title = page.locator("h1").text_content() or ""
    open_menu(page)
    [paragraph] = [token for token in MarkdownIt().parse(copied(page, "Copy as Markdown")) if token.type == "inline"]
    opened, *texts, closed = paragraph.children or []
    assert (opened.type, closed.type) == ("link_open", "link_close")
    assert str(opened.attrs["href"]).startswith(f"{home}p/")
    assert "".join(token.content for token in texts) == title
    href = page.get_by_role("link", name="Mail").get_attribute("href") or ""
    assert not re.search(r'[\s<>"]', href)
    mail = parse_qs(urlsplit(href).query, strict_parsing=True)
    assert urlsplit(href).scheme == "mailto"
    assert urlsplit(href).path == ""
    assert mail["subject"] == [title]
    assert mail["body"] == [f"{title}\r\n{opened.attrs['href']}\r\n"]


@pytest.mark.parametrize("path", ["tags/heat/", "topics/animals/", "listings/001_autumn/"])
def test_a_list_shares_its_address_without_the_reader_s_filter(reader: Reader, home: str, path: str) -> None:
    page = reader.open(f"{path}?show=unread#ps-content")
    open_menu(page)
    assert copied(page, "Copy link") == home + path


def test_a_search_shares_its_query(reader: Reader, home: str) -> None:
    page = reader.open("search/?q=whistling%20%22kettles%22")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(1)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{home}search/?q=whistling%20%22kettles%22"
    open_menu(page)
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
    markdown = copied(page, "Copy as Markdown")
    assert MarkdownIt().render(markdown).count(">whistling &quot;kettles&quot; - Search - Papershelf</a>") == 1


def test_the_system_s_share_sheet_is_offered_where_there_is_one(meet: Callable[..., Reader], home: str) -> None:
    page = meet(SHEET).open("papers/script-alert-1-script/")
    open_menu(page)
    page.get_by_role("button", name="Share with another app").click()
    shared = page.evaluate("window.shared")
    assert shared == {"title": "<script>alert(1)</script>", "url": f"{home}p/aaaaa2/"}
    other = meet(NO_SHEET).open("papers/script-alert-1-script/")
    open_menu(other)
    expect(other.get_by_role("button", name="Copy link")).to_be_visible()
    expect(other.get_by_role("button", name="Share with another app")).to_have_count(0)


def test_where_pages_may_not_copy_the_text_is_shown(meet: Callable[..., Reader], home: str) -> None:
    page = meet(NO_CLIPBOARD).open("papers/con-paper/")
    open_menu(page)
    page.get_by_role("button", name="Copy link").click()
    by_hand = page.get_by_label("Text to copy by hand")
    expect(by_hand).to_have_value(f"{home}p/aaaab7/")
    expect(by_hand).to_be_focused()
    assert page.evaluate("getSelection().toString()") == f"{home}p/aaaab7/"


def test_the_menu_closes_by_escape_by_a_click_elsewhere_and_by_moving_on(reader: Reader) -> None:
    page = reader.open("papers/con-paper/")
    opener, item = page.get_by_role("button", name="Share", exact=True), page.get_by_role("button", name="Copy link")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(item).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(item).to_be_focused()
    page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.locator("h1").click()
    expect(item).to_be_hidden()
    opener.click()
    page.get_by_role("link", name="/p/aaaab7/").focus()
    expect(item).to_be_hidden()
    opener.click()
    opener.click()
    expect(item).to_be_hidden()
