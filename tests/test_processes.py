"""Work divided over processes."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from papershelf import processes


def squares(numbers: Sequence[int]) -> tuple[int, list[int]]:
    """The number of the process that did it, and what it did."""
    return os.getpid(), [number * number for number in numbers]


def fail_elsewhere(numbers: Sequence[int]) -> list[int]:
    """Work in whose middle another process is killed, as by a system that has no memory left."""
    if os.environ.get("TEAPOT") != str(os.getpid()):
        os._exit(1)
    return list(numbers)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_results_are_the_same_from_any_number_of_processes(jobs: int) -> None:
    results = processes.over(squares, range(10), jobs=jobs, least=1)
    assert [number for _, found in results for number in found] == [number * number for number in range(10)]
    assert len({process for process, _ in results}) == jobs


@pytest.mark.parametrize(("count", "shards"), [(0, 1), (5, 1), (9, 1), (10, 2)])
def test_a_process_is_started_only_where_there_is_enough_to_do(count: int, shards: int) -> None:
    assert len(processes.over(squares, range(count), jobs=4, least=5)) == shards


def test_a_process_that_is_killed_costs_time_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAPOT", str(os.getpid()))
    assert processes.over(fail_elsewhere, range(6), jobs=2, least=1) == [[0, 1, 2], [3, 4, 5]]
