"""The list of this repository, to be cited."""

from __future__ import annotations

import pytest
from fabricate import REPOSITORY

from papershelf import content
from papershelf.catalog.catalog import Catalog, arrange


@pytest.fixture(scope="module")
def real() -> Catalog:
    """The list of this repository."""
    return arrange(content.load(REPOSITORY).library)
