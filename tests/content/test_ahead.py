"""Papers read before the list is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from kitchen import Kitchen

from papershelf import content, processes
from papershelf.content import ahead, papers
from papershelf.content.unchanged import REMEMBERED


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen.furnish(tmp_path)


@pytest.fixture
def shards(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What processes are given to read: here this one does it all."""
    given: list[Sequence[str]] = []

    @contextmanager
    def begun(
        work: Callable[[Sequence[str]], Any], items: Sequence[str], **_: int
    ) -> Iterator[Callable[[], list[Any]]]:
        given.extend(processes.split(items, 2))
        yield lambda: [work(shard) for shard in given]

    monkeypatch.setattr(processes, "begun", begun)
    monkeypatch.setattr(processes, "can_copy", lambda: True)
    monkeypatch.setattr(ahead, "WORTH_A_PROCESS", 1)
    REMEMBERED.cache_clear()
    return given


def read_ahead(root: Path, jobs: int) -> None:
    """Read papers, as a list is loaded."""
    with ahead.reading(root, jobs):
        ahead.join(root)


def test_papers_are_remembered_and_problems_are_left_to_the_loader(
    kitchen: Kitchen, shards: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    kitchen.put("kettles")
    kitchen.put("spoons")
    kitchen.put("saucers", abstract_is_none_of_these="1")
    kitchen.put("teapots")
    kitchen.write("abstracts/teapots.md", "On teapots.\n")
    kitchen.write("papers/notes.txt", "Tea.\n")
    kitchen.write("papers/.hidden.md", "Tea.\n")
    expected = content.examine(kitchen.root)
    REMEMBERED.cache_clear()
    read_ahead(kitchen.root, 2)
    read, known = list[str](), papers.read
    monkeypatch.setattr(papers, "read", lambda report, slug, *rest: read.append(slug) or known(report, slug, *rest))
    found = content.examine(kitchen.root)
    assert (found.library, found.problems) == (expected.library, expected.problems)
    assert found.problems
    assert {"kettles", "spoons"}.isdisjoint(read)
    assert {"saucers", "teapots"} <= set(read)
    assert sorted(name for shard in shards for name in shard) == [
        "kettles.md",
        "notes.txt",
        "saucers.md",
        "spoons.md",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_read_ahead_by_one_process_or_of_a_list_that_is_known(
    kitchen: Kitchen, shards: list[Sequence[str]], jobs: int
) -> None:
    kitchen.put("kettles")
    kitchen.put("spoons")
    if jobs > 1:
        assert kitchen.library()
    read_ahead(kitchen.root, jobs)
    assert shards == []


def test_what_was_begun_early_is_taken_when_the_list_is_loaded(kitchen: Kitchen, shards: list[Sequence[str]]) -> None:
    kitchen.put("kettles")
    kitchen.put("spoons")
    with ahead.reading_early(kitchen.root, 2):
        assert len(shards) == 2
        assert not REMEMBERED.is_any
        read_ahead(kitchen.root, 2)
        assert REMEMBERED.is_any
    assert len(shards) == 2, "read once"


def test_what_nobody_took_is_read_later(kitchen: Kitchen, shards: list[Sequence[str]]) -> None:
    kitchen.put("kettles")
    kitchen.put("spoons")
    with ahead.reading_early(kitchen.root, 2):
        pass
    assert not REMEMBERED.is_any
    read_ahead(kitchen.root, 2)
    assert REMEMBERED.is_any


def test_nothing_is_read_early_of_a_list_that_may_be_known(kitchen: Kitchen, shards: list[Sequence[str]]) -> None:
    kitchen.put("kettles")
    kitchen.put("spoons")
    kept = kitchen.root / ahead.KEPT_PAPERS
    kept.parent.mkdir()
    kept.write_bytes(b"What another program kept.")
    with ahead.reading_early(kitchen.root, 2):
        assert shards == []
        read_ahead(kitchen.root, 2)
    assert REMEMBERED.is_any


@pytest.mark.parametrize("inner", ["", "content", "content/papers"])
def test_a_folder_that_holds_no_list_stays_as_it_is(tmp_path: Path, shards: list[Sequence[str]], inner: str) -> None:
    (tmp_path / inner).mkdir(parents=True, exist_ok=True)
    with ahead.reading_early(tmp_path, 2):
        assert shards == []
    if inner != "content/papers":
        assert not (tmp_path / ".cache").exists()


def test_a_folder_without_papers_is_for_the_loader_to_object_to(kitchen: Kitchen, shards: list[Sequence[str]]) -> None:
    read_ahead(kitchen.root / "nowhere", 2)
    assert shards == []
