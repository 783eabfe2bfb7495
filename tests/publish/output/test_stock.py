"""Files of the site before stay, get a second name, or are made anew; never is one of them written into."""

from __future__ import annotations

import errno
import os
import pickle
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from fabricate import tree

from papershelf import disk
from papershelf.publish.artifact import Artifact
from papershelf.publish.output import MARKER, Filed, Stock
from papershelf.publish.output import stock as stocks

FILES = {"a/b.html": "tea", "a/c.json": "cups", "d.html": "kettles"}


def digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()


class Shelf:
    """Two folders that take turns, as builds let them."""

    def __init__(self, top: Path) -> None:
        self.site, self.next = top / "site", top / "next"
        self.known: dict[str, Filed] = {}
        for folder in (self.site, self.next):
            folder.mkdir()

    def build(
        self, files: Mapping[str, str], shell: Mapping[str, str] | None = None, *, twice: bool = False
    ) -> set[str]:
        """Build and publish; the files that were written."""
        stock = Stock(self.next, digest)
        stock.reuse(self.site, self.known)
        if twice:
            stock.write_twice(self.site)  # where the next one is built
        for path, text in files.items():
            stock.write(Artifact(path=path, content=text))
        stock.settle(shell or {})
        for path, text in (shell or {}).items():
            place = self.next / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        sizes = stock.survey()
        assert sizes == {path: len(raw) for path, raw in tree(self.next).items() if path != MARKER}
        self.known = stock.record({})
        self.site, self.next = self.next, self.site
        return stock.changed


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A site that was built three times, so that its two folders are alike."""
    monkeypatch.setattr(stocks, "tell_time", lambda _: 1 << 62)  # long after all of this
    made = Shelf(tmp_path)
    for _ in range(3):
        made.build(FILES)
    return made


def is_(shelf: Shelf, files: Mapping[str, str]) -> bool:
    return tree(shelf.site) == {path: text.encode() for path, text in files.items()}


def test_what_is_as_it_was_is_not_written(shelf: Shelf) -> None:
    assert shelf.build(FILES) == set()
    assert is_(shelf, FILES)


def test_only_what_changed_is_written_and_the_site_before_keeps_its_own(shelf: Shelf) -> None:
    edited = {**FILES, "d.html": "teapots"}
    assert shelf.build(edited) == {"d.html"}
    assert is_(shelf, edited)
    assert (shelf.next / "d.html").read_text() == "kettles"
    # The other folder lags behind by one edit, and comes up to date by a second name.
    assert shelf.build(edited) == {"d.html"}
    assert is_(shelf, edited)
    assert (shelf.site / "d.html").samefile(shelf.next / "d.html")
    assert shelf.build(edited) == set()


def test_what_the_shell_writes_is_written_into_no_file_of_the_site_before(shelf: Shelf) -> None:
    for text in ("page", "pages", "page", "page"):
        shelf.build(FILES, {"e/index.html": text})
        assert is_(shelf, {**FILES, "e/index.html": text})
    shelf.build(FILES, {"e/index.html": "another"})
    assert (shelf.next / "e/index.html").read_text() == "page"


def test_files_and_folders_that_are_gone_go(shelf: Shelf) -> None:
    for _ in range(3):
        shelf.build({"d.html": "kettles"})
        assert is_(shelf, {"d.html": "kettles"})
        assert not (shelf.site / "a").exists()


def test_a_folder_may_take_the_place_of_a_file_and_a_file_that_of_a_folder(shelf: Shelf) -> None:
    other = {"a": "was a folder", "d.html/e": "was a file"}
    for files in (other, other, FILES, other, FILES):
        shelf.build(files)
        assert is_(shelf, files)


def overwrite(file: Path) -> None:
    """Put other bytes of the same length there, with the file's former time."""
    state = file.stat()
    file.write_text("x" * state.st_size)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def replace(file: Path) -> None:
    other = file.with_name("other")
    other.write_text("x" * file.stat().st_size)
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)


def link(file: Path) -> None:
    target = file.parent.parent / "elsewhere"
    file.rename(target)
    file.symlink_to(target)


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("change", [overwrite, replace, link, pipe, Path.unlink, lambda file: file.touch()])
@pytest.mark.parametrize("folder", ["site", "next"])
def test_a_file_that_somebody_changed_is_made_anew(shelf: Shelf, folder: str, change: Callable[[Path], None]) -> None:
    change(getattr(shelf, folder) / "d.html")
    for _ in range(3):
        shelf.build(FILES)
        assert is_(shelf, FILES)
        assert not (shelf.site / "d.html").is_symlink()


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_that_came_into_the_way_is_replaced_and_not_followed(tmp_path: Path, exists: bool) -> None:
    site, somebodys = tmp_path / "site", tmp_path / "theirs.html"
    site.mkdir()
    stock = Stock(site, digest)
    (site / "d.html").symlink_to(somebodys)
    if exists:
        somebodys.write_text("theirs")
    stock.write(Artifact(path="d.html", content="kettles"))
    assert not (site / "d.html").is_symlink()
    assert (site / "d.html").read_text() == "kettles"
    assert somebodys.exists() == exists
    assert not exists or somebodys.read_text() == "theirs"


def test_a_folder_that_was_taken_away_meanwhile_is_made_again(shelf: Shelf) -> None:
    stock = Stock(shelf.next, digest)
    stock.reuse(shelf.site, {})
    stock.write(Artifact(path="new/a", content="cups"))
    (shelf.next / "new" / "a").unlink()
    (shelf.next / "new").rmdir()
    stock.write(Artifact(path="new/b", content="lids"))
    assert (shelf.next / "new" / "b").read_text() == "lids"


def test_what_a_copy_of_the_process_has_written_is_known_as_if_it_were_written_here(tmp_path: Path) -> None:
    here, copy = Stock(tmp_path, digest), Stock(tmp_path, digest)
    for path, text in FILES.items():
        copy.write(Artifact(path=path, content=text))
    here.join(pickle.loads(pickle.dumps(copy.filed(FILES))))
    assert here.survey() == copy.survey()
    assert here.record({}) == copy.record({})
    assert here.changed == copy.changed == set(FILES)


def test_a_file_is_written_whole_where_the_system_takes_it_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = os.write
    monkeypatch.setattr(os, "write", lambda number, data: usual(number, bytes(data[:3])))
    stock = Stock(tmp_path, digest)
    stock.write(Artifact(path="a", content="kettles and cups"))
    stock.write(Artifact(path="b", content=""))
    assert tree(tmp_path) == {"a": b"kettles and cups", "b": b""}


def test_files_that_nobody_knows_go(shelf: Shelf) -> None:
    (shelf.next / "a" / "mine.html").write_text("x")
    (shelf.next / "mine").mkdir()
    (shelf.next / "mine" / "x.html").symlink_to(shelf.site / "d.html")
    shelf.build(FILES)
    assert is_(shelf, FILES)
    assert not (shelf.site / "mine").exists()


def test_a_copied_site_is_known_by_its_bytes(shelf: Shelf) -> None:
    for file in [file for file in shelf.site.rglob("*") if file.is_file()]:
        raw = file.read_bytes()
        file.unlink()
        file.write_bytes(raw)
    assert shelf.build(FILES) == set(FILES)
    assert is_(shelf, FILES)
    assert (shelf.site / "d.html").samefile(shelf.next / "d.html"), "it was not written again"


@pytest.mark.parametrize("link", [OSError(errno.EPERM, "no second names"), NotImplementedError()])
def test_without_second_names_files_are_copied(shelf: Shelf, link: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise link

    monkeypatch.setattr(os, "link", refuse)
    for text in ("teapots", "cups", "cups", "cups"):
        shelf.build({**FILES, "d.html": text})
        assert is_(shelf, {**FILES, "d.html": text})


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A site that was built once, each file with a second name at once."""
    monkeypatch.setattr(stocks, "tell_time", lambda _: 1 << 62)  # long after all of this
    made = Shelf(tmp_path)
    made.build(FILES, {"e/index.html": "page"}, twice=True)
    return made


def test_what_was_written_twice_is_there_for_the_next_build(first: Shelf) -> None:
    assert tree(first.next) == {path: text.encode() for path, text in FILES.items()}
    edited = {**FILES, "d.html": "teapots"}
    assert first.build(edited, {"e/index.html": "page"}) == {"d.html", "e/index.html"}
    assert is_(first, {**edited, "e/index.html": "page"})
    assert (first.next / "d.html").read_text() == "kettles"
    assert (first.site / "a/b.html").samefile(first.next / "a/b.html")


@pytest.mark.parametrize("change", [overwrite, replace, link, pipe, Path.unlink, lambda file: file.touch()])
def test_what_was_written_twice_and_changed_since_is_made_anew(first: Shelf, change: Callable[[Path], None]) -> None:
    change(first.next / "d.html")
    for _ in range(3):
        first.build(FILES)
        assert is_(first, FILES)


def test_without_second_names_nothing_is_written_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no second names")

    monkeypatch.setattr(os, "link", refuse)
    shelf = Shelf(tmp_path)
    shelf.build(FILES, twice=True)
    assert is_(shelf, FILES)
    assert tree(shelf.next) == {}
    shelf.build(FILES)
    assert is_(shelf, FILES)


def test_where_a_system_does_not_say_when_a_file_was_changed_its_bytes_are_read(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stocks, "signature_of", lambda _: None)
    overwrite(shelf.site / "d.html")
    for _ in range(3):
        shelf.build(FILES)
        assert is_(shelf, FILES)


def test_a_file_that_was_just_written_is_known_by_its_bytes_only(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.build(FILES)
    assert {filed.signature for filed in shelf.known.values()} == {None}
    shelf.build(FILES)
    assert is_(shelf, FILES)


def test_a_clock_of_whole_seconds_takes_longer_to_settle() -> None:
    second = 1_000_000_000
    whole, exact = disk.Signature(1, 0, 5 * second, 1), disk.Signature(1, 0, 5 * second + 1, 1)
    assert [disk.is_settled(each, 6 * second) for each in (whole, exact)] == [False, True]
    assert disk.is_settled(whole, 8 * second)
