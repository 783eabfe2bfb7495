"""A new list: a folder with all that a site, its readers and its contributors need, and no paper yet."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from papershelf import addresses, disk, git
from papershelf.content import ledger
from papershelf.errors import PapershelfError, Problem, Severity, stop
from papershelf.project import Project
from papershelf.skeleton import record
from papershelf.skeleton.answers import Answers
from papershelf.skeleton.record import Record
from papershelf.skeleton.render import Tool, fingerprints, render, versions

BRANCH = "main"
"""The branch that the workflows publish."""


def check_place(folder: Path) -> None:
    """Object to a folder that holds anything.

    Raises:
        PapershelfError: It holds something, or is not a folder.
    """
    try:
        taken = next(folder.iterdir(), None)
    except FileNotFoundError:
        return
    except OSError as error:
        raise disk.refusal(error, folder, "no list can begin in it") from None
    if taken is not None:
        problem = f"the folder holds '{taken.name}', and a list begins in an empty one"
        raise stop(str(folder), problem, "Name a folder that is not there yet")


def begin(folder: Path, answers: Answers, tool: Tool) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Begin a list.

    Args:
        folder: Where; it is made, with the folders above it, unless it is there and empty.
        answers: What the list says of itself.
        tool: The Papershelf that its requirements name.

    Returns:
        The paths of the files that were written, and what is to be said.

    Raises:
        PapershelfError: The folder holds something, or the disk refuses; then nothing is left of what was written.
    """
    check_place(folder)
    made = render(versions()[-1], answers, tool)
    made[record.FILE] = record.to_json(Record(tool=tool, answers=answers, files=fingerprints(made)))
    _write(folder, made)
    project = Project(folder)
    with project.edit() as texts:
        # The first addresses are promised at once, so that the check of a new list has nothing to say.
        texts.update(ledger.record(texts, addresses.promised(project.library)))
    return tuple(sorted(made)), (*_notes_on_git(folder), *notes_on(tool))


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    written: list[Path] = []
    there = folder.exists()
    try:
        for name, raw in made.items():
            path = folder / name
            for parent in reversed([above for above in path.parents if not above.exists()]):
                parent.mkdir()
                written.append(parent)
            written.append(path)
            path.write_bytes(raw)
        disk.flush_tree(folder)
    except BaseException as error:
        for path in reversed(written):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            raise disk.refusal(error, folder, kept="nothing is left of it" if not there else "it is empty") from None
        raise


def _notes_on_git(folder: Path) -> list[Problem]:
    try:
        if git.begin(folder, BRANCH):
            return []
        problem, remedy = "it is in a git repository already, so none was made", "Commit it there"
        return [Problem(path=str(folder), problem=problem, remedy=remedy, severity=Severity.NOTE)]
    except PapershelfError as error:
        said = error.problems[0].problem
        problem = f"no git repository was made: {said}"
        remedy = "Run `git init` there, once git is installed"
        return [Problem(path=str(folder), problem=problem, remedy=remedy, severity=Severity.WARNING)]


def notes_on(tool: Tool) -> list[Problem]:
    """What is said where nobody knows the hash of the tool."""
    if tool.hashes:
        return []
    problem = f"the hash of papershelf {tool.version} is not known, and pip asks for one"
    remedy = "Install Papershelf from its wheel or an index, or add the hash that pip names"
    return [Problem(path="requirements.txt", problem=problem, remedy=remedy, severity=Severity.WARNING)]
