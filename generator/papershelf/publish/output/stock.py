"""The files of a site that are there already: those that need not be written again stay, or get a second name.

What is known of a file of the site before is its hash and its signature. In the folder where the next site is built a
file of the same signature is that file: the two folders share what they have in common. Nothing is ever written into
a file that is there, for that would change the site before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from papershelf.disk import has_signature, is_settled, signature_of, tell_time
from papershelf.publish.artifact import Artifact
from papershelf.publish.output.folder import MARKER, write_new


class Filed(NamedTuple):
    """A file of a site, as it was when it was published."""

    digest: str
    """The hash of its bytes."""
    size: int
    signature: tuple[int, int, int, int] | None
    """That of the file, as `disk.Signature` has it. None: only its bytes tell whether it is as it was."""


Sent = list[tuple[str, str, int, tuple[int, int, int, int] | None]]
"""Files with what is known of them, as plain values: pickle takes ten times as long over objects."""


class Look(NamedTuple):
    """How a folder differs from what is known of its files."""

    strange: list[str]
    """What is there, and is not what is known."""
    gone: list[str]
    """What is known, and is not there."""


def look(folder: Path, known: Mapping[str, Filed]) -> Look:
    """Compare a folder with what is known of its files.

    Raises:
        OSError: The disk refuses.
    """
    strange, seen = [], set[str]()
    for path, state in _walk(os.fspath(folder)):
        filed = known.get(path)
        if filed is not None and has_signature(state, filed.signature):
            seen.add(path)
        else:
            strange.append(path)
    return Look(strange, [path for path in known if path not in seen])


class Stock:
    """The files of a site while it is built."""

    def __init__(self, folder: Path, digest: Callable[[bytes], str]) -> None:
        """Begin with a folder of which nothing is known.

        Args:
            folder: Where the site is built.
            digest: What hashes the bytes of a file.
        """
        self._folder = os.fspath(folder)
        self._digest = digest
        self._site = self._next = ""
        self._known: Mapping[str, Filed] = {}
        self._look: Callable[[], Look] | None = None
        self._found: dict[str, Filed] = {}
        self._files: dict[str, Filed] = {}
        """Files of the new site."""
        self._expected: set[str] | None = None
        self._is_new = False
        """Whether nothing is in the folder but what was written into it."""
        self._folders = {""}
        """Those of its folders that are known to be there."""
        self._emptied: set[str] = set()
        self.changed: set[str] = set()
        """The files that were written, given another name or taken away."""

    def reuse(
        self, site: Path, known: Mapping[str, Filed], here: Mapping[str, Filed] | Callable[[], Look] | None = None
    ) -> None:
        """Begin with the files of the site before.

        Args:
            site: Its folder.
            known: What is known of its files, by their paths.
            here: What is in the folder, where this process has left it so, or what finds out how it differs from
                `known`, asked when it is first needed; None: nobody has begun to look.
        """
        self._site, self._known = os.fspath(site), known
        if isinstance(here, Mapping):
            self._found, self._is_new = dict(here), not here
        else:
            self._look = here or partial(look, Path(self._folder), known)

    @property
    def _here(self) -> dict[str, Filed]:
        """Files of the site before that are in the folder, as long as nobody has decided about them.

        All that is there and is none of them is taken away first.
        """
        if self._look is not None:
            found, self._look = self._look(), None
            missing = {*found.strange, *found.gone}
            self._found = {path: filed for path, filed in self._known.items() if path not in missing}
            for path in found.strange:
                self._drop(path)
        return self._found

    def write_twice(self, folder: Path) -> None:
        """Give each file that is written a second name in the folder of the next site, which then has it already.

        Args:
            folder: The folder, where nothing is.
        """
        self._next = os.fspath(folder)

    def keep(self, path: str, digest: str | None = None) -> bool:
        """Have a file as the site before has it, if that is a plain file and holds what it should.

        Args:
            path: Its path, relative to the site.
            digest: The hash of what it should hold; None: of what it held when it was published.

        Raises:
            OSError: The disk refuses.
        """
        known = self._known.get(path)
        if known is None or (digest is not None and digest != known.digest):
            return False
        if path in self._files:
            return self._files[path].digest == known.digest
        here = self._here.get(path)
        if here is None or here.digest != known.digest:
            return self._take_over(path, known)
        self._files[path] = here
        return True

    def _take_over(self, path: str, known: Filed) -> bool:
        """Give a file of the site before a second name in the folder."""
        source = f"{self._site}/{path}"
        try:
            if not has_signature(os.lstat(source), known.signature) and self._digest(_read(source)) != known.digest:
                return False
        except OSError:
            return False
        self._make(path, known.digest, partial(_second_name, source))
        return True

    def write(self, artifact: Artifact, digest: str | None = None) -> None:
        """Write a file, unless it is there.

        Args:
            artifact: The file.
            digest: The hash of its bytes, if somebody has it already.

        Raises:
            OSError: The disk refuses.
        """
        raw = artifact.to_bytes()
        digest = digest or self._digest(raw)
        if not self.keep(artifact.path, digest):
            second = f"{self._next}/{artifact.path}" if self._next else ""
            self._make(artifact.path, digest, partial(write_new, content=raw, second=second))

    def _make(self, path: str, digest: str, make: Callable[[str], os.stat_result]) -> None:
        """Make a file that is not there, and remember it.

        Args:
            path: Its path, relative to the site.
            digest: The hash of what it holds.
            make: Makes it, if its folder is there and nothing is in its place.
        """
        whole, here = f"{self._folder}/{path}", self._here  # which is asked before anything is written
        folder = path.rpartition("/")[0]
        try:  # most files are made where nothing is
            if folder not in self._folders:
                self._make_folder(folder)
            state = make(whole)
        except (FileExistsError, FileNotFoundError, NotADirectoryError):
            self._make_room(path)
            state = make(whole)
        here.pop(path, None)
        self._files[path] = Filed(digest, state.st_size, signature_of(state))
        self.changed.add(path)

    def _make_folder(self, folder: str) -> None:
        """Have a folder before its first file, for to try that file without it takes longer; in the next site as well.

        Raises:
            OSError: There is a file of the name of one that it is in.
        """
        _make_folder(f"{self._folder}/{folder}")
        if self._next:
            with suppress(OSError):  # the next build makes what it misses
                _make_folder(f"{self._next}/{folder}")
        self._folders.add(folder)

    def _make_room(self, path: str) -> None:
        """Take out of a file's way what is there of the site before, and make its folder."""
        self._drop(path)
        folder = os.path.dirname(f"{self._folder}/{path}")  # noqa: PTH120
        try:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        except (FileExistsError, NotADirectoryError):  # a folder where there was a file
            for other in [other for other in self._here if path.startswith(f"{other}/")]:
                self._drop(other)
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103

    def filed(self, paths: Iterable[str]) -> Sent:
        """What is known of files of the new site, which a copy of this process may have written."""
        found = [(path, *self._files[path]) for path in paths]
        return [
            (path, digest, size, None if signature is None else (*signature,))
            for path, digest, size, signature in found
        ]

    def join(self, files: Sent) -> None:
        """Know of files that a copy of this process has written."""
        for path, digest, size, signature in files:
            self._files[path] = Filed(digest, size, signature)
            self._folders.add(path.rpartition("/")[0])
            self.changed.add(path)

    def _drop(self, path: str) -> None:
        """Take a file out of the folder, if it is there."""
        self._here.pop(path, None)
        self._files.pop(path, None)
        whole = os.path.join(self._folder, path)  # noqa: PTH118
        try:
            os.unlink(whole)  # noqa: PTH108
        except (FileNotFoundError, NotADirectoryError):
            return
        except (IsADirectoryError, PermissionError):
            if not os.path.isdir(whole):  # noqa: PTH112
                raise
            for other in [other for other in self._here if other.startswith(f"{path}/")]:
                self._drop(other)
            self._remove_empty()
        self._emptied.add(path.rpartition("/")[0])
        self.changed.add(path)

    def _remove_empty(self) -> None:
        """Remove the folders in which nothing is left, and those above for which that is then true."""
        for folder in sorted(self._emptied, key=len, reverse=True):
            with suppress(OSError):
                while folder:
                    os.rmdir(f"{self._folder}/{folder}")  # noqa: PTH106
                    folder = folder.rpartition("/")[0]
        self._emptied.clear()

    def settle(self, expected: Iterable[str]) -> None:
        """Leave nothing of the site before that nobody has asked for: what follows is written by others.

        Args:
            expected: The files that they write, where nobody else writes any.

        Raises:
            OSError: The disk refuses.
        """
        self._expected = set(expected)
        for path in [path for path in self._here if path not in self._files]:
            self._drop(path)
        self._found = {}
        for path in () if self._is_new else self._expected - self._files.keys():
            self._drop(path)
        self._remove_empty()

    def has(self, path: str) -> bool:
        """Whether a file of the new site is there already."""
        return path in self._files

    def survey(self) -> dict[str, int]:
        """The sizes of all files of the new site, by their paths; folders that are empty now are taken away.

        Raises:
            OSError: The disk refuses.
        """
        self._remove_empty()
        if self._expected is None:
            self._states = dict(_walk(self._folder))
        else:
            self._states = {}
            for path in self._expected - self._files.keys():
                with suppress(FileNotFoundError):  # such as a map of a site without an address
                    self._states[path] = os.lstat(os.path.join(self._folder, path))  # noqa: PTH118
        self.changed.update(self._states.keys() - self._files.keys())
        found = {path: filed.size for path, filed in self._files.items()}
        return found | {path: state.st_size for path, state in self._states.items()}

    @property
    def digests(self) -> dict[str, str]:
        """The hashes of the files that nobody needs to read to know them."""
        return {path: filed.digest for path, filed in self._files.items()}

    def record(self, digests: Mapping[str, str]) -> dict[str, Filed]:
        """What is to be known of the site when the next one is built.

        Args:
            digests: The hashes of files that others have written, as far as somebody has read them.

        Raises:
            OSError: The disk refuses.
        """
        now = tell_time(Path(self._folder))
        for path, state in self._states.items():
            if path not in self._files:
                whole = os.path.join(self._folder, path)  # noqa: PTH118
                digest = digests.get(path) or self._digest(_read(whole))
                self._files[path] = Filed(digest, state.st_size, signature_of(state))
        # What was known before had been written long enough before that.
        written = ((path, self._files[path]) for path in self.changed & self._files.keys())
        unsure = {
            path: filed._replace(signature=None)
            for path, filed in written
            if filed.signature is not None and not is_settled(filed.signature, now)
        }
        return {**self._files, **unsure}


def _walk(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder that is none itself, by its path from there; but for the marker.

    Raises:
        OSError: A folder cannot be read.
    """
    unread = [""]
    while unread:
        inner = unread.pop()
        with os.scandir(f"{folder}/{inner}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    unread.append(f"{inner}{entry.name}/")
                elif inner or entry.name != MARKER:
                    yield f"{inner}{entry.name}", entry.stat(follow_symlinks=False)


def _make_folder(folder: str) -> None:
    """Make a folder that may be there, and those that it is in: most are in one that is there.

    Raises:
        OSError: There is a file of the name of one that it is in.
    """
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass  # a file of that name is found by whoever wants to make another below it
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _second_name(source: str, target: str) -> os.stat_result:
    """Give a file a second name; where a file system has none, copy it.

    Raises:
        OSError: There is something of that name, or no folder for it.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, NotImplementedError):
        return write_new(target, _read(source))
    return os.lstat(target)


def _read(path: str) -> bytes:
    """The bytes of a plain file.

    Raises:
        OSError: It is a link, or cannot be read.
    """
    with open(path, "rb", opener=_open_plain) as file:
        return file.read()


def _open_plain(path: str, flags: int) -> int:
    """Open a file unless it is a link; one that is no file, such as a pipe, is not waited for."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
