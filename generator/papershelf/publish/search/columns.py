"""Facts of all papers, packed: a column for each kind of fact. `columns.js` reads them in the browser."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict

from papershelf.publish.search.bits import gamma, interpolate, minimal, to_base64

FREQUENT = 32
"""So many values have a list of their papers each. The others would take a time that grows with papers times values."""


class Column(TypedDict):
    """A packed column."""

    values: list[int]
    places: str


def pack_column(column: Sequence[int]) -> Column:
    """One value per paper.

    Returns:
        `values`: every value once, those of most papers first.
        `places`: bits in Base64; for each of the first values, how many papers have it (Elias gamma), and their numbers
        among the papers without one of the values before it (`bits.interpolate`); then for each paper that is left
        which of the other values it has (`bits.minimal`).
    """
    having: dict[int, list[int]] = defaultdict(list)
    for paper, value in enumerate(column):
        having[value].append(paper)
    values = sorted(having, key=lambda value: (-len(having[value]), value))
    bits: list[str] = []
    gone: list[int] = []  # the papers with one of the values before, in order
    for value in values[:FREQUENT]:
        papers = having[value]
        places = [paper - bisect_left(gone, paper) for paper in papers]
        bits += (gamma(len(papers)), interpolate(places, 0, len(column) - len(gone)))
        gone = sorted(gone + papers)
    others = {value: number for number, value in enumerate(values[FREQUENT:])}
    bits += (minimal(others[value], len(others)) for value in column if value in others)
    return {"values": values, "places": to_base64(bits)}


def pack_sets(sets: Iterable[Iterable[int]], kinds: int, papers: int) -> str:
    """Any number of values per paper, of so many kinds.

    Returns:
        Bits in Base64; for each kind, one more than how many papers have it (Elias gamma), and their numbers.
    """
    having: list[list[int]] = [[] for _ in range(kinds)]
    for paper, held in enumerate(sets):
        for kind in sorted(set(held)):
            having[kind].append(paper)
    return to_base64(gamma(len(found) + 1) + interpolate(found, 0, papers) for found in having)
