"""Text into words, as the browser does it too (tests/browser/test_search_engine.py holds both together)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.words import STOP_WORDS, split, split_running


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("GPT-4 and BigO(Bench)", ["gpt", "4", "and", "bigo", "bench"]),
        ("Étude, naïve Straße", ["etude", "naive", "straße"]),
        ("snake_case o'neill's", ["snake", "case", "o", "neill", "s"]),
        ("x² ﬁne", ["x2", "fine"]),
        ("研究 の", ["研究", "の"]),
        ("… & — !!!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert split(text) == words


def test_running_text_is_without_stop_words_and_lone_letters() -> None:
    assert split_running("The sum of the 2 spoons, x and all") == ["sum", "2", "spoons"]
    assert {"the", "of"} < STOP_WORDS


@given(st.text())
def test_splitting_what_was_split_changes_nothing(text: str) -> None:
    words = split(text)
    assert split(" ".join(words)) == words
