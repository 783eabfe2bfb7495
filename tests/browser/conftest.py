"""What the tests of reading, selecting and sharing have in common: a served site, and people who read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fabricate import LIBRARY, Project, assemble
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from test_site import ARGUMENTS, CHROMIUM, serve


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fabricated library, built."""
    project = assemble(tmp_path_factory.mktemp("project") / "list", LIBRARY)
    project.build()
    return project


@pytest.fixture(scope="module")
def home(shelf: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it is served: below its host, as GitHub Pages does. A rebuilt site is served at once."""
    www = tmp_path_factory.mktemp("www")
    (www / "repo").symlink_to(shelf.site)
    yield from serve(www)


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


@pytest.fixture
def meet(chromium: Browser, home: str) -> Iterator[Callable[..., Reader]]:
    """What introduces one more reader; the settings are those of a browser's context."""
    readers: list[Reader] = []

    def introduce(script: str | None = None, **settings: Any) -> Reader:
        context = chromium.new_context(**settings)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        if script is not None:
            context.add_init_script(script)
        readers.append(Reader(context, home))
        return readers[-1]

    yield introduce
    for reader in readers:
        reader.context.close()
        assert reader.faults == []


@pytest.fixture
def reader(meet: Callable[..., Reader]) -> Reader:
    return meet()


@pytest.fixture
def renamed(shelf: Project) -> Callable[[], Any]:
    """What publishes the site with the spoon's paper renamed, for as long as a `with` block takes."""

    @contextmanager
    def rename() -> Iterator[None]:
        former, present = (shelf.root / "content" / "papers" / f"{name}.md" for name in RENAMING)
        written = former.read_text(encoding="utf-8")
        try:
            former.unlink()
            _write(present, written.replace("links: []", f"links: []\naliases: [{RENAMING[0]}]"))
            shelf.build()
            yield
        finally:
            present.unlink()
            _write(former, written)
            shelf.build()

    return rename


RENAMING = ("the-complete-record-of-a-spoon", "a-spoon-by-its-new-name")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
