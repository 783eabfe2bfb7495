"""The list of pebbles as a served site, and pages that show it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Tabs, serve
from fabricate import LIBRARY, Project, assemble, once
from pebbles import LONG, PAYLOAD, PEBBLES, Facts
from playwright.sync_api import Page

from papershelf import content


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fabricated library, with enough papers to be searched, built."""

    def make(root: Path) -> None:
        made = assemble(root, LIBRARY)
        for pebble in PEBBLES:
            made.write(f"content/papers/{pebble.slug}.md", pebble.file)
        made.replace(
            "content/tags.yml",
            "  unused:\n",
            f'  payload:\n    label: "{PAYLOAD}"\n    topic: animals\n    description: "Must stay text."\n  unused:\n',
        )
        made.replace("content/listings.yml", '"000_bare":\n', f'"000_bare":\n  label: "{LONG}"\n')
        made.build()

    return Project(once(tmp_path_factory, "searched", make))


@pytest.fixture(scope="module")
def papers(project: Project) -> list[Facts]:
    """Every paper that can be found, read from the files."""
    library = content.load(project.root).library
    return [Facts(paper, library.vocabulary) for paper in library.papers if paper.withdrawn is None]


@pytest.fixture(scope="module")
def address(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served."""
    www = tmp_path_factory.mktemp("www")
    (www / "repo").symlink_to(project.site)
    yield from serve(www)


@pytest.fixture
def page(tabs: Tabs, address: str) -> Iterator[Page]:
    yield from tabs.open(address, permissions=["clipboard-read", "clipboard-write"])
