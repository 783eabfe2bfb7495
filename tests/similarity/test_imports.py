"""The order of import: whole, stable, and cut into steps of what was known and what came next."""

from __future__ import annotations

import random

from fabricate import paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.model import Listing, Paper
from papershelf.similarity.imports import beginning_with, in_order, steps

DAYS = ("2026-01-02", "2026-01-03", "2026-02-01")
LISTINGS = ("spoons", "kettles", "forks")
PLACES = st.lists(st.tuples(st.sampled_from(LISTINGS), st.integers(1, 9)), max_size=3, unique=True)


@st.composite
def lists(draw: st.DrawFn) -> list[Paper]:
    count = draw(st.integers(0, 25))
    return [
        paper(f"p{number}", added=draw(st.sampled_from(DAYS)), listed=tuple(draw(PLACES))) for number in range(count)
    ]


@given(lists())
def test_every_paper_came_by_one_import_and_days_go_on(papers: list[Paper]) -> None:
    imports = in_order(papers, LISTINGS)
    assert sorted(each.slug for found in imports for each in found.papers) == sorted(each.slug for each in papers)
    assert [found.day for found in imports] == sorted(found.day for found in imports)
    assert len({(found.day, found.listing) for found in imports}) == len(imports)
    shuffled = list(papers)
    random.Random(1).shuffle(shuffled)
    assert in_order(shuffled, LISTINGS) == imports


@given(lists(), st.integers(1, 12))
def test_steps_know_nothing_of_what_comes_later(papers: list[Paper], fewest: int) -> None:
    order = [each.slug for found in in_order(papers, LISTINGS) for each in found.papers]
    later: list[str] = []
    for step in steps(in_order(papers, LISTINGS), fewest):
        known = [each.slug for each in step.known]
        assert len(known) >= fewest
        assert order[: len(known)] == known
        later += [each.slug for each in step.later]
    assert order[len(order) - len(later) :] == later


def test_a_paper_belongs_to_the_listing_that_came_first_whatever_its_name() -> None:
    both = paper("both", listed=(("forks", 1), ("spoons", 7)))
    spoon = paper("spoon", listed=(("spoons", 2),))
    hand = paper("hand")
    found = in_order([hand, both, spoon], LISTINGS)
    assert [(each.listing, [one.slug for one in each.papers]) for each in found] == [
        ("spoons", ["spoon", "both"]),
        (None, ["hand"]),
    ]


def test_the_number_of_steps_does_not_grow_with_the_days() -> None:
    papers = [paper(f"p{number}", added=f"2026-{1 + number // 28:02}-{1 + number % 28:02}") for number in range(300)]
    assert 2 < len(list(steps(in_order(papers, ()), 50))) < 12


def test_the_order_may_begin_with_another_listing() -> None:
    listings = [Listing(id=each) for each in LISTINGS]
    assert beginning_with(listings, None) == LISTINGS
    assert beginning_with(listings, "kettles") == ("kettles", "forks", "spoons")
