"""Papers read in several processes before a list is loaded, which then finds them remembered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from papershelf import disk, processes
from papershelf.content import abstracts, files
from papershelf.content.reading import Reading, Texts
from papershelf.content.unchanged import REMEMBERED, Part

KEPT_PAPERS = Path(".cache") / "papers"
"""Where papers are kept as they were read, below the project's folder. It may be deleted at any time."""
WORTH_A_PROCESS = 300
"""So many papers are read while another process begins."""
_PARTS = 8
"""In so many shards a process reads its share, because nobody knows when this one joins in."""

_begun: dict[Path, Callable[[], list[Part]]] = {}
"""By project, what waits for the papers that copies of this process have begun to read."""


def begin_reading(root: Path) -> None:
    """Let papers stay unread whose files are as they were, where the file system says what time it is."""
    clock = None
    with suppress(OSError):
        folder = (root / KEPT_PAPERS).parent
        folder.mkdir(exist_ok=True)
        if folder.stat().st_dev == (root / "content" / "papers").stat().st_dev:
            clock = disk.tell_time(folder)
    REMEMBERED.begin(clock)


@contextmanager
def reading_early(root: Path, jobs: int) -> Iterator[None]:
    """Have copies of this process begin to read while the block loads what else it needs, unless papers are kept."""
    if jobs == 1 or (root / KEPT_PAPERS).exists() or not (root / "content" / "papers").is_dir():
        yield
        return
    begin_reading(root)
    with reading(root, jobs):
        yield


def join(root: Path) -> None:
    """Remember the papers that copies of this process have begun to read, and read those that are left."""
    if (results := _begun.pop(root.resolve(), None)) is not None:
        for part in results():
            REMEMBERED.join(part)


@contextmanager
def reading(root: Path, jobs: int) -> Iterator[None]:
    """Have copies of this process begin to read, if nobody has and no paper is remembered, while the block loads.

    They read papers that stand alone. What is wrong with a file is for the loader to say.

    Args:
        root: The project's folder.
        jobs: How many processes may be at work; what is remembered is the same with any number.
    """
    place, content = root.resolve(), root / "content"
    names = [] if place in _begun else _names(content, jobs)
    if len(names) < 2 * WORTH_A_PROCESS:
        yield
        return
    with processes.begun(partial(_read_some, content), names, jobs=jobs, parts=_PARTS) as _begun[place]:
        try:
            yield
        finally:
            _begun.pop(place, None)


def _names(content: Path, jobs: int) -> list[str]:
    """The files of the papers that are worth reading ahead."""
    folder = content / "papers"
    if jobs == 1 or REMEMBERED.is_any or not processes.can_copy() or folder.is_symlink():
        return []
    beside = abstracts.imported(content)
    return [entry.name for entry in files.plain_entries(folder, "content/papers", []) if entry.name not in beside]


def _read_some(content: Path, names: Sequence[str]) -> Part:
    reading, folder = Reading(content=content, instead={}, texts=Texts(content)), content / "papers"
    for name in names:
        path, slug = str(folder / name), name.removesuffix(".md")
        with suppress(OSError):  # it is gone again
            state = os.lstat(path)
            text = None if slug == name else reading.text(f"papers/{name}", path=path)
            if text is not None and (paper := REMEMBERED.read_sound(slug, text, None)) is not None:
                REMEMBERED.note(paper, state)
    return REMEMBERED.part()
