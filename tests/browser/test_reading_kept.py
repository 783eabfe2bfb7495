"""What a reader's browser keeps: full, blocked or broken, taken out and brought back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from browsing import Reader
from marks import as_file, bring, is_set, kept, mark, section, shaped
from playwright.sync_api import Page, expect

FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); }
});"""


def test_a_full_storage_breaks_nothing_and_is_said(meet: Callable[..., Reader], home: str) -> None:
    page = meet(FULL).open("tags/kettles/")
    mark(page, "Read", "Kettles Under Another Name").click()
    is_set(mark(page, "Read", "Kettles Under Another Name"))
    expect(page.locator(".ps-tools")).to_contain_text("1 of 2 read")
    line = page.locator(".ps-unkept")
    expect(line).to_have_text(re.compile("no room left.*could not be saved"))
    expect(line).to_be_in_viewport()
    mark(page, "Read", "Kettles Under Another Name").click()
    is_set(mark(page, "Read", "Kettles Under Another Name"), False)
    page.goto(f"{home}papers/con-paper/")
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Your note").fill("Lost")
    expect(page.get_by_text("Not saved", exact=True)).to_be_visible()


def test_a_blocked_storage_breaks_nothing_and_is_said(meet: Callable[..., Reader], home: str) -> None:
    reader = meet(BLOCKED)
    page = reader.open("papers/con-paper/")
    mark(page, "Star").click()
    is_set(mark(page, "Star"))
    expect(page.locator(".ps-unkept")).to_have_text(re.compile("set to store nothing.*could not be saved"))
    page.goto(f"{home}reading/")
    expect(page.get_by_text("This browser is set to store nothing for this site")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing is kept yet")).to_be_visible()
    said = bring(page, as_file(shaped({"id": "aaaab7", "star": {"value": True, "at": "2026-01-01T00:00:00Z"}})))
    expect(said).to_contain_text("Nothing was imported")
    # Material's own scripts stumble over such a browser; ours do not.
    assert set(reader.faults) <= {"blocked"}
    reader.faults.clear()


@pytest.mark.parametrize("text", ["", "null", "[]", "{", '{"value": "burnt", "at": "2026-01-01"}', '{"value": "read"}'])
def test_what_cannot_be_read_in_the_storage_counts_as_nothing(reader: Reader, text: str) -> None:
    page = reader.open("about/")
    page.evaluate("(text) => localStorage.setItem('/repo/.reading.status.aaaab7', text)", text)
    page.evaluate("localStorage.setItem('/repo/.reading.constructor.aaaab7', '{}')")
    page.goto(page.url.replace("about/", "papers/con-paper/"))
    is_set(mark(page, "Read"), False)
    mark(page, "Read").click()
    assert json.loads(page.evaluate("localStorage['/repo/.reading.status.aaaab7']"))["value"] == "read"


def test_a_paper_that_the_list_does_not_know_is_shown_and_can_be_forgotten(reader: Reader, home: str) -> None:
    page = reader.open("about/")
    item = json.dumps({"value": True, "at": "2026-01-01T00:00:00Z"})
    page.evaluate("(item) => localStorage.setItem('/repo/.reading.star.zzzzz9', item)", item)
    page.goto(f"{home}reading/")
    expect(page.locator("#starred li")).to_contain_text("No paper of this list has the short name zzzzz9.")
    page.get_by_role("button", name="Forget it: zzzzz9").click()
    expect(page.locator("#starred li")).to_have_count(0)
    assert kept(page) == {}


def export(page: Page) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export a file").click()
    assert re.fullmatch(r"papershelf-reading-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    return Path(download.value.path())


def marked(reader: Reader, home: str) -> Page:
    """The own page of a reader who has starred, read and noted something."""
    page = reader.open("papers/con-paper/")
    mark(page, "Star").click()
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Your note").fill('A "note"\nwith 🦜 and </script>')
    page.goto(f"{home}papers/script-alert-1-script/")
    mark(page, "Read").click()
    page.goto(f"{home}reading/")
    assert section(page, "read") == ["<script>alert(1)</script>"]
    return page


def test_an_export_comes_back_whole_in_another_browser(meet: Callable[..., Reader], home: str) -> None:
    page = marked(meet(), home)
    file = export(page)
    before = page.evaluate("Object.entries(localStorage).sort()")
    other = meet().open("reading/")
    expect(bring(other, file)).to_contain_text("marks of 2 papers were added")
    assert section(other, "starred") == ["Con"]
    assert other.evaluate("Object.entries(localStorage).sort()") == before
    expect(bring(other, file)).to_contain_text("all of it was here already")
    assert other.evaluate("Object.entries(localStorage).sort()") == before
    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["format"], written["version"]) == ("papershelf-reading", 1)
    assert [paper["title"] for paper in written["papers"]] == ["<script>alert(1)</script>", "Con"]


def test_an_import_adds_and_drops_nothing(meet: Callable[..., Reader], home: str) -> None:
    page = marked(meet(), home)
    moment = "2020-01-01T00:00:00Z"
    bring(
        page,
        as_file(
            {
                "format": "papershelf-reading",
                "version": 1,
                "papers": [
                    {"id": "aaaab7", "note": {"value": "Theirs", "at": moment}},
                    {"id": "aaaaa2", "status": {"value": "later", "at": moment}, "a later version's": 1},
                    {"id": "aaaab4", "status": {"value": "later", "at": moment}},
                    {"id": "nobody7", "star": {"value": True, "at": moment}},
                ],
            }
        ),
    )
    assert kept(page) == {
        "star.aaaab7": True,
        "note.aaaab7": 'A "note"\nwith 🦜 and </script>\n\nTheirs',
        "status.aaaaa2": "read",
        "status.aaaab4": "later",
        "star.nobody7": True,
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not JSON"),
        ('{"format": "papershelf-reading", "ver', "not JSON"),
        ("\x00\xff", "not JSON"),
        ([], "not a file that this page exported"),
        (None, "not a file that this page exported"),
        ({"papers": []}, "not a file that this page exported"),
        (shaped(version=2), "another version"),
        ({"format": "papershelf-reading", "version": 1, "papers": {}}, "no list of papers"),
        (shaped(None), "Paper 1 of the file has no valid id"),
        (shaped({"id": "aaaab7"}, {"id": "../x"}), "Paper 2 of the file has no valid id"),
        (shaped({"id": "__proto__"}), "Paper 1 of the file has no valid id"),
        (shaped({"id": "aaaab7"}, {"id": "aaaab7"}), "a duplicate"),
        (shaped({"id": "aaaab7", "star": True}), "a star that cannot be read"),
        (shaped({"id": "aaaab7", "status": {"value": "burnt", "at": "2026-01-01"}}), "a status that cannot be read"),
        (shaped({"id": "aaaab7", "note": {"value": "x", "at": "yesterday"}}), "a note that cannot be read"),
        (" " * 5_000_001, "larger than anything"),
    ],
)
def test_a_malformed_file_is_refused_in_words(
    meet: Callable[..., Reader], home: str, content: Any, reason: str
) -> None:
    page = marked(meet(), home)
    before = kept(page)
    said = bring(page, as_file(content))
    expect(said).to_contain_text("Nothing was imported")
    expect(said).to_contain_text(reason)
    assert kept(page) == before


def test_an_import_that_finds_no_room_changes_nothing(reader: Reader, home: str) -> None:
    page = marked(reader, home)
    before = kept(page)
    page.evaluate(
        """() => {
          const { setItem } = Storage.prototype;
          let left = 2;
          Storage.prototype.setItem = function (...words) {
            if (words[0].includes(".note.") && left-- < 1) throw new DOMException("full", "QuotaExceededError");
            setItem.apply(this, words);
          };
        }"""
    )
    moment = "2020-01-01T00:00:00Z"
    notes = [{"id": f"aaaaa{number}", "note": {"value": "x", "at": moment}} for number in range(2, 8)]
    expect(bring(page, as_file(shaped(*notes)))).to_contain_text("has no room for that much")
    assert kept(page) == before


def test_forgetting_asks_first_and_leaves_other_sites_alone(reader: Reader, home: str) -> None:
    page = marked(reader, home)
    page.evaluate("localStorage.setItem('/other/.reading.star.aaaab7', 'theirs')")
    page.get_by_role("button", name="Forget everything").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Keep it").click()
    assert len(kept(page)) == 3
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Yes, forget it all").click()
    expect(page.get_by_text("Everything is forgotten.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing is kept yet")).to_be_focused()
    expect(page.get_by_role("button", name="Forget everything")).to_have_count(0)
    assert kept(page) == {}
    assert page.evaluate("localStorage['/other/.reading.star.aaaab7']") == "theirs"


def test_the_own_page_says_when_titles_cannot_be_loaded(reader: Reader, home: str) -> None:
    page = reader.open("papers/con-paper/")
    mark(page, "Star").click()
    page.route("**/data/by-id/*", lambda route: route.abort())
    page.goto(f"{home}reading/")
    expect(page.get_by_text("your marks are safe")).to_be_visible()
    expect(page.get_by_role("button", name="Export a file")).to_be_visible()
    page.unroute("**/data/by-id/*")
    page.get_by_role("button", name="Try again").click()
    assert section(page, "starred") == ["Con"]
    expect(page.get_by_text("your marks are safe")).to_be_hidden()
    assert all("ERR_FAILED" in fault for fault in reader.faults)
    reader.faults.clear()


def test_everything_works_by_keyboard(reader: Reader) -> None:
    page = reader.open("papers/con-paper/")
    mark(page, "Star").focus()
    page.keyboard.press("Space")
    is_set(mark(page, "Star"))
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Shift+Tab")
    assert kept(page) == {"star.aaaab7": True, "note.aaaab7": "By keyboard"}


def test_without_javascript_there_are_no_buttons_that_do_nothing(meet: Callable[..., Reader], home: str) -> None:
    page = meet(java_script_enabled=False).open("papers/con-paper/")
    for path in ("papers/con-paper/", "tags/heat/", "reading/", "list/?papers=aaaab7"):
        page.goto(home + path)
        expect(page.locator("#ps-content button, #ps-content input")).to_have_count(0)
    page.goto(f"{home}reading/")
    expect(page.locator(".ps-notice")).to_contain_text("JavaScript, which is switched off")


def test_on_a_phone_every_button_can_be_hit_and_nothing_overflows(meet: Callable[..., Reader], home: str) -> None:
    reader = meet(viewport={"width": 360, "height": 780})
    page = reader.open("tags/constructor/")
    mark(page, "Star", "Con").click()
    for path in ("papers/con-paper/", "tags/constructor/", "reading/", "list/?papers=aaaab7,aaaaa2"):
        page.goto(home + path)
        expect(page.locator("[data-mark]").first).to_be_visible()
        for button in page.locator("#ps-content button:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 44, (path, button.text_content())
            assert box["width"] >= 44, (path, button.text_content())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 390, 560, 820])
def test_a_paper_s_buttons_stand_in_one_row_with_a_note_and_without(meet: Callable[..., Reader], width: int) -> None:
    page = meet(viewport={"width": width, "height": 780}, has_touch=True).open("papers/con-paper/")
    tools = page.locator(".ps-paper .ps-tools")

    def rows() -> set[float]:
        return {button.bounding_box()["y"] for button in tools.locator("button:visible").all()}  # type: ignore[index]

    expect(tools.get_by_role("button")).to_have_text(["Star", "To read", "Read", "Note", "Share"])
    height = tools.bounding_box()["height"]  # type: ignore[index]
    assert len(rows()) == 1
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Your note").fill("One that is far too long to stand beside the other buttons in one row " * 3)
    page.get_by_role("button", name="Note").click()
    expect(page.get_by_role("button", name="One that is far too long")).to_be_visible()
    assert len(rows()) == 1
    assert tools.bounding_box()["height"] == height  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_room_for_a_paper_s_buttons_is_kept_on_a_phone(meet: Callable[..., Reader]) -> None:
    """Nothing moves when they come."""
    page = meet(viewport={"width": 390, "height": 780}).open("papers/con-paper/")
    tools = page.locator(".ps-paper .ps-tools")
    expect(tools.get_by_role("button")).to_have_count(5)
    with_buttons = tools.bounding_box()
    tools.evaluate("(node) => node.replaceChildren()")
    assert tools.bounding_box() == with_buttons


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_where_something_is_kept(meet: Callable[..., Reader], home: str, width: int) -> None:
    page = marked(meet(viewport={"width": width, "height": 6000}, reduced_motion="reduce"), home)
    faults = []

    def judge(what: str) -> None:
        faults.extend(f"{what}: {violation}" for violation in violations(page))

    judge("the own page")
    page.get_by_role("button", name="Forget everything").click()
    judge("before forgetting")
    page.goto(f"{home}papers/con-paper/")
    page.get_by_role("button", name="Note").click()
    judge("a note")
    page.get_by_role("button", name="Share").click()
    judge("sharing")
    page.goto(f"{home}list/?papers=aaaab7,zzzzz9,aaaaa2&title=Mine")
    page.get_by_role("button", name="Change").click()
    judge("a selection")
    page.goto(f"{home}list/")
    expect(page.get_by_role("link", name="Surprise me")).to_be_visible()
    judge("no selection")
    assert not faults, "\n".join(faults)


ENTRIES = {
    "": "home",
    "papers/con-paper/": "paper",
    "tags/heat/": "list",
    "papers/": "list",
    "list/?papers=aaaab7": "selection",
    "reading/": "shelf",
    "topics/": "home",
}


@pytest.mark.parametrize("path", [*ENTRIES, "about/", "data/", "tags/"])
def test_a_page_loads_what_it_uses(reader: Reader, path: str) -> None:
    page = reader.open(path)
    if path in ENTRIES and path != "topics/":  # whose cards count what was read, and nothing was
        expect(page.locator("#ps-content button").first).to_be_visible()
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    modules = {address.rpartition("/reading/")[2] for address in loaded if "/javascripts/reading/" in address}
    entries = {f"{entry}.js" for entry in ENTRIES.values()}
    assert modules & entries == ({f"{ENTRIES[path]}.js"} if path in ENTRIES else set())
    assert bool(modules) == (path in ENTRIES)
