"""When Python looks for garbage in circles: not while a site is built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
