"""The site in German, in a browser: what scripts say, what is content, and the rules of axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from browsing import serve
from fabricate import LIBRARY, Project, assemble, once
from playwright.sync_api import Page, expect

ENGLISH = "the|and|with|without|papers?|tags|topics|search|read|show|filters|copy|list"
OWN = """words => {
  const shown = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest("[lang=en], code, script, noscript, style, text")) shown.push(walker.currentNode.data);
  }
  for (const each of document.querySelectorAll("[aria-label], [placeholder]"))
    for (const name of each.closest("[lang=en]") ? [] : ["aria-label", "placeholder"])
      shown.push((each.getAttribute(name) ?? "").split(": ")[0]); // a title is behind it
  return shown.filter((text) => new RegExp(`\\\\b(${words})\\\\b`, "iu").test(text));
}"""
"""The site's own texts with an English word, wherever they come from."""


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the fabricated library is served with German pages."""

    def make(root: Path) -> None:
        project = assemble(root, LIBRARY)
        project.replace("mkdocs.yml", "theme: papershelf", "theme:\n  name: papershelf\n  language: de")
        project.replace("mkdocs.yml", "  - papershelf", "  - papershelf:\n      cards: never")
        text = (root / "mkdocs.yml").read_text("utf-8")
        (root / "mkdocs.yml").write_text(text[: text.index("copyright:")] + text[text.index("theme:") :], "utf-8")
        project.build()

    folder = tmp_path_factory.mktemp("www")
    (folder / "repo").symlink_to(Project(once(tmp_path_factory, "german", make)).site)
    yield from serve(folder)


@pytest.fixture(scope="module")
def address(german: str) -> str:
    return german


@pytest.mark.parametrize("path", ["", "search/?q=kettles", "reading/", "papers/con-paper/", "map/", "propose/"])
def test_no_page_says_anything_in_english(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}", wait_until="networkidle")
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.evaluate(OWN, ENGLISH) == []


def test_the_search_counts_in_german_and_marks_titles_as_english(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=kettles")
    expect(page.locator("[data-search-status]")).to_contain_text("Artikel")
    expect(page.locator(".ps-result h3").first).to_have_attribute("lang", "en")
    expect(page.locator(".ps-switch")).to_have_attribute("aria-label", "Farben: System. Zu hell wechseln")


def test_a_german_page_keeps_the_rules_of_axe(page: Page, address: str) -> None:
    page.goto(f"{address}papers/con-paper/")
    assert violations(page) == []
