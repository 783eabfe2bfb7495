"""Text into words, as the browser does it too: `tests/browser/test_query.py` reads the same table."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fabricate import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from papershelf.publish.search.words import STOP_WORDS, _grams, _terms, grams, running, split, terms

ROWS: list[dict[str, Any]] = json.loads((REPOSITORY / "tests/data/words.json").read_text(encoding="utf-8"))
"""Texts with their words, and what is indexed of them where that is more."""


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_words_are_runs_of_letters_and_digits_and_the_signs_that_belong_to_them(row: dict[str, Any]) -> None:
    assert split(row["text"]) == row["words"]
    assert grams(row["text"]) == row.get("grams", row["words"])


def test_the_table_has_texts_of_scripts_without_spaces() -> None:
    assert sum("grams" in row for row in ROWS) >= 5


def test_running_text_is_without_stop_words() -> None:
    assert running("The sum of the 2 spoons, x and all, the kettle-holder's") == "sum 2 spoons x kettle holder"
    assert {"the", "of"} < STOP_WORDS


@given(st.text())
def test_splitting_what_was_split_changes_nothing(text: str) -> None:
    words = split(text)
    assert split(" ".join(words)) == words


@given(st.text())
def test_every_word_is_indexed(text: str) -> None:
    assert set(split(text)) <= set(grams(text))


SPACES = "".join(chr(code) for code in range(0x110000) if chr(code).isspace())


@given(
    st.lists(st.text(st.one_of(st.sampled_from(f"{SPACES}.'’+#^*¨的水\u0301\u200b"), st.characters())), max_size=4).map(
        " ".join
    )
)
def test_a_text_is_indexed_piece_by_piece_as_it_is_in_one(text: str) -> None:
    assert grams(text) == list(_grams(text))
    assert terms(text) == list(_terms(text))


@given(st.text(st.sampled_from("aB3 .,'`^+#*_-\n\x1f")) | st.text(st.characters(max_codepoint=127)))
def test_ascii_is_indexed_as_any_text_is(text: str) -> None:
    assert grams(text) == terms(text) == list(_grams(text))
