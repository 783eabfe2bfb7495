"""How papers are related and what the search is made from, kept from one process to the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish import kept_work, program, search
from papershelf.similarity import again as similarity_again
from papershelf.similarity.again import relate_again
from papershelf.similarity.listed import Related
from papershelf.similarity.related import relate

TAGS = {"kettles": "kitchen", "sheep": "animals"}
KETL = "KETL: {} with Kettles, \ud800 too"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def kitchen(extra: str = "") -> Catalog:
    """Papers on kettles, some of which mean different things by one name; all invented."""
    papers = [
        paper(f"p{number}", KETL.format(f"Tea {number % 3}") if number % 2 else f"Steam {number}", id=f"i{number}",
              summary=f"Kettles whistle at {number % 5} bar.", tags=("kettles", "sheep")[number % 2 :])
        for number in range(12)
    ]  # fmt: skip
    papers[3] = replace(papers[3], summary=f"{papers[3].summary}{extra}")
    return arrange(library(*papers, tags=TAGS))


def known(catalog: Catalog) -> Related:
    return relate_again(catalog, None)[1]


def test_what_was_kept_is_read_back_and_is_a_beginning(tmp_path: Path) -> None:
    assert kept_work.load_related(tmp_path) is None
    kept_work.save_related(tmp_path, known(kitchen()))
    found = kept_work.load_related(tmp_path)
    assert found is not None
    relations, again = relate_again(kitchen(), found)
    assert again is found, "nothing has changed"
    assert relations == relate(kitchen())
    assert relate_again(kitchen(" Steam, too."), found)[0] == relate(kitchen(" Steam, too."))


@pytest.mark.parametrize("place", [0, 60, 200, -1])
def test_a_damaged_file_is_nothing(tmp_path: Path, place: int) -> None:
    kept_work.save_related(tmp_path, known(kitchen()))
    raw = bytearray((tmp_path / kept_work.RELATED).read_bytes())
    raw[place] ^= 1
    (tmp_path / kept_work.RELATED).write_bytes(raw)
    assert kept_work.load_related(tmp_path) is None


def test_what_another_program_kept_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_work.save_related(tmp_path, known(kitchen()))
    monkeypatch.setattr(program, "digest", lambda: "f" * 128)
    assert kept_work.load_related(tmp_path) is None
    kept_work.save_related(tmp_path, known(kitchen()))
    assert kept_work.load_related(tmp_path) is not None


def test_the_file_is_written_once_more_when_much_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_work.save_related(tmp_path, known(kitchen()))
    before = (tmp_path / kept_work.RELATED).read_bytes()
    monkeypatch.setattr(similarity_again, "FEW", 1)
    _, again = relate_again(kitchen(" Steam, too."), kept_work.load_related(tmp_path))
    kept_work.save_related(tmp_path, again)
    assert (tmp_path / kept_work.RELATED).read_bytes() == before
    monkeypatch.setattr(similarity_again, "FEW", 8)
    relations, again = relate_again(kitchen(" Steam, too."), kept_work.load_related(tmp_path))
    kept_work.save_related(tmp_path, again)
    assert (tmp_path / kept_work.RELATED).read_bytes() != before
    found = kept_work.load_related(tmp_path)
    again, unchanged = relate_again(kitchen(" Steam, too."), found)
    assert again == relations
    assert unchanged is found


def test_what_the_search_is_made_from_is_read_back(tmp_path: Path) -> None:
    assert kept_work.load_search(tmp_path) is None
    files, kept = search.publish_again(kitchen())
    kept_work.save_search(tmp_path, kept)
    found = kept_work.load_search(tmp_path)
    assert found is not None
    assert search.unpack(found) == kept._replace(drift=0)
    assert search.publish_again(kitchen(), before=found)[0] == files


@pytest.mark.parametrize("place", [0, 60, 200, -1])
def test_a_damaged_file_of_the_search_is_nothing(tmp_path: Path, place: int) -> None:
    kept_work.save_search(tmp_path, search.publish_again(kitchen())[1])
    raw = bytearray((tmp_path / kept_work.SEARCH).read_bytes())
    raw[place] ^= 1
    (tmp_path / kept_work.SEARCH).write_bytes(raw)
    assert kept_work.load_search(tmp_path) is None


def test_what_another_program_kept_of_the_search_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_work.save_search(tmp_path, search.publish_again(kitchen())[1])
    monkeypatch.setattr(program, "digest", lambda: "f" * 128)
    assert kept_work.load_search(tmp_path) is None


def test_the_file_of_the_search_is_written_once_more_when_much_has_changed(tmp_path: Path) -> None:
    kept = search.publish_again(kitchen())[1]
    kept_work.save_search(tmp_path, kept)
    before = (tmp_path / kept_work.SEARCH).read_bytes()
    kept_work.save_search(tmp_path, kept._replace(papers=[], drift=0))
    assert (tmp_path / kept_work.SEARCH).read_bytes() == before
    kept_work.save_search(tmp_path, kept._replace(papers=[], drift=1))
    assert (tmp_path / kept_work.SEARCH).read_bytes() != before
