"""The list that each rule's tests break."""

from __future__ import annotations

from pathlib import Path

import pytest
from kitchen import Kitchen


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    """A list of one paper that keeps every rule but that of balance, which one paper cannot."""
    return Kitchen.furnish(tmp_path / "kitchen")
