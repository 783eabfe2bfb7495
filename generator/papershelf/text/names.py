"""Names made of titles: the folded title that tells papers apart, and the slug of an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from papershelf.text.characters import ZERO_WIDTH
from papershelf.text.normalization import normalize
from papershelf.text.tex.symbols import GREEK

LONGEST_SLUG = 80
LONGEST_NEAR = 60
"""The most words of a title of which each is left out in turn: the work is their number squared."""
SAME_ABSTRACT = 0.6
"""How alike two abstracts under one title must be, from 0 to 1, to be versions of one paper's."""
LONGEST_COMPARED = 1_000
"""The most words of an abstract that are compared; the longest real one has about 450."""

SLUG = r"[a-z0-9_]+(?:-[a-z0-9_]+)*"
"""A pattern of what can name a file and an address, in the words that Python and JavaScript share."""
DEVICE = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""A pattern of what cannot, because Windows keeps it for itself."""

_SLUG = re.compile(SLUG)
_WORD = re.compile(r"[a-z0-9]+")
_DEVICE = re.compile(DEVICE)

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
        "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
        "ħ": "h", "Ħ": "h", "ŋ": "ng", "Ŋ": "ng", "'": "", "’": "", "∞": " infinity ", "ℓ": " l ",
        "α": " alpha ", "×": " x ", "&": " and ", "+": " plus ",
    }
    | {letter: f" {name.lower()} " for name, letter in GREEK.items()}
)  # fmt: skip

_LOOK_ALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏ" + "αβεικνορτυχγωѵ",
    "abekmhopctyxijsdqwhl" + "abeikvoptuxywv",
)
"""Small letters of Cyrillic and Greek that a reader takes for Latin ones."""


def fold(text: str) -> str:
    """Return the identity of a title: its letters and digits, without case or form."""
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, folded))


def skeleton(text: str) -> str:
    """Return what a title looks like, so that homoglyphs and zero-width characters show up."""
    visible = text.translate(dict.fromkeys(map(ord, ZERO_WIDTH)))
    return fold(fold(visible).translate(_LOOK_ALIKES))


def identity_of(title: str) -> str:
    """Return what makes two titles one: their letters and digits, or all of a title that has none."""
    return fold(title) or title


def near_keys(title: str) -> tuple[str, ...]:
    """Return what nearly equal titles have in common: the title as it looks, and with one word left out."""
    words = [word for word in map(skeleton, title.split()) if word]
    # Written together, so that `multi-task`, `multi task` and `multitask` are one word; and apart, for one word more.
    whole = ("".join(words), " ".join(words))
    if not 5 <= len(words) <= LONGEST_NEAR:
        return whole
    return (*whole, *(" ".join(words[:n] + words[n + 1 :]) for n in range(len(words))))


def are_alike(one: str, other: str) -> bool:
    """Say whether two abstracts are versions of one paper's."""
    if one == other:
        return True
    words, others = (text.split(maxsplit=LONGEST_COMPARED)[:LONGEST_COMPARED] for text in (one, other))
    enough = SAME_ABSTRACT * (len(words) + len(others)) / 2
    # The words that they share in any order are at least as many, and counted in a fraction of the time.
    if (Counter(words) & Counter(others)).total() < enough:
        return False
    return _common(words, others) >= enough


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two sequences share in the same order: the length of their longest common subsequence.

    Hyyrö's bit-parallel form: an integer holds a whole row of the table, a bit for each item of the first sequence.
    """
    places: dict[str, int] = {}
    for place, item in enumerate(one):
        places[item] = places.get(item, 0) | 1 << place
    full = row = (1 << len(one)) - 1
    for item in other:
        matched = row & places.get(item, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(one) - row.bit_count()


def slugify(title: str) -> str:
    """Return the name of a title's page: ASCII words and hyphens, at most 80 characters."""
    composed = normalize("NFKC", title).translate(_LETTERS)
    ascii_only = normalize("NFKD", composed).encode("ascii", "ignore").decode()
    slug = _cut("-".join(_WORD.findall(ascii_only.lower()))) or "paper"
    return f"{slug}-paper" if _DEVICE.fullmatch(slug) else slug


def _cut(slug: str) -> str:
    """Shorten at a border of words, where there is one."""
    if len(slug) <= LONGEST_SLUG:
        return slug
    head, border, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return head if border else slug[:LONGEST_SLUG]


def is_slug(text: str) -> bool:
    """Say whether what a person wrote can name a file and an address on any machine."""
    return len(text) <= LONGEST_SLUG and bool(_SLUG.fullmatch(text)) and not _DEVICE.fullmatch(text)
