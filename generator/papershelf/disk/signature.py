"""Files told apart by what the system says of them, so that one that is as it was needs not be read.

As Git's index does (https://git-scm.com/docs/racy-git): whoever writes to a file changes its times, and nobody can set
the time of its last change back. A file that was written within the same tick of the clock as somebody looked at it
may be written again without a trace; so it has no signature yet.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_TICK = 100_000_000
"""Nanoseconds; clocks of file systems go on every few milliseconds."""
_SLOW_TICK = 2_000_000_000
"""Of file systems that keep whole seconds, or pairs of them."""
_SECOND = 1_000_000_000


class Signature(NamedTuple):
    """What tells the state of a file from all its other states, and from those of other files."""

    size: int
    modified: int
    """Nanoseconds since 1970, as the next."""
    changed: int
    """When its bytes, its owner, its permissions or its names were changed last."""
    number: int
    """Of the file, within its file system."""


def signature_of(state: os.stat_result) -> Signature | None:
    """The signature of a plain file; None for anything else, and where a system does not say when it was changed."""
    if os.name != "posix" or not stat.S_ISREG(state.st_mode):
        return None  # Windows says when it was made
    return Signature(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def has_signature(state: os.stat_result, signature: tuple[int, int, int, int] | None) -> bool:
    """Whether a file has a signature, without making its own; no file has None."""
    found = state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
    return found == signature and stat.S_ISREG(state.st_mode)


def tell_time(folder: Path) -> int:
    """What time a folder's file system thinks it is, in nanoseconds since 1970.

    Raises:
        OSError: No file can be written there.
    """
    probe = folder / f".papershelf-{os.getpid()}.clock"
    try:
        probe.write_bytes(b"")
        return probe.stat().st_ctime_ns
    finally:
        with suppress(OSError):
            probe.unlink()


def is_settled(signature: tuple[int, int, int, int], now: int) -> bool:
    """Whether a change that is still to come would be seen: the file was changed some ticks before now."""
    _, _, changed, _ = signature
    return changed < now - (_SLOW_TICK if changed % _SECOND == 0 else _TICK)
