"""Two folders trade places, or nothing happens."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from fabricate import tree

from papershelf import disk
from papershelf.disk import exchange


@pytest.mark.skipif(not sys.platform.startswith(("linux", "darwin")), reason="there is no such call")
def test_two_folders_trade_places(tmp_path: Path) -> None:
    for name in ("one", "wörter und so"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, "utf-8")
    assert disk.trade_places(tmp_path / "one", tmp_path / "wörter und so")
    assert tree(tmp_path) == {"one/file": "wörter und so".encode(), "wörter und so/file": b"one"}


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_a_system_that_does_not_know_how_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(exchange, "_exchange", lambda *_: code)
    assert not disk.trade_places(tmp_path / "one", tmp_path / "other")


def test_windows_does_not_know_how(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not disk.trade_places(tmp_path / "one", tmp_path / "other")


def test_a_refusal_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        disk.trade_places(tmp_path / "one", tmp_path / "other")
