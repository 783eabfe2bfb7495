"""The disk: bounded reading, one lock, and writes that happen as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from generator.errors import PapershelfError, Problem, stop

MAX_FILE = 1024 * 1024
"""The largest file of `content/` that is read, in bytes."""

_STAGING = ".tmp-"


def locate(root: Path) -> Path:
    """The content folder of a project.

    Raises:
        PapershelfError: There is no project in this folder.
    """
    content = root / "content"
    if not content.is_dir():
        raise stop(
            str(root),
            "there is no folder `content` in it",
            "Name the project's folder: `papershelf --root DIR …`",
        )
    return content


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a file, one more than the limit at the most.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return file.read(limit + 1)


def read_text(path: Path, shown: str, limit: int = MAX_FILE) -> str:
    """The text of a file under `content/`, with its line ends as they are.

    Args:
        path: The file.
        shown: What messages call it.
        limit: The most bytes that it may have.

    Raises:
        PapershelfError: It is too large, cannot be read, or is no UTF-8.
    """
    try:
        raw = read_bounded(path, limit)
    except OSError as error:
        raise stop(shown, f"it cannot be read ({error.strerror})", "Check the file and its permissions") from None
    if len(raw) > limit:
        raise stop(shown, f"it has more than {limit // 1024:,} KB", "Remove what does not belong to the list")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise stop(shown, f"the byte at offset {error.start} is no UTF-8", "Save it as UTF-8", line=line) from None
    if text.startswith("\ufeff"):
        raise stop(shown, "a byte order mark stands before its first line", "Save it as UTF-8 without a mark", line=1)
    return text


def plain_files(folder: Path, shown: str, problems: list[Problem]) -> Iterator[Path]:
    """The files directly in a folder, in the order of their names; anything odd is noted.

    A link, a device or a program among a list's texts is an accident or an attack: a build
    would publish what a link points at.
    """
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if (what := _odd(mode)) is None:
            yield folder / entry.name
        elif what:
            problems.append(
                Problem(
                    path=f"{shown}/{entry.name}",
                    problem=f"it is {what}",
                    remedy="Keep plain files only: replace it by a file with its text",
                )
            )


def check_tree(folder: Path, shown: str, problems: list[Problem]) -> None:
    """Note whatever is no plain file in a folder and the folders below it."""
    # A list of what is left and no recursion, for folders may be nested deeper than Python calls.
    left = [(folder, shown)]
    while left:
        folder, shown = left.pop()
        for _ in plain_files(folder, shown, problems):
            pass
        left += [(below, f"{shown}/{below.name}") for below in folders(folder)]


def folders(folder: Path) -> Iterator[Path]:
    """The folders directly in a folder, hidden ones too, in the order of their names."""
    if folder.is_dir() and not folder.is_symlink():
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield folder / entry.name


def _odd(mode: int) -> str | None:
    """What keeps a file from being a plain text; empty for a folder, None for nothing."""
    if stat.S_ISDIR(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if not stat.S_ISREG(mode):
        return "a device, a pipe or a socket"
    if os.name == "posix" and mode & 0o111:
        return "executable"
    return None


@contextmanager
def lock(content: Path) -> Iterator[None]:
    """Hold the one lock of a content folder, and clean up what a killed run left behind.

    Raises:
        PapershelfError: Somebody else holds it, or the folder cannot be written.
    """
    holder = content / ".lock-holder"
    try:
        with FileLock(content / ".lock", timeout=0):
            holder.write_text(f"process {os.getpid()}", encoding="utf-8")
            try:
                for leftover in sorted(content.glob(f"{_STAGING}*")):
                    _remove(leftover)
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout:
        raise stop(
            str(content),
            f"{_held_by(holder)} is changing it at this moment",
            "Wait until that ends, and try again",
        ) from None
    except OSError as error:
        raise _disk(str(error.filename or content), error) from None


def _remove(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover)
    else:
        leftover.unlink()


def _held_by(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "another process"
    except OSError:
        return "another process"


def write_files(content: Path, files: Mapping[str, str]) -> None:
    """Write several files: all are staged first, then each takes its place by renaming.

    A full disk or a kill while staging changes nothing. A kill between two renames leaves a
    content folder that loads, because the order of `files` puts what is referred to first.

    Args:
        content: The folder that the paths are relative to.
        files: Text by path, in the order of writing.

    Raises:
        PapershelfError: The disk refuses; what was there is intact.
    """
    if not files:
        return
    staging = content / f"{_STAGING}{os.getpid()}"
    try:
        staging.mkdir()
        try:
            for number, text in enumerate(files.values()):
                (staging / str(number)).write_bytes(text.encode("utf-8"))
            for folder in sorted({(content / name).parent for name in files}):
                folder.mkdir(parents=True, exist_ok=True)
            for number, name in enumerate(files):
                (staging / str(number)).replace(content / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise _disk(str(error.filename or content), error) from None


def _disk(path: str, error: OSError) -> PapershelfError:
    remedy = "Check the folder's permissions and the free space; nothing was half-written"
    return stop(path, f"it cannot be written ({error.strerror or error})", remedy)
