"""Marks and notes, as the tests of reading set and see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect


def mark(page: Page, name: str, title: str | None = None) -> Locator:
    """A mark's button: on a paper's own page, or in the row of a title."""
    if title is None:
        return page.locator(".ps-tools").get_by_role("button", name=name, exact=True)
    return page.get_by_role("button", name=f"{name}: {title}", exact=True)


def is_set(button: Locator, wanted: bool = True) -> None:
    expect(button).to_have_attribute("aria-pressed", "true" if wanted else "false")


def kept(page: Page) -> dict[str, Any]:
    """What stands in the browser's storage for this site, without the moments."""
    items = page.evaluate("Object.entries(localStorage)")
    return {
        name.removeprefix("/repo/.reading."): json.loads(text)["value"]
        for name, text in items
        if name.startswith("/repo/.reading.")
    }


def section(page: Page, name: str) -> list[str]:
    """The titles of a section of the reader's own page, once it stands."""
    expect(page.locator("#read")).to_be_attached()
    return page.locator(f"#{name} .ps-row__title").all_text_contents()


def bring(page: Page, file: Path | dict[str, Any]) -> Locator:
    """Import a file; the line that says what came of it."""
    page.get_by_label("A file to import").set_input_files(file)
    said = page.locator(".ps-notice[role=status]")
    expect(said).not_to_be_empty()
    return said


def as_file(content: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    return {"name": "reading.json", "mimeType": "application/json", "buffer": text.encode()}


def shaped(*papers: Any, version: Any = 1) -> dict[str, Any]:
    return {"format": "papershelf-reading", "version": version, "papers": list(papers)}
