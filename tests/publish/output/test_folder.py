"""A folder is replaced whole or not at all, and only if it is ours."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from crashes import failing_at, killed_at
from fabricate import environment, tree

from papershelf.disk import exchange
from papershelf.errors import PapershelfError
from papershelf.publish import output
from papershelf.publish.artifact import Artifact

OLD = [Artifact(path="a/b.md", content="old"), Artifact(path="c.md", content="old")]
NEW = [Artifact(path="a/b.md", content="new"), Artifact(path="d.md", content="new")]


def pages(folder: Path) -> dict[str, bytes]:
    """What is in a folder beside the marker."""
    return {name: raw for name, raw in tree(folder).items() if name != output.MARKER}


OLD_PAGES = {"a/b.md": b"old", "c.md": b"old"}
NEW_PAGES = {"a/b.md": b"new", "d.md": b"new"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "list" / "content").mkdir(parents=True)
    return tmp_path / "list"


@pytest.fixture(params=["one call", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With and without a system call that exchanges two folders."""
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "_exchange", lambda *_: errno.ENOSYS)
    return str(request.param)


def test_a_marker_says_whose_folder_it_is_and_nothing_else_stays(tmp_path: Path) -> None:
    assert output.write(tmp_path / "out", OLD) == 2
    assert pages(tmp_path / "out") == OLD_PAGES
    assert (tmp_path / "out" / output.MARKER).read_text("utf-8").startswith("Papershelf wrote this folder")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_marker_is_the_same_each_time(tmp_path: Path) -> None:
    output.write(tmp_path / "one", OLD)
    output.write(tmp_path / "other", OLD)
    output.write(tmp_path / "other", OLD)
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def refuse(folder: Path, root: Path, *, force: bool = False) -> str:
    before = tree(root.parent)
    with pytest.raises(PapershelfError) as caught:
        output.check_folder(folder, root, force=force)
    assert tree(root.parent) == before
    return str(caught.value).removeprefix(f"{folder}: ")


NOT_OURS = (
    "it holds files, and no .papershelf.txt that says that Papershelf wrote them. "
    "Choose another folder, move this one away, or replace it with --force."
)


@pytest.mark.parametrize(
    "name", ["thesis.tex", ".hidden", "index.html", "deep/er/notes.md", "empty/", "PAPERSHELF.txt", ".papershelf"]
)
def test_a_folder_with_anything_in_it_is_refused(root: Path, name: str) -> None:
    folder = root.parent / "thesis"
    folder.mkdir()
    if name.endswith("/"):
        (folder / name).mkdir()
    else:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a year's work", "utf-8")
    assert refuse(folder, root) == NOT_OURS
    output.check_folder(folder, root, force=True)


@pytest.mark.parametrize("marker", ["", "Somebody wrote this.\n", "  \n", "Papershelf wrote this folder"])
def test_a_file_of_the_markers_name_is_no_marker(root: Path, marker: str) -> None:
    folder = root.parent / "thesis"
    folder.mkdir()
    (folder / output.MARKER).write_text(marker, "utf-8")
    (folder / "thesis.tex").write_text("a year's work", "utf-8")
    assert refuse(folder, root) == NOT_OURS


def test_a_link_to_a_marker_is_no_marker(root: Path) -> None:
    output.write(root.parent / "out", OLD)
    folder = root.parent / "thesis"
    folder.mkdir()
    (folder / "thesis.tex").write_text("a year's work", "utf-8")
    (folder / output.MARKER).symlink_to(root.parent / "out" / output.MARKER)
    assert refuse(folder, root) == NOT_OURS


def test_a_marker_may_have_other_line_ends_and_more_to_say(root: Path) -> None:
    output.write(root.parent / "out", OLD)
    marker = root.parent / "out" / output.MARKER
    marker.write_bytes(marker.read_bytes().replace(b"\n", b"\r\n") + b"Version 9.\r\n")
    output.check_folder(root.parent / "out", root)


def test_folders_that_are_free(root: Path) -> None:
    output.check_folder(root.parent / "not" / "there", root)
    (root.parent / "empty").mkdir()
    output.check_folder(root.parent / "empty", root)
    output.write(root.parent / "empty", OLD)
    assert pages(root.parent / "empty") == OLD_PAGES


@pytest.mark.parametrize("force", [False, True])
def test_a_repository_is_never_replaced(root: Path, force: bool) -> None:
    folder = root.parent / "gh-pages"
    output.write(folder, OLD)
    (folder / ".git").write_text("gitdir: elsewhere\n", "utf-8")
    said = "it is a Git repository. Choose another folder, and copy the site into this one."
    assert refuse(folder, root, force=force) == said


@pytest.mark.parametrize("force", [False, True])
def test_a_file_is_no_folder(root: Path, force: bool) -> None:
    (root.parent / "out").write_text("a year's work", "utf-8")
    said = "it is not a folder. Move it away, or choose another folder."
    assert refuse(root.parent / "out", root, force=force) == said


def test_a_link_is_followed_and_stays(root: Path, way: str) -> None:
    (root.parent / "served" / "www").mkdir(parents=True)
    (root / "site").symlink_to(root.parent / "served" / "www")
    for artifacts in (OLD, NEW):
        output.check_folder(root / "site", root)
        output.write(root / "site", artifacts)
    assert (root / "site").is_symlink()
    assert pages(root.parent / "served" / "www") == NEW_PAGES
    assert [path.name for path in (root.parent / "served").iterdir()] == ["www"]


def test_a_link_in_a_circle_is_no_folder(root: Path) -> None:
    (root / "site").symlink_to(root / "site")
    assert refuse(root / "site", root).startswith("it is not a folder")


def test_what_appears_while_it_is_built_is_kept(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "out"
    replacement = output.Replacement(folder)
    replacement.begin()
    folder.mkdir()
    (folder / "thesis.tex").write_text("a year's work", "utf-8")
    with pytest.raises(PapershelfError, match="it holds files"):
        replacement.publish()
    assert tree(tmp_path) == {"out/thesis.tex": b"a year's work"}


def test_force_replaces_what_is_not_ours(tmp_path: Path, way: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "former.html").write_text("of a time without markers", "utf-8")
    output.write(tmp_path / "out", NEW, force=True)
    assert pages(tmp_path / "out") == NEW_PAGES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("leftover", [".out.building", ".out.former"])
def test_a_leftover_that_is_not_ours_is_kept(tmp_path: Path, leftover: str) -> None:
    output.write(tmp_path / "out", OLD)
    (tmp_path / leftover).mkdir()
    (tmp_path / leftover / "thesis.tex").write_text("a year's work", "utf-8")
    before = tree(tmp_path)
    with pytest.raises(PapershelfError, match=f"{leftover}: it holds files.* Move it away, and try again"):
        output.write(tmp_path / "out", NEW)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_leftover_that_is_no_folder_is_kept(tmp_path: Path, kind: str) -> None:
    (tmp_path / "thesis").mkdir()
    if kind == "file":
        (tmp_path / ".out.building").write_text("a year's work", "utf-8")
    else:
        (tmp_path / ".out.building").symlink_to(tmp_path / "thesis")
    with pytest.raises(PapershelfError, match="it is not a folder"):
        output.write(tmp_path / "out", NEW)
    assert os.path.lexists(tmp_path / ".out.building")


def test_killed_at_any_step_there_is_the_old_folder_or_the_new_one(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "out"
    seen = []
    for step in range(200):
        output.write(folder, OLD)
        with killed_at(step) as steps:
            output.write(folder, NEW)
        if not steps.is_over:
            break
        there = folder if folder.exists() else tmp_path / ".out.former"
        assert there == folder or way == "two renames"
        seen.append(pages(there))
        assert seen[-1] in (OLD_PAGES, NEW_PAGES)
        # The next run finds the place as a build that was not killed would have.
        output.check_folder(folder, tmp_path / "list")
        output.write(folder, NEW)
        assert pages(folder) == NEW_PAGES
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert pages(folder) == NEW_PAGES
    assert seen.count(OLD_PAGES) > 10
    assert seen.count(NEW_PAGES) > 5


def test_killed_at_any_step_of_a_forced_replacement_nothing_of_a_person_is_lost(tmp_path: Path, way: str) -> None:
    mine = {"thesis.tex": b"a year's work"}
    for step in range(200):
        top = tmp_path / str(step)
        (top / "out").mkdir(parents=True)
        (top / "out" / "thesis.tex").write_bytes(b"a year's work")
        with killed_at(step) as steps:
            output.write(top / "out", NEW, force=True)
        if not steps.is_over:
            break
        places = [pages(path) for path in top.iterdir() if path.is_dir()]
        # Until the new folder is in its place, what it replaces is somewhere.
        assert mine in places or pages(top / "out") == NEW_PAGES
    assert step > 10


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_fails_at_any_step_leaves_the_old_folder_and_says_so(tmp_path: Path, way: str, code: int) -> None:
    folder = tmp_path / "out"
    told = []
    for step in range(200):
        output.write(folder, OLD)
        before = pages(folder)
        try:
            with failing_at(step, code) as steps:
                output.write(folder, NEW)
        except PapershelfError as error:
            told.append(str(error))
            assert pages(folder) == before
        if not steps.is_over:
            break
    assert len(told) > 8
    assert all(": it cannot be written (" in line for line in told)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


PROGRAM = """
import sys
from pathlib import Path
from papershelf.publish import output
from papershelf.publish.artifact import Artifact
for number in range(100_000):
    output.write(Path(sys.argv[1]), [Artifact(path=f"{n}.md", content=str(number)) for n in range(20)])
    print(number, flush=True)
"""


def test_a_process_killed_at_random_leaves_one_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    chance = random.Random(45)
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder)], env=environment(), stdout=subprocess.PIPE, text=True
        ) as victim:
            assert victim.stdout is not None
            assert victim.stdout.readline() == "0\n"
            time.sleep(chance.random() * 0.1)
            victim.send_signal(signal.SIGKILL)
        assert victim.returncode == -signal.SIGKILL
        there = folder if folder.exists() else tmp_path / ".out.former"
        assert len(pages(there)) == 20
        assert len(set(pages(there).values())) == 1
        output.write(folder, NEW)
        assert pages(folder) == NEW_PAGES
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_at_once(tmp_path: Path) -> None:
    first = output.Replacement(tmp_path / "out")
    first.begin()
    second = output.Replacement(tmp_path / "out")
    with pytest.raises(PapershelfError, match=rf"out: process {os.getpid()} is building it at this moment\. Wait"):
        second.begin()
    # Nor does the end of the second touch what the first builds.
    second.discard()
    assert first.building.exists()
    first.publish()
    first.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_one_that_is_over_leaves_the_next_one_alone(tmp_path: Path) -> None:
    first, second = output.Replacement(tmp_path / "out"), output.Replacement(tmp_path / "out")
    first.begin()
    first.publish()
    second.begin()
    first.discard()
    assert second.building.exists()
    second.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt])
def test_whatever_ends_it_nothing_half_made_stays(tmp_path: Path, error: type[BaseException]) -> None:
    def artifacts() -> object:
        yield from NEW
        raise error

    output.write(tmp_path / "out", OLD)
    write: Callable[..., int] = output.write
    with pytest.raises(error):
        write(tmp_path / "out", artifacts())
    assert pages(tmp_path / "out") == OLD_PAGES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def begun(folder: Path) -> output.Replacement:
    """A replacement that has begun the one after it, with a file in each."""
    replacement = output.Replacement(folder)
    replacement.begin()
    following = replacement.begin_next()
    assert following is not None
    for place in (replacement.building, following):
        (place / "a.md").write_text("new", encoding="utf-8")
    return replacement


def test_the_folder_of_the_next_one_takes_the_place_of_the_one_that_was_kept(tmp_path: Path, way: str) -> None:
    output.write(tmp_path / "out", OLD)
    output.write(tmp_path / ".out.spare", OLD)
    begun(tmp_path / "out").publish(keeps=True)
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".out.spare"}
    assert pages(tmp_path / "out") == pages(tmp_path / ".out.spare") == {"a.md": b"new"}
    following = output.Replacement(tmp_path / "out")
    following.begin()
    assert following.reuse()
    assert pages(following.building) == {"a.md": b"new"}
    following.discard()


@pytest.mark.parametrize("ends", [output.Replacement.discard, lambda made: made.publish(keeps=False)])
def test_where_nothing_is_kept_the_folder_of_the_next_one_goes(
    tmp_path: Path, ends: Callable[[output.Replacement], None]
) -> None:
    output.write(tmp_path / "out", OLD)
    ends(begun(tmp_path / "out"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_in_the_place_of_the_next_one_that_is_not_ours_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".out.spare").mkdir()
    (tmp_path / ".out.spare" / "mine.txt").write_text("mine", encoding="utf-8")
    replacement = output.Replacement(tmp_path / "out")
    replacement.begin()
    assert replacement.begin_next() is None
    replacement.publish(keeps=True)
    assert tree(tmp_path / ".out.spare") == {"mine.txt": b"mine"}
