"""Rule `tag-alias`: a tag is written by its key."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

from papershelf.errors import Severity


def test_keys_pass(kitchen: Kitchen) -> None:
    assert kitchen.said("tag-alias") == []


@pytest.mark.parametrize("word", ["warmth", "hot things", "Heat", "hot-things"])
def test_another_name_is_a_warning_that_says_the_key(kitchen: Kitchen, word: str) -> None:
    kitchen.put("spoons", tags=f'["{word}", kettles]')
    (problem,) = kitchen.problems("tag-alias")
    assert (problem.severity, problem.line, problem.remedy) == (Severity.WARNING, 7, "Write 'heat'")


def test_mending_changes_that_word_and_nothing_else(kitchen: Kitchen) -> None:
    rows = '\n  - "hot things"  # because of the steam\n  - kettles\n  # the kind:\n  - survey'
    kitchen.put("spoons", tags=rows)
    kitchen.promise()
    before = kitchen.read("papers/spoons.md")
    assert kitchen.mend() == ["papers/spoons.md"]
    assert kitchen.read("papers/spoons.md") == before.replace('"hot things"', "heat")
    assert kitchen.mend() == []
