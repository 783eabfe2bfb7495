"""Writing so that it is still there when the power fails.

A file that was written and renamed may be empty after that: the name can reach the disk before the
bytes do. So bytes are flushed before the name changes, and the folder after it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

_CANNOT = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.ENOSYS}
"""What file systems answer that cannot flush a folder, and folders that may be written but not read."""


def write_whole(
    path: Path, *data: bytes | bytearray | memoryview, half: Path | None = None, lasts: bool = True
) -> None:
    """Write one file durably: it is there whole, or what was there before is.

    Args:
        path: The file.
        data: Its bytes, in one part or several.
        half: What it is called until it is whole, a name that is ours; by default one beside it.
        lasts: Whether that is so when the power has failed, too. It takes long, and who can tell a damaged file from
            a whole one may do without.

    Raises:
        OSError: The disk refuses; what was there is intact.
    """
    half = half or path.with_name(f".papershelf-{os.getpid()}.half")
    try:
        _write_new(half, data, lasts=lasts)
        half.replace(path)
    except BaseException as error:
        with suppress(OSError):
            half.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)  # which a person knows
        raise
    if lasts:
        sync_folder(path.parent)


def _write_new(path: Path, data: Iterable[bytes | bytearray | memoryview], *, lasts: bool) -> None:
    """Write a file of a name that is ours, and perhaps have its bytes on the disk. A link of that name is not followed.

    Raises:
        OSError: The disk refuses.
    """
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.writelines(data)
        file.flush()
        if lasts:
            _sync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that.

    Raises:
        OSError: The disk fails.
    """
    if os.name != "posix":
        return  # Windows opens no folder; its file systems keep a journal of names
    try:
        number = os.open(folder, os.O_RDONLY)
        try:
            _sync(number)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno not in _CANNOT:
            error.filename = str(folder)
            raise


def flush_tree(folder: Path) -> None:
    """Have everything below a folder on the disk: by one call where there is one, else file by file.

    Raises:
        OSError: The disk fails.
    """
    if _flush_file_system(folder):
        return
    for inner, _, names in os.walk(folder):
        for name in names:
            with Path(inner, name).open("rb+") as file:
                _sync(file.fileno())
        sync_folder(Path(inner))


def flush_files(folder: Path, names: Iterable[str]) -> None:
    """Have some files below a folder on the disk, and the folders that they are in; else as `flush_tree`.

    Args:
        folder: The folder.
        names: Their paths, relative to it. One that is not there is passed over.

    Raises:
        OSError: The disk fails.
    """
    if _flush_file_system(folder):
        return
    folders = {folder}
    for name in names:
        path = folder / name
        if path.is_file():
            with path.open("rb+") as file:
                _sync(file.fileno())
        folders.update(above for above in path.parents if above.is_relative_to(folder) and above.is_dir())
    for above in sorted(folders):
        sync_folder(above)


def _flush_file_system(folder: Path) -> bool:
    """Linux's `syncfs`; a site of thousands of files would take seconds otherwise."""
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        return False
    number = os.open(folder, os.O_RDONLY)
    try:
        if call(number) == 0:
            return True
    finally:
        os.close(number)
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(folder))


def _sync(number: int) -> None:
    """Have an open file's bytes on the disk itself and not only in its cache, where the system can."""
    if sys.platform == "darwin":
        try:
            fcntl.fcntl(number, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass  # a file system that knows only the weaker call
    os.fsync(number)
