"""One writer at a time: a lock that ends with its process, and says who holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import stop
from papershelf.lazy_import import lazy_import

if TYPE_CHECKING:
    import filelock
else:
    filelock = lazy_import("filelock")


@contextmanager
def hold(lock: Path, shown: str, doing: str, *, patience: float = 0, keep: bool = True) -> Iterator[None]:
    """Hold a lock for as long as the block takes. It ends with the process, also with a killed one.

    Args:
        lock: The lock's file; a second one beside it names the holder.
        shown: What messages call the thing that is locked.
        doing: What its holder is doing to it, such as `changing it`.
        patience: Seconds to wait for another holder.
        keep: Whether the file stays; where people keep files of their own, nothing should.

    Raises:
        PapershelfError: Another process holds it.
        OSError: The lock's file cannot be written.
    """
    holder = lock.with_name(f"{lock.name}-holder")
    held = filelock.FileLock(lock, timeout=patience)
    try:
        held.acquire()
    except filelock.Timeout:
        remedy = "Wait until that ends, and try again"
        raise stop(shown, f"{_name(holder)} is {doing} at this moment", remedy) from None
    try:
        holder.write_text(f"process {os.getpid()}", encoding="utf-8")
        yield
    finally:
        try:
            # While it is held: whoever waits for it sees that its file is gone, and makes a new one.
            for file in [holder] if keep else [holder, lock]:
                with suppress(OSError):
                    file.unlink()
        finally:
            held.release()


def _name(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "another process"
    except OSError:
        return "another process"
