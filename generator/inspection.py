"""A project brought before the rules: its content as far as it loads, its pages' addresses, its former state."""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import catalog, check, content, pages, revisions
from generator.errors import Problem
from generator.exports import editor

PREFIX = "content/"
LARGEST = 16 * 1024 * 1024
"""Of the files for editors, in bytes; a longer one is none of ours."""


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
    material = _material(examined, base, stale=_stale(root, examined))
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
        whole = only is None or "content/tags.yml" in only
        stale = {path: text for path, text in _stale(root, examined).items() if whole or (only and path in only)}
        content.write_files(root, stale)
    return (*(PREFIX + name for name in files), *stale)


def write_editor_files(root: Path) -> Mapping[str, bool]:
    """Write the files that an editor reads, alone with the content.

    Returns:
        Each file, relative to the project, and whether it had to be written.

    Raises:
        PapershelfError: The content does not load, or the disk refuses.
    """
    with content.lock(content.locate(root)):
        wanted = editor.to_files(content.load(root).library.vocabulary)
        changed = {path: text for path, text in wanted.items() if _held(root / path) != text.encode("utf-8")}
        content.write_files(root, changed)
    return {path: path in changed for path in wanted}


def _stale(root: Path, examined: content.Examined) -> Mapping[str, str]:
    """The files for editors that are there and are not those of this vocabulary, as they should be."""
    if "tags.yml" in examined.doubts:
        return {}
    wanted = editor.to_files(examined.library.vocabulary)
    return {path: text for path, text in wanted.items() if _held(root / path) not in (None, text.encode("utf-8"))}


def _held(path: Path) -> bytes | None:
    """The bytes of a plain file, as many as could matter; None where there is none."""
    return content.read_bounded(path, LARGEST) if path.is_file() and not path.is_symlink() else None


def _material(examined: content.Examined, base: check.Base | None, stale: Iterable[str] = ()) -> check.Material:
    """What the rules read of a list, as far as it is sound."""
    arranged = catalog.arrange(examined.library)
    # A page needs what its vocabulary and its listings say.
    doubts = examined.doubts
    sound = doubts.keys().isdisjoint(["tags.yml", "listings.yml"])
    return check.Material(
        catalog=arranged,
        texts=examined.texts,
        doubts=doubts,
        addresses=frozenset(pages.addresses(arranged)) if sound else None,
        base=base,
        stale=tuple(stale),
    )
