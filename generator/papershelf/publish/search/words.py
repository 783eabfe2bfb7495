"""Text into the words that are searched. The browser's `words.js` does the same; `tests/data/words.json` tests both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, filterfalse

from lunr.stop_word_filter import WORDS

STOP_WORDS = frozenset(WORDS)
"""Words that tell nothing in running text; lunr.js has the same list."""

_LETTERS = (
    "øo łl đd ðd ħh ŧt ŋn ıi ȷj ɑa ɛe ɔo əe ɓb ƀb ƈc ȼc ɗd ɖd ƒf ɠg ǥg ɨi ɉj ƙk ɫl ƚl ɲn ɵo ƥp ɍr ƭt ⱦt ʉu ʋv ƴy ɏy ƶz "
    "ⱥa ɇe ⱡl ßss æae œoe þth ςσ ґг ٱا ىي یي ةه ہه ھه کك ךכ םמ ןנ ףפ ץצ "
    "’' ‘' ‛' ʼ' `' ´' ∗* ♯# ⁎* ™ ℠ ʻ ـ"
)
"""Letters that Unicode does not decompose, or that people type for one another; a lone one is left out."""
_SPECIAL = {entry[0]: entry[1:] for entry in _LETTERS.split(" ")}
_OPTIONAL_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u08ca-\u08e1\u08e3-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
"""Accents and points that people leave out. The marks of other scripts, such as Devanagari, are letters."""
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Scripts without spaces between words: Thai, Lao, Khmer, Burmese, Chinese and Japanese ones among them."""
_PICTURE = re.compile("[\u2600-\u275a\u275f-\u27bf\u2b00-\u2bff\U0001f000-\U0001f3fa\U0001f400-\U0001faff]")

_RUN = re.compile(
    r"sm*|p|(?P<core>(?:(?<![lnm.])\.(?=l))?[ln][lnm]*(?:['^][ln][lnm]*)*)(?P<sign>(?<=[lm])\^?(?:\++|\#|\*)(?![lnm+\#*]))?"
)
"""A word, by the kinds of its characters (`_kind`)."""
_ASCII_WORD = re.compile("[a-z0-9]+")
_ASCII_SIGN = re.compile(r"['`^+#*]|\.(?=[A-Za-z])")
"""What may be a part of a word beside letters and digits: without it, words of ASCII are what is between all else."""
_CLITIC = re.compile("'(?:s|re|ve|ll|d|m)$")


class _Table(dict[int, str]):
    """What `str.translate` asks for, worked out when a character is met for the first time."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = value = self._of(chr(code))
        return value


def _fold(character: str) -> str:
    """A character as it is compared: small, without accents; nothing for one that is not seen."""
    if character == "\u200b":  # It parts words where no space does.
        return " "
    if character in _SPECIAL:
        return _SPECIAL[character]
    letters = unicodedata.normalize("NFKD", character).lower()
    return "".join(
        _SPECIAL.get(letter, letter)
        for letter in letters
        if not _OPTIONAL_MARKS.match(letter) and unicodedata.category(letter) != "Cf"
    )


def _kind(character: str) -> str:
    """`l`etter, `n`umber, `m`ark, letter of a `s`paceless script or `p`icture; a sign is its own kind."""
    kind = unicodedata.category(character)[0]
    if kind in "LN" and _SPACELESS.match(character):
        return "s"
    if kind in "LNM":
        return kind.lower()
    if _PICTURE.match(character):
        return "p"
    return character if character in ".'^+#*" else " "


_FOLDED, _KINDS = _Table(_fold), _Table(_kind)


def split(text: str) -> list[str]:
    """The words of a text: runs of letters and digits, small, without accents; `GPT-4` is two, `C++` is one.

    Where words are written without spaces, each letter is one.
    """
    return [word for word, _ in _locate(text)]


def grams(text: str) -> list[str]:
    """What is indexed of a text: its words, and where they are written without spaces, pairs of letters, too."""
    if text.isascii() and not _ASCII_SIGN.search(text):  # as most texts are
        return _ASCII_WORD.findall(text.lower())
    return list(chain.from_iterable(map(_grams, text.split())))


def terms(text: str) -> list[str]:
    """What a query asks for: like `grams`, but a letter of a script without spaces only where it is alone."""
    return grams(text) if text.isascii() else list(chain.from_iterable(map(_terms, text.split())))


def running(text: str) -> str:
    """What is indexed of running text: all words but stop words, with spaces between them."""
    return " ".join(filterfalse(STOP_WORDS.__contains__, grams(text)))


@lru_cache(maxsize=1 << 16)
def _grams(piece: str) -> tuple[str, ...]:
    """The same of a piece without spaces, of which a list has the same ones again and again."""
    found: list[str] = []
    before: tuple[str, int] | None = None
    for word, cluster in _locate(piece):
        if before is not None and cluster is not None and before[1] == cluster[0]:
            found.append(before[0] + word)
        found.append(word)
        before = None if cluster is None else (word, cluster[1])
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _terms(piece: str) -> tuple[str, ...]:
    if piece.isascii():
        return _grams(piece)
    asked: list[str] = []
    before: tuple[str, int] | None = None
    is_single = False
    for word, cluster in _locate(piece):
        joined = before is not None and cluster is not None and before[1] == cluster[0]
        if joined and before is not None:
            if is_single:
                asked.pop()
            asked.append(before[0] + word)
        else:
            asked.append(word)
        before, is_single = None if cluster is None else (word, cluster[1]), not joined
    return tuple(asked)


def _locate(text: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """The words of a text; a letter of a script without spaces with the place where it begins and ends."""
    if text.isascii() and text.isalnum():  # as most words are
        yield text.lower(), None
        return
    folded = text.translate(_FOLDED)
    for match in _RUN.finditer(folded.translate(_KINDS)):
        core = match["core"]
        if core is None:
            pictured = match[0] == "p"
            yield folded[match.start() : match.end()], None if pictured else match.span()
            continue
        run = folded[match.start() : match.end("core")]
        if run.isalnum() and match["sign"] is None:
            yield run, None
            continue
        run = _CLITIC.sub("", run).replace("^", "")
        parts = [run.replace("'", "")] if run.endswith("n't") else run.split("'")
        sign = (match["sign"] or "").removeprefix("^")
        yield from ((part, None) for part in parts[:-1])
        yield parts[-1] + sign, None
