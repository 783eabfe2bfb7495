"""The headings of an index from A to Z."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.publish.pages.letters import DIGITS, letter_of
from papershelf.text import slugify


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("kettles", "K"),
        ("Æther in Teapots", "A"),
        ("A\u0308ther in Teapots", "A"),
        ("o\u0338ther teapots", "O"),
        ("7 Kettles", DIGITS),
        ("“Kettles”", "K"),
        ("con", "C"),
        ("paper", "P"),
        ("茶", "Other"),
        ("", "Other"),
    ],
)
def test_a_text_is_under_its_first_letter(text: str, heading: str) -> None:
    assert letter_of(text) == heading


@given(st.text(st.characters(categories=("L", "M", "N", "P", "Z")), min_size=1, max_size=6))
def test_a_heading_is_the_first_sign_of_the_address(text: str) -> None:
    if (slug := slugify(text)) != slugify(""):
        assert letter_of(text) == (slug[0].upper() if slug[0].isalpha() else DIGITS)
