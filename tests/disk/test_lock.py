"""One writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from papershelf import disk
from papershelf.errors import PapershelfError

HOLDER = """
import sys
from pathlib import Path
from papershelf import disk
with disk.hold(Path(sys.argv[1]), "x", "changing it", keep=False):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold_elsewhere(lock: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    lock = tmp_path / ".x.lock"
    with hold_elsewhere(lock) as holder:
        with pytest.raises(PapershelfError) as caught, disk.hold(lock, "x", "building it"):
            raise AssertionError
        holder.communicate("")
    said = f"x: process {holder.pid} is building it at this moment. Wait until that ends, and try again."
    assert str(caught.value) == said


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / ".x.lock"
    with hold_elsewhere(lock) as holder:
        holder.kill()
        holder.wait()
    assert lock.exists()
    with disk.hold(lock, "x", "building it"):
        assert (tmp_path / ".x.lock-holder").read_text("utf-8") == f"process {os.getpid()}"


def test_nothing_stays_where_nothing_is_to_stay(tmp_path: Path) -> None:
    with disk.hold(tmp_path / ".x.lock", "x", "building it", keep=False):
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_who_has_patience_waits(tmp_path: Path) -> None:
    lock = tmp_path / ".x.lock"
    with hold_elsewhere(lock) as holder:
        threading.Timer(0.2, lambda: holder.stdin and holder.stdin.close()).start()
        began = time.monotonic()
        with disk.hold(lock, "x", "reading it", patience=30, keep=False):
            assert time.monotonic() - began > 0.1
        holder.wait()
    assert not list(tmp_path.iterdir())
