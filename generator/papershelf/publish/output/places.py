"""Places that no output goes to, whatever they are called on the way there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from papershelf.errors import stop

_FOLDERS = (
    *("content", "generator", "templates", "tests", "benchmarks"),
    *(".git", ".github", ".ci", ".venv", ".vscode", ".cache"),
)
"""Folders of a project that are its own."""

_FILES = ("mkdocs.yml", "pyproject.toml", "Makefile")
"""Files of a project without which it is none."""


def resolve(path: Path) -> Path:
    """Where a path leads, through all links; also where nothing is yet, and where links lead in a circle."""
    # These two never raise: a home that nobody knows stays as it is written.
    return Path(os.path.realpath(os.path.expanduser(path)))  # noqa: PTH111


def check_place(folder: Path, root: Path) -> None:
    """Refuse a folder that must not be replaced: the project, what is its own, and everything above.

    Args:
        folder: The output folder, as it was named.
        root: The project's folder.

    Raises:
        PapershelfError: It is such a place.
    """
    target = resolve(folder)
    kept = [resolve(root), resolve(Path("~")), *_own(root)]
    if any(_is_within(path, target) for path in kept) or _is_own(target, root):
        problem = "this folder holds more than a site, and would be emptied"
        raise stop(str(folder), problem, "Choose a folder of its own")


def check_file_place(file: Path, root: Path) -> None:
    """Refuse a file that belongs to the project, or would be in a folder of its own.

    Args:
        file: The output file, as it was named.
        root: The project's folder.

    Raises:
        PapershelfError: It is such a place.
    """
    target = resolve(file)
    if _is_own(target, root):
        raise stop(str(file), "this folder is the project's own", "Write the file somewhere else")
    if any(_is_within(target, resolve(root / name)) for name in _FILES):
        raise stop(str(file), "this file is the project's own", "Write to another file")


def _own(root: Path) -> Iterator[Path]:
    """The project's own folders: where they are, and where they lead if they are links."""
    for name in _FOLDERS:
        yield resolve(root) / name
        yield resolve(root / name)


def _is_own(target: Path, root: Path) -> bool:
    in_git = any(part.casefold() == ".git" for part in target.parts)
    return in_git or any(_is_within(target, folder) for folder in _own(root))


def _is_within(path: Path, folder: Path) -> bool:
    """Whether a resolved path is a folder or below it. Capitals make no difference, as on many file systems."""
    inner, outer = _plain(path.parts), _plain(folder.parts)
    if inner[: len(outer)] == outer:
        return True
    # A folder may have a second name that no text gives away, such as a short one or a mount.
    return any(_is_same(above, folder) for above in (path, *path.parents))


def _plain(parts: Iterable[str]) -> list[str]:
    return [part.casefold() for part in parts]


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
