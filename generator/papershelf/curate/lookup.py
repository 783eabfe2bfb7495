"""Which paper a person means by a name."""

from __future__ import annotations

from pathlib import Path

from papershelf import content
from papershelf.catalog.identity import claims
from papershelf.errors import Rejected
from papershelf.model import Library, Link, LinkKind, Paper
from papershelf.text import Identifier, identify


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
    for paper in library.papers:
        if path == (root / paper.source).resolve() or name in (paper.source, paper.file):
            return paper
    meant = identify(name)
    if meant is not None and (stated := find_stated(library, meant)) is not None:
        return stated
    near = content.nearest(name, known)
    remedy = f"Did you mean '{near}'?" if near else "Name the slug or the file of a paper"
    raise Rejected(f"there is no paper '{name[:80]}' on the list", remedy)


def find_stated(library: Library, meant: Identifier) -> Paper | None:
    """The paper that states an identifier, as a fact or by a link to the paper; None where none does."""
    own = Paper(slug="", id="", title="", added="", links=(Link(kind=LinkKind.PAPER, url=meant.address),))
    keys = set(claims(own).values())
    return next((paper for paper in library.papers if keys & set(claims(paper).values())), None)
