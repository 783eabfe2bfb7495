"""Refusals of the operating system in words, each kind with the remedy that helps."""

from __future__ import annotations

import errno

from papershelf.errors import PapershelfError, stop

_PERMISSIONS = "Check who owns it, and its permissions"
_PLACE = "Name another place"
_SPACE = "Free some space, and try again"
_HARDWARE = "Check the disk and its connection, and try again"

_KINDS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", _SPACE),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space, or ask for a larger quota"),
    errno.EFBIG: ("it is larger than the file system takes", "Write it to another file system"),
    errno.EROFS: ("the file system is read-only", "Write somewhere else, or make it writable"),
    errno.EACCES: ("permission denied", _PERMISSIONS),
    errno.EPERM: ("the system does not permit it", _PERMISSIONS),
    errno.ENOENT: ("there is no such file or folder", "Check the path"),
    errno.ENOTDIR: ("a part of its path is not a folder", "Check the path"),
    errno.EISDIR: ("it is a folder", "Name a file"),
    errno.EEXIST: ("something of that name is there already", "Move it away"),
    errno.ENOTEMPTY: ("the folder is not empty", "Move away what is in it"),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter one"),
    errno.EILSEQ: ("the file system cannot hold its name", "Choose another one"),
    errno.ELOOP: ("its symbolic links lead in a circle", "Remove one of them"),
    errno.EXDEV: ("it is on another file system", _PLACE),
    errno.EBUSY: ("another program uses it, or a disk is mounted there", f"Close that program, or {_PLACE.lower()}"),
    errno.ETXTBSY: ("it is a running program", _PLACE),
    errno.EMFILE: ("this process has too many open files", "Raise the limit with `ulimit -n`, and try again"),
    errno.ENFILE: ("the system has too many open files", "Close other programs, and try again"),
    errno.ENOMEM: ("there is too little memory", "Close other programs, and try again"),
    errno.EIO: ("the disk reports an error", _HARDWARE),
    errno.ENXIO: ("the device is not there", _HARDWARE),
    errno.ENODEV: ("the device is not there", _HARDWARE),
    errno.ESTALE: ("the network drive has lost it", "Mount the drive again, and try again"),
    errno.ETIMEDOUT: ("the network drive does not answer", "Check the connection, and try again"),
}
"""By the number of the error: what happened, and what to do about it."""


def cause(error: OSError) -> str:
    """What happened: a clause without a full stop, the system's own words where we have none."""
    known = _KINDS.get(error.errno or 0)
    return known[0] if known else (error.strerror or " ".join(str(error).split())[:200])


def remedy(error: OSError) -> str:
    """What to do about it: a sentence without its full stop."""
    known = _KINDS.get(error.errno or 0)
    return known[1] if known else "Check the place, and try again"


def refusal(error: OSError, place: object, problem: str = "it cannot be written", kept: str = "") -> PapershelfError:
    """A refusal of the system as a problem, to be raised by the caller.

    Args:
        error: What the system said.
        place: The file or folder, where the error names none.
        problem: What could not be done.
        kept: What is as it was, to reassure; or nothing.
    """
    help_ = remedy(error)
    return stop(str(error.filename or place), f"{problem} ({cause(error)})", f"{help_}; {kept}" if kept else help_)
