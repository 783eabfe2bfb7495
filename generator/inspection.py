"""A project brought before the rules: its content as far as it loads, its pages' addresses, its former state."""

from __future__ import annotations

import tempfile
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from generator import catalog, check, content, pages, revisions
from generator.errors import Problem

PREFIX = "content/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What the rules read, and what they said."""

    material: check.Material
    problems: tuple[Problem, ...]
    """Each with its rule, in the order of reading: what loading found, and what the rules found."""


def inspect(root: Path, base: check.Base | None = None, *, release: bool = False) -> Inspection:
    """Apply every rule to a project, also where it does not load.

    Args:
        root: The project's folder.
        base: What it is compared with, if with anything.
        release: Whether balance is an error.

    Raises:
        PapershelfError: There is no content at all.
    """
    examined = content.examine(root)
    material = _material(examined, base)
    found = [*check.named(examined.problems), *check.check(material, release=release)]
    return Inspection(material=material, problems=tuple(sorted(found, key=Problem.sort_key)))


def base(root: Path, revision: str) -> check.Base:
    """The list at the commit at which the branch that is checked out left a revision, as far as it was sound.

    Raises:
        PapershelfError: The revision is not known, or held more than plain files.
    """
    tree = revisions.read_tree(root, revisions.fork(root, revision, "HEAD"), "content")
    with tempfile.TemporaryDirectory(prefix="papershelf-") as folder:
        (Path(folder) / "content").mkdir()
        for path, raw in tree.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        examined = content.examine(Path(folder))
    material = _material(examined, None)
    return check.Base(library=examined.library, addresses=material.addresses or frozenset())


def mend(root: Path, base: check.Base | None = None, only: Container[str] | None = None) -> tuple[str, ...]:
    """Put right what has one right answer, alone with the content.

    Args:
        root: The project's folder.
        base: What it is compared with: the import's fields and the ledger are put right only then.
        only: The files that may change, relative to the project. None: all.

    Returns:
        The files that changed, relative to the project.

    Raises:
        PapershelfError: Somebody else is changing the content, or the disk refuses; then nothing is changed.
    """
    folder = content.locate(root)
    with content.lock(folder):
        examined = content.examine(root)
        material = _material(examined, base)
        corrected = check.corrections(material, check.named(examined.problems))
        files = content.mend(examined, corrected, check.lost_addresses(material), only)
        content.write_files(folder, files)
    return tuple(PREFIX + name for name in files)


def _material(examined: content.Examined, base: check.Base | None) -> check.Material:
    """What the rules read of a list, as far as it is sound."""
    arranged = catalog.arrange(examined.library)
    # A page needs what its vocabulary and its listings say.
    sound = examined.unsound.isdisjoint(["tags.yml", "listings.yml"])
    return check.Material(
        catalog=arranged,
        texts=examined.texts,
        unsound=examined.unsound,
        addresses=frozenset(pages.addresses(arranged)) if sound else None,
        base=base,
    )
