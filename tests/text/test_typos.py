"""What a mistyped word was meant to be: one answer beyond doubt, or a few to choose from."""

from __future__ import annotations

import pytest

from papershelf.text.typos import correct, nearest

MEANING = {
    "kettles": "kettles", "whistling vessels": "kettles", "teapots": "teapots", "heat": "heat", "boiling": "boiling",
    "bottling": "bottling", "3d teapots": "three", "llm": "llm", "steam engines": "steam", "survey": "survey",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ketles", "kettles"),  # a letter is missing
        ("kettels", "kettles"),  # two are exchanged
        ("kettlesss", "kettles"),  # two are too many
        ("whistlnig vesels", "kettles"),
        ("haet", "heat"),
        ("survy", "survey"),
        ("hate", None),  # two edits of four letters are another word
        ("boitling", None),  # as near to two of them
        ("boilling", None),  # the second is within one edit of the first
        ("vlm", None),  # an acronym is one edit from another
        ("2d teapots", None),  # a number is not a slip of the pen
        ("engines", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_only_a_slip_with_one_meaning_is_corrected(typed: str, meant: str | None) -> None:
    assert correct(typed, MEANING) == meant


def test_a_meaning_with_several_near_names_is_one_candidate() -> None:
    assert correct("kettlez", MEANING | {"kettle": "kettles"}) == "kettles"


def test_at_most_three_meanings_are_named_the_likeliest_first() -> None:
    assert nearest("engines", MEANING)[0] == "steam"
    assert nearest("teapot", MEANING)[0] == "teapots"
    assert len(nearest("boitling", MEANING)) <= 3
    assert set(nearest("boitling", MEANING)) >= {"boiling", "bottling"}
    assert nearest("zzz", MEANING) == []


def test_a_word_that_is_nearly_spelt_so_is_named_before_one_that_shares_a_part() -> None:
    words = ("model merging", "large language model", "world model", "merge", "mode")
    assert nearest("model merge", dict(zip(words, words, strict=True)))[0] == "model merging"


def test_a_short_word_is_no_part_of_a_long_one_by_chance() -> None:
    meaning = {"lion": "optimizers", "stable diffusion": "diffusion models", "multimodal fusion": "multimodal learning"}
    assert nearest("diffusions", meaning)[0] == "diffusion models"
    assert "optimizers" not in nearest("diffusions", meaning)
