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
