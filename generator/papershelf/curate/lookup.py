"""Which paper a person means by a name."""

from __future__ import annotations

from pathlib import Path

from papershelf import content
from papershelf.errors import Rejected
from papershelf.model import Library, Paper
from papershelf.text import identifiers_of, identify


def find_paper(library: Library, name: str, root: Path) -> Paper:
    """The paper with a slug or id, a former one too; of a file, an identifier or an address.

    Args:
        library: The list.
        name: What a person typed.
        root: The project's folder, for names of files.

    Raises:
        Rejected: There is none; the remedy names the nearest.
    """
    known = {each: paper for paper in library.papers for each in paper.names}
    if name in known:
        return known[name]
    path = Path(name).resolve()
    meant = identify(name)
    for paper in library.papers:
        if path == (root / paper.source).resolve() or name in (paper.source, paper.file):
            return paper
        if meant is not None and meant.key in {each.key for each in identifiers_of(paper)}:
            return paper
    near = content.nearest(name, known)
    remedy = f"Did you mean '{near}'?" if near else "Name the slug or the file of a paper"
    raise Rejected(f"there is no paper '{name[:80]}' on the list", remedy)
