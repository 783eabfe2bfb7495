"""The names of a new paper, made once: its id from a hash of the title, its slug from the title. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator

from papershelf import addresses
from papershelf.model import Library
from papershelf.text import slugify

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_SHORTEST, _LONGEST = 6, 26


def digest(text: str) -> str:
    """26 letters and digits that come from a text, of which an id takes the first."""
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:17], "big")
    return "".join(_ALPHABET[number >> 5 * n & 31] for n in range(_LONGEST))


def choose_id(identity: str, ids: Container[str]) -> str:
    """An id for a paper that has a name already.

    Args:
        identity: What its title is compared by.
        ids: The ids that are taken.
    """
    return next(paper_id for paper_id in _ids(digest(identity)) if paper_id not in ids)


def _ids(hashed: str) -> Iterator[str]:
    """Ids that come from a digest, the shortest first; another digest follows where all are taken, as of editorials."""
    while True:
        yield from (hashed[:length] for length in range(_SHORTEST, _LONGEST + 1))
        hashed = digest(hashed)


def taken(library: Library) -> tuple[set[str], set[str]]:
    """The ids and the slugs that no new paper may have: those of papers, former ones too, and whatever was promised."""
    ids = {each for paper in library.papers for each in paper.ids}
    slugs = {name for paper in library.papers for name in (paper.slug, *paper.aliases)}
    # What was promised to a paper that is gone is not given to another.
    for address in library.published:
        if addresses.is_short(address):
            ids.add(addresses.name_in(address))
        elif addresses.is_below(address, addresses.PAPERS):
            slugs.add(addresses.name_in(address))
    return ids, slugs


def choose(title: str, hashed: str, *, ids: Container[str], slugs: Container[str]) -> tuple[str, str]:
    """An id and a slug that no other paper has.

    Args:
        title: The new paper's title.
        hashed: What `digest` made of it; the id is as much of it as is needed.
        ids: The ids that are taken.
        slugs: The slugs that are taken, former ones included.
    """
    for paper_id in _ids(hashed):
        slug = _slug(title, paper_id, slugs)
        if paper_id not in ids and slug not in slugs:
            return paper_id, slug
    raise AssertionError("ids never end")


def _slug(title: str, paper_id: str, taken: Container[str]) -> str:
    """The name of a new paper's page: its title, and its id where another paper has that name."""
    slug = slugify(title)
    return f"{slug[: 80 - 1 - len(paper_id)].rstrip('-')}-{paper_id}" if slug in taken else slug
