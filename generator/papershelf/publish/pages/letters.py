"""The headings of an index from A to Z."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from papershelf.publish.language import ENGLISH, Words, mark
from papershelf.text import fold, slugify

_OTHER = mark("Other")
"""The heading of texts without a letter or digit that an address could hold."""
DIGITS = "0–9"
"""That of texts that begin with a digit."""
_NAMELESS = slugify("")
"""What such a text is called in an address."""

_Entry = TypeVar("_Entry")


def letter_of(text: str) -> str:
    """The heading under which a text is."""
    # What follows the first letter may be joined to it; two plain ones are what they are, and most texts begin so.
    if text[:1].isalnum() and text[:2].isascii():
        return text[0].upper() if text[0].isalpha() else DIGITS
    slug = slugify(text)
    if slug == _NAMELESS and _NAMELESS not in fold(text):
        return _OTHER
    return slug[0].upper() if slug[0].isalpha() else DIGITS


def letters_in_order(letters: Mapping[str, _Entry], words: Words = ENGLISH) -> dict[str, _Entry]:
    """Headings in their order, what has no letter last."""
    ordered = sorted(letters, key=lambda letter: (letter == _OTHER, letter))
    return {words.say(_OTHER) if letter == _OTHER else letter: letters[letter] for letter in ordered}
