"""Files of output: each is written whole, and only over what we wrote ourselves."""

from __future__ import annotations

import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from papershelf import disk
from papershelf.errors import stop
from papershelf.publish.output.places import check_file_place, resolve

RECORD = ".cache/written.txt"
"""In the project's folder: the hashes of the files that were written, a line each, the newest last."""

_REMEMBERED = 1000


def check_file(file: Path, root: Path) -> None:
    """Refuse an output file that is not a plain file, or belongs to the project. `--force` makes no difference.

    Raises:
        PapershelfError: It is such a file.
    """
    check_file_place(file, root)
    mode = _mode(file)
    if mode is None or stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise stop(str(file), "it is a folder", "Name the file to write")
    raise stop(str(file), "it is a device, a pipe or a socket", "Name the file to write, or - for the standard output")


def check_former(file: Path, root: Path, *, force: bool = False) -> None:
    """Refuse to overwrite a file that is not, byte for byte, what we once wrote.

    Args:
        file: The output file.
        root: The project's folder, which remembers what was written.
        force: Whether it may be overwritten all the same.

    Raises:
        PapershelfError: It holds something else, or cannot be read.
    """
    try:
        if force or _mode(file) is None or _hash(resolve(file).read_bytes()) in _remembered(root):
            return
    except OSError as error:
        raise disk.refusal(error, file, "it cannot be read") from None
    problem = "it is there, and Papershelf did not write it, or it was changed since"
    raise stop(str(file), problem, "Name another file, or replace it with --force")


def write_file(file: Path, content: bytes, root: Path, *, force: bool = False) -> None:
    """Write one file, whole or not at all; the folders above it are made. A link is written through.

    Args:
        file: The output file.
        content: Its bytes.
        root: The project's folder, which remembers what was written.
        force: Whether to overwrite what is not ours.

    Raises:
        PapershelfError: The place is none for output, the file is not ours, or the disk refuses; the old file is as
            it was.
    """
    check_file(file, root)
    target = resolve(file)
    try:
        if target.is_file() and target.read_bytes() == content:
            return
        check_former(file, root, force=force)
        _remember(root, content)
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(target, content)
    except OSError as error:
        raise disk.refusal(error, file, kept="nothing was half-written") from None


def _mode(file: Path) -> int | None:
    """What kind of file it is, behind all links; None where there is none."""
    try:
        return resolve(file).stat().st_mode
    except FileNotFoundError:
        return None  # nor is one where a link leads nowhere
    except OSError as error:
        raise disk.refusal(error, file) from None


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _remembered(root: Path) -> list[str]:
    try:
        return (root / RECORD).read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return []


def _remember(root: Path, content: bytes) -> None:
    """Note what is about to be written, so that the next run may replace it."""
    lines = [line for line in _remembered(root) if line != _hash(content)][1 - _REMEMBERED :]
    # Where the project cannot be written the file can be all the same; the next run then asks for --force.
    with suppress(OSError):
        (root / RECORD).parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(root / RECORD, "".join(f"{line}\n" for line in [*lines, _hash(content)]).encode())
