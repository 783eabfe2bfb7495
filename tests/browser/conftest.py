"""A browser, the fabricated library as served sites, and people who read them.

Launching and building take seconds, so they happen once: every test has a page of the one browser that is as empty
as a new one, and changes no site for longer than it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import browsing
import pytest
from browsing import ARGUMENTS, CHROMIUM, MERGING, RENAMING, Reader, Tabs, serve
from click.testing import CliRunner
from fabricate import Project, assemble, once
from playwright.sync_api import Browser, Page, sync_playwright

from papershelf.cli import papershelf

HERE = Path(__file__).parent
MISSING = "Chromium is missing. To install it: sudo apt-get install chromium"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser, or says that there is none."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)  # what is under test is the browser's
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason=MISSING))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def www(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `home` serves: a folder whose `repo` leads to a built site."""
    folder = tmp_path_factory.mktemp("www")
    (folder / "repo").symlink_to(built.site)
    return folder


@pytest.fixture(scope="session")
def home(www: Path) -> Iterator[str]:
    """Where the fabricated library is served: below its host, as GitHub Pages does."""
    yield from serve(www)


@pytest.fixture(scope="session")
def addressed(deployed: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it is served as built with addresses of its own."""
    folder = tmp_path_factory.mktemp("www")
    (folder / "repo").symlink_to(deployed.site)
    yield from serve(folder)


@pytest.fixture(scope="module")
def address(request: pytest.FixtureRequest) -> str:
    """`home`, or where a test that is parametrized with `addressed` goes instead."""
    served: str = request.getfixturevalue(getattr(request, "param", "home"))
    return served


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The pages that tests share."""
    return Tabs(browser)


@pytest.fixture
def closing(browser: Browser, tabs: Tabs) -> Iterator[None]:
    """Close, after a test, what it opened and others do not share."""
    yield
    for context in browser.contexts:
        if context not in tabs.contexts:
            context.close()


@pytest.fixture
def page(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address)


@pytest.fixture
def apart(browser: Browser, address: str) -> Iterator[Page]:
    """A page in a context of its own: for a test that leaves a script in it."""
    yield from browsing.apart(browser, address)


@pytest.fixture
def meet(browser: Browser, home: str) -> Iterator[Callable[..., Reader]]:
    """What introduces one more reader; the settings are those of a browser's context."""
    readers: list[Reader] = []

    def introduce(script: str | None = None, **settings: Any) -> Reader:
        context = browser.new_context(**settings)
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


@pytest.fixture(scope="session")
def later(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The list as `built` has it, but with the spoon's paper renamed, and one paper merged into another.

    It is built after it, and so newer to a browser.
    """

    def make(root: Path) -> None:
        project = assemble(root, built.root / "content")
        former, present = (f"content/papers/{name}.md" for name in RENAMING)
        (project.root / former).rename(project.root / present)
        project.replace(present, "links: []", f"links: []\naliases: [{RENAMING[0]}]")
        words = ["--root", str(project.root), "merge", MERGING[1], MERGING[0]]
        assert CliRunner().invoke(papershelf, words).exit_code == 0
        project.build()

    return Project(once(tmp_path_factory, "later", make))


@pytest.fixture
def renamed(www: Path, built: Project, later: Project) -> Callable[[], Any]:
    """What publishes the site with the spoon's paper renamed, for as long as a `with` block takes."""

    def publish(project: Project) -> None:
        (www / "next").symlink_to(project.site)
        (www / "next").replace(www / "repo")

    @contextmanager
    def rename() -> Iterator[None]:
        publish(later)
        try:
            yield
        finally:
            publish(built)

    return rename
