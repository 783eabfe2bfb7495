"""Which characters a text may hold: refused where people write, mended where a reader brings them in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import Rejected
from papershelf.text import ascii_digits, capture_notes, capture_text, check_written, is_blank

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "name", "captured"),
    [
        ("a\rb", "a line end of another kind, U+000D", "a\nb"),
        ("a\r\u0007b", "a line end of another kind, U+000D", "a\nb"),
        ("a \u2028 b", "a line end of another kind, U+2028", "a b"),
        ("a\x0c\x0bb", "a line end of another kind, U+000C", "a b"),
        ("a\x85b", "a line end of another kind, U+0085", "a b"),
        ("a\x07b", "a control character, U+0007", "ab"),
        ("a\ufdd0\U0010ffffb", "a control character, U+FDD0", "ab"),
        ("a\u206ab", "a control character, U+206A", "ab"),
        ("a\u200fb", "a bidirectional control, U+200F", "ab"),
        ("a\U000e0061b", "a hidden character, U+E0061", "ab"),
        ("a\ufe0f\ufe0e\U000e0100b", "a hidden character, U+FE0E", "a\ufe0fb"),
        ("\ufe00a", "a hidden character, U+FE00", "a"),
        ("a\ue000b", "a private-use character, U+E000", "a\ufffdb"),
    ],
)
def test_characters_with_no_business_in_a_text(text: str, name: str, captured: str) -> None:
    with pytest.raises(Rejected) as caught:
        check_written(text)
    assert caught.value.problem == name
    assert capture_text(text) == captured
    assert capture_notes(text)


@pytest.mark.parametrize(
    "text", ["a\r\nb", "a\tb", f"{ENGLAND} x", "❤\ufe0f", "葛\U000e0100", "a\xa0b\u3000c", "e\u0301", "👩\u200d🔬"]
)
def test_characters_that_are_kept(text: str) -> None:
    check_written(text)
    assert capture_text(text).replace("\n", "\r\n") == text.replace("e\u0301", "é")


@given(st.text())
def test_what_is_captured_may_be_written(text: str) -> None:
    try:
        captured = capture_text(text)
    except Rejected:
        return
    check_written(captured)
    assert capture_text(captured) == captured


@pytest.mark.parametrize("text", ["", " ", "\u3164", "\u200b\u2800", "\ufe0f"])
def test_blank_text_shows_nothing(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}-")


def test_digits_of_every_script() -> None:
    assert ascii_digits("Apr ４, ٢٠٢٣ 𝟙²½") == "Apr 4, 2023 1²½"
