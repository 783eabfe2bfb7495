"""Scripts that may run, known by their hashes."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from papershelf.audit.report import quote
from papershelf.errors import stop

SCRIPTS = (".js", ".mjs")

_HASH = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")


def sha256(data: bytes) -> str:
    """A hash in the form of a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


def trusted_hashes(folders: Iterable[Path]) -> frozenset[str]:
    """The hashes of every script file below the folders, the theme's and our own, but for hidden folders.

    No site has what is in these: Material keeps 12,000 icons there.
    """
    return frozenset(
        sha256((folder / name).read_bytes())
        for folder in folders
        for name in files_below(folder, hidden=False)
        if name.endswith(SCRIPTS)
    )


def read_hash_list(path: Path) -> frozenset[str]:
    """The hashes of inline scripts, from a file with one `sha256-…` a line and `#` comments.

    Raises:
        PapershelfError: A line is not a hash.
    """
    hashes = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        if entry and not _HASH.fullmatch(entry):
            problem = f"{quote(entry)} is not a hash"
            raise stop(str(path), problem, "Write sha256- and 44 characters of base64", line=number)
        if entry:
            hashes.add(entry)
    return frozenset(hashes)


def files_below(root: Path, *, hidden: bool = True) -> Iterator[str]:
    """The files below a folder, relative to it, with forward slashes.

    Args:
        root: The folder.
        hidden: Whether those in hidden folders are among them.

    Raises:
        OSError: A folder cannot be read.
    """

    def fail(error: OSError) -> None:
        # Left to itself, os.walk passes over a folder that it cannot read, and so would the gate.
        raise error

    start = len(os.path.join(root, ""))  # noqa: PTH118 - a site has tens of thousands of files
    for folder, below, names in os.walk(root, onerror=fail):
        below[:] = [name for name in below if hidden or not name.startswith(".")]
        inner = folder[start:].replace(os.sep, "/")
        prefix = f"{inner}/" if inner else ""
        yield from (prefix + name for name in names)
