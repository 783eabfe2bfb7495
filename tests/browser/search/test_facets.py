"""The facets of the search page, the steps of its history, and its addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from pebbles import PEBBLES, Facts, everything, fake, pebbles, said, search, slugs, status, wait
from playwright.sync_api import Page, expect

FACETS: dict[str, Callable[[Facts], bool]] = {
    "tag=heat": lambda each: "heat" in each.tags,
    "tag=heat,sheep": lambda each: {"heat", "sheep"} <= {*each.tags},
    "any=sheep,parrots": lambda each: bool({"sheep", "parrots"} & {*each.tags}),
    "not=heat,sheep": lambda each: not {"heat", "sheep"} & {*each.tags},
    "tag=heat&any=sheep,parrots&not=constructor": lambda each: (
        "heat" in each.tags and bool({"sheep", "parrots"} & {*each.tags}) and "constructor" not in each.tags
    ),
    "topic=animals": lambda each: "animals" in each.topics,
    "topic=animals,kitchen-science": lambda each: bool(each.topics),
    "kind=constructor": lambda each: "constructor" in each.tags,
    "listing=001_autumn": lambda each: "001_autumn" in each.listed,
    "listing=000_bare,dated-only": lambda each: bool({"000_bare", "dated-only"} & {*each.listed}),
    "has=code": lambda each: "code" in each.links,
    "has=code,data": lambda each: {"code", "data"} <= {*each.links},
    "topic=animals&listing=001_autumn&has=demo": lambda each: (
        "demo" in each.links and "animals" in each.topics and "001_autumn" in each.listed
    ),
}


@pytest.mark.parametrize("facets", FACETS)
def test_an_address_is_restored_exactly(page: Page, address: str, papers: list[Facts], facets: str) -> None:
    expected = {each.slug for each in papers if FACETS[facets](each)}
    assert 0 < len(expected) < 62
    search(page, address, f"?{facets}")
    expect(status(page)).to_have_text(said(len(expected)))
    assert set(everything(page)) == expected
    chosen = [value for values in parse_qs(facets).values() for value in values[0].split(",")]
    expect(page.locator("[data-search-chosen] .ps-drop")).to_have_count(len(chosen))
    page.get_by_label("Sort by").select_option("newest")
    expect(page).to_have_url(f"{address}search/?{facets}&sort=newest")


def test_every_count_is_what_the_value_gives(page: Page, address: str, papers: list[Facts]) -> None:
    """Each value of each facet, chosen and taken back."""
    search(page, address, "?tag=heat")
    before = said(sum("heat" in each.tags for each in papers))
    values = page.locator(".ps-choice input:enabled").evaluate_all("all => all.map((one) => one.value)")
    assert len(values) == 11, "two topics, a kind, a year, a venue, three listings, three links"
    for value in values:
        choice = page.locator(f'.ps-choice:has(input[value="{value}"])')
        count = int(choice.locator(".ps-count").inner_text())
        assert count > 0
        choice.locator("input").check()
        expect(status(page)).to_have_text(said(count))
        choice.locator("input").uncheck()
        expect(status(page)).to_have_text(before)


@pytest.mark.parametrize("mode", ["All of", "Any of", "None of"])
def test_every_tags_count_is_what_the_tag_gives(page: Page, address: str, mode: str) -> None:
    search(page, address)
    page.get_by_label(mode, exact=True).check(force=True)
    rows = page.locator(".ps-tagrow:not(.ps-tagrow--chosen)")
    assert rows.count() >= 4
    for index in range(rows.count()):
        row = rows.nth(index)
        count = int(re.sub(r"\D", "", row.locator(".ps-count").inner_text()))
        row.click()
        expect(status(page)).to_have_text(said(62 - count if mode == "None of" else count))
        page.locator(".ps-tagrow--chosen").click()
        expect(status(page)).to_have_text("62 papers")


def test_alternatives_count_beside_what_is_chosen_in_their_facet(page: Page, address: str, papers: list[Facts]) -> None:
    search(page, address, "?listing=001_autumn&has=code")
    both = [each for each in papers if "dated-only" in each.listed and "code" in each.links]
    row = page.get_by_role("group", name="Listing").locator(".ps-choice", has_text="dated-only")
    expect(row.locator(".ps-count")).to_have_text(str(len(both)))


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("listed", lambda each: -len(each.listed)),
        ("year", lambda each: -each.year),
        ("newest", lambda each: [-int(part) for part in each.added.split("-")]),
    ],
)
def test_results_can_be_ordered(
    page: Page, address: str, papers: list[Facts], sort: str, key: Callable[[Facts], Any]
) -> None:
    search(page, address)
    page.get_by_label("Sort by").select_option(sort)
    expect(page).to_have_url(f"{address}search/?sort={sort}")
    by_slug = {each.slug: key(each) for each in papers}
    assert [by_slug[slug] for slug in everything(page)] == sorted(by_slug.values())


def test_results_can_be_ordered_by_title(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.get_by_label("Sort by").select_option("title")
    expect(page).to_have_url(f"{address}search/?q=pebbles&sort=title")
    found = [slug for slug in everything(page) if slug.startswith("pebbles")]
    assert found == [pebble.slug for pebble in PEBBLES]


def test_what_holds_all_the_words_stays_first_in_any_order(page: Page, address: str) -> None:
    fake(page, **{"two words": {"hits": 10, "full": 6}})
    search(page, address, "?q=two+words&sort=title")
    assert slugs(page) == [f"stone-{number}" for number in range(10)]


def test_back_and_forward_walk_through_the_steps(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Code")).check()
    expect(page).to_have_url(f"{address}search/?q=pebbles&has=code")
    page.locator("#ps-query").press("End")
    page.locator("#ps-query").press_sequentially(" 12", delay=30)
    expect(page).to_have_url(f"{address}search/?q=pebbles+12&has=code")
    page.keyboard.press("Enter")
    page.locator("#ps-query").fill("kettles")
    expect(page).to_have_url(f"{address}search/?q=kettles&has=code")
    for query, checked in (("pebbles 12", True), ("pebbles", True), ("pebbles", False)):
        page.go_back()
        wait(page)
        expect(page.locator("#ps-query")).to_have_value(query)
        expect(page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Code"))).to_be_checked(
            checked=checked
        )
    expect(page).to_have_url(f"{address}search/?q=pebbles")
    page.go_forward()
    expect(page).to_have_url(f"{address}search/?q=pebbles&has=code")
    assert set(everything(page)) == pebbles(lambda each: "code" in each.links)


def test_typing_leaves_one_step_in_the_history(page: Page, address: str) -> None:
    search(page, address, "?tag=heat")
    before = page.evaluate("history.length")
    page.locator("#ps-query").press_sequentially("flattest", delay=60)
    expect(page).to_have_url(f"{address}search/?q=flattest&tag=heat")
    page.keyboard.press("Enter")
    expect(page).to_have_title("flattest - Search - Papershelf")
    assert page.evaluate("history.length") == before + 1


def test_words_typed_before_anything_has_loaded_keep_the_facets_of_the_address(page: Page, address: str) -> None:
    fake(page, loading=900, few={"hits": 4})
    page.goto(f"{address}search/?tag=new&listing=nowhere")
    page.locator("#ps-query").fill("few")
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-state", "loading")
    assert slugs(page) == ["stone-0", "stone-2"]
    expect(page.locator("[data-search-notes]")).to_contain_text("nowhere")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=few&tag=new")


def test_the_way_back_from_a_paper_leads_to_the_same_place(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.locator("[data-search-more]").click()
    shown = slugs(page)
    page.locator(f"[data-paper={shown[35]}] h3 a").click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    assert slugs(page) == shown
    expect(page.locator(f"[data-paper={shown[35]}] h3")).to_be_in_viewport()


def test_the_address_can_be_copied(page: Page, address: str) -> None:
    search(page, address)
    page.locator("#ps-query").fill("pebbles")
    wait(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-search-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}search/?q=pebbles"


def test_unknown_values_are_ignored_and_named(page: Page, address: str) -> None:
    wrong = "tag=heat,nonsense&not=toString&topic=kind&kind=heat&listing=%3Cb%3E&has=coffee&sort=luck"
    search(page, address, f"?q=pebbles&{wrong}")
    note = page.locator("[data-search-notes]")
    for value in ("nonsense", "toString", "kind", "heat", "<b>", "coffee", "luck"):
        expect(note).to_contain_text(f"“{value}”")
    assert set(everything(page)) == pebbles(lambda each: "heat" in each.tags)
    page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Demo")).check()
    expect(page).to_have_url(f"{address}search/?q=pebbles&tag=heat&has=demo")
    expect(note).to_be_hidden()


def test_unknown_parts_of_a_query_are_named(page: Page, address: str) -> None:
    fake(page, **{"wall tag:moon": {"unknown": ["tag:moon"]}})
    search(page, address, "?q=wall+tag:moon")
    expect(page.locator("[data-search-notes]")).to_have_text("Ignored, because this list does not have it: “tag:moon”.")


@pytest.mark.parametrize(("path", "query"), [("tags/heat/", "tag=heat"), ("topics/animals/", "topic=animals")])
def test_pages_of_tags_and_topics_can_be_narrowed_down(page: Page, address: str, path: str, query: str) -> None:
    page.goto(address + path)
    listed = page.locator("main [data-trail-list] .ps-list > li").count()
    page.get_by_role("link", name="Narrow down").click()
    expect(page).to_have_url(f"{address}search/?{query}")
    assert len(everything(page)) == listed > 0


def test_a_tag_is_picked_by_typing(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    picker = page.get_by_role("combobox", name="Find a tag")
    picker.click()
    expect(picker).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("sh")
    options = page.locator(".ps-picker").get_by_role("option")
    expect(options).to_have_text([re.compile("^Sheep")])
    expect(options.locator("mark")).to_have_text("Sh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles&tag=sheep")
    assert set(everything(page)) == pebbles(lambda each: "sheep" in each.tags)
    expect(picker).to_have_value("")
    picker.fill("night things")
    expect(options).to_have_text(["No tag begins like this"])


def test_a_tag_is_picked_by_another_of_its_names(page: Page, address: str) -> None:
    fake(page)
    search(page, address)
    page.get_by_role("combobox", name="Find a tag").fill("anci")
    expect(page.locator(".ps-picker").get_by_role("option")).to_have_text([re.compile("^Old stones")])


def test_everything_works_by_keyboard(page: Page, address: str) -> None:
    search(page, address, "?q=pebbles")
    page.keyboard.press("/")
    expect(page.locator("#ps-query")).to_be_focused()
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.classList[0]"))
    for wanted in ("ps-mode", "ps-picker__input", "ps-tagrow", "ps-textbutton"):
        assert wanted in reached
    page.get_by_label("All of", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("None of", exact=True)).to_be_checked()
    page.locator(".ps-tagrow", has_text="Heat").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}search/?q=pebbles&not=heat")
    expect(page.locator(".ps-tagrow--chosen")).to_be_focused()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{address}search/?q=pebbles")
    code = page.get_by_role("group", name="Comes with").get_by_label(re.compile("^Code"))
    code.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{address}search/?q=pebbles&has=code")
    expect(code).to_be_focused()
    page.get_by_role("button", name="Remove the filter Comes with: Code").press("Enter")
    expect(page.locator("[data-search-head]")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{address}search/")
