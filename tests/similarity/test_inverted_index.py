"""Documents by their terms: what they score, and how much is looked at for it."""

from __future__ import annotations

import pytest

from papershelf.similarity import inverted_index
from papershelf.similarity.inverted_index import invert
from papershelf.similarity.sparse import to_sparse
from papershelf.similarity.terms import dot_product

VECTORS = [{0: 0.8, 1: 0.6}, {1: 1.0}, {2: 0.6, 1: 0.8}]


def test_scores_are_the_similarity_of_those_that_share_a_term() -> None:
    index = invert(to_sparse(VECTORS), 3, longest=9)
    for number, vector in enumerate(VECTORS):
        expected = {other: dot_product(vector, its) for other, its in enumerate(VECTORS) if vector.keys() & its.keys()}
        assert index.scores(vector) == pytest.approx(expected)
        assert index.scores(vector)[number] == pytest.approx(1.0)


def test_a_term_leads_to_the_documents_that_say_most_about_it() -> None:
    index = invert(to_sparse(VECTORS), 3, longest=2)
    assert index.scores({1: 1.0}).keys() == {1, 2}


def test_of_many_documents_the_strongest_terms_find_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inverted_index, "MOST_STEPS", 30)
    many = [{0: 0.1, 1: 0.9 if number < 20 else 0.0, 2: 0.3} for number in range(100)]
    index = invert(to_sparse({term: its for term, its in row.items() if its} for row in many), 3, longest=50)
    found = index.scores({0: 0.1, 1: 0.9, 2: 0.3})
    assert found.keys() == set(range(20)), "the others have no more than terms that say little"
    assert index.steps == 20
