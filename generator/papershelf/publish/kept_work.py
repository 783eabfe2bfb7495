"""Work on the list that the next build need not do again: papers that were read, how they are related, and the search.

Each file begins with the hash of the program, and has the seal of this user: so what is unpacked was packed by the
very same program, and by nobody else.
"""

from __future__ import annotations

from pathlib import Path

from papershelf import disk
from papershelf.content.ahead import KEPT_PAPERS
from papershelf.content.unchanged import REMEMBERED
from papershelf.publish import program, search
from papershelf.similarity.listed import Related, settle, unpack

RELATED = Path(".cache") / "similarity"
"""Where it is kept how papers are related, below the project's folder. It may be deleted at any time."""
SEARCH = Path(".cache") / "search"
"""Where it is kept what the search's files were made from, likewise."""

_NEAR_ENOUGH = 50
"""As long as fewer than one in so many papers has changed since, to find that out costs less than to write the file."""


def load_related(root: Path) -> Related | None:
    """How papers were related; None where nothing was kept, it is damaged, or somebody else has kept it."""
    data = _load(root / RELATED)
    if data is None:
        return None
    related = unpack(data)
    related.kept.is_on_disk = True
    return related


def save_related(root: Path, related: Related) -> None:
    """Keep how papers are related, unless what is kept will do to begin with."""
    if not related.kept.is_on_disk or not (root / RELATED).exists():
        _save(root / RELATED, settle(related).kept.data)
        related.kept.is_on_disk = True


def save_list(root: Path, related: Related | None) -> None:
    """Keep what is known of the list once it is loaded and its papers are related."""
    if related is not None:
        save_related(root, related)
    save_papers(root)


def load_search(root: Path) -> search.Packed | None:
    """What the search's files were made from; None where nothing was kept, it is damaged, or somebody else's."""
    data = _load(root / SEARCH)
    return None if data is None else search.Packed(data)


def save_search(root: Path, kept: search.Kept | search.Packed) -> None:
    """Keep what the search's files were made from, unless what is kept will do."""
    if isinstance(kept, search.Packed):  # as a process has sent it that made all of them
        _save(root / SEARCH, kept.data)
    elif kept.drift * _NEAR_ENOUGH > len(kept.papers) or not (root / SEARCH).exists():
        _save(root / SEARCH, search.pack(kept).data)


def take_papers(root: Path) -> None:
    """Remember the papers that a process before has read."""
    if (data := _load(root / KEPT_PAPERS)) is not None:
        REMEMBERED.take(data)


def save_papers(root: Path) -> None:
    """Keep the papers that this process has read, unless what is kept will do."""
    if REMEMBERED.share_new * _NEAR_ENOUGH > 1 or not (root / KEPT_PAPERS).exists():
        _save(root / KEPT_PAPERS, REMEMBERED.pack())


def _load(file: Path) -> memoryview | None:
    kept, made_with = disk.read_sealed(file), program.digest().encode()
    return kept[len(made_with) :] if kept is not None and kept[: len(made_with)] == made_with else None


def _save(file: Path, data: bytes | bytearray | memoryview) -> None:
    """Keep a file; where it cannot be kept, the next build does the work again."""
    disk.write_sealed(file, program.digest().encode(), data)
