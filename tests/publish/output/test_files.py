"""A file is overwritten only if its bytes are what we wrote."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from crashes import failing_at, killed_at

from papershelf.errors import PapershelfError
from papershelf.publish import output
from papershelf.publish.output.files import RECORD

NOT_OURS = (
    "it is there, and Papershelf did not write it, or it was changed since. "
    "Name another file, or replace it with --force."
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "list").mkdir()
    return tmp_path / "list"


def test_a_file_that_is_not_ours_is_kept(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "thesis.bib"
    for content in (b"a year's work", b""):
        file.write_bytes(content)
        with pytest.raises(PapershelfError) as caught:
            output.write_file(file, b"new", root)
        assert str(caught.value) == f"{file}: {NOT_OURS}"
        assert file.read_bytes() == content
    output.write_file(file, b"new", root, force=True)
    assert file.read_bytes() == b"new"


def test_ours_is_replaced_until_somebody_changes_it(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "papers.bib"
    for content in (b"one", b"two", b"three"):
        output.write_file(file, content, root)
        assert file.read_bytes() == content
    file.write_bytes(b"three and a line of mine")
    with pytest.raises(PapershelfError, match="it is there"):
        output.write_file(file, b"four", root)
    assert file.read_bytes() == b"three and a line of mine"


def test_ours_may_be_moved(root: Path, tmp_path: Path) -> None:
    output.write_file(tmp_path / "a.bib", b"one", root)
    (tmp_path / "a.bib").rename(tmp_path / "b.bib")
    output.write_file(tmp_path / "b.bib", b"two", root)
    assert (tmp_path / "b.bib").read_bytes() == b"two"


def test_what_would_not_change_is_no_loss(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_bytes(b"one")
    output.write_file(tmp_path / "a.bib", b"one", root)
    assert (tmp_path / "a.bib").read_bytes() == b"one"


def test_the_record_does_not_grow_for_ever(root: Path, tmp_path: Path) -> None:
    (root / RECORD).parent.mkdir()
    (root / RECORD).write_text("\n".join(f"{number:064x}" for number in range(5000)), "ascii")
    output.write_file(tmp_path / "a", b"one", root)
    output.write_file(tmp_path / "a", b"two", root)
    lines = (root / RECORD).read_text("ascii").splitlines()
    assert len(lines) == 1000
    assert lines[0] == f"{4002:064x}"


@pytest.mark.parametrize("record", ["\0\xff nonsense", ""])
def test_a_record_that_is_none_means_that_nothing_is_ours(root: Path, tmp_path: Path, record: str) -> None:
    output.write_file(tmp_path / "a", b"one", root)
    (root / RECORD).write_text(record, "utf-8")
    with pytest.raises(PapershelfError, match="it is there"):
        output.write_file(tmp_path / "a", b"two", root)


def test_a_link_is_written_through(root: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "papers.bib").symlink_to(tmp_path / "there" / "papers.bib")
    for content in (b"one", b"two"):
        output.write_file(tmp_path / "papers.bib", content, root)
        assert (tmp_path / "papers.bib").is_symlink()
        assert (tmp_path / "there" / "papers.bib").read_bytes() == content


def pipe(path: Path) -> None:
    os.mkfifo(path)


def door(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def null(path: Path) -> None:
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("make", [pipe, door, null])
@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_plain_file_stays(root: Path, tmp_path: Path, make: Callable[[Path], None], force: bool) -> None:
    make(tmp_path / "x")
    with pytest.raises(PapershelfError, match=r"it is a device, a pipe or a socket\. Name the file to write, or - for"):
        output.write_file(tmp_path / "x", b"one", root, force=force)
    assert not (tmp_path / "x").is_file()


def test_links_in_a_circle(root: Path, tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to(tmp_path / "x")
    with pytest.raises(PapershelfError, match=r"its symbolic links lead in a circle|it is there"):
        output.write_file(tmp_path / "x", b"one", root)
    assert (tmp_path / "x").is_symlink()


def test_killed_at_any_step_it_is_the_old_one_or_the_new_one_and_ours(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "papers.bib"
    output.write_file(file, b"old", root)
    for step in range(60):
        with killed_at(step) as steps:
            output.write_file(file, b"new", root)
        assert file.read_bytes() in (b"old", b"new")
        if not steps.is_over:
            break
        output.write_file(file, b"old", root)
    assert step > 5


def test_a_disk_that_fails_leaves_the_old_file_and_says_why(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "papers.bib"
    said = set()
    for step in range(60):
        output.write_file(file, b"old", root, force=True)
        try:
            with failing_at(step, errno.ENOSPC) as steps:
                output.write_file(file, b"new", root)
        except PapershelfError as error:
            said.add(str(error))
            assert file.read_bytes() in (b"old", b"new")
            assert {path.name for path in tmp_path.iterdir()} == {"list", "papers.bib"}
        if not steps.is_over:
            break
    remedy = "it cannot be written (the disk is full). Free some space, and try again; nothing was half-written."
    assert said == {f"{file}: {remedy}", f"{tmp_path}: {remedy}"}


def test_a_project_that_cannot_be_written_exports_all_the_same(root: Path, tmp_path: Path) -> None:
    (root / ".cache").write_text("no folder", "utf-8")
    output.write_file(tmp_path / "a", b"one", root)
    assert (tmp_path / "a").read_bytes() == b"one"
    with pytest.raises(PapershelfError, match="it is there"):
        output.write_file(tmp_path / "a", b"two", root)
