"""The list that each rule's tests break."""

from __future__ import annotations

from pathlib import Path

import pytest
from kitchen import VOCABULARY, Kitchen


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    """A list of one paper that keeps every rule but that of balance, which one paper cannot."""
    made = Kitchen(tmp_path / "kitchen")
    made.write("tags.yml", VOCABULARY)
    made.put("kettles")
    made.promise()
    return made
