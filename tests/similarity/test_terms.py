"""Text into terms: what suggesting tags and relating papers compare texts by."""

from __future__ import annotations

import pytest

from papershelf.similarity.terms import (
    count,
    dot_product,
    inverse_document_frequencies,
    stem,
    terms,
    vector_of,
)


def test_endings_fall_and_pairs_stand_beside_their_words() -> None:
    assert len({stem(word) for word in ("merging", "merged", "merges", "merge")}) == 1
    assert [shown for _, shown in terms("The Task-vectors of models. Merging")] == [
        "Task", "vectors", "Task-vectors", "models", "Merging",
    ]  # fmt: skip


def test_terms_are_compared_without_capitals_and_shown_as_written() -> None:
    (stemmed, written), *_ = terms("PyTorch")
    assert (stemmed, written) == ("pytorch", "PyTorch")
    assert dict(terms("LOSS landscapes")).keys() == dict(terms("loss Landscape")).keys()


def test_a_term_that_occurs_once_connects_nothing() -> None:
    texts = [count([("kettles whistle", 1.0)]), count([("kettles steam", 1.0)])]
    weights = inverse_document_frequencies(texts, len(texts))
    assert weights.keys() == {stem("kettles")}
    assert dot_product(*(vector_of(text, weights) for text in texts)) == pytest.approx(1.0)
