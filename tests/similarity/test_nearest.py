"""What is found of a whole list by matrices is what is found paper by paper, term by term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.similarity import nearest, term_matrix, weights
from papershelf.similarity.index import term_of
from papershelf.similarity.nearest import find_nearest
from papershelf.similarity.term_matrix import TermMatrix, to_matrix
from papershelf.similarity.texts import Text
from papershelf.similarity.weights import Vector, product, vector_of

FINDERS, POSTINGS, KEPT, CANDIDATES, LONGEST = 4, 3, 4, 2, 5

terms = st.sampled_from(["lid", "spout", "steam", "tea", "tea spout", "lid=cap", "whistl", "kettl", "#", "copper lid"])
texts = st.builds(
    lambda counts, titled: Text(
        terms=tuple(counts),
        counts=bytes(counts.values()),
        spelt="\n".join(counts),
        alone=bytes(len(counts)),
        titled=min(titled, len(counts)),
        names={},
    ),
    st.dictionaries(terms, st.integers(1, 3), max_size=9),
    st.integers(0, 3),
)
tags = st.lists(st.sampled_from("abcd"), unique=True, max_size=3)
lists = st.lists(st.tuples(texts, tags), max_size=14)
shares = st.sampled_from([0.2, 0.4])
Papers = list[tuple[Text, list[str]]]


@pytest.fixture(scope="module", autouse=True)
def _narrow() -> object:
    """Every bound so low that small lists come to it."""
    with pytest.MonkeyPatch.context() as patch:
        for module, bounds in {
            term_matrix: {"FINDERS": FINDERS, "POSTINGS": POSTINGS, "LONGEST_VECTOR": LONGEST},
            nearest: {"KEPT": KEPT, "CANDIDATES": CANDIDATES, "_BLOCK": 3},
            weights: {"LONGEST_VECTOR": LONGEST},
        }.items():
            for name, bound in bounds.items():
                patch.setattr(module, name, bound)
        yield


def index(papers: Papers, share: float = 0.2) -> TermMatrix:
    return to_matrix([text for text, _ in papers], [its for _, its in papers], share)


def counted(papers: Papers) -> Counter[str]:
    return Counter(term for text, its in papers for term in (*text.terms, *map(term_of, its)))


def vectors_of(papers: Papers, share: float = 0.2) -> list[Vector]:
    found = counted(papers)
    return [
        vector_of(text, [(term_of(tag), found[term_of(tag)]) for tag in its], len(papers), found, share)
        for text, its in papers
    ]


def ranked(values: Mapping[int, int], most: int | None = None) -> list[tuple[int, int]]:
    return sorted(values.items(), key=lambda item: (-item[1], item[0]))[:most]


def scores(vectors: Sequence[Vector], one: int) -> dict[int, int]:
    found: Counter[int] = Counter()
    for term, weight in islice(vectors[one].items(), FINDERS):
        holders = {number: vector[term] for number, vector in enumerate(vectors) if term in vector}
        for other, its in ranked(holders, POSTINGS):
            found[other] += weight * its
    del found[one]
    return dict(found)


@given(lists, shares)
def test_vectors_are_those_of_each_paper_by_itself(papers: Papers, share: float) -> None:
    matrix, expected = index(papers, share), vectors_of(papers, share)
    assert [list(matrix.vector(number).items()) for number in range(len(papers))] == [
        list(vector.items()) for vector in expected
    ]
    assert list(matrix.terms) == sorted(matrix.terms)
    assert {term: matrix.holding(term) for term in [*matrix.terms, "never"]} == {
        term: [number for number, vector in enumerate(expected) if term in vector] for term in [*matrix.terms, "never"]
    }


@given(lists)
def test_every_term_of_a_paper_is_in_its_vector_or_beside_it_or_in_no_other_paper(papers: Papers) -> None:
    matrix, found = index(papers), counted(papers)
    lone: dict[str, int] = {}
    for number, ((text, _), vector) in enumerate(zip(papers, vectors_of(papers), strict=True)):
        beside = {matrix.written[term] for term in matrix.others.row(number)[0]}
        assert beside == {term for term in text.terms if found[term] > 1} - vector.keys()
        lone.update((term, number) for term in text.terms if found[term] == 1 and " " not in term)
        finders = [matrix.written[term] for term in matrix.finders.row(number)[0]]
        assert finders == list(vector)[:FINDERS]
    assert matrix.lone == lone


@settings(max_examples=200)
@given(lists, st.data())
def test_the_nearest_are_those_that_each_paper_finds_by_itself(papers: Papers, data: st.DataObject) -> None:
    first, end = sorted(data.draw(st.tuples(*[st.integers(0, len(papers))] * 2)))
    vectors = vectors_of(papers)
    near, common = find_nearest(index(papers), range(first, end))
    floors = list(zip(*(floor.tolist() for floor in near.floors), strict=True))
    for row, one in enumerate(range(first, end)):
        scored = scores(vectors, one)
        candidates = ranked(scored, KEPT)
        assert list(zip(*near.candidates.row(row), strict=True)) == candidates
        assert floors[row] == (candidates[-1][::-1] if len(scored) > KEPT else (-1, -1))
        compared = {other: product(vectors[one], vectors[other]) for other, _ in candidates[:CANDIDATES]}
        assert list(near.ranks(row).items()) == ranked(compared)
        for other in compared:
            titles = {term for text, _ in (papers[one], papers[other]) for term in text.terms[: text.titled]}
            shared = vectors[one].keys() & vectors[other].keys() & titles
            assert common.titled(one, other) == {
                index(papers).terms[term]: vectors[one][term] * vectors[other][term] for term in shared
            }
    assert len(near.candidates) == end - first
