"""A list that issues are to change, and a proposal to be reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from proposals import Proposal, files, make


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    return make(tmp_path / "list")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in files().items():
        path = tmp_path / "list" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "list"
