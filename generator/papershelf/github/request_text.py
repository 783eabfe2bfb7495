"""The text of a request that Papershelf opens, cut where GitHub would refuse it."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 60_000
"""The most characters of it; GitHub takes 65,536."""


def cut(lines: Iterable[str], more: str) -> str:
    """As many lines as there is room for.

    Args:
        lines: Markdown.
        more: What is written in place of the others.
    """
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > LONGEST:
            kept.append(more)
            break
        kept.append(line)
    return "\n".join([*kept, ""])
