"""Former states of the project, asked of git: the one door to it.

Git is called with lists of words and never through a shell; what it prints is read as bytes.
Nothing is checked out, so no filter, hook or attribute of a stranger's files has a say.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from papershelf.errors import PapershelfError, Problem, stop

MAX_TREE = 512 * 1024 * 1024
"""The largest folder that is read, in bytes."""
MAX_FILES = 200_000
"""The most files that a folder may have."""
TIMEOUT = 120
"""Seconds that git may take."""

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HUNK = re.compile(r"^@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)
_PLAIN = ("100644", "100664", "100755")
_KINDS = {"120000": "a symbolic link", "160000": "a submodule"}
_SETTINGS = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One line of a tree."""

    path: str
    mode: str
    blob: str
    size: int


def resolve(root: Path, revision: str) -> str:
    """The commit that a revision names, as its whole hash.

    Args:
        root: The project's folder, in a git repository.
        revision: Whatever git takes for one: a branch, a tag, a hash, `HEAD~1`.

    Raises:
        PapershelfError: This is not a repository, or it has no such commit.
    """
    remedy = "Name a commit that this clone has; `git fetch` gets those that it lacks"
    # A word that begins with a hyphen would be an option.
    if revision.startswith("-") or not revision.isprintable() or not revision.strip():
        raise stop(str(root), f"{revision[:60]!r} is not a revision", remedy)
    done = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not _COMMIT.fullmatch(commit):
        raise stop(str(root), f"git knows no commit '{revision[:60]}'", remedy)
    return commit


def day(root: Path, commit: str) -> str:
    """The day on which a commit was made, in UTC, as `YYYY-MM-DD`.

    Args:
        root: The project's folder, in a git repository.
        commit: The whole hash of a commit that the repository has.
    """
    done = _git(root, "show", "--no-patch", "--format=%ct", commit)
    if done.returncode:
        raise _failed(root, done)
    return datetime.fromtimestamp(int(done.stdout), UTC).date().isoformat()


def fork(root: Path, one: str, other: str) -> str:
    """The commit at which two revisions parted: what a branch is compared with while the other goes on.

    Returns:
        Its hash; where the clone is too shallow to know, or there is none, the first revision's.
    """
    commits = resolve(root, one), resolve(root, other)
    done = _git(root, "merge-base", *commits)
    common = done.stdout.decode("ascii", "replace").strip()
    return common if done.returncode == 0 and _COMMIT.fullmatch(common) else commits[0]


def read_tree(root: Path, revision: str, folder: str) -> Mapping[str, bytes]:
    """The files of a folder as they were at a revision.

    Args:
        root: The project's folder, in a git repository.
        revision: The revision.
        folder: The folder, relative to the project, such as `content`.

    Returns:
        The bytes of each file by its path relative to the project, in the order of the paths;
        nothing where there was no such folder.

    Raises:
        PapershelfError: The revision is not known, the folder holds anything but plain files, or
            it is larger than `MAX_TREE`, or has more than `MAX_FILES`.
    """
    commit = resolve(root, revision)
    entries = sorted(_list(root, commit, folder), key=lambda entry: entry.path)
    _check(entries, revision, folder)
    return dict(zip((entry.path for entry in entries), _blobs(root, entries), strict=True))


def write_tree(root: Path, files: Mapping[str, bytes], folder: str) -> None:
    """Write the files of `read_tree` into another place.

    Args:
        root: Where the paths begin.
        files: Bytes by path, every path below the folder.
        folder: The folder, which is not there yet.
    """
    (root / folder).mkdir(parents=True)
    for path, raw in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file that differs between two trees."""

    path: str
    """Relative to the repository; bytes that are no UTF-8 as backslash escapes."""
    mode: str
    """Git's file mode afterwards, `100644` for a plain file; `000000` where it is removed."""
    blob: str
    size: int
    """In bytes, afterwards."""


def merge(root: Path, base: str, head: str) -> str | None:
    """The tree that merging one revision into another would give, or None where git cannot merge them.

    Nothing is checked out, and no branch moves.
    """
    done = _git(root, "merge-tree", "--write-tree", "--no-messages", resolve(root, base), resolve(root, head))
    tree = done.stdout.decode("ascii", "replace").split("\n")[0]
    return tree if done.returncode == 0 and _COMMIT.fullmatch(tree) else None


def changes(root: Path, before: str, after: str) -> tuple[Change, ...]:
    """The files that differ between two commits or trees, in the order of their paths; renames are two changes."""
    done = _git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index", before, after)
    if done.returncode:
        raise _failed(root, done)
    words = done.stdout.split(b"\0")
    found = []
    for facts, name in zip(words[::2], words[1::2], strict=False):
        _, mode, _, blob, _ = facts.decode("ascii").split()
        found.append((name.decode("utf-8", "backslashreplace"), mode, blob))
    sizes = _sizes(root, [blob for _, mode, blob in found if mode in _PLAIN or mode == "120000"])
    return tuple(Change(path=path, mode=mode, blob=blob, size=sizes.get(blob, 0)) for path, mode, blob in sorted(found))


def renames(root: Path, before: str, after: str) -> Mapping[str, str]:
    """The files that git takes for renamed ones between two commits or trees: each new path with its former one."""
    done = _git(root, "diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", before, after)
    if done.returncode:
        raise _failed(root, done)
    words = [word.decode("utf-8", "backslashreplace") for word in done.stdout.split(b"\0")]
    return dict(zip(words[2::3], words[1::3], strict=False))


def oddity(change: Change) -> str | None:
    """What keeps a changed file from being a plain text file, or None."""
    if change.mode == "100755":
        return "executable"
    return None if change.mode in _PLAIN else _KINDS.get(change.mode, "no plain file")


def read_changed(root: Path, changed: list[Change]) -> dict[str, bytes]:
    """The bytes of changed files as they are afterwards, by path."""
    entries = [_Entry(path=each.path, mode=each.mode, blob=each.blob, size=each.size) for each in changed]
    return dict(zip((each.path for each in changed), _blobs(root, entries), strict=True))


def hunks(root: Path, before: str, after: str, path: str) -> tuple[range, ...]:
    """The lines of a file, counted from 1 as they are afterwards, that its difference shows, with three around each."""
    words = ("--no-ext-diff", "--no-textconv", "--no-renames", "--no-color", "--unified=3", "-p")
    done = _git(root, "diff-tree", *words, before, after, "--", path)
    found = []
    for start, length in _HUNK.findall(done.stdout.decode("utf-8", "replace")):
        found.append(range(int(start), int(start) + int(length or 1)))
    return tuple(found)


def keeps_modes(root: Path) -> bool:
    """Whether git takes the modes of the files on disk for theirs; also where there is no repository, or no git."""
    try:
        done = _git(root, "config", "--type=bool", "--get", "core.fileMode")
    except PapershelfError:
        return True
    return done.stdout.strip() != b"false"


def programs(root: Path, folder: str) -> tuple[str, ...]:
    """The files of a folder that git's index records as executable, whatever the disk says of them.

    Args:
        root: The project's folder.
        folder: The folder, relative to the project, such as `content`.

    Returns:
        Their paths relative to the project, in order; none where there is no repository.

    Raises:
        PapershelfError: Git cannot be run.
    """
    done = _git(root, "ls-files", "--stage", "-z", "--", folder)
    rows = (row.partition(b"\t") for row in done.stdout.split(b"\0"))
    found = (name.decode("utf-8", "backslashreplace") for facts, _, name in rows if facts.startswith(b"100755 "))
    return tuple(sorted(found))


def begin(root: Path, branch: str) -> bool:
    """Make a repository of a folder, with all of its files staged for the first commit.

    Returns:
        Whether one was made; no, where the folder is in a repository already.

    Raises:
        PapershelfError: Git cannot be run, or fails.
    """
    if _git(root, "rev-parse", "--is-inside-work-tree").stdout.strip() == b"true":
        return False
    for words in (("init", "--quiet"), ("symbolic-ref", "HEAD", f"refs/heads/{branch}"), ("add", "--all")):
        done = _git(root, *words)
        if done.returncode:
            raise _failed(root, done)
    return True


def fetch(root: Path, commit: str) -> None:
    """Fetch a commit of the repository's origin, with its history; nothing is checked out.

    Args:
        root: The project's folder.
        commit: Its whole hash.

    Raises:
        PapershelfError: Git cannot be run, or the origin does not have it.
    """
    # A private repository lets nobody read without the token, which GitHub's program has of the environment.
    helper = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
    done = _git(root, *helper, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "origin", commit)
    if done.returncode:
        raise _failed(root, done)


def read_blob(root: Path, blob: str) -> bytes | None:
    """The bytes of a file that a repository has or had, by git's name of it; None where it does not know it."""
    if not _COMMIT.fullmatch(blob):
        return None
    done = _git(root, "cat-file", "blob", blob)
    return done.stdout if done.returncode == 0 else None


def merge_texts(mine: bytes, base: bytes, theirs: bytes, names: tuple[str, str, str]) -> tuple[bytes, bool]:
    """Bring the changes of one text into another, line by line.

    Args:
        mine: The text as it is.
        base: The text from which both came.
        theirs: The other text.
        names: What the three are called, for the marks of a conflict.

    Returns:
        The text with both changes, and whether some are in conflict: then both are there, between git's marks.

    Raises:
        PapershelfError: Git cannot be run, or finds that they are no texts.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, raw in zip(("mine", "base", "theirs"), (mine, base, theirs), strict=True):
            (root / name).write_bytes(raw)
        labels = [word for name in names for word in ("-L", name)]
        done = _git(root, "merge-file", "--stdout", "--quiet", *labels, "mine", "base", "theirs")
    # A failure is 255; less is the number of conflicts.
    if not 0 <= done.returncode < 128:
        raise _failed(root, done)
    return done.stdout, done.returncode > 0


def uncommitted(root: Path, folder: str) -> tuple[str, ...]:
    """The files of a folder that differ from those of the index, or that it lacks, apart from what git ignores.

    Raises:
        PapershelfError: Git cannot be run.
    """
    done = _git(root, "ls-files", "-z", "--modified", "--others", "--exclude-standard", "--", folder)
    names = {name.decode("utf-8", "backslashreplace") for name in done.stdout.split(b"\0") if name}
    return tuple(sorted(name for name in names if (root / name).is_file()))


def _sizes(root: Path, blobs: list[str]) -> dict[str, int]:
    asked = "".join(f"{blob}\n" for blob in blobs).encode("ascii")
    done = _git(root, "cat-file", "--batch-check", stdin=asked)
    rows = (row.split() for row in done.stdout.decode("ascii", "replace").splitlines())
    return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[2].isdigit()}


def _list(root: Path, commit: str, folder: str) -> Iterator[_Entry]:
    done = _git(root, "ls-tree", "-r", "-z", "--long", commit, "--", folder)
    if done.returncode:
        raise _failed(root, done)
    for row in filter(None, done.stdout.split(b"\0")):
        facts, _, name = row.partition(b"\t")
        mode, _, blob, size = facts.decode("ascii").split()
        path = name.decode("utf-8", "backslashreplace")
        yield _Entry(path=path, mode=mode, blob=blob, size=int(size) if size.isdigit() else 0)


def _check(entries: list[_Entry], revision: str, folder: str) -> None:
    problems = [
        Problem(
            path=entry.path,
            problem=f"at {revision[:60]} it is {_KINDS.get(entry.mode, 'no plain file')}",
            remedy="Keep plain files only: replace it by a file with its text",
        )
        for entry in entries
        if entry.mode not in _PLAIN
    ]
    for entry in entries:
        if {"", ".", ".."} & set(entry.path.split("/")) or "\\" in entry.path:
            problem = f"at {revision[:60]} its path leads out of its folder, or cannot be read"
            problems.append(Problem(path=entry.path, problem=problem, remedy="Remove it"))
    size = sum(entry.size for entry in entries)
    if len(entries) > MAX_FILES:
        problem = f"at {revision[:60]} it has {len(entries):,} files, over {MAX_FILES:,}"
        problems.append(Problem(path=folder, problem=problem, remedy="Remove what does not belong to the list"))
    if size > MAX_TREE:
        problem = f"at {revision[:60]} it has {size / 1024**2:,.0f} MB, over {MAX_TREE // 1024**2:,} MB"
        problems.append(Problem(path=folder, problem=problem, remedy="Remove what does not belong to the list"))
    if problems:
        raise PapershelfError(problems)


def _blobs(root: Path, entries: list[_Entry]) -> Iterator[bytes]:
    """The bytes of each entry, asked for at once: a process a file would take minutes."""
    asked = "".join(f"{entry.blob}\n" for entry in entries).encode("ascii")
    done = _git(root, "cat-file", "--batch", stdin=asked)
    position = 0
    for entry in entries:
        end = done.stdout.find(b"\n", position)
        head = done.stdout[position:end].split() if end >= 0 else []
        if done.returncode or len(head) != 3 or head[1] != b"blob":
            raise _failed(root, done)
        position = end + 1 + int(head[2]) + 1
        if position > len(done.stdout):
            raise stop(entry.path, "git gave only a part of it", "Check the repository with `git fsck`")
        yield done.stdout[end + 1 : position - 1]


def _git(root: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in the project's folder; which repository that is, only the folder says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    remedy = "Run this in a clone of the list's repository, with git installed"
    try:
        return subprocess.run(
            ["git", "-C", str(root), *words],
            input=stdin,
            env=kept | _SETTINGS,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except OSError as error:
        raise stop(str(root), f"git cannot be run ({error.strerror})", remedy) from None
    except subprocess.TimeoutExpired:
        raise stop(str(root), f"git gave no answer in {TIMEOUT} seconds", remedy) from None


def _failed(root: Path, done: subprocess.CompletedProcess[bytes]) -> PapershelfError:
    said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
    return stop(str(root), f"git failed ({said or f'exit code {done.returncode}'})", "Check the clone with `git fsck`")
