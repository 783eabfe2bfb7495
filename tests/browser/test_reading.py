"""Marks and notes that a reader's browser keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import MERGING, RENAMING, Reader
from marks import as_file, bring, is_set, kept, mark, section, shaped
from playwright.sync_api import expect


def test_a_mark_is_kept_and_shows_wherever_the_paper_stands(reader: Reader) -> None:
    page = reader.open("papers/con-paper/")
    mark(page, "Star").click()
    mark(page, "To read").click()
    page.reload()
    is_set(mark(page, "Star"))
    is_set(mark(page, "To read"))
    page.goto(page.url.replace("papers/con-paper/", "tags/constructor/"))
    is_set(mark(page, "Star", "Con"))
    mark(page, "Star", "Con").click()
    is_set(mark(page, "Star", "Con"), False)
    assert kept(page) == {"status.aaaab7": "later"}


def test_a_paper_that_is_read_is_no_longer_to_be_read(reader: Reader) -> None:
    page = reader.open("papers/con-paper/")
    mark(page, "To read").click()
    mark(page, "Read").click()
    is_set(mark(page, "Read"))
    is_set(mark(page, "To read"), False)
    mark(page, "Read").click()
    assert kept(page) == {}


def test_progress_counts_and_unread_only_leaves_out_what_is_read(reader: Reader) -> None:
    page = reader.open("tags/kettles/")
    tools, rows = page.locator(".ps-tools"), page.locator(".ps-list > li:visible")
    expect(tools).to_contain_text("0 of 2 read")
    mark(page, "Read", "Kettles Under Another Name").click()
    expect(tools).to_contain_text("1 of 2 read")
    tools.get_by_role("button", name="Unread only").click()
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?show=unread$"))
    page.reload()
    expect(rows).to_have_count(1)
    page.locator(".ps-flag[data-mark=read]:visible").click()
    expect(tools).to_contain_text("2 of 2 read")
    expect(rows).to_have_count(1)  # It stays where it is until the switch is used again.
    page.reload()
    expect(rows).to_have_count(0)
    expect(page.get_by_text("You have read all of these papers.")).to_be_visible()
    tools.get_by_role("button", name="Unread only").click()
    expect(rows).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/tags/kettles/$"))


@pytest.mark.parametrize("path", ["topics/animals/", "listings/001_autumn/"])
def test_topics_and_listings_count_too(reader: Reader, path: str) -> None:
    page = reader.open(path)
    rows = page.locator(".ps-tools ~ * a[data-id]").count()
    page.locator("[data-mark=read]").first.click()
    expect(page.locator(".ps-tools")).to_contain_text(f"1 of {rows} read")


def test_the_index_from_a_to_z_says_it_in_words_and_counts_the_whole_list(reader: Reader, home: str) -> None:
    page = reader.open("papers/con-paper/")
    for name in ("Star", "Read"):
        mark(page, name).click()
    page.goto(f"{home}papers/")
    expect(page.locator(".ps-tools")).to_contain_text("1 of 12 read")
    expect(page.get_by_role("listitem").filter(has_text="Con")).to_have_text(re.compile(r"^Con\s+starred · read$"))
    expect(page.locator("#letter-C")).to_be_visible()
    page.get_by_role("button", name="Unread only").click()
    expect(page.get_by_role("link", name="Con", exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name="Kettles Under Another Name")).to_be_visible()
    assert page.locator("main [data-mark]").count() == 0


def test_a_section_that_is_read_goes_with_its_heading(reader: Reader) -> None:
    page = reader.open("trending/")
    heading = page.get_by_role("heading", name="In two listings")
    for read in page.locator("section", has=heading).locator("[data-mark=read]").all():
        read.click()
    expect(heading).to_be_visible()
    page.get_by_role("button", name="Unread only").click()
    expect(heading).to_be_hidden()
    page.get_by_role("button", name="Unread only").click()
    expect(heading).to_be_visible()


def test_the_cards_of_topics_say_how_much_is_read(reader: Reader, home: str) -> None:
    page = reader.open("papers/script-alert-1-script/")
    mark(page, "Read").click()
    page.goto(home)
    said = page.locator(".ps-card__read")
    expect(said.first).to_have_text(re.compile(r"^1 of \d+ read$"))
    page.goto(f"{home}topics/")
    expect(said.first).to_have_text(re.compile(r"^1 of \d+ read$"))
    counts = page.locator(".ps-card:has(.ps-card__read) .ps-count").all_text_contents()
    said_counts = [text.split()[2] for text in said.all_text_contents()]
    assert said_counts == [text.split()[0] for text in counts]


def test_two_tabs_see_each_others_marks_and_lose_none(reader: Reader) -> None:
    one, other = reader.open("papers/con-paper/"), reader.open("tags/constructor/")
    mark(one, "Star").click()
    is_set(mark(other, "Star", "Con"))
    mark(other, "Read", "Con").click()
    is_set(mark(one, "Read"))
    expect(other.locator(".ps-tools")).to_contain_text("1 of 3 read")
    mark(one, "Star").click()
    is_set(mark(other, "Star", "Con"), False)
    assert kept(one) == kept(other) == {"status.aaaab7": "read"}


def test_many_changes_of_another_tab_are_taken_in_at_once(reader: Reader) -> None:
    page = reader.open("papers/con-paper/")
    told = page.evaluate(
        """async (home) => {
          const { store } = await import(`${home}assets/javascripts/reading/store.js`);
          const told = [];
          store.listen("change", (change) => told.push(change));
          const hear = (name, id) => dispatchEvent(
            new StorageEvent("storage", { key: `/repo/.reading.${name}.${id}`, storageArea: localStorage }));
          for (const name of ["star", "status"]) hear(name, "aaaab7");
          await new Promise((done) => setTimeout(done, 300));
          for (let number = 1000; number < 1500; number += 1) hear("star", `a${number}`);
          await new Promise((done) => setTimeout(done, 300));
          return told;
        }""",
        reader.home,
    )
    assert told == [{"id": "aaaab7", "isOwn": False}, {"id": None, "isOwn": False}]


def test_a_tab_that_heard_of_nothing_overwrites_nothing(meet: Callable[..., Reader]) -> None:
    """Even where the browser tells a tab of no change, as it does to one that sleeps."""
    deaf = "addEventListener('storage', (event) => event.stopImmediatePropagation(), true);"
    reader = meet(deaf)
    one, other = reader.open("papers/con-paper/"), reader.open("papers/con-paper/")
    mark(one, "Star").click()
    is_set(mark(other, "Star"), False)
    # It looks again when it comes back from the browser's cache.
    other.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    is_set(mark(other, "Star"))
    mark(other, "Read").click()
    one.get_by_role("button", name="Note").click()
    one.get_by_label("Your note").fill("From the first tab")
    one.keyboard.press("Tab")
    other.get_by_role("button", name="Note").click()
    other.get_by_label("Your note").fill("From the second tab")
    other.keyboard.press("Tab")
    assert kept(one) == {
        "star.aaaab7": True,
        "status.aaaab7": "read",
        "note.aaaab7": "From the first tab\n\nFrom the second tab",
    }


def test_a_note_is_kept_while_it_is_written(reader: Reader) -> None:
    page = reader.open("papers/con-paper/")
    note = page.get_by_label("Your note")
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Note").click()
    expect(note).to_be_focused()
    note.press_sequentially("Compare with <b>that</b> one.")
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    page.reload()
    # The button says how it begins: opening it by itself would move what is being read.
    opener = page.get_by_role("button", name="Note: Compare with <b>that</b> one.")
    expect(note).to_be_hidden()
    opener.click()
    expect(note).to_have_value("Compare with <b>that</b> one.")
    note.fill("")
    expect(page.get_by_text("Note removed")).to_be_visible()
    assert kept(page) == {}


def test_a_note_is_kept_when_the_page_is_left_in_mid_word(reader: Reader, home: str) -> None:
    page = reader.open("papers/con-paper/")
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Your note").fill("Half a wo")
    page.goto(f"{home}about/")
    assert kept(page) == {"note.aaaab7": "Half a wo"}


def test_notes_of_two_tabs_are_joined(reader: Reader) -> None:
    one, other = reader.open("papers/con-paper/"), reader.open("papers/con-paper/")
    one.get_by_role("button", name="Note").click()
    one.get_by_label("Your note").fill("First")
    expect(other.get_by_label("Your note")).to_have_value("First")
    other.get_by_label("Your note").fill("Second")
    expect(one.get_by_label("Your note")).to_have_value("Second")


def test_the_readers_own_page_shows_everything(reader: Reader, home: str) -> None:
    page = reader.open("tags/kettles/")
    mark(page, "Star", "Kettles Under Another Name").click()
    mark(page, "Read", "Kettles Under Another Name").click()
    page.goto(f"{home}papers/con-paper/")
    mark(page, "To read").click()
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Your note").fill("<img src=x onerror=alert(1)>\nSecond line")
    page.locator("header").get_by_role("link", name="Reading", exact=True).click()
    assert section(page, "starred") == ["Kettles Under Another Name"]
    assert section(page, "to-read") == ["Con"]
    assert section(page, "read") == ["Kettles Under Another Name"]
    assert section(page, "notes") == ["Con"]
    expect(page.locator("#notes .ps-own-note")).to_have_text("<img src=x onerror=alert(1)>\nSecond line")
    expect(page.locator("#topics li")).to_have_text(re.compile(r"Kitchen <science>\s+1 of 5 read"))
    expect(page.get_by_text("Everything on this page stays in this browser")).to_be_visible()
    assert page.locator("#ps-content img, #ps-content script").count() == 0


def test_a_slip_on_the_own_page_can_be_undone_at_once(reader: Reader, home: str) -> None:
    page = reader.open("papers/con-paper/")
    mark(page, "Star").click()
    page.goto(f"{home}reading/")
    button = mark(page, "Star", "Con")
    expect(page.locator("#starred .ps-count")).to_have_text("1")
    button.click()
    is_set(button, False)
    expect(page.locator("#starred .ps-count")).to_have_text("0")
    button.click()
    assert kept(page) == {"star.aaaab7": True}


def test_another_tabs_marks_come_to_the_own_page(reader: Reader) -> None:
    own, other = reader.open("reading/"), reader.open("papers/con-paper/")
    expect(own.get_by_role("heading", name="Nothing is kept yet")).to_be_visible()
    mark(other, "Star").click()
    expect(own.locator("#starred .ps-row__title")).to_have_text(["Con"])
    expect(own.get_by_role("heading", name="Nothing is kept yet")).to_have_count(0)
    mark(other, "Star").click()
    expect(own.get_by_role("heading", name="Nothing is kept yet")).to_be_visible()


def test_an_empty_own_page_says_what_can_be_kept_and_where_to_begin(reader: Reader, home: str) -> None:
    page = reader.open("reading/")
    expect(page.locator("#start dt")).to_have_text(["Star", "To read", "Read", "Note"])
    assert page.locator("#start dt svg").count() == 4
    for name in ("Export a file", "Forget everything"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("button", name="Import a file")).to_be_visible()
    for name, path in {"Browse the topics": "topics/", "Trending": "trending/"}.items():
        page.get_by_role("link", name=name).click()
        expect(page).to_have_url(home + path)
        page.go_back()
    page.get_by_role("link", name="Surprise me").click()
    expect(page).to_have_url(re.compile(f"{home}papers/[^/]+/$"))
    page.go_back()
    expect(page).to_have_url(f"{home}reading/")


def test_sections_without_papers_do_not_show(reader: Reader, home: str) -> None:
    page = reader.open("papers/con-paper/")
    mark(page, "To read").click()
    page.goto(f"{home}reading/")
    assert section(page, "to-read") == ["Con"]
    expect(page.locator("#ps-content h2:visible")).to_have_text(["To read 1"])
    # What is marked here shows at once, in its section; what is unmarked goes when the page is left.
    mark(page, "Star", "Con").click()
    expect(page.locator("#ps-content h2:visible")).to_have_text(["Starred 1", "To read 1"])
    assert section(page, "starred") == ["Con"]
    page.locator("#starred").get_by_role("button", name="Star: Con", exact=True).click()
    expect(page.locator("#ps-content h2:visible")).to_have_text(["Starred 0", "To read 1"])
    page.reload()
    assert section(page, "to-read") == ["Con"]
    expect(page.locator("#ps-content h2:visible")).to_have_text(["To read 1"])


def test_an_import_into_an_empty_page_keeps_the_focus(reader: Reader) -> None:
    page = reader.open("reading/")
    button = page.get_by_role("button", name="Import a file")
    button.focus()
    bring(page, as_file(shaped({"id": "aaaab7", "star": {"value": True, "at": "2026-01-01T00:00:00Z"}})))
    assert section(page, "starred") == ["Con"]
    expect(button).to_be_focused()
    expect(page.get_by_role("button", name="Export a file")).to_be_visible()


@pytest.mark.parametrize("slug", ["script-alert-1-script", "title-script-alert-2-script", "x-y-bold-onclick-x-8-7-7"])
def test_hostile_titles_are_text(reader: Reader, home: str, slug: str) -> None:
    """Rows 31, 33 and 34: a dialog, an error or a request would be a fault."""
    page = reader.open(f"papers/{slug}/")
    title = page.locator("h1").text_content()
    for name in ("Star", "Read"):
        mark(page, name).click()
    page.goto(f"{home}reading/")
    assert section(page, "starred") == [title]
    assert page.locator("#ps-content img, #ps-content script").count() == 0


def test_marks_survive_a_renamed_paper(reader: Reader, home: str, renamed: Callable[[], Any]) -> None:
    page = reader.open(f"papers/{RENAMING[0]}/")
    mark(page, "Star").click()
    with renamed():
        page.goto(f"{home}papers/{RENAMING[1]}/")
        is_set(mark(page, "Star"))
        page.goto(f"{home}reading/")
        assert section(page, "starred") == ["The Complete Record of a Spoon"]
        page.get_by_role("link", name="The Complete Record of a Spoon").click()
        expect(page).to_have_url(f"{home}papers/{RENAMING[1]}/")


def test_marks_go_to_the_paper_that_theirs_was_merged_into(
    reader: Reader, home: str, renamed: Callable[[], Any]
) -> None:
    page = reader.open(f"papers/{MERGING[0]}/")
    mark(page, "Star").click()
    page.goto(f"{home}papers/{MERGING[1]}/")
    mark(page, "To read").click()
    with renamed():
        page.goto(f"{home}papers/{MERGING[0]}/")
        expect(page).to_have_url(f"{home}papers/{MERGING[1]}/")
        is_set(mark(page, "Star"))
        is_set(mark(page, "To read"))
        page.goto(f"{home}reading/")
        assert section(page, "starred") == section(page, "to-read") == ["Kettles Under Another Name"]
        assert page.get_by_text("Unknown paper").count() == 0
