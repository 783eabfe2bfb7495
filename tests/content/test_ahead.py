"""Papers read before the list is loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

    def over(work: Callable[[Sequence[str]], Any], items: Sequence[str], **_: int) -> list[Any]:
        given.extend(processes.split(items, 2))
        return [work(shard) for shard in given]

    monkeypatch.setattr(processes, "over", over)
    monkeypatch.setattr(processes, "can_copy", lambda: True)
    monkeypatch.setattr(ahead, "WORTH_A_PROCESS", 1)
    REMEMBERED.cache_clear()
    return given


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
    ahead.read_ahead(kitchen.root, 2)
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
    ahead.read_ahead(kitchen.root, jobs)
    assert shards == []


def test_a_folder_without_papers_is_for_the_loader_to_object_to(kitchen: Kitchen, shards: list[Sequence[str]]) -> None:
    ahead.read_ahead(kitchen.root / "nowhere", 2)
    assert shards == []
