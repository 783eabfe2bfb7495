"""A disk that fails, and a process that dies, at the call that a test names."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from papershelf.disk import durable, exchange

_OS = ("mkdir", "replace", "rename", "unlink", "remove", "rmdir", "fsync", "open")
_WRITING = set("wxa+")


class Killed(BaseException):
    """The process is dead: nothing that it still tries to do reaches the disk."""


@dataclass
class Steps:
    """What changed the disk, call by call."""

    calls: list[str] = field(default_factory=list)
    is_over: bool = False
    """Whether the call was reached that the test named."""


@contextmanager
def killed_at(step: int) -> Iterator[Steps]:
    """Kill what runs in this block before its call number `step` that changes the disk."""
    steps = Steps()

    def judge(name: str, _path: str | None) -> None:
        if steps.is_over or len(steps.calls) == step:
            steps.is_over = True
            raise Killed
        steps.calls.append(name)

    with _watching(judge):
        try:
            yield steps
        except Killed:
            assert steps.is_over


@contextmanager
def failing_at(step: int, code: int) -> Iterator[Steps]:
    """Let the call number `step` that changes the disk fail, once."""
    steps = Steps()

    def judge(name: str, path: str | None) -> None:
        steps.calls.append(name)
        if len(steps.calls) == step + 1:
            steps.is_over = True
            raise OSError(code, os.strerror(code), path)

    with _watching(judge):
        yield steps


@contextmanager
def _watching(judge: Callable[[str, str | None], None]) -> Iterator[None]:
    def before(module: Any, name: str, is_change: Callable[..., bool] = lambda *_, **__: True) -> Any:
        real = getattr(module, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if is_change(*args, **kwargs):
                judge(name, os.fspath(args[0]) if args and isinstance(args[0], str | os.PathLike) else None)
            result = real(*args, **kwargs)
            if module is io and is_change(*args, **kwargs):
                # Between opening a file, which empties it, and writing to it.
                try:
                    judge("opened", None)
                except BaseException:
                    result.close()
                    raise
            return result

        return mock.patch.object(module, name, call)

    def is_written(_file: object, mode: str = "r", *_: object, **__: object) -> bool:
        return bool(_WRITING & set(mode))

    def is_opened(_file: object, flags: int, *_: object, **__: object) -> bool:
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))

    patches = [before(os, name) for name in _OS if name != "open"]
    patches += [before(os, "open", is_opened), before(io, "open", is_written)]
    patches += [before(exchange, "_exchange"), before(durable, "_flush_file_system")]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()
