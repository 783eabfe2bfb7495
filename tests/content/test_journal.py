"""A command that writes many files and is killed: all of it happened, or nothing, and it can be run again."""

from __future__ import annotations

import errno
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from captures import DAY, bring, lasting, project, record, run, sparse
from crashes import Killed, failing_at, killed_at
from fabricate import environment, tree
from kitchen import Kitchen

from papershelf import content
from papershelf.content import files as content_files
from papershelf.content import files as files_content
from papershelf.content import journal
from papershelf.errors import PapershelfError

FILES = {"b.yml": "new b\n", "papers/a.md": "new a\n", "new/c.md": "c\n"}
OLD = {"b.yml": b"old b\n", "papers/a.md": b"old \xff a\r\n"}
NEW = {name: text.encode() for name, text in FILES.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    for name, raw in OLD.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(raw)
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {name: raw for name, raw in tree(folder).items() if not name.startswith(".lock")}


def write(folder: Path) -> None:
    with content.lock(folder):
        content.write_files(folder, FILES)


def interrupt(folder: Path) -> None:
    """Leave a folder as a command does that is killed when two of three files are in their places."""
    # All calls of such a command, of which the first replacement is the journal's.
    trial = shutil.copytree(folder, folder.with_name("trial"))
    with killed_at(1000) as steps:
        write(trial)
    shutil.rmtree(trial)
    third = [number for number, call in enumerate(steps.calls) if call == "replace"][3]
    with killed_at(third):
        write(folder)
    assert {name: raw for name, raw in files(folder).items() if not name.startswith(".")} == OLD | {
        name: NEW[name] for name in list(NEW)[:2]
    }


def test_killed_at_any_step_all_is_old_or_all_is_new(folder: Path) -> None:
    seen = []
    for step in range(200):
        with killed_at(step) as steps:
            write(folder)
        files_content.settle(folder)
        now = {name: raw for name, raw in files(folder).items() if not name.startswith(".tmp-")}
        assert now in (OLD, NEW)
        seen.append(now)
        with content.lock(folder):
            assert not list(folder.glob(".tmp-*"))
        if not steps.is_over:
            break
        if now == NEW:
            shutil.rmtree(folder / "new")
            for name, raw in OLD.items():
                (folder / name).write_bytes(raw)
    assert seen.count(OLD) > 15
    assert seen.count(NEW) > 2


def test_a_file_that_goes_is_there_or_gone_wherever_the_command_is_killed(folder: Path) -> None:
    moved: dict[str, str | None] = {"papers/b.md": "b\n", "b.yml": "new b\n", "papers/a.md": None}
    before = files(folder)
    ends = set()
    for step in range(1000):
        trial = shutil.copytree(folder, folder.with_name(f"trial-{step}"))
        with killed_at(step) as steps, content.lock(trial):
            content.write_files(trial, moved)
        with content.lock(trial):
            pass
        after = files(trial)
        assert after in (before, {"papers/b.md": b"b\n", "b.yml": b"new b\n"})
        ends.add(after == before)
        if step > len(steps.calls):
            break
    assert ends == {True, False}


def test_a_file_that_came_back_after_a_killed_command_is_kept_and_named(folder: Path) -> None:
    with content.lock(folder):
        journal.begin(folder, {"b.yml": None})
    (folder / "b.yml").write_bytes(b"by hand\n")
    with pytest.raises(PapershelfError, match=r"content/b\.yml: it was changed after a command"), content.lock(folder):
        pass
    assert (folder / "b.yml").read_bytes() == b"by hand\n"


def test_killed_while_it_is_taken_back_it_is_taken_back_later(folder: Path) -> None:
    for step in range(100):
        interrupt(folder)
        assert files(folder) != OLD
        with killed_at(step) as steps:
            files_content.settle(folder)
        files_content.settle(folder)
        with content.lock(folder):
            assert files(folder) == OLD
        if not steps.is_over:
            break
    assert step > 8


def test_a_full_disk_while_it_is_taken_back_loses_nothing(folder: Path) -> None:
    for step in range(100):
        interrupt(folder)
        try:
            with failing_at(step, errno.ENOSPC) as steps:
                files_content.settle(folder)
        except PapershelfError:
            assert journal.is_open(folder) or "new b\n" not in files(folder).values()
        files_content.settle(folder)
        assert {name: raw for name, raw in files(folder).items() if not name.startswith(".tmp-")} == OLD
        if not steps.is_over:
            break
    assert step > 8


def test_what_a_person_changed_since_is_kept_and_named(folder: Path) -> None:
    interrupt(folder)
    (folder / "papers" / "a.md").write_bytes(b"a person's own words")
    before = files(folder)
    with pytest.raises(PapershelfError) as caught, content.lock(folder):
        raise AssertionError
    assert str(caught.value) == (
        "content/papers/a.md: it was changed after a command that was writing it was interrupted. "
        "Undo that change, or delete content/.journal to keep all files as they are."
    )
    assert files(folder) == before
    (folder / journal.NAME).unlink()
    with content.lock(folder):
        assert (folder / "papers" / "a.md").read_bytes() == b"a person's own words"


def test_what_a_person_brought_back_is_as_it_was(folder: Path) -> None:
    interrupt(folder)
    for name, raw in OLD.items():
        (folder / name).write_bytes(raw)
    with content.lock(folder):
        assert files(folder) == OLD


NONE = (
    "content/.journal: it is not a journal of a command that was interrupted. "
    "Compare content/ with its state in Git, then delete this file."
)


def made_up(path: object, **row: object) -> str:
    row = {"path": path, "before": "evil", "after": "0" * 64} | row
    return json.dumps({"format": "Papershelf's journal, version 1", "files": [row]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"files": []}',
        '{"format": "another", "files": []}',
        "[" * 100_000,
        made_up("../mkdocs.yml"),
        made_up("/etc/passwd"),
        made_up("papers/../../mkdocs.yml"),
        made_up(".git/config"),
        made_up("papers/.hidden"),
        made_up("C:/windows"),
        made_up("papers\\x"),
        made_up(""),
        made_up("."),
        made_up("elsewhere/x"),
        made_up("b.yml", before=3),
        made_up("b.yml", after=3),
        made_up(7),
    ],
)
def test_a_journal_that_somebody_made_up_is_not_obeyed(folder: Path, text: str) -> None:
    (folder.parent / "outside").mkdir()
    (folder / "elsewhere").symlink_to(folder.parent / "outside")
    (folder / journal.NAME).write_text(text, "utf-8")
    before = tree(folder.parent)
    with pytest.raises(PapershelfError) as caught:
        files_content.settle(folder)
    assert str(caught.value) == NONE
    assert {name: raw for name, raw in tree(folder.parent).items() if ".lock" not in name} == before


def rename(root: Path) -> int:
    return run(root, "tags", "rename", "kettles", "pots").exit_code


def merge(root: Path) -> int:
    return run(root, "tags", "merge", "kettles", "teapots").exit_code


def mend(root: Path) -> int:
    return run(root, "check", "--fix").exit_code


def listed(root: Path) -> int:
    capture = root.with_name("more.txt")
    capture.write_text(sparse([record(f"Spoon Number {number}") for number in range(8)]), "utf-8")
    return bring(root, capture).exit_code


@pytest.mark.parametrize("command", [rename, merge, mend, listed])
def test_a_command_that_is_killed_at_any_step_can_be_run_again(
    tmp_path: Path, command: Callable[[Path], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    for number in range(4):
        kitchen.put(f"kettles-{number}", tags="[warmth, kettles, survey] ")
    kitchen.promise()
    whole = shutil.copytree(kitchen.root, tmp_path / "whole" / "list")
    assert command(whole) == 0
    assert lasting(whole) != lasting(kitchen.root)
    old, places = lasting(kitchen.root), set()
    for step in range(300):
        root = shutil.copytree(kitchen.root, tmp_path / str(step) / "list")
        try:
            with killed_at(step) as steps:
                command(root)
        except Killed:
            pytest.fail("it is caught where it is raised")
        content.load(root)
        places.add("old" if plain(root) == old else "new")
        assert plain(root) in (old, lasting(whole))
        assert command(root) == 0
        assert plain(root) == lasting(whole)
        if not steps.is_over:
            break
    assert places == {"old", "new"}
    assert step > 20


def plain(root: Path) -> dict[str, bytes]:
    return {name: raw for name, raw in lasting(root).items() if not name.startswith(".")}


def test_a_rename_killed_at_random_is_whole_and_can_be_run_again(tmp_path: Path) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    for number in range(120):
        kitchen.put(f"kettles-{number}", id=f"id{number:05d}")
    kitchen.promise()
    whole = shutil.copytree(kitchen.root, tmp_path / "whole")
    assert rename(whole) == 0
    old, new = lasting(kitchen.root), lasting(whole)
    chance, caught = random.Random(60), 0
    for attempt in range(6):
        root = shutil.copytree(kitchen.root, tmp_path / f"killed-{attempt}")
        command = [sys.executable, "-m", "papershelf.cli", "--root", str(root), "tags", "rename", "kettles", "pots"]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL) as victim:
            # Before the first file is staged, all moments are alike.
            while victim.poll() is None and not list((root / "content").glob(".tmp-*")):
                time.sleep(0.0005)
            time.sleep(chance.random() * 0.03)
            victim.send_signal(signal.SIGKILL)
        caught += victim.returncode == -signal.SIGKILL
        content.load(root)
        assert plain(root) in (old, new)
        assert rename(root) == 0
        assert plain(root) == new
        assert not journal.is_open(root / "content")
    assert caught >= 1


def test_a_reader_waits_for_a_writer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupt(folder)
    program = (
        "import sys, time; from pathlib import Path; from papershelf import disk\n"
        "with disk.hold(Path(sys.argv[1]), 'x', 'x'): print('held', flush=True); time.sleep(0.3)"
    )
    command = [sys.executable, "-c", program, str(folder / ".lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(content_files, "_PATIENCE", 0)
        with pytest.raises(PapershelfError, match=f"process {holder.pid} is changing it at this moment"):
            files_content.settle(folder)
        monkeypatch.undo()
        files_content.settle(folder)
    assert files(folder) == OLD


def test_a_folder_without_a_journal_is_only_read(tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    content.load(root)
    assert not list((root / "content").glob(".*"))
    assert DAY
