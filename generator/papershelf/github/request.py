"""A pull request as git holds it: which files it changes, which of them are read, and what it would make.

Nothing is checked out and nothing is followed. A path is read only where a list keeps such a file,
so what a stranger calls a file never becomes a path on this machine.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from papershelf.content.journal import NAME as JOURNAL
from papershelf.errors import stop
from papershelf.git import Change, fork, merge, oddity, read_changed, read_tree, renames, resolve, write_tree
from papershelf.git import changes as changes_between
from papershelf.github.result import Flag, Notice, Refusal
from papershelf.publish.template_files import FOLDER, own
from papershelf.text import is_slug

MAX_FILE = 1024 * 1024
"""A file of so many bytes or more is not read: the largest of a list is its ledger, with a tenth of that."""
MAX_FILES = 2_000
MAX_BYTES = 20_000_000
"""Of a whole request; what is beyond is refused, so that no request fills the machine."""
MANY_FILES = 200
MANY_BYTES = 1_000_000
MANY_DELETIONS = 5
"""Above these numbers a maintainer is told."""

CONTENT = "content"
_GONE = "000000"
_PAPER = re.compile(r"content/(?:papers|abstracts|open-abstracts|inbox)/([^/]+)\.md")
_NAMES = (
    "tags.yml",
    "tags.schema.json",
    "listings.yml",
    "sources.yml",
    "sources.schema.json",
    "synonyms.txt",
    "map.csv",
    "rejected-facts.txt",
    "urls.txt",
    "GUIDE.md",
)
_ADDITION = re.compile(r"content/urls/[a-z0-9_-]{1,120}\.txt")
_FILES = frozenset(f"content/{name}" for name in _NAMES)
_OFFERED = re.compile(r"content/offered/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]{1,26}\.yml")
_DIGEST = re.compile(r"content/digests/(?:[0-9]{4}-[0-9]{2}-[0-9]{2}\.md|sent\.txt)")
_PAGE = re.compile(r"content/pages/(?:[a-z0-9][a-z0-9_-]{0,79}/){0,4}[a-z0-9][a-z0-9_.-]{0,79}\.(?:md|svg|png|jpg)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a pull request changes."""

    base: str
    """The commit that it would be merged into; where git cannot merge them, the one that it started from."""
    head: str
    start: str
    """The commit that it started from, which GitHub shows its difference from."""
    before: Mapping[str, bytes]
    """The files of `content/` at the base, by path."""
    after: Mapping[str, bytes]
    """The same once it is merged; what is refused is as it was before."""
    as_pushed: frozenset[str]
    """Changed files that merging leaves as they were pushed, so that their lines are those of the difference."""
    changed: tuple[str, ...]
    """Paths of `content/` that it adds, changes or removes, and that are read."""
    renamed: Mapping[str, str]
    """Paths that it gives to files, with those that they had."""
    refused: tuple[Refusal, ...]
    notices: tuple[Notice, ...]


def read(root: Path, base: str, head: str) -> Request:
    """Read a request from the repository that holds both of its ends.

    Raises:
        PapershelfError: One of the ends is not known, or the base itself holds what no list may.
    """
    base, head = resolve(root, base), resolve(root, head)
    start = fork(root, base, head)
    merged = merge(root, base, head)
    base, tree = (base, merged) if merged is not None else (start, head)
    changes = changes_between(root, base, tree)
    of_list = [change for change in changes if change.path.startswith(f"{CONTENT}/")]
    taken, refused = _sift(of_list)
    before = read_tree(root, base, CONTENT)
    kept = {path: raw for path, raw in before.items() if path not in {each.path for each in taken}}
    written = read_changed(root, [each for each in taken if each.mode != _GONE])
    pushed = {(each.path, each.blob) for each in changes_between(root, start, head)}
    return Request(
        base=base,
        head=head,
        start=start,
        before=before,
        after=dict(sorted((kept | written).items())),
        as_pushed=frozenset(each.path for each in taken if (each.path, each.blob) in pushed),
        changed=tuple(each.path for each in taken),
        renamed={
            new: old for new, old in renames(root, base, tree).items() if {new, old} <= {each.path for each in taken}
        },
        refused=tuple(refused),
        notices=tuple(_notices(changes, of_list, merged is None)),
    )


def _sift(changes: list[Change]) -> tuple[list[Change], list[Refusal]]:
    """The changes of `content/` that are read, and those that are not."""
    taken: list[Change] = []
    refused: list[Refusal] = []
    size = 0
    for change in changes:
        if (reason := _objection(change)) is None and change.mode != _GONE:
            size += change.size
            if size > MAX_BYTES or len(taken) >= MAX_FILES:
                reason = "the request is too large to be read whole; divide it"
        if reason is None:
            taken.append(change)
        else:
            refused.append(Refusal(path=change.path, reason=reason))
    return taken, refused


def _objection(change: Change) -> str | None:
    """Why a file of `content/` is not read, or None."""
    if change.path == f"{CONTENT}/{JOURNAL}":
        return "it is a command's record of what to take back, and must never come from somebody else"
    if not _is_of_list(change.path):
        return "a list keeps no file of this name at this place"
    if change.mode == _GONE:
        return None
    if (kind := oddity(change)) is not None:
        return f"it is {kind}"
    if change.size >= MAX_FILE:
        return f"it has {change.size:,} bytes, and a list's files are small texts"
    return None


def _is_of_list(path: str) -> bool:
    if (paper := _PAPER.fullmatch(path)) is not None:
        return is_slug(paper[1])
    return (
        path in _FILES
        or _DIGEST.fullmatch(path) is not None
        or _ADDITION.fullmatch(path) is not None
        or _OFFERED.fullmatch(path) is not None
        or (_PAGE.fullmatch(path) is not None and ".." not in path)
    )


def _notices(changes: tuple[Change, ...], of_list: list[Change], conflict: bool) -> list[Notice]:
    outside = tuple(change.path for change in changes if not change.path.startswith(f"{CONTENT}/"))
    removed = tuple(change.path for change in of_list if change.mode == _GONE)
    size = sum(change.size for change in changes)
    found = []
    if conflict:
        found.append(Notice(flag=Flag.CONFLICT))
    if outside:
        flag = Flag.MIXED if of_list else Flag.OUTSIDE
        found.append(Notice(flag=flag, count=len(outside), paths=tuple(sorted(outside, key=_by_power))[:20]))
    if len(changes) > MANY_FILES:
        found.append(Notice(flag=Flag.FILES, count=len(changes)))
    if size > MANY_BYTES:
        found.append(Notice(flag=Flag.SIZE, count=size))
    if len(removed) > MANY_DELETIONS:
        found.append(Notice(flag=Flag.DELETIONS, count=len(removed), paths=removed[:20]))
    return found


def _by_power(path: str) -> tuple[bool, str]:
    """The key that puts what runs with rights in front: workflows, then everything else."""
    return (not path.startswith((".github/", ".ci/")), path)


def write_project(root: Path, request: Request, out: Path) -> None:
    """Write the project as it would be once the request is merged: its content, with this checkout's all else.

    Args:
        root: The project's folder.
        request: The request.
        out: The folder to make.

    Raises:
        PapershelfError: The folder is there already.
    """
    if out.exists():
        raise stop(str(out), "it is there already", "Name a folder that is to be made")
    write_tree(out, request.after, CONTENT)
    if (templates := own(root)) is not None:
        shutil.copytree(templates, out / FOLDER)
    shutil.copyfile(root / "mkdocs.yml", out / "mkdocs.yml")
