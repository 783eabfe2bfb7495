"""Two folders that trade places in one system call, so that at no moment one of them is missing."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Of Linux's renameat2(2)."""

_RENAME_SWAP = 2
"""Of macOS' renamex_np(2)."""

_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What systems and file systems answer that do not know how."""


def trade_places(one: Path, other: Path) -> bool:
    """Let two files or folders of one file system trade places, where one system call does that.

    Returns:
        Whether they did; without such a call nothing happens.

    Raises:
        OSError: The system knows how, and refuses.
    """
    code = _exchange(os.fsencode(one), os.fsencode(other))
    if code in _UNSUPPORTED:
        return False
    if code:
        raise OSError(code, os.strerror(code), str(other))
    return True


def _exchange(one: bytes, other: bytes) -> int:
    """The number of the error, zero for none."""
    if sys.platform.startswith("linux"):
        name, words = "renameat2", (_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
    elif sys.platform == "darwin":
        name, words = "renamex_np", (one, other, _RENAME_SWAP)
    else:
        return errno.ENOSYS
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return errno.ENOSYS
    return 0 if call(*words) == 0 else ctypes.get_errno() or errno.EIO
