"""How the work on an input grows with its size: asserted in processor time, which is the one figure a test may.

An input doubles until reading it takes a measurable time; then eight times that size may take 22 times as long. That
is half way, in powers, between what grows as its input does (8) and what grows with the square of it (64), so that
neither memory that a system hands out slowly nor a neighbour on the same processor decides. Whoever measures badly once
measures again, and of each size the quickest run counts.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from papershelf.errors import PapershelfError, Rejected

MEASURABLE = 0.002
"""Seconds of processor time after which the size is large enough to be compared."""
LARGEST = 50_000
"""Where doubling ends: what is done with so many repeats in less than that time is bounded by a cap."""
TIMES = 8
"""How much larger the larger input is."""
MOST = TIMES**1.5
ATTEMPTS = 4
Work = Callable[[], object]


def seconds(make: Callable[[int], Work], size: int, remembered: Iterable[Any] = ()) -> float:
    """The processor time of one run.

    Args:
        make: Makes the work of a size.
        size: How large the input is.
        remembered: Functions with a cache, which forget what an earlier run left there.
    """
    work = make(size)
    for each in remembered:
        each.cache_clear()
    gc.disable()
    try:
        start = time.process_time()
        with suppress(Rejected, PapershelfError):  # to refuse it is an answer
            work()
        return time.process_time() - start
    finally:
        gc.enable()


def measurable(make: Callable[[int], Work], size: int, remembered: Iterable[Any]) -> tuple[int, float] | None:
    """The first size, doubled as often as needed, that takes a measurable time twice, and that time; none if none does.

    Twice, since a first run may pay for what is imported late.
    """
    while True:
        first, second = seconds(make, size, remembered), seconds(make, size, remembered)
        if min(first, second) >= MEASURABLE:
            return size, min(first, second)
        if size >= LARGEST:
            assert first < MEASURABLE or second > first / 10, "what an earlier run left is found again"
            return None  # more would measure how the system hands out memory
        size *= 2


def assert_linear(make: Callable[[int], Work], size: int = 25, remembered: Iterable[Any] = ()) -> None:
    """Assert that the work grows no faster than its input, for the arguments of `seconds`."""
    remembered = list(remembered)
    if (found := measurable(make, size, remembered)) is None:
        return
    size, small = found
    large = math.inf
    for _ in range(ATTEMPTS):
        large = min(large, seconds(make, TIMES * size, remembered))
        if large <= MOST * small:
            return
        small = min(small, seconds(make, size, remembered))
    raise AssertionError(f"{TIMES} times {size} takes {large / small:.1f} times as long")
