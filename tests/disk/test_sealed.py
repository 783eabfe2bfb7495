"""Notes that only this user's own runs believe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from papershelf.disk import read_sealed, write_sealed


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    write_sealed(tmp_path / "notes", b"kettles")
    write_sealed(tmp_path / "notes", b"teapots")
    assert read_sealed(tmp_path / "notes") == b"teapots"
    assert read_sealed(tmp_path / "none") is None


def test_nobody_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a power failure a note may be damaged, which its seal tells."""
    flushed = list[int]()
    monkeypatch.setattr(os, "fsync", flushed.append)
    write_sealed(tmp_path / "notes", b"kettles")
    assert flushed == []
    assert read_sealed(tmp_path / "notes") == b"kettles"


@pytest.mark.parametrize("place", [0, 60, -1])
def test_a_byte_that_was_changed_spoils_it(tmp_path: Path, place: int) -> None:
    write_sealed(tmp_path / "notes", b"kettles and teapots")
    raw = bytearray((tmp_path / "notes").read_bytes())
    raw[place] ^= 1
    (tmp_path / "notes").write_bytes(raw)
    assert read_sealed(tmp_path / "notes") is None


@pytest.mark.parametrize("raw", [b"", b"Papershelf", b"\0" * 200])
def test_anything_else_is_nothing(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "notes").write_bytes(raw)
    assert read_sealed(tmp_path / "notes") is None


def test_what_another_user_sealed_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sealed(tmp_path / "notes", b"kettles")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert read_sealed(tmp_path / "notes") is None


def test_a_key_that_was_half_written_is_made_anew(tmp_path: Path) -> None:
    write_sealed(tmp_path / "notes", b"kettles")
    (key,) = (tmp_path / "state").rglob("*.key")
    key.write_bytes(b"half")
    assert read_sealed(tmp_path / "notes") is None
    write_sealed(tmp_path / "notes", b"kettles")
    assert read_sealed(tmp_path / "notes") == b"kettles"


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be", "utf-8")
    write_sealed(tmp_path / "notes", b"kettles")
    assert not (tmp_path / "notes").exists()
    assert read_sealed(tmp_path / "notes") is None
