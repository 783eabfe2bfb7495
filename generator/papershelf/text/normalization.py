"""Unicode's normal forms, in time that grows with the text and no faster.

Normalising sorts the marks behind a letter, and the work of that grows with the square of their number. No
script needs many: Unicode's stream-safe format (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format)
ends a run at 30. A longer run stays as it is, so that nothing of the text is lost and a second pass changes
nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

LONGEST_RUN = 30
"""How many marks behind one letter are put in order."""

_FIRST, _LAST = 0x300, 0x1F000
"""Between these code points lie all marks."""


def normalize(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form, but for runs of more than `LONGEST_RUN` marks, which stay as they are."""
    if text.isascii():
        return text
    pieces = _long_runs().split(text) if len(text) > LONGEST_RUN else [text]
    # The runs are between the pieces, at odd places.
    return "".join(piece if n % 2 else unicodedata.normalize(form, piece) for n, piece in enumerate(pieces))


@lru_cache(maxsize=1)
def _long_runs() -> re.Pattern[str]:
    """What finds a run of marks that is too long; asked for by the first text that may hold one."""
    marks = "".join(filter(_is_mark, map(chr, range(_FIRST, _LAST))))
    return re.compile(f"([{marks}]{{{LONGEST_RUN + 1},}})")


def _is_mark(character: str) -> bool:
    """Whether a character is a mark that is sorted, or becomes one by a compatibility decomposition."""
    if unicodedata.combining(character):
        return True
    whole = unicodedata.decomposition(character) and unicodedata.normalize("NFKD", character)
    return bool(whole) and unicodedata.combining(whole[0]) > 0
