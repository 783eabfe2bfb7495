"""Rule `summary-sentences`: two to four."""

from __future__ import annotations

import pytest
from kitchen import SUMMARY, Kitchen


@pytest.mark.parametrize("summary", ["A b. C d.", SUMMARY, "A b. C d. E f. G h."])
def test_two_to_four_sentences_pass(kitchen: Kitchen, summary: str) -> None:
    kitchen.put("spoons", summary=summary)
    assert kitchen.said("summary-sentences") == []


@pytest.mark.parametrize(
    ("summary", "said"),
    [(SUMMARY.replace(". ", ", "), "it has 1 sentence."), ("A b. C d. E f. G h. I j.", "it has 5 sentences.")],
)
def test_fewer_and_more_are_warnings(kitchen: Kitchen, summary: str, said: str) -> None:
    kitchen.put("spoons", summary=summary)
    (line,) = kitchen.said("summary-sentences")
    assert line.startswith(f"papers/spoons.md:9: warning: summary: {said}")
