"""Files that are there whole, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from crashes import failing_at, killed_at
from fabricate import tree

from papershelf import disk
from papershelf.disk import durable


def test_the_bytes_are_flushed_before_the_name_and_the_name_after(tmp_path: Path) -> None:
    with killed_at(1000) as steps:
        disk.write_whole(tmp_path / "a", b"new")
    assert [call for call in steps.calls if call not in ("unlink", "open", "opened")] == ["fsync", "replace", "fsync"]
    assert tree(tmp_path) == {"a": b"new"}


def test_killed_at_any_step_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"old")
    seen = set()
    for step in range(20):
        with killed_at(step) as steps:
            disk.write_whole(file, b"new")
        seen.add(file.read_bytes())
        if not steps.is_over:
            break
    assert seen == {b"old", b"new"}
    assert step > 3


def test_a_disk_that_fails_at_any_step_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "a"
    named = set()
    for step in range(20):
        file.write_bytes(b"old")
        try:
            with failing_at(step, errno.ENOSPC) as steps:
                disk.write_whole(file, b"new")
        except OSError as error:
            named.add(error.filename)
        if not steps.is_over:
            break
        assert set(tree(tmp_path)) == {"a"}
    assert named == {str(file), str(tmp_path)}


def test_a_link_in_the_place_of_the_half_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / f".papershelf-{os.getpid()}.half").symlink_to(tmp_path / "victim")
    disk.write_whole(tmp_path / "a", b"new")
    assert tree(tmp_path) == {"a": b"new", "victim": b"mine"}


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_file_system_that_flushes_no_folders_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_number: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    disk.sync_folder(tmp_path)


def test_a_disk_that_fails_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_number: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output"):
        disk.sync_folder(tmp_path)


def test_a_tree_is_flushed_file_by_file_where_there_is_no_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("x", "a/y", "a/b/z"):
        (tmp_path / name).write_bytes(b"1")
    monkeypatch.setattr(durable, "_flush_file_system", lambda _: False)
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: flushed.append(os.fstat(number).st_ino))
    disk.flush_tree(tmp_path)
    paths = [tmp_path, *tmp_path.rglob("*")]
    assert sorted(flushed) == sorted(path.stat().st_ino for path in paths)
