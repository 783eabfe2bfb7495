"""A build without MkDocs: whatever renders the frame, the old site is replaced whole or not at all."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from fabricate import REPOSITORY
from kitchen import Kitchen

from papershelf import content, disk
from papershelf.errors import PapershelfError, Problem
from papershelf.project import Project
from papershelf.publish import build, list_state, output
from papershelf.publish.build_settings import MAX_SITE, BuildSettings
from papershelf.publish.page import Site
from papershelf.publish.templates import Renderer

LOG = logging.getLogger("papershelf")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(Kitchen.furnish(tmp_path / "list").root)


def settings(project: Project, *, force: bool = False, max_size: int = MAX_SITE) -> BuildSettings:
    return BuildSettings(
        root=project.root,
        folder=project.root / "site",
        site=Site(name="Kettles"),
        fonts=REPOSITORY / "templates" / "fonts",
        force=force,
        max_size=max_size,
    )


def make(project: Project, body: str = "<p>Kettles</p>", **how: int) -> None:
    """Build with a shell of one line: a page that states the policy."""
    with build.replacing(project.catalog, settings(project, **how), LOG) as made:
        page = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{made.settings.policy}">{body}'
        (made.folder / "index.html").write_text(page, "utf-8")


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_any_shell_can_render_a_site(project: Project) -> None:
    renderer = Renderer(REPOSITORY / "templates")
    with build.replacing(project.catalog, settings(project), LOG) as made:
        assert not (project.root / "site").exists()
        paths = []
        for artifact in made.artifacts(renderer):
            paths.append(artifact.path)
            if artifact.path.startswith("data/"):
                made.write(artifact)
    assert "papers/kettles/index.md" in paths
    assert (project.root / "site/data/papers.json").is_file()
    assert not output.building(project.root / "site").exists()


def test_a_build_takes_the_place_of_the_one_before(project: Project) -> None:
    make(project)
    make(project, "<p>Teapots</p>")
    assert b"Teapots" in state(project.root / "site")["index.html"]


def fail_in_shell(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with build.replacing(project.catalog, settings(project), LOG) as made:
        (made.folder / "index.html").write_text("half", "utf-8")
        raise KeyError("a shell that breaks")


def fail_at_gate(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    make(project, '<script src="https://elsewhere.example/x.js"></script>')


def fail_by_objection(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with build.replacing(project.catalog, settings(project), LOG) as made:
        made.objections.append(Problem(path="mkdocs.yml", problem="it warned", remedy="Mend it"))


def fail_by_weight(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    make(project, max_size=10)


def fail_to_write(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    with build.replacing(project.catalog, settings(project), LOG) as made:
        monkeypatch.setattr(Path, "write_bytes", full)
        for artifact in made.artifacts(Renderer(REPOSITORY / "templates")):
            made.write(artifact)


def fail_to_swap(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(one: Path, other: Path) -> bool:
        raise OSError(5, "Input/output error", str(other))

    monkeypatch.setattr(disk, "trade_places", refuse)
    make(project)


def fail_by_interruption(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with build.replacing(project.catalog, settings(project), LOG):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("fail", "expected"),
    [
        (fail_in_shell, KeyError),
        (fail_at_gate, PapershelfError),
        (fail_by_objection, PapershelfError),
        (fail_by_weight, PapershelfError),
        (fail_to_write, PapershelfError),
        (fail_to_swap, PapershelfError),
        (fail_by_interruption, KeyboardInterrupt),
    ],
)
def test_whatever_fails_leaves_the_old_site_and_lets_others_build(
    project: Project, fail: object, expected: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(fail)
    make(project)
    before = state(project.root / "site")
    with monkeypatch.context() as patched, pytest.raises(expected):
        fail(project, patched)
    assert state(project.root / "site") == before
    assert not output.building(project.root / "site").exists()
    make(project, "<p>Teapots</p>")


def test_two_builds_of_one_site_do_not_meet(project: Project) -> None:
    def build_inside() -> None:
        with build.replacing(project.catalog, settings(project), LOG):
            make(project)

    with pytest.raises(PapershelfError, match="is building it"):
        build_inside()


def test_a_folder_that_is_not_ours_is_replaced_by_force_only(project: Project) -> None:
    (project.root / "site").mkdir()
    (project.root / "site/mine.txt").write_text("mine", "utf-8")
    with pytest.raises(PapershelfError):
        make(project)
    assert state(project.root / "site") == {"mine.txt": b"mine"}
    make(project, force=True)
    assert "mine.txt" not in state(project.root / "site")


def test_an_address_of_the_ledger_that_would_vanish_stops_a_build(project: Project) -> None:
    with project.edit() as texts:
        texts["urls.txt"] = content.load(project.root).texts["urls.txt"] + "/papers/spoons/\n"
    with pytest.raises(PapershelfError, match="the published address /papers/spoons/ would vanish"):
        list_state.keep_promises(project.catalog)
