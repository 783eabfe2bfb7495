"""A proposal to be reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from proposals import Proposal, make


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    return make(tmp_path / "list")
