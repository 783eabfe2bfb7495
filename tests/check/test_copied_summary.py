"""Rule `copied-summary`: no eight words in a row from the abstract."""

from __future__ import annotations

import re

import pytest
from kitchen import Kitchen

COPIED = "And so a tin ring, around the spout, IS tuned like an organ pipe of old."


def test_an_abstract_in_other_words_passes(kitchen: Kitchen) -> None:
    kitchen.write("abstracts/kettles.md", "A ring of tin gives every spout the pitch of a pipe.\n")
    assert kitchen.said("copied-summary") == []


def test_seven_words_in_a_row_are_no_copy(kitchen: Kitchen) -> None:
    kitchen.write("abstracts/kettles.md", "It is a tin ring around the spout is what.\n")
    assert kitchen.said("copied-summary") == []


def test_a_run_of_eight_words_is_refused(kitchen: Kitchen) -> None:
    kitchen.write("abstracts/kettles.md", COPIED)
    (line,) = kitchen.said("copied-summary")
    assert line == (
        "papers/kettles.md:9: summary: it shares the words 'a tin ring around the spout is tuned' with the abstract. "
        "Say it in your own words."
    )


@pytest.mark.parametrize(
    "abstract",
    [
        "Kettles whistle at different heights, and nobody knows.",
        "A tin ring around the spout is tuned.",
        "From the kettle's weight misses by five.",
    ],
)
def test_a_run_is_seen_wherever_it_stands_and_if_the_abstract_is_nothing_else(kitchen: Kitchen, abstract: str) -> None:
    kitchen.write("abstracts/kettles.md", abstract)
    (line,) = kitchen.said("copied-summary")
    assert f"'{' '.join(re.findall('[a-z]+', abstract.lower()))}'" in line


def test_without_the_abstract_nobody_can_say(kitchen: Kitchen) -> None:
    assert kitchen.said("copied-summary") == []


def test_words_of_the_title_do_not_count(kitchen: Kitchen) -> None:
    kitchen.put("kettles", title='"A tin ring around the spout is tuned"')
    kitchen.write("abstracts/kettles.md", "A tin ring around the spout is tuned.")
    assert kitchen.said("copied-summary") == []
