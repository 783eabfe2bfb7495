"""What is known of a list: numbers that papers keep, and parts that are read one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.similarity import term_matrix
from papershelf.similarity.again import relate_again
from papershelf.similarity.index import term_of
from papershelf.similarity.kept import GAP, number_at
from papershelf.similarity.listed import Related, number_all, settle
from papershelf.similarity.whole import Whole, index_papers

TAGS = {"kettles": "kitchen", "sheep": "animals"}
KETL = "KETL: {}"

slugs = st.sets(st.text("abc", min_size=1, max_size=3), max_size=12).map(sorted)


def kitchen() -> Catalog:
    """Papers with a word and a pair of words that one has alone, and a name with several meanings; invented."""
    return arrange(
        library(
            paper("a", KETL.format("Copper Spouts"), summary="Whistling kettles boil.", tags=("kettles",)),
            paper("b", KETL.format("Wooden Handles"), summary="Copper kettles boil.", tags=("kettles",)),
            paper("c", "Spouts of Copper", summary="Marmalade is boiled.", tags=("kettles", "sheep")),
            tags=TAGS,
        )
    )


@pytest.fixture(scope="module")
def whole() -> Whole:
    return index_papers(kitchen())


@pytest.fixture
def related() -> Related:
    return relate_again(kitchen(), None)[1]


def test_each_part_is_read_back_as_it_was_found(whole: Whole, related: Related) -> None:
    found, said, matrix = related.index(), related.said(), whole.matrix
    for place in range(3):
        number = number_at(place)
        assert said[number] == whole.own[place]
        assert found.texts[number] == whole.texts[place]
        assert list(found.vectors[number].items()) == list(matrix.vector(place).items())
    assert found.texts[number_at(0)] != said[number_at(0)], "a name is told apart"
    terms = [{*whole.texts[place].terms, *map(term_of, whole.tags[place])} for place in range(3)]
    for term in terms[0] | terms[1] | terms[2]:
        having = {number_at(place) for place in range(3) if term in terms[place]}
        assert related.papers_with()[term] == having
        assert related.count()[term] == len(having)
        assert found.holders[term] == {number_at(place): matrix.vector(place)[term] for place in matrix.holding(term)}
    assert any(" " in term for term in terms[0] - terms[1] - terms[2]), "a pair that one paper has"


@pytest.mark.parametrize("term", ["never", "never said", "copper marmalad", "#never"])
def test_what_nobody_says_nobody_has(related: Related, term: str) -> None:
    assert related.papers_with()[term] == frozenset()
    assert related.index().holders[term] == {}
    assert related.finders()[term] == {}


def test_only_first_terms_find_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_matrix, "FINDERS", 1)
    related = relate_again(kitchen(), None)[1]
    vectors = related.index().vectors
    for number in related.numbers.values():
        first, *others = vectors[number]
        assert related.finders()[first][number] == vectors[number][first]
        assert not any(number in related.finders()[term] for term in others)


def test_what_is_settled_is_so_already(related: Related) -> None:
    assert settle(related) is related


@given(slugs, slugs)
def test_papers_keep_their_numbers_and_new_ones_come_between(first: list[str], then: list[str]) -> None:
    before = {slug: number_at(place) for place, slug in enumerate(first)}
    numbers = number_all(then, before)
    assert numbers is not None
    assert list(numbers) == then
    assert all(one < other for one, other in pairwise(numbers.values()))
    assert all(numbers[slug] == before[slug] for slug in set(first) & set(then))
    assert not {numbers[slug] for slug in set(then) - set(first)} & set(before.values())


def test_where_no_number_is_left_between_two_there_is_none() -> None:
    assert number_all(["a", "b", "c"], {"a": GAP, "c": GAP + 1}) is None
    assert number_all(["a", "b", "c"], {"a": GAP, "c": GAP + 2}) == {"a": GAP, "b": GAP + 1, "c": GAP + 2}
