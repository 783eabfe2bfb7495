"""Under `serve`, whoever looks at a page sees an edit on it at once."""

from __future__ import annotations

from pathlib import Path

from fabricate import LIBRARY, assemble
from playwright.sync_api import Browser
from serving import Server

PAPER = "papers/kettles-under-another-name/"
FILE = "content/papers/kettles-under-another-name.md"


def test_the_open_page_shows_an_edit_and_is_loaded_once_for_it(browser: Browser, tmp_path: Path) -> None:
    server = Server(assemble(tmp_path / "list", LIBRARY), tmp_path / "log.txt")
    try:
        server.wait(lambda: "Whistling vessels are called" in server.page(PAPER))
        with browser.new_context() as context:
            page = context.new_page()
            loaded: list[str] = []
            page.on("load", lambda it: loaded.append(it.url))
            page.goto(server.address + PAPER)
            for number, (old, new) in enumerate([("Whistling", "Singing"), ("Singing", "Humming")], start=2):
                server.wait(lambda before=number - 1: server.printed.count("Browser connected") == before)
                server.project.replace(FILE, f"{old} vessels are called", f"{new} vessels are called")
                page.get_by_text(f"{new} vessels are called").first.wait_for()
                # The data is answered when the whole site is there.
                server.wait(lambda now=new: f"{now} vessels are called" in server.page("data/papers.json"))
                page.wait_for_load_state("load")
                page.evaluate("new Promise((done) => setTimeout(done, 200))")
                assert loaded == [server.address + PAPER] * number
    finally:
        server.stop()
    assert "Traceback" not in server.printed
