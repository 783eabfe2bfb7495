"""Names made of titles: the folded title, what it looks like, and the slug of an address."""

from __future__ import annotations

import re

from papershelf.text.characters import ZERO_WIDTH
from papershelf.text.normalization import normalize
from papershelf.text.tex.symbols import GREEK

LONGEST_SLUG = 80

SLUG = r"[a-z0-9_]+(?:-[a-z0-9_]+)*"
"""A pattern of what can name a file and an address, in the words that Python and JavaScript share."""
DEVICE = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""A pattern of what cannot, because Windows keeps it for itself."""

_SLUG = re.compile(SLUG)
_WORD = re.compile(r"[a-z0-9]+")
_EXPONENT = re.compile("[⁰¹²³⁴-⁹]+")
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


def slugify(title: str) -> str:
    """Return the name of a title's page: ASCII words and hyphens, at most 80 characters."""
    # An exponent is a word of its own, as `MERGE^3` has it.
    apart = _EXPONENT.sub(r" \g<0>", title)
    composed = normalize("NFKC", apart).translate(_LETTERS)
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
