"""A list that bad inputs are given to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from captures import project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose content is empty."""
    return project(tmp_path / "list")


@pytest.fixture
def listing(tmp_path: Path) -> Callable[..., Path]:
    """What writes a captured listing."""

    def write(data: str | bytes, name: str = "a.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write
