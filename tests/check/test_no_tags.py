"""Rule `no-tags`: every paper has tags."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

from papershelf.errors import Severity


def test_a_tagged_paper_passes(kitchen: Kitchen) -> None:
    assert kitchen.said("no-tags") == []


@pytest.mark.parametrize(("tags", "line"), [("[]", 7), (None, None)])
def test_a_paper_without_tags_is_a_warning(kitchen: Kitchen, tags: str | None, line: int | None) -> None:
    kitchen.put("spoons", tags=tags)
    (problem,) = kitchen.problems("no-tags")
    assert (problem.severity, problem.line, problem.problem) == (Severity.WARNING, line, "it has no tags yet")


def test_a_withdrawn_paper_is_left_alone(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[]", withdrawn='"It was a joke."')
    assert kitchen.said("no-tags") == []
