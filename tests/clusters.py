"""A Dask cluster for tests, a scheduler and two workers in processes of their own; and what they build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fabricate import REPOSITORY, Project, environment
from kitchen import Kitchen

from papershelf.publish.mkdocs import run

_START = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0") as started:
        print(started.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def two_workers() -> Iterator[str]:
    """The address of a scheduler, while it is at work."""
    started = subprocess.Popen(
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
    )
    assert started.stdout is not None
    try:
        yield started.stdout.readline().strip()
    finally:
        started.communicate("", timeout=30)


def list_of_kettles(root: Path) -> Project:
    """A list of five papers."""
    kitchen = Kitchen.furnish(root)
    for slug in ("kettles", "teapots", "spoons", "trays"):
        kitchen.put(slug, tags="[heat, kettles]")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    (root / "content" / "urls.txt").unlink()
    return Project(root)


def files_anew(project: Project, dask: str | None = None) -> dict[str, bytes]:
    """What is built where nothing is known."""
    shutil.rmtree(project.root / ".cache", ignore_errors=True)
    run.build(project.root, cards=False, jobs=1, dask=dask)
    return project.files()
