"""Selections: papers that a reader shares as one link, and what becomes of the link elsewhere and later."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import RENAMING, Reader
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

CON, KETTLES, SCRIPT, SPOON, WITHDRAWN = "aaaab7", "aaaab4", "aaaaa2", "aaaab6", "aaaab3"


def titles(page: Page) -> list[str]:
    """The titles of a selection, once it stands."""
    expect(page.get_by_role("button", name="Star all")).to_be_visible()
    return page.locator("[data-selection] .ps-row__title").all_text_contents()


def address(*ids: str, title: str = "") -> str:
    return f"list/?papers={','.join(ids)}&title={quote(title)}"


def test_a_link_opens_as_a_page_in_its_own_order(reader: Reader) -> None:
    page = reader.open(address(CON, SCRIPT, KETTLES, title="Reading group, 12 May"))
    assert titles(page) == ["Con", "<script>alert(1)</script>", "Kettles Under Another Name"]
    expect(page.locator("h1")).to_have_text("Reading group, 12 May")
    expect(page).to_have_title("Reading group, 12 May - Papershelf")
    expect(page.locator("[data-selection-status]")).to_have_text("3 papers, chosen by whoever made this link.")
    summary = "Whistling vessels are called kettles from now on. Their former address leads here."
    expect(page.locator("[data-selection] > li").nth(2)).to_contain_text(summary)
    expect(page.locator("[data-selection] > li").first.locator(".ps-chip")).to_have_text(["__proto__", "constructor"])
    page.get_by_role("link", name="Con", exact=True).click()
    expect(page).to_have_url(re.compile("/repo/papers/con-paper/$"))


def test_from_stars_to_a_link_that_somebody_else_opens_and_keeps(meet: Callable[..., Reader], home: str) -> None:
    page = meet().open("tags/constructor/")
    page.get_by_role("button", name="Star: Con", exact=True).click()
    page.goto(f"{home}tags/kettles/")
    page.get_by_role("button", name="Star: Kettles Under Another Name", exact=True).click()
    page.goto(f"{home}reading/")
    page.get_by_label("Share them as one link, with a title").fill("Tea & <devices>")
    page.keyboard.press("Enter")
    assert titles(page) == ["Kettles Under Another Name", "Con"]
    assert page.url == f"{home}list/?papers={KETTLES},{CON}&title=Tea+%26+%3Cdevices%3E"
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    friend = meet().open(link.removeprefix(home))
    expect(friend.locator("h1")).to_have_text("Tea & <devices>")
    assert titles(friend) == ["Kettles Under Another Name", "Con"]
    friend.get_by_role("button", name="Star all").click()
    expect(friend.get_by_text("2 papers added to your starred papers")).to_be_visible()
    expect(friend.locator("[data-mark=star][aria-pressed=true]")).to_have_count(2)
    friend.get_by_role("button", name="Star all").click()
    expect(friend.get_by_text("All of them are among your starred papers")).to_be_visible()
    friend.get_by_role("link", name="your starred papers").click()
    expect(friend.locator("#starred .ps-row__title")).to_have_count(2)


def test_a_link_outlives_the_paper_s_name(reader: Reader, home: str, renamed: Callable[[], Any]) -> None:
    with renamed():
        page = reader.open(address(SPOON))
        assert titles(page) == ["The Complete Record of a Spoon"]
        page.get_by_role("link", name="The Complete Record of a Spoon").click()
        expect(page).to_have_url(f"{home}papers/{RENAMING[1]}/")


def test_a_link_names_a_merged_paper_by_either_id(reader: Reader, home: str, renamed: Callable[[], Any]) -> None:
    with renamed():
        page = reader.open(address(CON, SPOON, KETTLES))
        assert titles(page) == ["Kettles Under Another Name", "The Complete Record of a Spoon"]
        page.get_by_role("button", name="Star all").click()
        expect(page.get_by_text("2 papers added to your starred papers")).to_be_visible()
        page.goto(f"{home}p/{CON}/")
        expect(page).to_have_url(re.compile("/papers/kettles-under-another-name/$"))


def test_what_is_unknown_or_withdrawn_is_said(reader: Reader) -> None:
    page = reader.open(address("zzzzz9", WITHDRAWN, "no-id!", CON, CON, "<b>x</b>", "__proto__", "CON"))
    assert titles(page) == [
        "Unknown paper",
        "A Drawer That Was Emptied",
        "Unknown paper",
        "Con",
        "Unknown paper",
        "Unknown paper",
        "Unknown paper",
    ]
    rows = page.locator("[data-selection] > li")
    expect(rows.nth(0)).to_contain_text("No paper of this list has the short name zzzzz9.")
    expect(rows.nth(1)).to_contain_text(
        "Withdrawn from this list: Its author found that <b>the drawer</b> was never there."
    )
    expect(rows.nth(4)).to_contain_text("<b>x</b>")
    expect(page.locator("[data-selection-status]")).to_contain_text("2 papers")
    expect(page.locator("[data-selection-status]")).to_contain_text("5 names in the link are unknown here.")


@pytest.mark.parametrize(
    "title",
    [
        "<img src=x onerror=alert(1)>",
        '"><script>alert(1)</script>',
        "</title><script>alert(1)</script>",
        "javascript:alert(1)",
        "{{ 7*7 }} [x](javascript:alert(1)) **bold**",
    ],
)
def test_a_hostile_title_is_text(reader: Reader, title: str) -> None:
    """Row 31: a dialog, an error or a request would be a fault."""
    page = reader.open(address(CON, title=title))
    titles(page)
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_title(f"{title} - Papershelf")
    assert page.locator("#ps-content img, #ps-content script").count() == 0
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy as Markdown").click()
    html = MarkdownIt().render(page.evaluate("navigator.clipboard.readText()"))
    assert re.findall(r"<h1>.*?</h1>", html) == [f"<h1>{escaped(title)}</h1>"]
    assert "<img" not in html
    assert 'javascript:alert(1)"' not in html


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def test_direction_and_control_characters_leave_a_title(reader: Reader) -> None:
    page = reader.open(address(CON, title="a\u202eb\nc\u2066d  e\x07"))
    titles(page)
    expect(page.locator("h1")).to_have_text("a b c d e")


@pytest.mark.parametrize(
    "papers", ["", ",,,", "%00", "%E0%A4%A", "<script>alert(1)</script>", "../../x", "constructor,toString", "a" * 5000]
)
def test_hostile_papers_are_inert(reader: Reader, papers: str) -> None:
    page = reader.open(f"list/?papers={papers}")
    expect(page.locator("[data-selection-status]")).not_to_be_empty()
    assert page.locator("#ps-content script, #ps-content [data-id]:not([data-id=''])").count() == 0
    assert page.evaluate("document.querySelector('#ps-content').textContent.length") < 2000


def test_absurd_lengths_are_capped(reader: Reader) -> None:
    ids = [f"zz{number:04d}" for number in range(600)]
    page = reader.open(address(CON, *ids, title="x" * 3000))
    assert len(titles(page)) == 500
    expect(page.locator("[data-selection-status]")).to_contain_text("only the first 500 are shown")
    expect(page.locator("h1")).to_have_text("x" * 119 + "…")


def export(page: Page, name: str) -> tuple[str, str]:
    """What a choice of the export menu saves: name and text of the file."""
    choice = page.get_by_role("button", name=name, exact=True)
    if not choice.is_visible():
        page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        choice.click()
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


def test_the_citations_of_a_selection_are_those_of_its_papers(reader: Reader, home: str) -> None:
    page = reader.open(address(CON, SCRIPT, KETTLES, title="Ünder the <hood>"))
    titles(page)
    slugs = ("con-paper", "script-alert-1-script", "kettles-under-another-name")
    alone = [parse_string(page.request.get(f"{home}papers/{slug}/cite.bib").text(), "bibtex") for slug in slugs]
    name, text = export(page, "BibTeX")
    assert name == "papers-under-the-hood.bib"
    assert parse_string(text, "bibtex").entries == {key: entry for each in alone for key, entry in each.entries.items()}
    assert [line[0] for line in text.splitlines() if line[:1] in ("%", "@")] == ["%", "@", "@", "@"]
    name, text = export(page, "CSL-JSON")
    assert name == "papers-under-the-hood.json"
    assert json.loads(text) == [
        entry for slug in slugs for entry in page.request.get(f"{home}papers/{slug}/cite.json").json()
    ]


def test_a_citation_that_cannot_be_loaded_is_said(reader: Reader) -> None:
    page = reader.open(address(CON, KETTLES))
    titles(page)
    page.route("**/con-paper/cite.bib", lambda route: route.abort())
    _, text = export(page, "BibTeX")
    assert text.count("@") == 1
    expect(page.get_by_text("1 citation could not be loaded. The file holds the others.")).to_be_visible()
    assert all("ERR_FAILED" in fault for fault in reader.faults)
    reader.faults.clear()


def test_markdown_keeps_hostile_titles_as_text(reader: Reader, home: str) -> None:
    """Rows 31 to 34, read back by an independent parser."""
    ids = (SCRIPT, "aaaaa3", "aaaaa4", "aaaaa6", "aaaaa7", "aaaaa5", WITHDRAWN)
    page = reader.open(address(*ids, title="All of them"))
    shown = titles(page)
    name, text = export(page, "Markdown")
    assert name == "papers-all-of-them.md"
    tokens = [child for token in MarkdownIt().parse(text) for child in token.children or []]
    links = [
        (child.attrs["href"], text_until_close(tokens[place + 1 :]))
        for place, child in enumerate(tokens)
        if child.type == "link_open"
    ]
    assert links[:-1] == [(f"{home}p/{each}/", title) for each, title in zip(ids, shown, strict=True)]
    assert links[-1] == (f"{home}list/?papers={','.join(ids)}&title=All+of+them", "7 papers")
    assert not any(child.type == "html_inline" for child in tokens)


def text_until_close(tokens: list[Any]) -> str:
    end = next(place for place, token in enumerate(tokens) if token.type == "link_close")
    return "".join(token.content for token in tokens[:end])


def test_a_list_can_be_changed_and_its_address_follows(reader: Reader, home: str) -> None:
    page = reader.open(address(CON, SCRIPT, KETTLES))
    titles(page)
    assert page.get_by_role("button", name="Up: Con").count() == 0
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Title of the list").fill("Mine")
    page.get_by_role("button", name="Down: Con").click()
    assert titles(page)[:2] == ["<script>alert(1)</script>", "Con"]
    expect(page.get_by_role("button", name="Down: Con")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # Beyond the end nothing happens.
    page.get_by_role("button", name="Remove: Kettles Under Another Name").click()
    expect(page.get_by_role("button", name="Remove: Con")).to_be_focused()
    assert page.url == f"{home}list/?papers={SCRIPT},{CON}&title=Mine"
    expect(page.locator("[data-selection-status]")).to_contain_text("2 papers")
    page.reload()
    assert titles(page) == ["<script>alert(1)</script>", "Con"]
    expect(page.locator("h1")).to_have_text("Mine")


def test_without_papers_the_page_says_where_selections_come_from(reader: Reader, home: str) -> None:
    page = reader.open("list/")
    expect(page.get_by_text("A selection is a link that names papers")).to_be_visible()
    assert page.locator(".ps-tools button").count() == 0
    page.get_by_role("link", name="Browse the topics").click()
    expect(page).to_have_url(f"{home}topics/")
    page.goto(f"{home}list/")
    page.get_by_role("link", name="your reading").click()
    expect(page.get_by_role("heading", name="Nothing is kept yet")).to_be_visible()
    page.goto(f"{home}papers/con-paper/")
    page.get_by_role("button", name="Star").click()
    page.goto(f"{home}list/?papers=&title=x")
    page.get_by_role("link", name="share your 1 starred paper").click()
    expect(page.locator("#starred .ps-row__title")).to_have_text(["Con"])


def test_a_link_that_names_unknown_papers_only_says_so_and_leads_on(reader: Reader, home: str) -> None:
    page = reader.open(address("zzzzz9", "zzzzz8", title="From another list"))
    expect(page.locator("[data-selection-status]")).to_have_text("The link names no paper of this list.")
    expect(page.get_by_text("No paper of this list has the short name zzzzz8.")).to_be_visible()
    assert page.locator(".ps-tools button").count() == 0
    page.get_by_role("link", name="Trending", exact=True).click()
    expect(page).to_have_url(f"{home}trending/")


def test_a_list_whose_last_paper_is_removed_says_how_one_is_made(reader: Reader, home: str) -> None:
    page = reader.open(address(CON, title="Mine"))
    titles(page)
    page.get_by_role("button", name="Change").click()
    page.get_by_role("button", name="Remove: Con").click()
    expect(page.get_by_text("Star papers anywhere on this site.")).to_be_visible()
    expect(page.get_by_role("link", name="your reading")).to_be_focused()
    assert page.locator("#ps-content button").count() == 0
    expect(page).to_have_url(f"{home}list/?title=Mine")


def test_a_selection_that_cannot_be_loaded_can_be_tried_again(reader: Reader) -> None:
    page = reader.context.new_page()
    page.route("**/data/by-id/*", lambda route: route.abort())
    home = reader.home
    page.goto(home + address(CON))
    expect(page.get_by_text("The papers could not be loaded.")).to_be_visible()
    page.unroute("**/data/by-id/*")
    page.get_by_role("button", name="Try again").click()
    assert titles(page) == ["Con"]
    assert all("ERR_FAILED" in fault for fault in reader.faults)
    reader.faults.clear()


def test_without_javascript_the_page_leads_to_every_paper(meet: Callable[..., Reader], home: str) -> None:
    page = meet(java_script_enabled=False).open(address(CON))
    page.locator(".ps-notice").get_by_role("link", name="all papers from A to Z").click()
    expect(page).to_have_url(f"{home}papers/")
