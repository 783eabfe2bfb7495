"""Papers read in several processes before a list is loaded, which then finds them remembered."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from papershelf import processes
from papershelf.content import abstracts, files
from papershelf.content.reading import Reading, Texts
from papershelf.content.unchanged import REMEMBERED, Part

WORTH_A_PROCESS = 300
"""So many papers are read while another process begins."""


def read_ahead(root: Path, jobs: int) -> None:
    """Read the papers that stand alone, if none is remembered. What is wrong with a file is for the loader to say.

    Args:
        root: The project's folder.
        jobs: How many processes may be at work; what is remembered is the same with any number.
    """
    content = root / "content"
    folder = content / "papers"
    if jobs == 1 or REMEMBERED.is_any or not processes.can_copy() or folder.is_symlink():
        return
    beside = abstracts.imported(content)
    names = [entry.name for entry in files.plain_entries(folder, "content/papers", []) if entry.name not in beside]
    if len(names) >= 2 * WORTH_A_PROCESS:
        work = partial(_read_some, content)
        for part in processes.over(work, names, jobs=jobs, least=WORTH_A_PROCESS):
            REMEMBERED.join(part)


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
