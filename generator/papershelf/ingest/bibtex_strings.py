"""Values as BibTeX writes them: in braces or quotation marks, or the name of a string, with `#` between parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate

MONTHS: Mapping[str, str] = {
    name[:3].lower(): name
    for name in (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )
}  # fmt: skip
"""The strings that every style of BibTeX defines."""
LONGEST = 100_000
"""Of a value whose strings were put in, in characters: strings that hold strings could grow without end."""

_LEVELS = {"{": 1, "}": -1}


def evaluate(written: str, strings: Mapping[str, str]) -> str:
    """The text of a value; a name that is not a string is taken as it is.

    Args:
        written: The value with its braces or quotation marks.
        strings: What `@string` defined before, by name in lower case.
    """
    parts = []
    for part in _parts(written):
        bare = part.strip()
        if len(bare) > 1 and bare[0] + bare[-1] in ('""', "{}"):
            parts.append(bare[1:-1])
        else:
            parts.append(strings.get(bare.lower(), bare))
    return "".join(parts)[:LONGEST]


def _parts(written: str) -> Iterator[str]:
    """The parts between the `#` that are in no braces and no quotation marks."""
    if "#" not in written:
        yield written
        return
    depth, start, is_quoted = 0, 0, False
    for place, sign in enumerate(written):
        depth += _LEVELS.get(sign, 0)
        if sign == '"' and not depth:
            is_quoted = not is_quoted
        elif sign == "#" and not depth and not is_quoted:
            yield written[start:place]
            start = place + 1
    yield written[start:]


def deepest(text: str) -> int:
    """How many levels of braces within braces a text has."""
    return max(accumulate((_LEVELS[sign] for sign in text if sign in _LEVELS), initial=0))


def split_list(text: str, separators: str) -> list[str]:
    """The parts of a list whose separators are in no braces."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += _LEVELS.get(sign, 0)
        if sign in separators and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]
