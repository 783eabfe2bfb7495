"""Files and the lock: changes happen whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from crashes import failing_at
from fabricate import tree

from papershelf import content, disk
from papershelf.content import files
from papershelf.errors import PapershelfError

FILES = {"b.yml": "new b\n", "papers/a.md": "new a\n", "new/c.md": "c\n"}
NEW = {name: text.encode() for name, text in FILES.items()}


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


def test_files_go_together_with_those_that_are_written(folder: Path) -> None:
    content.write_files(folder, {"papers/b.md": "b\n", "papers/a.md": None, "nobody.md": None})
    assert not (folder / "papers/a.md").exists()
    assert (folder / "papers/b.md").read_bytes() == b"b\n"


def test_nothing_to_write_touches_nothing(folder: Path) -> None:
    before = folder.stat().st_mtime_ns
    content.write_files(folder, {})
    assert folder.stat().st_mtime_ns == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_fails_at_any_step_changes_nothing(folder: Path, code: int) -> None:
    before = tree(folder)
    said = set()
    for step in range(100):
        trial = shutil.copytree(folder, folder.with_name(f"{folder.name}-{step}"))
        try:
            with failing_at(step, code) as steps:
                content.write_files(trial, FILES)
        except PapershelfError as error:
            said.add(str(error).removeprefix(f"{trial}").removeprefix("/"))
            assert tree(trial) == before
        else:
            # What fails was no need: a folder that is there already, or tidying up.
            assert {name: tree(trial).get(name) for name in FILES} == NEW
        if not steps.is_over:
            break
    assert tree(trial) == NEW
    cause = disk.refusal(OSError(code, ""), "x", kept="nothing was half-written").problems[0].sentences
    # Each file was the culprit once, and the folder that all are in.
    assert {f"{name}: {cause}" for name in [*FILES, "new", ".journal"]} <= said
    assert all(cause in line for line in said)


def test_a_disk_that_fails_for_good_is_taken_back_by_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = tree(folder)
    real, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 2:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(PapershelfError, match=r"reports an error.*; the next command takes back what was written"):
        content.write_files(folder, FILES)
    monkeypatch.undo()
    assert tree(folder) != before
    with content.lock(folder):
        assert {name: raw for name, raw in tree(folder).items() if not name.startswith(".lock")} == before
    assert caplog.messages == ["content: a command was interrupted; what it had written is undone (files: 1)"]


def test_the_lock_cleans_up_behind_a_killed_run(folder: Path) -> None:
    (folder / ".tmp-1").mkdir()
    (folder / ".tmp-1" / "0").write_text("half", "utf-8")
    (folder / ".tmp-2").write_text("a file", "utf-8")
    (folder / ".tmp-3").symlink_to(folder / "papers")
    (folder / ".tmp-notes").write_text("somebody's own", "utf-8")
    (folder / ".lock-holder").write_text("process 1", "utf-8")
    with content.lock(folder):
        assert (folder / ".lock-holder").read_text("utf-8") == f"process {os.getpid()}"
        assert [path.name for path in folder.glob(".tmp-*")] == [".tmp-notes"]
    assert set(tree(folder)) - {".lock"} == {"b.yml", "papers/a.md", ".tmp-notes"}


def test_the_lock_is_free_again_when_its_holder_fails(folder: Path) -> None:
    with pytest.raises(KeyError), content.lock(folder):
        raise KeyError
    with content.lock(folder):
        pass
    assert not (folder / ".lock-holder").exists()


def test_what_the_lock_leaves_is_ignored_by_git() -> None:
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text("utf-8").split("\n")
    assert {"/content/.journal", "/content/.lock*", "/content/.tmp-*"} <= set(ignored)


@pytest.mark.parametrize("step", range(3))
def test_a_removal_that_the_disk_refuses_says_how_to_go_on_and_does(folder: Path, step: int) -> None:
    names = ["b.yml", "papers/a.md"]
    with failing_at(step, errno.EIO) as steps, pytest.raises(PapershelfError) as caught:
        files.remove_files(folder, names)
    assert steps.is_over
    assert "what is left can be removed by running this again" in str(caught.value)
    files.remove_files(folder, names)
    assert tree(folder) == {}
