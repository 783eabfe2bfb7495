"""How the work on an input grows with its size: asserted in processor time, which is the one figure a test may.

An input doubles until reading it takes a measurable time; then eight times that size may take thrice as long
as four times. Whoever measures badly once measures again.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from papershelf.errors import PapershelfError, Rejected

MEASURABLE = 0.004
"""Seconds of processor time after which the size is large enough to be compared."""
LARGEST = 100_000
"""Where doubling ends: what is done with so many repeats in less than that time is bounded by a cap."""
MOST = 3.0
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


def assert_linear(make: Callable[[int], Work], size: int = 25, remembered: Iterable[Any] = ()) -> None:
    """Assert that the work grows no faster than its input, for the arguments of `seconds`."""
    remembered = list(remembered)
    while (taken := seconds(make, size, remembered)) < MEASURABLE and size < LARGEST:
        size *= 2
    if taken < MEASURABLE:
        return  # more would measure how the system hands out memory
    ratios = []
    for _ in range(ATTEMPTS):
        ratios.append(seconds(make, 8 * size, remembered) / max(seconds(make, 4 * size, remembered), MEASURABLE))
        if ratios[-1] <= MOST:
            return
    raise AssertionError(f"eight times {size} takes {min(ratios):.1f} times as long as four times")
