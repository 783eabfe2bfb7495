"""An index of texts, packed: which words are in which papers, and how often.

lunr's own form of it would take four times the bytes (`benchmarks/search.py` measures it): it
names each paper in full for every word, and keeps a vector of every paper beside. Here a word is
written as the letters that it does not share with the word before it, and its papers as the steps
from each to the next, a character a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""How many letters a word shares with the one before it: one digit."""
_CHARACTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
"""The printable characters of ASCII that JSON writes as they are."""
_LAST = 64
"""So many characters end a number; the others say that more follows."""
_MORE = len(_CHARACTERS) - _LAST


def pack(texts: Sequence[Iterable[str]]) -> dict[str, str]:
    """Pack the words of numbered texts, each given as its words.

    Returns:
        `words`: the words in order, each as a digit for the letters shared with the word before
        it, and the rest; parted by spaces.
        `places`: for each word the numbers of its texts, rising, as steps; parted by spaces. A
        step of nothing says that the word is there once more.
    """
    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for word in text:
            places.setdefault(word, []).append(number)
    words = sorted(places)
    return {"words": " ".join(_shorten(words)), "places": " ".join(_steps(places[word]) for word in words)}


def _shorten(words: Iterable[str]) -> Iterable[str]:
    before = ""
    for word in words:
        shared = 0
        most = min(len(before), len(word), len(_DIGITS) - 1)
        # Beyond U+FFFF, a letter is two to the browser: words share none of them.
        while shared < most and before[shared] == word[shared] and word[shared] <= "\uffff":
            shared += 1
        yield _DIGITS[shared] + word[shared:]
        before = word


def _steps(numbers: Sequence[int]) -> str:
    return "".join(_write(after - before) for before, after in zip([0, *numbers], numbers, strict=False))


def _write(number: int) -> str:
    """A number as characters: digits to the base of `_MORE`, lowest first, and a last one to that of `_LAST`."""
    characters = ""
    while number >= _LAST:
        characters += _CHARACTERS[_LAST + number % _MORE]
        number //= _MORE
    return characters + _CHARACTERS[number]
