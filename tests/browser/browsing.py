"""What the tests in a browser have in common: how it is started, what serves a site, and who reads it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to run as root with one, and CI is root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

RENAMING = ("the-complete-record-of-a-spoon", "a-spoon-by-its-new-name")
"""The paper that `renamed` renames, by its slug before and after."""

MERGING = ("con-paper", "kettles-under-another-name")
"""The paper that it merges, and the one that it is merged into."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files as they are now, and keeps it to itself."""

    protocol_version = "HTTP/1.1"  # a page asks for some forty files: over a few connections

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(www: Path) -> Iterator[str]:
    """Serve a folder, whose site stands in `repo`; the address of the site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(www))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()
        thread.join()


def opened(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """A page that must end without an error and without a request to another host."""
    context = browser.new_context(**settings)
    faults: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    context.on(
        "response",
        lambda response: None if response.status < 400 else faults.append(f"{response.status} {response.url}"),
    )
    context.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert faults == []


class Reader:
    """A person with a browser of their own, which must show neither an error nor a dialog, nor ask another host."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context = context
        self.faults: list[str] = []
        self.home = home
        context.set_default_timeout(10_000)
        context.on("request", lambda request: self._note(request.url, not request.url.startswith((home, "blob:"))))
        context.on("console", lambda message: self._note(message.text, message.type in ("error", "warning")))
        context.on("weberror", lambda error: self._note(str(error.error), True))
        context.on("dialog", lambda dialog: (self._note(f"dialog: {dialog.message}", True), dialog.dismiss()))

    def _note(self, fault: str, is_one: bool) -> None:
        if is_one:
            self.faults.append(fault)

    def open(self, path: str) -> Page:
        """A new tab."""
        page = self.context.new_page()
        page.goto(self.home + path)
        return page
