"""Garbage in circles: a server has it looked for when nobody waits, and no build is kept waiting for it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from papershelf.publish.mkdocs import garbage
from papershelf.publish.mkdocs.garbage import IdleCollector, without_collecting

LONG = 20.0
"""Seconds after which nothing will happen any more."""


class _Site:
    """What a build leaves, in a circle."""

    def __init__(self) -> None:
        self.pages = [self]


@pytest.fixture
def by_itself() -> Iterator[None]:
    """Let nobody else look for garbage."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("by_itself")
def test_what_a_build_leaves_is_taken_away_when_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "IDLE", 0.05)
    left: list[weakref.ref[_Site]] = []
    gone = threading.Event()
    build = IdleCollector().after(lambda: left.append(weakref.ref(_Site(), lambda _: gone.set())))
    for _ in range(3):
        build()
        assert gone.wait(LONG)  # nobody looks at the site meanwhile: that would keep it
        gone.clear()


@pytest.mark.usefixtures("by_itself")
def test_nothing_is_looked_for_while_a_build_follows_another(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, looked = list[threading.Timer](), list[None]()
    monkeypatch.setattr(threading.Timer, "start", lambda timer: begun.append(timer))
    monkeypatch.setattr(garbage.gc, "collect", lambda: looked.append(None))
    build = IdleCollector().after(lambda: None)
    for _ in range(3):
        build()
    assert len(begun) == 3
    assert all(timer.daemon for timer in begun), "the server ends without waiting for them"
    for timer in begun:
        timer.run()  # as its thread does when the time has come
    assert len(looked) == 2, "when it begins, and then after the last build: all else was put off"


def test_garbage_is_looked_for_after_a_build_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[threading.Timer]()
    monkeypatch.setattr(threading.Timer, "start", lambda timer: begun.append(timer))

    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (the one above)
        IdleCollector().after(fail)()
    assert len(begun) == 1


@pytest.mark.parametrize("was_collecting", [True, False])
def test_a_build_looks_for_none(was_collecting: bool) -> None:
    (gc.enable if was_collecting else gc.disable)()
    try:
        with without_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() == was_collecting
    finally:
        gc.enable()
