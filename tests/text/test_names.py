"""Characters that are kept, and names made of titles."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import Rejected
from papershelf.text import capture_notes, capture_text, check_written, fold, is_slug, skeleton, slugify

NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("raw", "kept", "notes"),
    [
        ("\ufeffa", "a", ("byte order mark",)),
        ("a\r\nb", "a\nb", ("CRLF line ends",)),
        ("a\rb", "a\nb", ("CR line ends",)),
        ("a\x00b\x1bc\x7fd\x85e\ufffef\U0001ffffg", "abcd efg", ("control characters",)),
        ("a\u202eb\u2066c", "abc", ("bidirectional controls",)),
        ("a\u200bb", "a\u200bb", ("zero-width characters",)),
        ("e\u0301", "é", ("characters not in NFC",)),
        (" \n a\tb \n", "a\tb", ()),
        ("plain", "plain", ()),
    ],
)
def test_capture_says_what_it_changes(raw: str, kept: str, notes: tuple[str, ...]) -> None:
    assert capture_text(raw) == kept
    assert capture_notes(raw) == notes


def test_half_a_character_is_rejected() -> None:
    with pytest.raises(Rejected) as caught:
        capture_text("a\ud800b")
    assert str(caught.value) == "half a character (a lone surrogate). Capture the text again as UTF-8."


@given(NO_SURROGATES)
def test_capture_is_idempotent(raw: str) -> None:
    once = capture_text(raw)
    assert capture_text(once) == once
    assert not set(capture_notes(once)) - {"zero-width characters"}
    check_written(once)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\u202eb", "a bidirectional control, U+202E. Delete this invisible character."),
        ("a\x00", "a control character, U+0000. Delete this invisible character."),
        ("\udfff", "half a character (a lone surrogate), U+DFFF. Delete this invisible character."),
    ],
)
def test_people_write_no_invisible_controls(text: str, message: str) -> None:
    with pytest.raises(Rejected) as caught:
        check_written(text)
    assert str(caught.value) == message


def test_no_character_that_needs_no_look_is_a_trap() -> None:
    # `capture` and `check_written` pass over text that is printable, behind a letter: a selector there is no trap.
    printable = "".join(f"a{sign}" for sign in filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert printable.encode()
    assert set(capture_notes(printable)) == {"characters not in NFC"}


def test_people_write_lines_tabs_and_joiners() -> None:
    check_written("a\n\tb \u200d c\r\nd")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Merging Models!", "merging models"), ("ﬁne Ｔune", "Fine-tune"), ("Cafe\u0301", "CAFÉ"), ("Straße", "STRASSE")],
)
def test_one_title_has_one_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_look_alikes_share_a_skeleton() -> None:
    assert fold("Sc\u0430ling laws") != fold("Scaling laws")
    assert skeleton("Sc\u0430l\u200bing l\u03b1ws") == skeleton("Scaling laws")
    assert skeleton("Training") != skeleton("Tracking")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Merging models by solving for activations", "merging-models-by-solving-for-activations"),
        ("What's in a Name? (A Study)", "whats-in-a-name-a-study"),
        ("Łukasz & Bjørn: Größe of Æsir", "lukasz-and-bjorn-grosse-of-aesir"),
        ("α-Divergence, ∞-gram", "alpha-divergence-infinity-gram"),
        ("MERGE^3: Efficient", "merge-3-efficient"),
        ("C++", "c-plus-plus"),
        ("../../etc/passwd", "etc-passwd"),
        ("..%2e\\x", "2e-x"),
        ("", "paper"),
        ("深層学習", "paper"),
        ("Con", "con-paper"),
        ("COM1", "com1-paper"),
        ("aux.", "aux-paper"),
        ("x" * 300, "x" * 80),
        ("word " * 60, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_readable(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(NO_SURROGATES)
def test_a_slug_is_valid_and_stable(title: str) -> None:
    slug = slugify(title)
    assert is_slug(slug)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug
    assert slugify(unicodedata.normalize("NFD", title)) == slugify(unicodedata.normalize("NFC", title)) == slug


@pytest.mark.parametrize("text", ["constructor", "__proto__", "model-merging", "000_72645276372a469f", "a"])
def test_a_good_slug_passes(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    ["", "../x", "..", ".", "/x", "a/b", "%2e", "a\\b", "con", "nul", "lpt1", "a.", "A", "-a", "a-", "a--b", "a b",
     "é", "a\n", "x" * 81, "x" * 300],
)  # fmt: skip
def test_a_bad_slug_is_refused(text: str) -> None:
    assert not is_slug(text)
