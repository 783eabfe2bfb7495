"""A project brought before the rules: its content as far as it loads, its pages' addresses, its former state."""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from papershelf import check, content, disk, git
from papershelf.addresses import addresses, promised
from papershelf.catalog import catalog
from papershelf.content import editor_files, ledger
from papershelf.curate.fix import mend as mend_files
from papershelf.curate.slips import mend_slips
from papershelf.errors import PapershelfError, Problem
from papershelf.model import Library
from papershelf.project import Project

LARGEST = 16 * 1024 * 1024
"""Of the files for editors, in bytes; a longer one is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What the rules read, and what they said."""

    material: check.Material
    problems: tuple[Problem, ...]
    """Each with its rule, in the order of reading: what loading found, and what the rules found."""


def inspect(
    project: Project, base: check.Base | None = None, *, release: bool = False, today: str | None = None
) -> Inspection:
    """Apply every rule to a project, also where it does not load.

    Args:
        project: The project, whose list is judged as it was read.
        base: What it is compared with, if with anything.
        release: Whether balance is an error.
        today: `YYYY-MM-DD`, against which days are held. None: nothing is.

    Raises:
        PapershelfError: There is no content at all.
    """
    examined = project.examined
    material = _material(examined, base, stale=_stale(project.root, examined), today=today)
    recorded = () if base is None else _recorded_programs(project.root, examined)
    found = [*check.named([*examined.problems, *recorded]), *check.check(material, release=release)]
    return Inspection(material=material, problems=tuple(sorted(found, key=Problem.sort_key)))


def _recorded_programs(root: Path, examined: content.Examined) -> Iterator[Problem]:
    """The files that git records as executable, on whatever disk: so would they reach everybody else."""
    known = {problem.path for problem in examined.problems}
    for path in git.programs(root, "content"):
        if path not in known:
            remedy = f"Run `git update-index --chmod=-x {path}`"
            yield Problem(path=path, problem="git records it as executable", remedy=remedy)


def base(root: Path, revision: str) -> check.Base:
    """The list at the commit at which the branch that is checked out left a revision, as far as it was sound.

    Raises:
        PapershelfError: The revision is not known, or held more than plain files.
    """
    tree = git.read_tree(root, git.fork(root, revision, "HEAD"), "content")
    with tempfile.TemporaryDirectory(prefix="papershelf-") as folder:
        git.write_tree(Path(folder), tree, "content")
        examined = Project(folder).examined
    material = _material(examined, None)
    return check.Base(library=examined.library, addresses=material.addresses or frozenset())


def plan_mending(
    project: Project, base: check.Base | None = None, only: Container[str] | None = None, day: str | None = None
) -> Mapping[str, str]:
    """What has one right answer, put right; nothing is written.

    Args:
        project: The project.
        base: What it is compared with: the import's fields and the ledger are put right only then.
        only: The files that may change, relative to the project. None: all.
        day: The day that a new paper without one is marked with, `YYYY-MM-DD`. None: it gets none.

    Returns:
        The texts of the files that change, by path relative to the project, what is referred to first.

    Raises:
        PapershelfError: There is no content at all.
    """
    examined = project.examined
    slips = mend_slips(examined, None if base is None else base.library, day, only)
    examined = content.examine(project.root, slips) if slips else examined
    material = _material(examined, base)
    corrected = check.corrections(material, check.named(examined.problems))
    remembered = {address: ledger.addition(address) for address in _promised(examined.library, corrected, material)}
    if base is not None:
        # What was taken out comes back where it was.
        where = base.library.additions
        lost = check.lost_addresses(material)
        remembered |= {address: where.get(address, "content/urls.txt").removeprefix("content/") for address in lost}
    files = mend_files(examined, corrected, remembered, only)
    planned = {f"content/{name}": text for name, text in {**slips, **files}.items()}
    whole = only is None or "content/tags.yml" in only
    stale = _stale(project.root, examined)
    return planned | {path: text for path, text in stale.items() if whole or path in (only or ())}


def _promised(library: Library, corrected: Mapping[str, Mapping[str, Any]], material: check.Material) -> set[str]:
    """The addresses of every page once the corrections are made; none while nobody can say them."""
    if material.addresses is None:
        return set()
    right = tuple(replace(paper, **corrected.get(paper.slug, {})) for paper in library.papers)
    return promised(replace(library, papers=right))


def mend(
    project: Project, base: check.Base | None = None, only: Container[str] | None = None, day: str | None = None
) -> tuple[str, ...]:
    """Write what `plan_mending` plans, alone with the content; the files that changed.

    Raises:
        PapershelfError: Somebody else is changing the content, or the disk refuses; then nothing is changed.
    """
    with project.edit(unsound=True) as texts:
        planned = plan_mending(project, base, only, day)
        inside = {path: text for path, text in planned.items() if path.startswith("content/")}
        texts.update({path.removeprefix("content/"): text for path, text in inside.items()})
        texts.save()
        _write_beside(project.root, {path: text for path, text in planned.items() if path not in inside})
    return tuple(planned)


def gather_ledger(project: Project) -> tuple[str, ...]:
    """Take the additions of the ledger into it, alone with the content; the files that changed or went.

    Raises:
        PapershelfError: Somebody else is changing the content, the disk refuses, or a part of the ledger is unsound.
    """
    with project.edit(unsound=True) as texts:
        problems = project.examined.problems
        if broken := [each for each in problems if ledger.is_part(each.path.removeprefix("content/"))]:
            raise PapershelfError(broken)
        before = project.examined.texts
        additions = [name for name in before if ledger.is_part(name) and name != ledger.NAME]
        changed = ledger.record(before, ledger.held(before)) if additions else {}
        texts.update(changed)
        texts.save()
        # They go when the ledger has them on the disk: whoever reads in between reads each address twice.
        content.remove_files(content.locate(project.root), additions)
    project.reload()
    return tuple(f"content/{name}" for name in (*changed, *additions))


def write_editor_files(project: Project) -> Mapping[str, bool]:
    """Write the files that an editor reads, alone with the content.

    Returns:
        Each file, relative to the project, and whether it had to be written.

    Raises:
        PapershelfError: The content does not load, or the disk refuses.
    """
    with project.edit():
        wanted = editor_files.to_files(project.library.vocabulary, has_sources=bool(project.inbox.feeds))
        changed = {path: text for path, text in wanted.items() if _held(project.root / path) != text.encode("utf-8")}
        _write_beside(project.root, changed)
    return {path: path in changed for path in wanted}


def renew_editor_files(project: Project) -> None:
    """Write the files that an editor reads anew where there are any, alone with the content.

    Raises:
        PapershelfError: Somebody else is changing the content, or the disk refuses.
    """
    with project.edit(unsound=True):
        _write_beside(project.root, _stale(project.root, project.examined))


def _write_beside(root: Path, files: Mapping[str, str]) -> None:
    """Write files of the project that are not in its content, but follow from it."""
    for path, text in files.items():
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            disk.write_whole(root / path, text.encode("utf-8"))
        except OSError as error:
            raise disk.refusal(error, path) from None


def _stale(root: Path, examined: content.Examined) -> Mapping[str, str]:
    """The files for editors that are there and are not those of this vocabulary, as they should be."""
    if "tags.yml" in examined.doubts:
        return {}
    has_sources = bool(examined.inbox.feeds)
    wanted = editor_files.to_files(examined.library.vocabulary, has_sources=has_sources)
    return {path: text for path, text in wanted.items() if _held(root / path) not in (None, text.encode("utf-8"))}


def _held(path: Path) -> bytes | None:
    """The bytes of a plain file, as many as could matter; None where there is none."""
    return content.read_bounded(path, LARGEST) if path.is_file() and not path.is_symlink() else None


def _material(
    examined: content.Examined, base: check.Base | None, stale: Iterable[str] = (), today: str | None = None
) -> check.Material:
    """What the rules read of a list, as far as it is sound."""
    arranged = catalog.arrange(examined.library)
    # A page needs what its vocabulary and its listings say.
    doubts = examined.doubts
    sound = doubts.keys().isdisjoint(["tags.yml", "listings.yml"])
    return check.Material(
        catalog=arranged,
        texts=examined.texts,
        doubts=doubts,
        addresses=frozenset(addresses(examined.library)) if sound else None,
        base=base,
        stale=tuple(stale),
        today=today,
    )
