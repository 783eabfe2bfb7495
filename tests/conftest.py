"""Fixtures that several rooms' tests share: the fabricated library, and a site built of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fabricate import LIBRARY, Project, assemble, once
from hypothesis import settings

from papershelf import content
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish.artifact import Artifact
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.template_files import packaged
from papershelf.publish.templates import Renderer

# No test asserts speed: a machine that is busy with something else is not a bug. Where a change is judged, the same
# examples are tried each time; at a desk new ones are.
CI = bool(os.environ.get("CI"))
settings.register_profile("house", deadline=None, derandomize=CI, max_examples=60 if CI else 100)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write tests/golden/ anew; review the difference before you commit"
    )


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what belongs to the user who runs the tests out of them."""
    for name in ("state", "cache"):
        os.environ[f"XDG_{name.upper()}_HOME"] = str(tmp_path_factory.mktemp(name))


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """The package's templates."""
    return Renderer(packaged())


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the fabricated library, to be read only."""
    return assemble(tmp_path_factory.mktemp("project") / "list", LIBRARY)


@pytest.fixture(scope="session")
def catalog(project: Project) -> Catalog:
    """The fabricated library, arranged."""
    return arrange(content.load(project.root).library)


@pytest.fixture(scope="session")
def artifacts(catalog: Catalog, renderer: Renderer) -> dict[str, Artifact]:
    """What is published of the fabricated library without any address of its own, by path."""
    return {artifact.path: artifact for artifact in publish(catalog, Site(name="Papershelf"), renderer)}


@pytest.fixture(scope="session")
def anthology(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same as an anthology with a merged paper and its search in shards, built once for all workers, read only."""

    def make(root: Path) -> None:
        project = assemble(root, LIBRARY)
        project.replace(
            "mkdocs.yml", "- papershelf", "- papershelf: {anthology: true, cards: always, search_whole_up_to: 5}"
        )
        merged = project.run("merge", "kettles-under-another-name", "con-paper")
        assert merged.returncode == 0, merged.stderr
        said = project.build(SITE_URL="https://example.org/repo/")
        (root / "said.txt").write_text(said, encoding="utf-8")

    return Project(once(tmp_path_factory, "anthology", make))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of the fabricated library with its site built once for all workers, to be read only."""
    return Project(once(tmp_path_factory, "built", lambda root: assemble(root, LIBRARY).build()))


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same, built with addresses of its own."""
    addresses = {"SITE_URL": "https://example.org/repo/", "REPO_URL": "https://example.com/owner/repo"}
    return Project(once(tmp_path_factory, "deployed", lambda root: assemble(root, LIBRARY).build(**addresses)))


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Project]:
    """What makes a project with the fabricated library that a test may change."""
    return lambda: assemble(tmp_path / "list", LIBRARY)
