"""What the tests in a browser have in common: how it is started, what serves a site, and who reads it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None)
"""The first is the same browser without its windows, and opens a page with a third of the processor time."""

ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to run as root with one, and CI is root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

both = pytest.mark.parametrize("address", ["home", "addressed"], indirect=True)
"""For the site without addresses of its own, and for the one with them (conftest.py)."""

RENAMING = ("the-complete-record-of-a-spoon", "a-spoon-by-its-new-name")
"""The paper that `renamed` renames, by its slug before and after."""

BLANK = "blank"
"""Where every site that is served here has an empty page."""
MERGING = ("con-paper", "kettles-under-another-name")
"""The paper that it merges, and the one that it is merged into."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files as they are now, and keeps it to itself."""

    protocol_version = "HTTP/1.1"  # a page asks for some forty files: over a few connections

    def do_GET(self) -> None:
        if not self.path.endswith("/" + BLANK):
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Where nothing is, show the site's own page, as hosts do."""
        page = Path(self.directory) / "repo" / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(page.stat().st_size))
        self.end_headers()
        self.wfile.write(page.read_bytes())

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


class Tabs:
    """Pages that tests share: a fresh context takes a second of processor time, and an emptied one next to none."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: dict[str, Page] = {}

    @property
    def contexts(self) -> list[BrowserContext]:
        """What must not be closed after a test."""
        return [page.context for page in self._pages.values()]

    def open(self, address: str, **settings: Any) -> Iterator[Page]:
        """The page of some settings, as empty as a new one, for one test at a time.

        It must end without an error and without a request to another host. What `add_init_script` adds to a page
        stays in it: a test that calls it needs a context of its own, which is `apart`.
        """
        key = repr(settings)
        if key not in self._pages:
            self._pages[key] = self._browser.new_context(**settings).new_page()
        page = self._pages[key]
        page.set_default_timeout(10_000)
        _empty(page, address, settings)  # and not afterwards, since a test that fails ends anywhere
        with _faults(page.context, address) as faults:
            yield page
        assert faults == [], "\n".join(faults)


def apart(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """The same in a context that no other test sees."""
    with browser.new_context(**settings) as context, _faults(context, address) as faults:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page
    assert faults == [], "\n".join(faults)


@contextmanager
def _faults(context: BrowserContext, address: str) -> Iterator[list[str]]:
    """What goes wrong in a context, and what its pages ask other hosts for, for as long as a `with` block takes."""
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    listeners: dict[str, Callable[[Any], None]] = {
        "request": lambda request: None if request.url.startswith(address) else faults.append(request.url),
        "response": lambda given: None if given.status < 400 else faults.append(f"{given.status} {given.url}"),
        "console": lambda said: faults.append(said.text) if said.type in ("error", "warning") else None,
        "weberror": lambda error: faults.append(str(error.error)),
        "dialog": dismiss,
    }
    for event, listener in listeners.items():
        context.on(event, listener)  # type: ignore[call-overload]
    try:
        yield faults
    finally:
        for event, listener in listeners.items():
            context.remove_listener(event, listener)


def _empty(page: Page, address: str, settings: dict[str, Any]) -> None:
    """Make a page what it was when it was new."""
    context = page.context
    for other in context.pages:
        if other is not page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    # First a page that runs nothing, so that nothing is written once all is forgotten.
    page.goto(address + BLANK)
    page.evaluate("localStorage.clear(); sessionStorage.clear();")
    context.clear_cookies()
    context.clear_permissions()
    context.grant_permissions(settings.get("permissions", []))
    page.emulate_media(
        media="null",
        color_scheme=settings.get("color_scheme", "light"),
        reduced_motion=settings.get("reduced_motion", "no-preference"),
    )
    page.set_viewport_size(settings.get("viewport", {"width": 1280, "height": 720}))
    page.mouse.move(0, 0)
    session = context.new_cdp_session(page)
    session.send("Page.resetNavigationHistory")
    session.detach()


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
