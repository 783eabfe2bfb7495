"""Text into the words that are searched. The browser's `words.js` does the same to a query."""

from __future__ import annotations

import re
import unicodedata

from lunr.stop_word_filter import WORDS

STOP_WORDS = frozenset(WORDS)
"""Words that tell nothing in running text; lunr.js has the same list."""

_WORD = re.compile(r"[^\W_]+")


def split(text: str) -> list[str]:
    """The words of a text: runs of letters and digits, small, without accents; `GPT-4` is two."""
    if text.isascii():
        return _WORD.findall(text.lower())
    letters = unicodedata.normalize("NFKD", text).lower()
    return _WORD.findall("".join(letter for letter in letters if unicodedata.category(letter)[0] != "M"))


def split_running(text: str) -> list[str]:
    """The words of running text: without stop words, and without lone letters, which formulas leave."""
    return [word for word in split(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
