"""Files that only this user's own Papershelf believes: each has a seal, made with a key that no project holds.

A project's folder may come from somebody else, and its `.cache/` with it. What is kept there to save work must not
be able to say that a page is harmless which nobody has looked at.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path, user_state_path

from papershelf.disk.durable import write_whole

_KEY = "cache.key"
_KEY_SIZE = 32
_SEAL_SIZE = 32
_MARK = b"Papershelf's own notes; delete them at any time.\n"


def write_sealed(path: Path, *data: bytes | bytearray | memoryview) -> None:
    """Keep a file for the next run. Where it cannot be kept, nothing happens: it only saves work.

    Args:
        path: The file.
        data: What it is to hold, in one part or several, for tens of megabytes are not put together in no time.
    """
    with suppress(OSError):
        key = _key()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _MARK, _seal(key, *data), *data, lasts=False)  # a damaged one is not believed


def read_sealed(path: Path) -> memoryview | None:
    """What was kept; None where nothing was, it is damaged, or somebody else has written it."""
    if not path.is_file():
        return None
    try:
        whole, key = memoryview(path.read_bytes()), _key()  # which is large, and is not copied in parts
    except OSError:
        return None
    begin = len(_MARK) + _SEAL_SIZE
    seal, data = whole[len(_MARK) : begin], whole[begin:]
    return data if whole[: len(_MARK)] == _MARK and hmac.compare_digest(seal, _seal(key, data)) else None


def own_folder(name: str) -> Path | None:
    """A folder for what this user's runs keep for one another, which nobody else can write.

    Returns:
        None where there can be none, or somebody else can write it.
    """
    try:
        folder = user_cache_path("papershelf", appauthor=False) / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":
            state = folder.stat()
            if state.st_uid != os.geteuid() or state.st_mode & 0o022:
                return None
    except (OSError, RuntimeError):  # the latter where nobody knows the user's home
        return None
    return folder


def _seal(key: bytes, *data: bytes | bytearray | memoryview) -> bytes:
    seal = hmac.new(key, digestmod="sha256")
    for part in data:
        seal.update(part)
    return seal.digest()


def _key() -> bytes:
    """This user's key, made when it is first asked for.

    Raises:
        OSError: It can neither be read nor kept.
    """
    file = user_state_path("papershelf", appauthor=False) / _KEY
    for _ in range(2):
        with suppress(FileNotFoundError):
            if len(key := file.read_bytes()) == _KEY_SIZE:
                return key
            file.unlink()  # a run was killed while it wrote it
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(number, "wb") as made:
                made.write(os.urandom(_KEY_SIZE))
    return file.read_bytes()
