"""A build whose pages several processes make gives what one process makes."""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

if __name__ == "__main__":  # a copy of a process may have no threads, as those that run tests have
    sys.path.insert(0, str(Path(__file__).parents[2]))

from fabricate import REPOSITORY, Project
from kitchen import Kitchen

from papershelf import processes
from papershelf.content import ahead, papers, unchanged
from papershelf.errors import stop
from papershelf.publish import assembly, build, output
from papershelf.publish.mkdocs import run


def tell(*words: object) -> None:
    sys.stdout.write(f"{' '.join(map(str, words))}\n")


def files_with(project: Project, jobs: int) -> dict[str, bytes]:
    """What is built anew by so many processes."""
    (project.root / ".cache" / "build").unlink(missing_ok=True)
    (project.root / ".cache" / "papers").unlink(missing_ok=True)
    unchanged.REMEMBERED.cache_clear()
    return files_after_edit(project, jobs)


def files_after_edit(project: Project, jobs: int) -> dict[str, bytes]:
    run.build(project.root, cards=False, jobs=jobs)
    return project.files()


def compare(root: Path) -> None:
    """Say what differs, on the standard output."""
    logging.basicConfig()
    assert processes.can_copy()
    assembly.WORTH_A_PROCESS = build.WORTH_LOOKING_BESIDE = 4
    ahead.WORTH_A_PROCESS = 1
    kitchen = Kitchen.furnish(root)
    for slug in ("kettles", "teapots", "spoons"):
        kitchen.put(slug, tags="[heat, kettles]")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    (root / "content" / "urls.txt").unlink()
    project = Project(root)
    usual = build.Build.write

    def noting(self: build.Build, artifact: build.Artifact, digest: str | None = None) -> None:
        (root / f"{os.getpid()}.maker").touch()
        if artifact.path.endswith(("cite.bib", "index.html")):
            (root / "made").touch()
        usual(self, artifact, digest)

    build.Build.write = noting  # type: ignore[method-assign]
    read = papers.read

    def noting_reader(*words: Any) -> Any:
        (root / f"{os.getpid()}.reader").touch()
        return read(*words)

    papers.read = noting_reader
    alone = files_with(project, 1)
    divided = files_with(project, 3)
    tell("processes", *(len(list(root.glob(f"*.{work}"))) > 1 for work in ("maker", "reader")))
    tell("differ", [path for path in alone if alone[path] != divided.get(path)], alone.keys() ^ divided.keys())
    (root / "made").unlink()
    files_after_edit(project, 3)
    tell("remembered", not (root / "made").exists())
    project.replace("content/papers/kettles.md", "tags: [heat, kettles]", "tags: [kettles]")
    (root / ".site.spare" / "stray.html").write_text("Nobody asked for it.")
    (root / ".site.spare" / "index.html").unlink()
    edited = files_after_edit(project, 2)
    again = files_with(project, 1)
    tell("differ", [path for path in again if again[path] != edited.get(path)], again.keys() ^ edited.keys())
    project.write("templates/pages/tag.md.j2", "{{ nobody }}")
    try:
        run.build(root, cards=False, jobs=2)
    except run.NotPublished:
        tell("differ", [path for path in again if again[path] != project.files().get(path)])
    fail_while_a_copy_writes(project)


def fail_while_a_copy_writes(project: Project) -> None:
    """Say whether a copy is still at work when the folder that it writes into is taken away."""
    discard, here = output.Replacement.discard, os.getpid()

    def noting_discard(self: output.Replacement) -> None:
        tell("at work", len(multiprocessing.active_children()))
        discard(self)

    def fail(_: build.Build, artifact: build.Artifact, _digest: str | None = None) -> None:
        if os.getpid() == here:
            raise stop(artifact.path, "the disk is full of tea", "Drink it")
        time.sleep(60)

    output.Replacement.discard = noting_discard  # type: ignore[method-assign]
    build.Build.write = fail  # type: ignore[method-assign]
    with suppress(run.NotPublished):
        files_with(project, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes")
def test_pages_are_the_same_from_any_number_of_processes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, __file__, str(tmp_path / "list")], capture_output=True, text=True, check=False, timeout=120
    )
    lines = [
        line for line in done.stdout.splitlines() if line.startswith(("processes", "differ", "remembered", "at work"))
    ]
    told = ["processes True True", "differ [] set()", "remembered True", "differ [] set()", "differ []", "at work 0"]
    assert lines == told, done.stderr
    assert "tag.md.j2: the template cannot be rendered ('nobody' is undefined)" in done.stderr


if __name__ == "__main__":
    compare(Path(sys.argv[1]))
