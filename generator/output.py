"""A folder that is built beside the old one and takes its place by renaming, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.errors import stop
from generator.model import Artifact

_OWN = ("content", "generator", "templates", "tests", "benchmarks", ".git", ".venv")
"""Folders of a project that no output goes into."""


def check_folder(folder: Path, root: Path) -> None:
    """Refuse an output folder that holds anything that is not a former output.

    Raises:
        PapershelfError: The folder is the project, one above it, or one of its own folders.
    """
    target, project = folder.resolve(), root.resolve()
    kept = [project, Path.home().resolve()]
    own = [project / name for name in _OWN]
    holds = any(path == target or target in path.parents for path in kept)
    inside = any(path == target or path in target.parents for path in own)
    if holds or inside:
        raise stop(
            str(folder), "this folder holds more than a site, and would be emptied", "Choose a folder of its own"
        )


def check_file(file: Path, root: Path) -> None:
    """Refuse an output file in a folder whose files are written by hand.

    Raises:
        PapershelfError: The file is a folder, or belongs to the project.
    """
    target = file.resolve()
    if target.is_dir():
        raise stop(str(file), "it is a folder", "Name the file to write")
    if any((root.resolve() / name) in target.parents for name in _OWN):
        raise stop(str(file), "this folder is the project's own", "Write the file somewhere else")


def building(site: Path) -> Path:
    """The folder beside the output in which the next one is built."""
    return site.with_name(f".{site.name}.building")


def _former(site: Path) -> Path:
    return site.with_name(f".{site.name}.former")


def recover(site: Path) -> None:
    """Put right what a build that was killed left behind."""
    if _former(site).exists():
        if site.exists():
            shutil.rmtree(_former(site))
        else:
            _former(site).rename(site)
    shutil.rmtree(building(site), ignore_errors=True)


def swap(built: Path, site: Path) -> None:
    """Put the built site in the place of the old one, by renaming."""
    if site.exists():
        site.rename(_former(site))
    built.rename(site)
    shutil.rmtree(_former(site), ignore_errors=True)


class Writer:
    """Writes artifacts below a folder. A site has thousands, many side by side: each folder is made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[Path] = set()

    def write(self, artifact: Artifact) -> None:
        """Write one artifact to its path."""
        path = self._folder / artifact.path
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        path.write_bytes(artifact.to_bytes())


def write(folder: Path, artifacts: Iterable[Artifact]) -> int:
    """Write artifacts as a plain tree that takes the old one's place when it is whole.

    Args:
        folder: The output folder, checked by `check_folder`.
        artifacts: What to write, by path.

    Returns:
        How many files were written.

    Raises:
        PapershelfError: The disk refuses; the old folder is as it was.
    """
    count = 0
    recover(folder)
    writer = Writer(building(folder))
    try:
        for artifact in artifacts:
            writer.write(artifact)
            count += 1
        swap(building(folder), folder)
    except OSError as error:
        shutil.rmtree(building(folder), ignore_errors=True)
        remedy = "Check the folder's permissions and the free space; the old one is as it was"
        raise stop(str(error.filename or folder), f"it cannot be written ({error.strerror})", remedy) from None
    return count


def write_file(file: Path, content: bytes) -> None:
    """Write one file, whole or not at all; the folders above it are made.

    Raises:
        PapershelfError: The disk refuses; the old file is as it was.
    """
    half = file.with_name(f".{file.name}.half")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        half.replace(file)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        remedy = "Check the folder's permissions and the free space; the old file is as it was"
        raise stop(str(file), f"it cannot be written ({error.strerror})", remedy) from None
