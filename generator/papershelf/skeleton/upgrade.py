"""A list's files brought to a newer version: what a person changed is kept, and `content/` is never touched.

Three texts decide on each file: as it was written, as it is, and as this version would write it. What was written is
rendered anew from the record, or found in the list's git history.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from papershelf import disk, git
from papershelf.errors import Problem, stop
from papershelf.skeleton import record
from papershelf.skeleton.record import Record
from papershelf.skeleton.render import Tool, fingerprint, fingerprints, render, version_at, versions

MAX_BYTES = 4 * 1024 * 1024
"""The largest file that is compared."""

_MARK = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)


class Kind(StrEnum):
    """What happens to a file."""

    ADDED = "added"
    UPDATED = "updated"
    MERGED = "merged"
    """Both changed it, at different places."""
    CONFLICT = "conflict"
    """Both changed the same lines; they are in it between git's marks."""
    REMOVED = "removed"
    KEPT = "kept"
    """Papershelf has no such file any more, and a person changed it; or it begins to have one, and a person did so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one file."""

    path: str
    kind: Kind
    before: bytes | None
    """As it is; None where there is none."""
    after: bytes | None
    """As it will be; None where there will be none."""

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines at which conflicts begin, counted from 1."""
        if self.kind is not Kind.CONFLICT or self.after is None:
            return ()
        lines = self.after.split(b"\n")
        return tuple(number for number, line in enumerate(lines, 1) if line.startswith(b"<<<<<<< "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an upgrade does."""

    before: Tool
    after: Tool
    changes: tuple[Change, ...]
    record: bytes


def plan_upgrade(root: Path, tool: Tool) -> Plan:
    """Find what a version changes in a list's files.

    Args:
        root: The list's folder.
        tool: The version.

    Raises:
        PapershelfError: The list has no record, was written by a later version, has conflicts of an earlier
            upgrade, or git is needed and cannot be run.
    """
    old = record.read(root)
    known = versions()
    path = str(root / record.FILE)
    former = version_at(old.tool.version, known)
    newest = version_at(tool.version, known) or known[-1]
    if _is_later(old.tool.version, tool.version):
        problem = f"the list was written by Papershelf {old.tool.version}, which is later than {tool.version}"
        raise stop(path, problem, f"Install Papershelf {old.tool.version} or later")
    if not tool.hashes and tool.version == old.tool.version:
        tool = old.tool  # what was known of it is still true
    new = render(newest, old.answers, tool)
    written = {} if former is None else render(former, old.answers, old.tool)
    changes = tuple(_compare(root, old, written, {name: new[name] for name in fingerprints(new)}, tool))
    made = record.to_json(Record(tool=tool, answers=old.answers, files=fingerprints(new)))
    return Plan(before=old.tool, after=tool, changes=changes, record=made)


def _is_later(one: str, other: str) -> bool:
    return version_at(other, [one]) is None


def _compare(
    root: Path, old: Record, written: Mapping[str, bytes], new: Mapping[str, bytes], tool: Tool
) -> Iterator[Change]:
    names = ("yours", f"Papershelf {old.tool.version}", f"Papershelf {tool.version}")
    for path in sorted(old.files.keys() | new.keys()):
        raw = _read(root, path)
        mine = None if raw is None else raw.replace(b"\r\n", b"\n")
        theirs = new.get(path)
        kind, text = _decide(mine, theirs, old.files.get(path))
        if kind is Kind.MERGED and mine is not None and theirs is not None:
            _check_settled(path, mine)
            text, in_conflict = git.merge_texts(mine, _base(root, path, old, written), theirs, names)
            kind = Kind.CONFLICT if in_conflict else Kind.MERGED
            if text == mine:
                continue
        if kind is not None:
            # A checkout on Windows has other line ends, and keeps them.
            after = text if text is None or raw == mine else text.replace(b"\n", b"\r\n")
            yield Change(path=path, kind=kind, before=raw, after=after)


def _decide(mine: bytes | None, theirs: bytes | None, written: str | None) -> tuple[Kind | None, bytes | None]:
    """What happens to a file, and its text afterwards; None: nothing happens.

    Args:
        mine: As it is.
        theirs: As this version writes it.
        written: The fingerprint of what was written; None: there was no such file.
    """
    if mine == theirs or (mine is None and written is not None):
        return None, mine  # what a person removed stays removed
    if mine is None:
        return Kind.ADDED, theirs
    is_mine = written is None or fingerprint(mine) != written
    if theirs is None:
        return (Kind.KEPT, mine) if is_mine else (Kind.REMOVED, None)
    if written is None:
        return Kind.KEPT, mine
    if not is_mine:
        return Kind.UPDATED, theirs
    return (None, mine) if fingerprint(theirs) == written else (Kind.MERGED, None)


def _base(root: Path, path: str, old: Record, written: Mapping[str, bytes]) -> bytes:
    """What was written, or nothing where nobody knows: then all that differs is a conflict."""
    if path in written and fingerprint(written[path]) == old.files[path]:
        return written[path]
    return git.read_blob(root, old.files[path]) or b""


def _read(root: Path, path: str) -> bytes | None:
    place = root / path
    for above in (place, *place.parents):
        if above == root:
            break
        if above.is_symlink():
            raise stop(path, "it is a symbolic link", "Replace it by a file with its text")
    try:
        with place.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise disk.refusal(error, path, "it cannot be read") from None
    if len(raw) > MAX_BYTES:
        raise stop(path, f"it has more than {MAX_BYTES // 1024**2} MB", "Remove what does not belong to it")
    return raw


def _check_settled(path: str, mine: bytes) -> None:
    """Object to a file that still has the conflicts of an earlier upgrade."""
    if found := _MARK.search(mine):
        line = mine[: found.start()].count(b"\n") + 1
        raise stop(
            path, "it has a conflict that nobody settled", "Keep one of the two texts, remove the marks", line=line
        )


def apply(root: Path, plan: Plan) -> None:
    """Write what was planned, file by file; the record is last, so that a run that was cut short can be repeated.

    Raises:
        PapershelfError: The disk refuses; every file is as it was, or as it was planned.
    """
    try:
        for change in plan.changes:
            place = root / change.path
            if change.after is None:
                place.unlink(missing_ok=True)
            elif change.after != change.before:
                place.parent.mkdir(parents=True, exist_ok=True)
                disk.write_whole(place, change.after)
        if plan.changes or plan.before != plan.after:
            disk.write_whole(root / record.FILE, plan.record)
    except OSError as error:
        raise disk.refusal(error, root, kept="running this again goes on") from None


def conflicts(plan: Plan) -> list[Problem]:
    """The conflicts of a plan, each at its line."""
    remedy = "Keep one of the two texts, or join them, and remove the marks"
    return [
        Problem(path=change.path, line=line, problem="you and Papershelf changed the same lines", remedy=remedy)
        for change in plan.changes
        for line in change.lines
    ]


def difference(change: Change) -> str:
    """What changes in a file, as a unified difference."""
    old, new = ((raw or b"").decode("utf-8", "replace").splitlines(True) for raw in (change.before, change.after))
    before = "/dev/null" if change.before is None else f"a/{change.path}"
    after = "/dev/null" if change.after is None else f"b/{change.path}"
    return "".join(difflib.unified_diff(old, new, before, after))
