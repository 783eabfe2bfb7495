"""How papers are related, kept for the next build of another process: what an edit does not touch stays as it is."""

from __future__ import annotations

from pathlib import Path

from papershelf import disk
from papershelf.publish import program
from papershelf.similarity.kept import pack, unpack
from papershelf.similarity.related import Related

FILE = Path(".cache") / "similarity"
"""Where it is kept, below the project's folder. It may be deleted at any time."""

_NEAR_ENOUGH = 50
"""As long as fewer than one in so many papers has changed since, to find that out costs less than to write the file."""


def load(root: Path) -> Related | None:
    """What was kept; None, if another program has kept it, it is damaged or not ours."""
    kept = disk.read_sealed(root / FILE)
    made_with = program.digest().encode()
    # What is unpacked was packed by this user's same program: the seal and the hash say so.
    return unpack(kept[len(made_with) :]) if kept is not None and kept.startswith(made_with) else None


def save(root: Path, related: Related) -> None:
    """Keep how papers are related, unless what is kept will do. Where that cannot be, the next build begins anew."""
    if related.drift * _NEAR_ENOUGH > len(related.read.slugs) or not (root / FILE).exists():
        disk.write_sealed(root / FILE, program.digest().encode() + pack(related))
