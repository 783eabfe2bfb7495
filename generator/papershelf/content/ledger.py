"""The ledger: every page address that was ever promised, never taken back.

`content/urls.txt` holds them, one a line. A command that adds a page adds a small file of its own below
`content/urls/` instead, named by the paper's id or by the address: so no two requests write the same file,
and git merges them in any order without a rule for it. A release takes these files into `urls.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from papershelf import addresses
from papershelf.content.naming import digest
from papershelf.content.yaml import edit
from papershelf.errors import Problem
from papershelf.model import Paper

NAME = "urls.txt"
"""Below `content/`."""
FOLDER = "urls"
"""Likewise; each of its files is read as the ledger is."""
MAX_FILE = 32 * 1024 * 1024
"""The largest ledger that is read, in bytes: room for 200,000 papers with the longest names."""

_ADDRESS = re.compile(r"/(?:[a-z0-9_-]+/)+")
_LONGEST_NAME = 100


def is_address(text: str) -> bool:
    """Whether a ledger can hold a text as a line."""
    return _ADDRESS.fullmatch(text) is not None


def is_part(name: str) -> bool:
    """Whether a file, by its path under `content/`, is the ledger or an addition to it."""
    return name == NAME or name.startswith(f"{FOLDER}/")


def read(text: str, problems: list[Problem], name: str = NAME) -> tuple[str, ...]:
    """The addresses of a ledger, a line each; lines that hold none are noted."""
    rows = text.removesuffix("\n").split("\n") if text else []
    for number, address in enumerate(rows, start=1):
        if not is_address(address):
            problems.append(
                Problem(
                    path=f"content/{name}",
                    line=number,
                    problem=f"'{address[:80]}' is not a page address",
                    remedy="Leave this file to `papershelf`; take it back from the last commit",
                )
            )
    return tuple(rows)


def held(texts: Mapping[str, str]) -> set[str]:
    """The addresses that a list's files hold as they are, by path under `content/`."""
    return {row for name, text in texts.items() if is_part(name) for row in text.splitlines()}


def promised(papers: Iterable[Paper]) -> dict[str, str]:
    """The addresses that papers promise for good, each with the file that an addition of it belongs to."""
    found: dict[str, str] = {}
    for paper in papers:
        found |= dict.fromkeys((addresses.paper_url(paper), addresses.short_url(paper)), f"{FOLDER}/{paper.id}.txt")
    return found


def addition(address: str) -> str:
    """The file of an address that is not a paper's."""
    name = address.strip("/").replace("/", "-")
    short = name if len(name) <= _LONGEST_NAME else f"{name[:60]}-{digest(address)}"
    return f"{FOLDER}/{short}.txt"


def promise(texts: Mapping[str, str], kept: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    """The files that change so that the ledger holds some addresses; none where it does.

    A list without a ledger gets a whole one: there is nobody yet to be in the way of.

    Args:
        texts: The files of the list, by path under `content/`.
        kept: What it is to hold from now on, with the file that each belongs to where that is known.
    """
    known = held(texts)
    fresh = [address for address in kept if address not in known]
    if not any(is_part(name) for name in texts):
        return record(texts, fresh)
    files = dict(kept) if isinstance(kept, Mapping) else {address: addition(address) for address in fresh}
    rows: dict[str, list[str]] = {}
    for address in fresh:
        rows.setdefault(files[address], []).append(address)
    return {name: remember(texts.get(name, ""), rows[name]) for name in sorted(rows)}


def record(texts: Mapping[str, str], kept: Iterable[str]) -> dict[str, str]:
    """The ledger itself as a file that changes, with what it lacks; nothing where it lacks none.

    Args:
        texts: The files of the list, by path under `content/`.
        kept: What it is to hold from now on, besides whatever its additions hold.
    """
    before = texts.get(NAME, "")
    after = remember(before, kept)
    return {} if after == before else {NAME: after}


def remember(text: str, kept: Iterable[str]) -> str:
    """A ledger with the addresses that it does not hold yet: in order if it is, else behind what it holds."""
    rows = text.splitlines()
    fresh = sorted(set(kept).difference(rows))
    if not fresh:
        return text
    if rows == sorted(rows):
        return "".join(f"{row}\n" for row in sorted([*rows, *fresh]))
    return edit.append_rows(text, fresh)
