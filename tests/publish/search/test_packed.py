"""The packed index: what goes in comes out of it."""

from __future__ import annotations

import json
from collections import Counter
from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from packing import unpack

from papershelf.publish.search import packed
from papershelf.publish.search.postings import post
from papershelf.publish.search.runs import cut
from papershelf.publish.search.words import running

_WORDS = st.sampled_from(
    ["kettle", "kettles", "ketchup", "spoon", "naïve", "研究", "𠮷", "𠮷野", "𠮷家", "🔥", "42", "a" * 60, "a" * 61]
)


def pack(texts: list[str]) -> dict[str, str]:
    postings = post(list(map(running, texts)))
    return packed.pack(cut([postings], partial(packed.to_bits, postings)))


@given(st.lists(st.lists(_WORDS, max_size=6).map(" ".join), max_size=9), st.integers(0, 4000))
def test_every_word_is_where_it_was(texts: list[str], gap: int) -> None:
    texts = [*texts, *[""] * gap, *texts]
    expected: dict[str, Counter[int]] = {}
    for number, text in enumerate(texts):
        for word in running(text).split():
            expected.setdefault(word, Counter())[number] += 1
    assert unpack(pack(texts), len(texts)) == expected


def test_no_text_and_no_word_pack_to_nothing() -> None:
    assert pack([]) == pack(["", ""]) == {"words": "", "places": "", "counts": ""}


def test_it_needs_no_escapes_and_is_a_fraction_of_a_plain_index() -> None:
    texts = [f"kettle number {number} whistles at {number * 7 % 50} degrees" for number in range(500)]
    index = json.dumps(pack(texts))
    assert "\\" not in index
    plain: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for word in running(text).split():
            plain.setdefault(word, []).append(number)
    assert len(index) < len(json.dumps(plain)) / 2
