"""Rule `summary-voice`: neither the authors' voice nor praise."""

from __future__ import annotations

import pytest
from kitchen import SUMMARY, Kitchen


def test_plain_words_pass(kitchen: Kitchen) -> None:
    assert kitchen.said("summary-voice") == []


@pytest.mark.parametrize("words", ["In this paper kettles", "We show that kettles", "Novel kettles"])
def test_the_authors_voice_and_praise_are_warnings(kitchen: Kitchen, words: str) -> None:
    kitchen.put("spoons", summary=SUMMARY.replace("Kettles", words))
    (line,) = kitchen.said("summary-voice")
    assert line.startswith("papers/spoons.md:9: warning: summary: '")
    assert "speaks for the authors, or praises" in line


def test_it_is_said_at_the_line_of_the_words(kitchen: Kitchen) -> None:
    kitchen.put("spoons", summary=SUMMARY.replace(". ", ".\n").replace("the predicted", "our predicted"))
    (line,) = kitchen.said("summary-voice")
    assert line.startswith("papers/spoons.md:11: warning: summary: 'our'")
