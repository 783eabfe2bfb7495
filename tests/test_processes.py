"""Work divided over processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from typing import Any

import pytest

from papershelf import processes
from papershelf.errors import PapershelfError, stop


def refuse() -> None:
    raise stop("teapot.md", "it is cold", "Heat it")


def squares(numbers: Sequence[int]) -> tuple[int, list[int]]:
    """The number of the process that did it, and what it did, slowly enough for others to begin."""
    time.sleep(0.1)
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
    assert len(results) == jobs
    assert min(jobs, 2) <= len({process for process, _ in results}) <= jobs


@pytest.mark.parametrize(("count", "shards"), [(0, 1), (5, 1), (9, 1), (10, 2)])
def test_a_process_is_started_only_where_there_is_enough_to_do(count: int, shards: int) -> None:
    assert len(processes.over(squares, range(count), jobs=4, least=5)) == shards


def test_a_process_that_is_killed_costs_time_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAPOT", str(os.getpid()))
    assert processes.over(fail_elsewhere, range(6), jobs=2, least=1) == [[0, 1, 2], [3, 4, 5]]


def test_what_a_killed_process_cannot_be_asked_for_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    submit, asked = ProcessPoolExecutor.submit, list[Future[Any]]()

    def submit_late(pool: ProcessPoolExecutor, *what: Any) -> Future[Any]:
        for one in asked:
            assert isinstance(one.exception(30), BrokenExecutor)
        asked.append(submit(pool, *what))
        return asked[-1]

    monkeypatch.setenv("TEAPOT", str(os.getpid()))
    monkeypatch.setattr(processes, "can_copy", lambda: False)
    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit_late)
    assert processes.over(fail_elsewhere, range(6), jobs=2, least=1, parts=2) == [[0], [1, 2], [3], [4, 5]]
    assert len(asked) == 1


@pytest.mark.parametrize(("items", "count"), [(0, 3), (2, 3), (3, 3), (10, 3), (10, 1)])
def test_shards_are_nearly_the_same_length_and_none_is_empty(items: int, count: int) -> None:
    shards = processes.split(range(items), count)
    assert [item for shard in shards for item in shard] == list(range(items))
    assert len(shards) == min(items, count)
    assert len({len(shard) for shard in shards} | {items // count or 1}) <= 2


def test_what_a_thread_does_meanwhile_is_waited_for_and_its_failure_is_told() -> None:
    begun, done = threading.Event(), list[str]()

    def boil() -> None:
        assert begun.wait(30), "it runs while the block does"
        done.append("tea")

    with processes.meanwhile(boil):
        begun.set()
    assert done == ["tea"]
    with pytest.raises(PapershelfError, match="it is cold"), processes.meanwhile(refuse):
        done.append("milk")
    assert done == ["tea", "milk"]


def test_nothing_that_was_begun_has_no_results() -> None:
    with processes.begun(squares, (), jobs=2, parts=4) as results:
        assert results() == []


ALONE = """
import os
import signal
import subprocess
import sys
import time
from papershelf import processes
from papershelf.errors import PapershelfError, stop

def refuse(numbers):
    raise stop("teapot.md", "it is cold", "Heat it")

if __name__ == "__main__":
    assert processes.can_copy()
    own = 10
    def multiply(some):
        return os.getpid(), [own * each for each in some]
    def dawdle(some):
        time.sleep(0.1)
        return multiply(some)
    found = processes.over(dawdle, range(40), jobs=2, least=1, parts=4)
    assert [each for _, its in found for each in its] == [10 * each for each in range(40)]
    assert len(found) == 8 and {process for process, _ in found} > {os.getpid()}
    def killed(shard):
        if os.getpid() != first:
            os._exit(1)
        return sum(shard)
    first = os.getpid()
    assert sum(processes.over(killed, range(40), jobs=3, least=1, parts=2)) == 780
    try:
        processes.over(refuse, range(4), jobs=2, least=1)
    except PapershelfError as error:
        print(*error.problems)
    def teapot():
        return os.getpid(), "x" * 200_000
    with processes.beside(teapot, jobs=2) as poured:
        within = processes.over(dawdle, range(4), jobs=2, least=1)
        assert {process for process, _ in within} > {first}, "a process with a copy beside it can be copied"
        process, said = poured()
    assert process not in {first, *(each for each, _ in within)} and said == "x" * 200_000
    with processes.beside(lambda: killed(range(5)), jobs=2) as poured:
        assert poured() == 10
    with processes.beside(lambda: os.getpid(), jobs=1) as poured:
        assert poured() == first
    try:
        with processes.beside(lambda: refuse([]), jobs=2) as poured:
            poured()
    except PapershelfError as error:
        print(*error.problems)
    with processes.begun(dawdle, range(40), jobs=3, parts=5) as poured:
        found = poured()
    assert [each for _, its in found for each in its] == [10 * each for each in range(40)]
    assert len(found) == 15 and len({process for process, _ in found} - {first}) > 0
    with processes.begun(multiply, range(40), jobs=1, parts=5) as poured:
        assert len(poured()) == 5
    with processes.begun(multiply, range(1_000), jobs=2, parts=1_000) as poured:
        assert [each for _, its in poured() for each in its] == [10 * each for each in range(1_000)]
    with processes.begun(killed, range(40), jobs=3, parts=2) as poured:
        assert sum(poured()) == 780
    try:
        with processes.begun(refuse, range(40), jobs=2, parts=2) as poured:
            poured()
    except PapershelfError as error:
        print(*error.problems)
    def divide(shard):
        return processes.over(dawdle, shard, jobs=2, least=1)
    with processes.begun(divide, range(40), jobs=2, parts=5) as poured:
        shares = [{process for process, _ in some} for some in poured()]
    assert all(first in share or len(share) == 1 for share in shares), "a copy works alone"
    try:
        with processes.beside(signal.pause, jobs=2):
            refuse([])
    except PapershelfError as error:
        print(*error.problems)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes")
def test_a_process_without_threads_is_copied_with_all_that_it_knows() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", ALONE], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("teapot.md: it is cold. Heat it.\n" * 4, "")


ENDED = """
import os, sys, time
from papershelf import processes

first = os.getpid()

def work(shard):
    if os.getpid() == first:
        time.sleep(1)
        os.kill(first, 15)
    print(os.getpid(), flush=True)
    time.sleep(60)

processes.over(work, range(2), jobs=2, least=1)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes")
def test_a_copy_ends_with_the_process_that_it_is_a_copy_of() -> None:
    done = subprocess.run([sys.executable, "-c", ENDED], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == -signal.SIGTERM
    assert done.stdout.strip().isdecimal()  # A copy was at work; its end of the pipe was closed within the time.
