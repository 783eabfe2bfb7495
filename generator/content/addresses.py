"""The ledger `urls.txt`: page addresses that were promised, one a line, of which none is ever taken out."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content import lines


def remember(text: str, addresses: Iterable[str]) -> str:
    """The ledger with the addresses that it does not hold yet.

    A ledger that is in order stays in order: at its end, every two requests that each add a paper would
    be in each other's way. To any other they are appended, in order.
    """
    held = text.splitlines()
    fresh = sorted(set(addresses).difference(held))
    if not fresh:
        return text
    if held == sorted(held):
        return "".join(f"{row}\n" for row in sorted([*held, *fresh]))
    return lines.append_rows(text, fresh)
