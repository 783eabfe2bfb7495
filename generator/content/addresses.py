"""The ledger `urls.txt`: page addresses that were promised, one a line, only ever appended to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content import lines


def remember(text: str, addresses: Iterable[str]) -> str:
    """The ledger with the addresses that it does not hold yet, in order, below those that it does."""
    held = set(text.splitlines())
    fresh = sorted(set(addresses) - held)
    return lines.append_rows(text, fresh) if fresh else text
