"""Work divided over processes: a pure function over shards, whose results are the same from any of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

MOST = 8
"""So many processes are used where nobody says how many."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def available() -> int:
    """How many processors there are for this process; only Linux says which ones it may use."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST)


def over(work: Callable[[Sequence[_Item]], _Result], items: Sequence[_Item], *, jobs: int, least: int) -> list[_Result]:
    """Do some work on items, in shards that follow one another.

    Args:
        work: What is done with a shard; a function that other processes can be sent.
        items: What there is to do.
        jobs: How many processes may be at work, this one included.
        least: How many items are worth starting another process.

    Returns:
        The result of each shard, in the order of the items.
    """
    shards = _split(items, max(1, min(jobs, len(items) // least)))
    if len(shards) == 1:
        return [work(items)]
    # Processes that begin anew: a copy of this one would share its locks and open files.
    with ProcessPoolExecutor(len(shards) - 1, get_context("spawn")) as pool:
        others = [pool.submit(work, shard) for shard in shards[1:]]
        results = [work(shards[0])]
        for shard, other in zip(shards[1:], others, strict=True):
            try:
                results.append(other.result())
            except BrokenProcessPool:
                results.append(work(shard))  # no process could be started, or it was killed
    return results


def _split(items: Sequence[_Item], count: int) -> list[Sequence[_Item]]:
    """So many shards of nearly the same length."""
    ends = [len(items) * number // count for number in range(count + 1)]
    return [items[ends[number] : ends[number + 1]] for number in range(count)]
