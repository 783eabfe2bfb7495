"""Files and the lock: changes happen whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from fabricate import tree

from generator import content
from generator.errors import PapershelfError

FILES = {"b.yml": "new b\n", "papers/a.md": "new a\n", "new/c.md": "c\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "b.yml").write_text("old b\n", "utf-8")
    (tmp_path / "papers" / "a.md").write_text("old a\n", "utf-8")
    return tmp_path


def test_files_take_their_places_and_nothing_else_stays(folder: Path) -> None:
    content.write_files(folder, FILES)
    assert tree(folder) == {name: text.encode() for name, text in FILES.items()}


def test_line_ends_are_written_as_they_are(folder: Path) -> None:
    content.write_files(folder, {"a.md": "a\r\nb\n"})
    assert (folder / "a.md").read_bytes() == b"a\r\nb\n"


def test_nothing_to_write_touches_nothing(folder: Path) -> None:
    before = folder.stat().st_mtime_ns
    content.write_files(folder, {})
    assert folder.stat().st_mtime_ns == before


@pytest.mark.parametrize("step", ["mkdir", "write_bytes"])
@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_fails_while_staging_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, which: int, code: int
) -> None:
    before = tree(folder)
    real, calls = getattr(Path, step), []

    def failing(self: Path, *args: object, **kwargs: object) -> object:
        calls.append(self)
        if len(calls) == which + 1:
            raise OSError(code, os.strerror(code), str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, step, failing)
    with pytest.raises(PapershelfError) as caught:
        content.write_files(folder, FILES)
    monkeypatch.undo()
    assert str(caught.value) == (
        f"{calls[which]}: it cannot be written ({os.strerror(code)}). "
        "Check the folder's permissions and the free space; nothing was half-written."
    )
    assert tree(folder) == before


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_disk_that_fails_while_renaming_leaves_every_file_old_or_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    before = tree(folder)
    real, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == which + 1:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(PapershelfError, match="Input/output error"):
        content.write_files(folder, FILES)
    written = dict(list(FILES.items())[:which])
    assert tree(folder) == before | {name: text.encode() for name, text in written.items()}


def test_the_lock_cleans_up_behind_a_killed_run(folder: Path) -> None:
    (folder / ".tmp-1").mkdir()
    (folder / ".tmp-1" / "0").write_text("half", "utf-8")
    (folder / ".tmp-2").write_text("a file", "utf-8")
    (folder / ".tmp-3").symlink_to(folder / "papers")
    (folder / ".lock-holder").write_text("process 1", "utf-8")
    with content.lock(folder):
        assert (folder / ".lock-holder").read_text("utf-8") == f"process {os.getpid()}"
        assert not list(folder.glob(".tmp-*"))
    assert set(tree(folder)) - {".lock"} == {"b.yml", "papers/a.md"}


def test_the_lock_is_free_again_when_its_holder_fails(folder: Path) -> None:
    with pytest.raises(KeyError), content.lock(folder):
        raise KeyError
    with content.lock(folder):
        pass
    assert not (folder / ".lock-holder").exists()


def test_what_the_lock_leaves_is_ignored_by_git() -> None:
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text("utf-8").split("\n")
    assert {"/content/.lock*", "/content/.tmp-*"} <= set(ignored)
