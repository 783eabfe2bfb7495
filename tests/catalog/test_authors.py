"""Names that several papers print."""

from __future__ import annotations

from fabricate import library, paper

from papershelf import addresses
from papershelf.catalog.authors import group_authors
from papershelf.catalog.catalog import arrange


def test_a_name_of_two_papers_is_grouped_and_that_of_one_is_not() -> None:
    papers = [
        paper("one", authors=("Ada Kettle", "Kettle, Ada", "Bo Lid")),
        paper("two", authors=("Kettle, Ada", "van den Spoon, Cy")),
        paper("three", authors=("van den Spoon, Cy",)),
    ]
    found = group_authors(papers)
    assert [(each.key, each.sorted, [one.slug for one in each.papers]) for each in found.values()] == [
        ("ada-kettle", "Kettle, Ada", ["one", "two"]),
        ("cy-van-den-spoon", "van den Spoon, Cy", ["two", "three"]),
    ]


def test_names_that_only_marks_tell_apart_have_pages_of_their_own() -> None:
    names = ("José Núñez", "Jose Nunez", "王 小明", "李 小红")
    found = group_authors([paper("one", authors=names), paper("two", authors=names)])
    assert {*found} == {*names}
    assert len({each.key for each in found.values()}) == 4


def test_withdrawn_papers_do_not_count_and_nothing_is_promised() -> None:
    one, two = paper("one", authors=("Ada Kettle",)), paper("two", authors=("Ada Kettle",), withdrawn="It broke.")
    assert not arrange(library(one, two)).authors
    assert not any(address.startswith(addresses.AUTHORS) for address in addresses.promised(library(one, two)))
