"""When Python looks for garbage in circles: not while a site is built, and under `serve` when nobody waits."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

IDLE = 1.0
"""Seconds after a build under `serve`, after which nobody seems to wait for another."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let Python look for no garbage in circles: what a build makes lives to its end, or has none."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # all that is there counts as old now: what is new would be looked through at once
        if was_collecting:
            gc.enable()


class IdleCollector:
    """Has Python look for garbage in circles some time after each build of a server.

    Much of a build is in circles, such as pages and what renders them. By itself Python looks for those once there are
    many more objects than before. But a build leaves few, which hold tens of megabytes.
    """

    def __init__(self) -> None:
        """Look for it now that the first build has been and nobody is served yet.

        Nearly all that is there then stays. It is not looked through again: whoever saves a file meanwhile would wait.
        """
        self._timer: threading.Timer | None = None
        gc.collect()
        gc.freeze()

    def after(self, build: Callable[[], object]) -> Callable[[], None]:
        """The same build, after which garbage is looked for, unless another begins soon."""

        def built() -> None:
            if self._timer is not None:
                self._timer.cancel()
            try:
                build()
            finally:
                self._timer = threading.Timer(IDLE, gc.collect)
                self._timer.daemon = True
                self._timer.start()

        return built
