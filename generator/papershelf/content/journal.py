"""What a command that writes several files remembers, so that a killed one can be taken back.

The journal is one file. It takes its name when it is whole and on the disk, before the first file is
changed, and is removed when the last one is on the disk. It holds what was there before, and the hashes
of what was to be written, or that the file was to go: a file that has neither was changed by a person
since, and is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from papershelf import disk
from papershelf.errors import stop

NAME = ".journal"

_FORMAT = "Papershelf's journal, version 1"
_SHOWN = f"content/{NAME}"
_HALF = ".tmp-0"
"""What is being written, which the lock clears away where a killed run left it; no process has this number."""


def is_open(content: Path) -> bool:
    """Whether a command is writing, or was killed while it was."""
    return (content / NAME).is_file() and not (content / NAME).is_symlink()


def begin(content: Path, files: Mapping[str, bytes | None]) -> None:
    """Remember what is there, before it is changed.

    Args:
        content: The content folder.
        files: What will be written, by path relative to it; None: the file will go.

    Raises:
        OSError: The disk refuses; nothing is remembered.
    """
    rows = [{"path": name, "before": _read(content / name), "after": _after(raw)} for name, raw in files.items()]
    raw = json.dumps({"format": _FORMAT, "files": rows}, indent=1).encode("ascii")
    disk.write_whole(content / NAME, raw, half=content / _HALF)


def end(content: Path) -> None:
    """Forget it, now that everything is written. From here on nothing is taken back.

    Raises:
        OSError: The disk refuses; it is not forgotten.
    """
    (content / NAME).unlink()
    # Should the power fail before the name is gone from the disk, all is taken back, which is whole as well.
    with suppress(OSError):
        disk.sync_folder(content)


def take_back(content: Path) -> int:
    """Bring every file back to what it was, if a journal was left; called by the holder of the lock.

    Returns:
        How many files had been changed.

    Raises:
        OSError: The disk refuses; the journal stays, and the next run tries again.
        PapershelfError: A file was changed by somebody else since, or the journal is none.
    """
    if not is_open(content):
        return 0
    rows = _rows(content)
    changed = []
    for row in rows:
        now = _read(content / row["path"])
        if now == row["before"]:
            continue
        if _after(None if now is None else _bytes(now)) != row["after"]:
            problem = "it was changed after a command that was writing it was interrupted"
            remedy = f"Undo that change, or delete {_SHOWN} to keep all files as they are"
            raise stop(f"content/{row['path']}", problem, remedy)
        changed.append(row)
    # What was written last refers to what was written first.
    for row in reversed(changed):
        _restore(content, content / row["path"], row["before"])
    end(content)
    return len(changed)


def _restore(content: Path, path: Path, before: str | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
        disk.sync_folder(path.parent)
    else:
        disk.write_whole(path, _bytes(before), half=content / _HALF)


def _rows(content: Path) -> list[dict[str, Any]]:
    """What a journal says. Nobody else's file is obeyed: a repository may bring along one that is made up."""
    try:
        data = json.loads((content / NAME).read_bytes())
        rows: list[dict[str, Any]] = data["files"]
        if data["format"] == _FORMAT and all(_is_row(content, row) for row in rows):
            return rows
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    problem = "it is not a journal of a command that was interrupted"
    raise stop(_SHOWN, problem, "Compare content/ with its state in Git, then delete this file")


def _is_row(content: Path, row: Mapping[str, Any]) -> bool:
    """Whether a row has its three texts, and its path stays among the files that commands write."""
    path = PurePosixPath(row["path"])
    is_plain = not path.is_absolute() and not any(part.startswith(".") or set(part) & set(":\\") for part in path.parts)
    inside = (content / path).parent.resolve().is_relative_to(content.resolve())
    are_texts = all(isinstance(row[name], str | None) for name in ("before", "after"))
    return bool(path.parts) and is_plain and inside and are_texts


def _read(path: Path) -> str | None:
    """The bytes of a file as a text that gives them back; None where there is none."""
    if not path.is_file():
        return None
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _after(raw: bytes | None) -> str | None:
    """What a journal says of a file that was written: its hash; None of one that went."""
    return None if raw is None else sha256(raw).hexdigest()
