"""Lists that are too long for one page: they go on on further ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeVar

from papershelf import addresses
from papershelf.publish.language import ENGLISH, Words
from papershelf.publish.page import Page
from papershelf.publish.pages.letters import DIGITS
from papershelf.publish.pages.shelves import MOST

_Entry = TypeVar("_Entry")
Ways = Callable[[str, int], str]
_Part = list[tuple[str, _Entry]]
"""The entries of one page, each with the heading that it is under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a page is among those of its list."""

    number: int
    """Counted from 1."""
    addresses: tuple[str, ...]
    """Those of all pages of the list."""
    labels: tuple[str, ...] = ()
    """The headings that each page has, such as `A–L`; of a list without any: nothing."""
    counts: tuple[int, ...] = ()
    """How many entries under headings each page has."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """The page on which each heading comes first."""
    first: int = 0
    """The place of the first entry in the whole list, counted from 0."""

    def of(self, entries: Sequence[_Entry]) -> Sequence[_Entry]:
        """Those entries of the whole list that this page shows, where the list has no headings."""
        return entries[self.first : self.first + MOST]


def divide_groups(page: Page, key: str, words: Words = ENGLISH, to: Ways = addresses.part_url) -> Iterator[Page]:
    """The pages of a list under headings; what is under one heading stays together as far as it fits on a page.

    Args:
        page: The list as one page.
        key: What its context calls the headings, each with its entries.
        words: The site's own.
        to: The address of each page, by that of the first and its number.
    """
    groups: Mapping[str, Sequence[Any]] = page.context[key]
    parts = _fill(groups, _most_on_one([len(group) for group in groups.values()]))
    if len(parts) <= 1:
        yield page
        return
    ways = tuple(to(page.address, number) for number in range(1, len(parts) + 1))
    headings: dict[str, str] = {}
    for way, part in zip(ways, parts, strict=True):
        for heading, _ in part:
            headings.setdefault(heading, way)
    counts, labels = tuple(len(part) for part in parts), _labels(parts)
    for number, part in enumerate(parts, start=1):
        paging = Paging(number=number, addresses=ways, labels=labels, counts=counts, headings=headings)
        shown = {heading: tuple(each for _, each in run) for heading, run in groupby(part, lambda each: each[0])}
        yield _part_of(page, paging, words, {key: shown})


def divide_list(page: Page, length: int, words: Words = ENGLISH) -> Iterator[Page]:
    """The pages of a list without headings, of which the template shows what `Paging.of` gives.

    Args:
        page: The list as one page.
        length: How many entries it has.
        words: The site's own.
    """
    starts = range(0, length, MOST)
    if len(starts) <= 1:
        yield page
        return
    ways = tuple(addresses.part_url(page.address, number) for number in range(1, len(starts) + 1))
    for number, start in enumerate(starts, start=1):
        yield _part_of(page, Paging(number=number, addresses=ways, first=start), words, {})


def _part_of(page: Page, paging: Paging, words: Words, shown: dict[str, Any]) -> Page:
    title = page.title
    if paging.number > 1:
        title = words.say("%(label)s, page %(number)s", label=title, number=words.number(paging.number))
    return replace(
        page,
        address=paging.addresses[paging.number - 1],
        title=title,
        context={**page.context, "paging": paging, **shown},
    )


def _most_on_one(lengths: Sequence[int]) -> int:
    """How many entries a page has, so that there are as few pages as may be and about as much on each."""
    largest = max(lengths, default=0)
    pages = _count(lengths, MOST)
    return next((most for most in range(largest, MOST) if _count(lengths, most) == pages), MOST)


def _count(lengths: Sequence[int], most: int) -> int:
    """How many pages there are, where none of the lengths is more than a page has."""
    pages = left = 0
    for length in lengths:
        if length > left:
            pages, left = pages + 1, most
        left -= length
    return pages


def _fill(groups: Mapping[str, Sequence[_Entry]], most: int) -> list[_Part[_Entry]]:
    """What each page holds: a heading begins a new one where its entries would not fit on what is left."""
    parts: list[_Part[_Entry]] = []
    for heading, entries in groups.items():
        if not parts or len(parts[-1]) + len(entries) > most:
            parts.append([])
        for each in entries:
            if len(parts[-1]) == most:
                parts.append([])
            parts[-1].append((heading, each))
    return parts


def _labels(parts: Sequence[_Part[_Entry]]) -> tuple[str, ...]:
    """The first and last heading of each page; those that are within one heading are counted."""
    spans = [f"{part[0][0]}–{part[-1][0]}" if part[0][0] != part[-1][0] else part[0][0] for part in parts]
    spans = [span.replace(f"{DIGITS}–", "0–") for span in spans]
    several, seen = Counter(spans), Counter[str]()
    for place, span in enumerate(spans):
        seen[span] += 1
        if several[span] > 1:
            spans[place] = f"{span} {seen[span]}"
    return tuple(spans)
