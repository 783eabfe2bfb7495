"""Products of vectors by arrays are those term by term."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papershelf.similarity.index import hold
from papershelf.similarity.products import Products, product

_VECTORS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 1 << 14), max_size=6), min_size=1)


@given(_VECTORS)
def test_products_by_arrays_are_those_term_by_term(vectors: list[dict[str, int]]) -> None:
    products = Products(vectors, hold(vectors))
    numbers = range(len(vectors))
    for number in [*numbers, *numbers]:  # nothing is left of one in the array for the next
        expected = {other: product(vectors[number], vectors[other]) for other in numbers}
        assert products.of(number, numbers) == expected
