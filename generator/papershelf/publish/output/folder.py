"""A folder that is built beside the old one and takes its place whole, or not at all.

What is replaced or cleaned up carries a marker, a file that says that the folder is ours. It is the first
file that is written and the last that is removed, so that a killed run leaves nothing that is half ours.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from papershelf import disk
from papershelf.errors import PapershelfError, stop
from papershelf.publish.artifact import Artifact
from papershelf.publish.output.places import check_place, resolve

MARKER = ".papershelf.txt"
"""The marker's name: hidden, so that GitHub Pages leaves it out, and plain text for any other server."""

_SENTENCE = "Papershelf wrote this folder and replaces it as a whole."
_MARK = f"{_SENTENCE}\nKeep nothing of your own in it.\n".encode()

_AS_IT_WAS = "the old one is as it was"
_OTHERWISE = "Choose another folder, move this one away, or replace it with --force"


def check_folder(folder: Path, root: Path, *, force: bool = False) -> None:
    """Refuse an output folder that holds anything that is not a former output.

    Args:
        folder: The output folder, as it was named.
        root: The project's folder.
        force: Whether what is in it may be replaced all the same; a project, a repository or a home never is.

    Raises:
        PapershelfError: The folder holds something else, or is not a folder.
    """
    check_place(folder, root)
    _check_replaceable(resolve(folder), force=force, shown=str(folder))


def building(folder: Path) -> Path:
    """The folder beside the output in which the next one is built."""
    target = resolve(folder)
    return target.with_name(f".{target.name}.building")


def _spare(target: Path) -> Path:
    """The site before the last one, which becomes the next."""
    return target.with_name(f".{target.name}.spare")


def remove_spare(folder: Path) -> None:
    """Remove the folder that is kept beside the output for the next build, if there is one and it is ours."""
    spare = _spare(resolve(folder))
    with suppress(OSError):
        if _is_ours(spare):
            _remove(spare)


def _former(target: Path) -> Path:
    return target.with_name(f".{target.name}.former")


class Replacement:
    """The replacement of a folder: begun, then published or discarded. Meanwhile nobody else can begin one."""

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """Prepare to replace a folder that `check_folder` has let pass.

        Args:
            folder: The output folder, as it was named.
            force: Whether it may be replaced though it has no marker.
        """
        self._shown = str(folder)
        self._target = resolve(folder)
        self._force = force
        self._held = ExitStack()
        self._is_begun = self._is_reused = self._has_next = False
        self.building = building(folder)
        """Where to build."""

    def begin(self) -> None:
        """Take the lock, put right what a killed run left behind, and make the folder to build in.

        Raises:
            PapershelfError: Another process is building, a leftover is not ours, or the disk refuses.
        """
        lock = self._target.with_name(f".{self._target.name}.lock")
        with self._or_discard():
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._held.enter_context(disk.hold(lock, self._shown, "building it", keep=False))
            self._recover()
            self._is_begun = True
            _make(self.building)

    def reuse(self) -> bool:
        """Go on with the folder that was kept for this build, instead of an empty one.

        Returns:
            Whether there is one that is ours.

        Raises:
            OSError: The disk refuses.
        """
        spare = _spare(self._target)
        if not _is_ours(spare):
            return False
        _remove(self.building)
        spare.rename(self.building)
        _mark(self.building)  # an empty folder is ours without it
        self._is_reused = True
        return True

    def begin_next(self) -> Path | None:
        """Make the folder of the build after this one, in the place of the one that was kept for this build.

        Returns:
            The folder, where what is built can have its second names at once; None where there can be none.
        """
        remove_spare(self._target)
        with suppress(OSError):  # such as a folder of that name that is not ours
            _make(spare := _spare(self._target))
            self._has_next = True
            return spare
        return None

    @contextmanager
    def _or_discard(self) -> Iterator[None]:
        """Discard what was built if the block fails, and word what the disk refuses."""
        try:
            yield
        except OSError as error:
            self.discard()
            raise disk.refusal(error, self._shown, kept=_AS_IT_WAS) from None
        except PapershelfError:
            self.discard()
            raise

    def _recover(self) -> None:
        former = _former(self._target)
        if former.exists() and not os.path.lexists(self._target):
            former.rename(self._target)
        for leftover in (former, self.building):
            if os.path.lexists(leftover):
                _check_replaceable(leftover, force=False, shown=str(leftover), remedy="Move it away, and try again")
                _remove(leftover)

    def publish(self, changed: Iterable[str] | None = None, *, keeps: bool = False, lasts: bool = True) -> None:
        """Put the built folder in the place of the old one.

        Args:
            changed: The files that are not as they were in the folder that was kept; None: nobody knows.
            keeps: Whether the old one is kept beside it for the next build; else it is removed.
            lasts: Whether it must be there still when the power has failed.

        Raises:
            PapershelfError: The old one is no longer ours, or the disk refuses; the old one is as it was.
        """
        with self._or_discard():
            _check_replaceable(self._target, force=self._force, shown=self._shown)
            if lasts and changed is not None:
                disk.flush_files(self.building, [*changed, MARKER])
            elif lasts:
                disk.flush_tree(self.building)
            old = _swap(self.building, self._target)
        # What is left of the old one has our marker, and the next run removes it.
        with suppress(OSError):
            if old is not None:
                if not _is_ours(old):
                    _mark(old)  # it was forced, and is ours to remove from here on
                    keeps = False
                _put_away(old, _spare(self._target), keeps=keeps and not self._has_next)
        if not keeps:
            remove_spare(self._target)
        self._end()

    def discard(self) -> None:
        """Remove what was built. Nothing happens where nothing was begun, or where it was published."""
        with suppress(OSError):
            if self._is_begun and _is_ours(self.building):
                _put_away(self.building, _spare(self._target), keeps=self._is_reused)
        if self._is_begun and self._has_next:
            remove_spare(self._target)
        self._end()

    def _end(self) -> None:
        """Let others build; from here on what is beside the folder may be theirs."""
        self._is_begun = False
        self._held.close()


def _check_replaceable(folder: Path, *, force: bool, shown: str, remedy: str = _OTHERWISE) -> None:
    """Refuse to replace what is not a folder of ours, nor empty."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir() or folder.is_symlink():
        raise stop(shown, "it is not a folder", "Move it away, or choose another folder")
    try:
        if os.path.lexists(folder / ".git"):
            raise stop(shown, "it is a Git repository", "Choose another folder, and copy the site into this one")
        if force or _is_ours(folder):
            return
    except OSError as error:
        raise disk.refusal(error, folder, "it cannot be read") from None
    problem = f"it holds files, and no {MARKER} that says that Papershelf wrote them"
    raise stop(shown, problem, remedy)


def _is_ours(folder: Path) -> bool:
    """Whether a folder has our marker, or holds nothing but the beginning of one."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    marker = folder / MARKER
    names = {entry.name for entry in os.scandir(folder)}
    if marker.is_symlink() or (MARKER in names and not marker.is_file()):
        return False
    if names <= {MARKER}:
        return not names or _MARK.startswith(marker.read_bytes()) or _has_sentence(marker)
    return MARKER in names and _has_sentence(marker)


def _has_sentence(marker: Path) -> bool:
    with marker.open("rb") as file:
        # Only its first line: another version may say more, and a checkout may end lines otherwise.
        return file.readline(200).strip() == _SENTENCE.encode()


def _make(folder: Path) -> None:
    folder.mkdir()
    _mark(folder)


def _mark(folder: Path) -> None:
    (folder / MARKER).write_bytes(_MARK)


def _remove(folder: Path) -> None:
    """Remove a folder of ours, its marker last: whatever is left of it is still ours."""
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != MARKER:
            Path(entry.path).unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _put_away(folder: Path, spare: Path, *, keeps: bool) -> None:
    """Keep a folder of ours for the next build, or remove it."""
    if keeps and (_is_ours(spare) or not os.path.lexists(spare)):
        if spare.exists():
            _remove(spare)
        folder.rename(spare)
    else:
        _remove(folder)


def _swap(built: Path, target: Path) -> Path | None:
    """Put the built folder in the place of the target; where the old one is now, if there was one.

    By one system call where there is one. Else by two renames: a run that is killed between them leaves
    the old folder beside its place, and the next run puts it back.
    """
    old: Path | None = built
    if not os.path.lexists(target):
        old = None
        built.rename(target)
    elif not disk.trade_places(built, target):
        old = _former(target)
        target.rename(old)
        try:
            built.rename(target)
        except OSError:
            old.rename(target)
            raise
    # It is done; should the power fail before the names are on the disk, the old folder is there, whole.
    with suppress(OSError):
        disk.sync_folder(target.parent)
    return old


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(path: str, content: bytes, second: str = "") -> os.stat_result:
    """Write a file where there is nothing yet, not even a link. A site has tens of thousands of them.

    Args:
        path: The file, in a folder that is there.
        content: Its bytes.
        second: What else it is called, if anything and where that can be.

    Returns:
        The state of the file with its names.

    Raises:
        FileExistsError: Something is there.
        OSError: The disk refuses.
    """
    number = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(content)
        while rest:  # the system may take a part only
            rest = rest[os.write(number, rest) :]
        if second:
            with suppress(OSError, NotImplementedError):
                os.link(path, second, follow_symlinks=False)
        return os.fstat(number)
    finally:
        os.close(number)


def write(folder: Path, artifacts: Iterable[Artifact], *, force: bool = False) -> int:
    """Write artifacts as a plain tree that takes the old one's place when it is whole.

    Args:
        folder: The output folder, checked by `check_folder`.
        artifacts: What to write, by path.
        force: Whether the folder may be replaced though it has no marker.

    Returns:
        How many files were written, without the marker.

    Raises:
        PapershelfError: Another process is writing it, or the disk refuses; the old folder is as it was.
    """
    count = 0
    replacement = Replacement(folder, force=force)
    replacement.begin()
    try:
        for artifact in artifacts:
            place = replacement.building / artifact.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(artifact.to_bytes())
            count += 1
        replacement.publish()
    except OSError as error:
        raise disk.refusal(error, folder, kept=_AS_IT_WAS) from None
    finally:
        replacement.discard()
    return count
