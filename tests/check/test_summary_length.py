"""Rule `summary-length`: 45 to 90 words."""

from __future__ import annotations

import pytest
from kitchen import SUMMARY, Kitchen

from papershelf.errors import Severity


@pytest.mark.parametrize("words", [45, 62, 90])
def test_a_summary_of_the_right_length_passes(kitchen: Kitchen, words: int) -> None:
    kitchen.put("spoons", summary=" ".join(["spoon"] * words))
    assert kitchen.said("summary-length") == []


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (" ".join(["spoon"] * 44), "it has 44 words"),
        (" ".join(["spoon"] * 91), "it has 91 words"),
        ("Spoons.", "it has 1 word"),
        ("It is short. Very.", "it has 4 words"),
        (f"{SUMMARY} {SUMMARY}", "it has 122 words"),
        ("on " * 1200, "it has 1,200 words"),
    ],
)
def test_too_short_and_too_long_are_warnings(kitchen: Kitchen, summary: str, said: str) -> None:
    kitchen.put("spoons", summary=summary)
    (problem,) = kitchen.problems("summary-length")
    assert (problem.severity, problem.line, problem.problem) == (Severity.WARNING, 9, said)


def test_what_is_no_summary_any_more_does_not_load(kitchen: Kitchen) -> None:
    kitchen.put("spoons", summary="spoon " * 1000)
    (problem,) = kitchen.problems("summary-length")
    assert (problem.severity, problem.problem) == (Severity.ERROR, "it has more than 5,000 characters")
