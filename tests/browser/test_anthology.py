"""An anthology in a browser: addresses without a file lead on, and citations come from shared files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Reader, serve
from fabricate import Project
from pebbles import slugs, status
from playwright.sync_api import Browser, Page, expect
from pybtex.database import parse_string


@pytest.fixture(scope="module")
def served(anthology: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("www")
    (folder / "repo").symlink_to(anthology.site)
    yield from serve(folder)


@pytest.fixture(scope="module")
def reader(browser: Browser, served: str) -> Iterator[Reader]:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Reader(context, served)
    context.close()


def faults(reader: Reader) -> list[str]:
    """What went wrong, but for the answer 404 that was asked for."""
    found = [fault for fault in reader.faults if "404" not in fault]
    reader.faults.clear()
    return found


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("p/aaaab4/", "papers/kettles-under-another-name/"),
        ("p/aaaab4", "papers/kettles-under-another-name/"),
        ("p/aaaab4/index.html?x=1#ps-note", "papers/kettles-under-another-name/?x=1#ps-note"),
        ("p/aaaab7/", "papers/kettles-under-another-name/"),  # merged
        ("p/aaaab3/", "papers/"),  # withdrawn
        ("papers/kettles-under-another-name/cite.bib", "papers/kettles-under-another-name/"),
        ("papers/con-paper/cite.json", "papers/kettles-under-another-name/"),
        ("tags/heat/card.png", "tags/heat/"),
    ],
)
def test_an_address_without_a_file_leads_on(asked: str, led: str, reader: Reader, served: str) -> None:
    page = reader.open(asked)
    expect(page).to_have_url(re.compile(f"^{re.escape(served + led)}"))
    expect(page.locator("h1")).not_to_have_text("Page not found")
    assert faults(reader) == []


@pytest.mark.parametrize(
    "asked", ["p/zzzzzz/", "p/%E0%A4/", "p/", "papers/unknown/", "papers/unknown/cite.bib", "p/__proto__/"]
)
def test_an_address_that_never_was_is_said_to_be_none(asked: str, reader: Reader) -> None:
    page = reader.open(asked)
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.locator("[data-moved]")).to_have_text("The address may be mistyped, or the page may have been removed.")
    assert faults(reader) == []


def test_a_search_in_shards_finds_counts_and_survives_the_way_there_and_back(reader: Reader, served: str) -> None:
    fetched: list[str] = []
    page = reader.open("search/")
    page.on("request", lambda request: fetched.append(request.url))
    box = page.locator("#ps-query")
    box.press_sequentially('"bowl, handle and the t')  # as it is typed
    expect(status(page)).to_have_text("1 paper has all the words.")
    assert slugs(page) == ["the-complete-record-of-a-spoon"]
    box.fill('"can be"')  # in the summaries of two papers, and of stop words alone
    expect(status(page)).to_have_text("2 papers have all the words.")
    assert set(slugs(page)) == {"one-teapot-with-every-link", "script-alert-1-script"}
    parrots = page.locator(".ps-tagrow", has_text="Parrots")
    expect(parrots.locator(".ps-count")).to_have_text("1")
    parrots.click()

    def stands() -> None:
        expect(status(page)).to_have_text("1 paper has all the words (2 without filters).")
        expect(box).to_have_value('"can be"')
        assert slugs(page) == ["script-alert-1-script"]

    stands()
    found = page.locator("[data-paper]")
    expect(found.locator("mark").first).to_be_visible()
    found.locator("h3 a").click()
    expect(page).to_have_url(re.compile(r"/papers/script-alert-1-script/"))
    page.go_back()
    stands()
    page.reload()
    stands()
    assert any("/search/shards/" in url for url in fetched)
    assert not any("/search/details/" in url for url in fetched)
    assert faults(reader) == []


def test_a_paper_is_cited_and_passed_on_by_its_page(reader: Reader, served: str) -> None:
    page = reader.open("papers/kettles-under-another-name/")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    (key,) = parse_string(page.evaluate("navigator.clipboard.readText()"), "bibtex").entries
    assert key.endswith("-aaaab4")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{served}papers/kettles-under-another-name/"
    assert faults(reader) == []


def test_a_selection_takes_its_citations_from_shared_files(reader: Reader) -> None:
    page = reader.open("list/?papers=aaaaa2,aaaab4")
    assert [key[-6:] for key in parse_string(exported(page, "BibTeX"), "bibtex").entries] == ["aaaaa2", "aaaab4"]
    assert re.findall(r'"id": ?".*-(\w+)"', exported(page, "CSL-JSON")) == ["aaaaa2", "aaaab4"]
    assert faults(reader) == []


def exported(page: Page, form: str) -> str:
    choice = page.get_by_role("button", name=form, exact=True)
    if not choice.is_visible():
        page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        choice.click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_without_scripts_the_page_says_where_to_search(browser: Browser, served: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served}p/aaaab4/")
        expect(page.get_by_text("A script looks up short addresses.")).to_be_visible()
        expect(page.locator("main").get_by_role("searchbox")).to_be_visible()
