"""An answer about tags: all that a paper should have, or `+tag -tag` for what changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from papershelf.errors import Rejected

MOST_WORDS = 40
"""Of tags, links or facts in one answer."""

_DIVIDERS = re.compile(r"[,;\n]|[ \t]+(?=[+\-−–][^\s+\-−–])")
"""What is between two words: a comma, a line's end, or the sign of the next."""
_BULLET = re.compile(r"^[-*•]\s+")
_ADDS = re.compile(r"(?:^|[\s,;])\+[ \t]*\S")
_APART = re.compile(r"(?:(?<=^)|(?<=[\s,;]))([+\-−–])[ \t]+(?=\S)")
"""A sign that does not touch its word, as the comment under a request writes them."""
_SIGN = re.compile(r"^([+\-−–])(?=\S)")
_REMEDY = "Write all the tags that it should have, or `+tag` to add and `-tag` to remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagAnswer:
    """The words of an answer, in written order."""

    words: tuple[str, ...]
    """Without a sign: all the tags of the paper, or more of them where others have signs."""
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_relative(self) -> bool:
        """Whether it says what changes, so that all other tags stay."""
        return bool(self.added or self.removed)

    def apply(self, before: Iterable[str], resolve: Callable[[str], str | None]) -> list[str]:
        """The tags that a paper has afterwards.

        Args:
            before: Its tags.
            resolve: Gives the tag that a word means; None where it has noted that the word means none.

        Raises:
            Rejected: A tag is to be removed that the paper does not have, or added and removed.
        """
        added = [tag for tag in map(resolve, (*self.added, *self.words)) if tag is not None]
        if not self.is_relative:
            return list(dict.fromkeys(added))
        before = list(before)
        removed = {tag for tag in map(resolve, self.removed) if tag is not None}
        if both := removed & set(added):
            raise Rejected(f"'{min(both)}' is to be added and removed", _REMEDY)
        if strange := removed - set(before):
            raise Rejected(f"it does not have the tag '{min(strange)}', so that it cannot be removed", _REMEDY)
        return [tag for tag in dict.fromkeys([*before, *added]) if tag not in removed]


def read_tags(answer: str) -> TagAnswer:
    """The words of an answer about tags, which commas, lines or signs divide.

    Raises:
        Rejected: There are too many.
    """
    signed: dict[str, list[str]] = {"": [], "+": [], "-": []}
    answer = answer.replace("`", " ")  # people mark words as code
    if _ADDS.search(answer):
        # Beside a plus, a hyphen is a minus; else it may begin the item of a list.
        answer = _APART.sub(r"\1", answer)
    for part in _DIVIDERS.split(answer):
        word = _BULLET.sub("", part.strip()).strip()
        found = _SIGN.match(word)
        sign = "" if found is None else "+" if found[1] == "+" else "-"
        word = (word if found is None else word[1:]).strip().removeprefix("#").strip()
        if word:
            signed[sign].append(word)
    if sum(map(len, signed.values())) > MOST_WORDS:
        raise Rejected(f"it holds more than {MOST_WORDS} words", "Give a few that fit best")
    return TagAnswer(words=tuple(signed[""]), added=tuple(signed["+"]), removed=tuple(signed["-"]))
