"""The disk: bounded reading, one lock, and writes that happen as a whole or not at all."""

from __future__ import annotations

import logging
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from papershelf import disk
from papershelf.content import journal
from papershelf.errors import PapershelfError, Problem, stop
from papershelf.text import other_encoding

log = logging.getLogger("papershelf")

MAX_FILE = 1024 * 1024
"""The largest file of `content/` that is read, in bytes."""
_CHUNK = 1 << 16

_STAGING = ".tmp-"
"""What the folder in which files are staged is called, with the number of the process behind it."""

_PATIENCE = 10.0
"""Seconds that a reader waits for a writer; no command takes that long between its first file and its last."""

_KEPT = "nothing was half-written"


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


def read_bounded(path: Path | str, limit: int) -> bytes:
    """The bytes of a file, one more than the limit at the most.

    Raises:
        OSError: The file cannot be read.
    """
    # Not through a file object, which makes room for as many bytes as there may be: a list has thousands of files.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        size = os.fstat(number).st_size
        raw = os.read(number, min(size, limit) + 1)
        if 0 < len(raw) == size:
            return raw  # one byte more was asked for
        while len(raw) <= limit and (more := os.read(number, min(_CHUNK, limit + 1 - len(raw)))):
            raw += more
        return raw
    finally:
        os.close(number)


def read_text(path: Path | str, shown: str, limit: int = MAX_FILE) -> str:
    """The text of a file under `content/`, with its line ends as they are.

    Args:
        path: The file.
        shown: What messages call it.
        limit: The most bytes that it may have.

    Raises:
        PapershelfError: It is too large, cannot be read, or is not UTF-8.
    """
    try:
        raw = read_bounded(path, limit)
    except OSError as error:
        raise disk.refusal(error, shown, "it cannot be read") from None
    if len(raw) > limit:
        raise stop(shown, f"it has more than {limit // 1024:,} KB", "Remove what does not belong to the list")
    if (found := other_encoding(raw)) is not None:
        raise stop(shown, f"it is {found.name}, and UTF-8 is read", found.remedy)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise stop(shown, f"the byte at offset {error.start} is not UTF-8", "Save it as UTF-8", line=line) from None
    if text.startswith("\ufeff"):
        raise stop(shown, "a byte order mark precedes its first line", "Save it as UTF-8 without a mark", line=1)
    return text


def plain_files(folder: Path, shown: str, problems: list[Problem]) -> Iterator[Path]:
    """The files directly in a folder, in the order of their names; anything odd is noted.

    A link or a device among a list's texts is an accident or an attack: a build would publish what
    a link points at.
    """
    return (Path(entry.path) for entry in plain_entries(folder, shown, problems))


def plain_entries(folder: Path, shown: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """The same as entries of the folder, which know what the system has said of them: a path takes its time."""
    if folder.is_dir():
        yield from _plain(_sorted(folder), shown, problems)


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    return sorted(os.scandir(folder), key=attrgetter("name"))


def _plain(entries: Iterable[os.DirEntry[str]], shown: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    for entry in entries:
        if entry.name.startswith("."):
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if (what := _odd(mode)) is None:
            yield entry
        elif what:
            problems.append(_not_plain(f"{shown}/{entry.name}", what))


def _not_plain(path: str, what: str) -> Problem:
    return Problem(
        path=path, problem=f"it is {what}", remedy="Keep plain files only: replace it by a file with its text"
    )


class Folder(NamedTuple):
    """What is directly in a folder, in the order of their names."""

    plain: list[os.DirEntry[str]]
    """The plain files, but for hidden ones."""
    folders: list[os.DirEntry[str]]
    """The folders, hidden ones too."""


Tree = dict[str, Folder]
"""Folders by what messages call them."""


def check_tree(folder: Path, shown: str, problems: list[Problem], *, keeps_modes: Callable[[], bool]) -> Tree:
    """Note whatever is not a plain file in a folder and the folders below it.

    Args:
        folder: The folder.
        shown: What messages call it.
        problems: Where they are noted.
        keeps_modes: Whether the file system keeps the modes of files; asked only where one is executable.

    Returns:
        What is there, so that nobody needs to look again.
    """
    tree = dict(_walk(folder, shown, problems))
    files = {
        f"{where}/{entry.name}": entry.stat(follow_symlinks=False).st_mode
        for where, found in tree.items()
        for entry in found.plain
    }
    programs = [path for path, mode in files.items() if os.name == "posix" and mode & 0o111]
    # Windows' drives under WSL, exFAT and SMB show every file as executable. A file that was written since by
    # a program with modes of its own is not an exception, so most are enough; of a single file nobody can tell.
    says_nothing = len(files) > 1 and len(programs) * 2 > len(files)
    if programs and not says_nothing and keeps_modes():
        problems.extend(_not_plain(path, "executable") for path in programs)
    return tree


def _walk(folder: Path, shown: str, problems: list[Problem]) -> Iterator[tuple[str, Folder]]:
    """A folder and those below it."""
    # A list of what is left and no recursion, for folders may be nested deeper than Python calls.
    left = [(folder, shown)]
    while left:
        folder, shown = left.pop()
        entries = _sorted(folder) if folder.is_dir() else []
        below = [] if folder.is_symlink() else [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        yield shown, Folder(list(_plain(entries, shown, problems)), below)
        left += [(Path(entry.path), f"{shown}/{entry.name}") for entry in below]


def check_flat(tree: Tree, shown: str, kind: str, problems: list[Problem]) -> None:
    """Note the folders in a folder whose files are read, and not those below it.

    Args:
        tree: What is there.
        shown: What messages call the folder.
        kind: What one of its files is.
        problems: Where they are noted.
    """
    for below in tree[shown].folders if shown in tree else ():
        if below.name.startswith("."):
            continue  # an editor's own, as plain files that begin so are
        problem = f"it is a folder, and the {kind}s in it would be passed over"
        remedy = f"Move its files to {shown}/, where every {kind} is, and remove it"
        problems.append(Problem(path=f"{shown}/{below.name}", problem=problem, remedy=remedy))


def _odd(mode: int) -> str | None:
    """What keeps a file from being a plain text; empty for a folder, None for nothing."""
    if stat.S_ISDIR(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if not stat.S_ISREG(mode):
        return "a device, a pipe or a socket"
    return None


@contextmanager
def lock(content: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the one lock of a content folder, and put right what a killed run left behind.

    Args:
        content: The folder.
        patience: Seconds to wait for another holder.

    Raises:
        PapershelfError: Somebody else holds it, the folder cannot be written, or what a killed run left cannot be
            taken back.
    """
    try:
        with disk.hold(content / ".lock", str(content), "changing it", patience=patience):
            if changed := journal.take_back(content):
                log.warning("content: a command was interrupted; what it had written is undone (files: %d)", changed)
            for leftover in sorted(content.glob(f"{_STAGING}*")):
                if leftover.name.removeprefix(_STAGING).isdecimal():
                    # What cannot be cleared away is in nobody's way.
                    with suppress(OSError):
                        _remove(leftover)
            yield
    except OSError as error:
        raise disk.refusal(error, content, kept=_KEPT) from None


def _remove(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover)
    else:
        leftover.unlink()


def settle(content: Path) -> None:
    """Have a content folder whole before it is read: take back what a killed run had begun to write.

    Raises:
        PapershelfError: It is being written and that does not end, or it cannot be taken back.
    """
    if journal.is_open(content):
        with lock(content, patience=_PATIENCE):
            pass


def write_files(content: Path, files: Mapping[str, str | None]) -> None:
    """Write and remove several files, all of them or none, durably: called by the holder of the lock.

    All are staged first, then each takes its place by renaming, or goes, in the order of `files`. A journal remembers
    meanwhile what was there: if the disk refuses, it is taken back at once; if the run is killed, by the next one.

    Args:
        content: The folder that the paths are relative to.
        files: Text by path, in the order of writing; None: the file goes.

    Raises:
        PapershelfError: The disk refuses; what was there is intact.
    """
    raw = {name: None if text is None else text.encode("utf-8") for name, text in files.items()}
    if not raw:
        return
    staging = content / f"{_STAGING}{os.getpid()}"
    try:
        try:
            _stage(staging, content, raw)
            for folder in sorted({(content / name).parent for name in raw}):
                folder.mkdir(parents=True, exist_ok=True)
            journal.begin(content, raw)
            _place(staging, content, raw)
            journal.end(content)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise disk.refusal(error, content, kept=_take_back(content)) from None


def remove_files(content: Path, names: Iterable[str]) -> None:
    """Remove files whose words are kept elsewhere, durably: called by the holder of the lock.

    Args:
        content: The folder that the paths are relative to.
        names: The files.

    Raises:
        PapershelfError: The disk refuses; some are still there.
    """
    paths = [content / name for name in names]
    try:
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in paths}):
            disk.sync_folder(folder)
    except OSError as error:
        raise disk.refusal(error, content, kept="what is left can be removed by running this again") from None


def _stage(staging: Path, content: Path, files: Mapping[str, bytes | None]) -> None:
    staging.mkdir()
    for number, (name, raw) in enumerate(files.items()):
        with _naming(content / name):
            if raw is not None:
                (staging / str(number)).write_bytes(raw)
    disk.flush_tree(staging)


def _place(staging: Path, content: Path, files: Mapping[str, bytes | None]) -> None:
    for number, (name, raw) in enumerate(files.items()):
        path = content / name
        with _naming(path):
            if raw is None:
                path.unlink(missing_ok=True)
            else:
                (staging / str(number)).replace(path)
    for folder in sorted({(content / name).parent for name in files}):
        disk.sync_folder(folder)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let a refusal name the file that a person knows, and not where it is staged."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _take_back(content: Path) -> str:
    """Take back at once what was begun; what is to be said of it."""
    try:
        journal.take_back(content)
    except (OSError, PapershelfError):
        return "the next command takes back what was written"
    return _KEPT
