"""`content/urls.txt`: every page address that was ever promised, one a line, never taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from papershelf import addresses
from papershelf.content.yaml import edit
from papershelf.errors import Problem
from papershelf.model import Listing, Paper

NAME = "urls.txt"
"""Below `content/`."""
MAX_FILE = 32 * 1024 * 1024
"""The largest ledger that is read, in bytes: room for 200,000 papers with the longest names."""

_ADDRESS = re.compile(r"/(?:[a-z0-9_-]+/)+")


def is_address(text: str) -> bool:
    """Whether a ledger can hold a text as a line."""
    return _ADDRESS.fullmatch(text) is not None


def read(text: str, problems: list[Problem]) -> tuple[str, ...]:
    """The addresses of a ledger, a line each; lines that hold none are noted."""
    rows = text.removesuffix("\n").split("\n") if text else []
    for number, address in enumerate(rows, start=1):
        if not is_address(address):
            problems.append(
                Problem(
                    path=f"content/{NAME}",
                    line=number,
                    problem=f"'{address[:80]}' is no page address",
                    remedy="Leave this file to `papershelf`; take it back from the last commit",
                )
            )
    return tuple(rows)


def promised(papers: Iterable[Paper], listings: Iterable[Listing]) -> set[str]:
    """The addresses that a list promises for good."""
    found = {addresses.listing_url(listing) for listing in listings}
    for paper in papers:
        found |= {addresses.paper_url(paper), addresses.short_url(paper)}
    return found


def promise(texts: Mapping[str, str], kept: Iterable[str]) -> dict[str, str]:
    """The ledger as a file that changes; nothing where it holds all of some addresses already.

    Args:
        texts: The files of the list, by path under `content/`.
        kept: The addresses that it is to hold from now on.
    """
    before = texts.get(NAME, "")
    after = remember(before, kept)
    return {} if after == before else {NAME: after}


def remember(text: str, kept: Iterable[str]) -> str:
    """The ledger with the addresses that it does not hold yet.

    A ledger that is in order stays in order: at its end, every two requests that each add a paper would
    be in each other's way. To any other they are appended, in order.
    """
    held = text.splitlines()
    fresh = sorted(set(kept).difference(held))
    if not fresh:
        return text
    if held == sorted(held):
        return "".join(f"{row}\n" for row in sorted([*held, *fresh]))
    return edit.append_rows(text, fresh)
