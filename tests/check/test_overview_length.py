"""Rule `overview-length`: three to five sentences, and not too many words."""

from __future__ import annotations

import pytest
from kitchen import VOCABULARY, Kitchen

GOOD = "Warm things stay warm in wool. Tea cools sooner without it. Nobody has measured soup yet."


def described(overview: str, place: str = 'description: "Warm things."') -> str:
    return VOCABULARY.replace(place, f"{place}\n    overview: >-\n      {overview}")


def test_three_sentences_pass(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", described(GOOD))
    assert kitchen.said("overview-length") == []


def test_words_of_addresses_do_not_count(kitchen: Kitchen) -> None:
    linked = " ".join(["[warm](paper:kettles)"] * 90)
    kitchen.write("tags.yml", described(f"{linked}. Tea cools. Soup does not."))
    assert kitchen.said("overview-length") == []


@pytest.mark.parametrize(
    ("overview", "problem"),
    [
        ("Warm things.", "it has 1 sentence"),
        ("One. " * 6, "it has 6 sentences"),
        ("tea " * 111 + ". Two. Three.", "it has 114 words"),
    ],
)
def test_what_is_no_overview_is_told(kitchen: Kitchen, overview: str, problem: str) -> None:
    kitchen.write("tags.yml", described(overview))
    assert kitchen.said("overview-length") == [
        f"tags.yml:13: warning: tags.heat.overview: {problem}. Say it in 3 to 5 sentences and at most 110 words."
    ]


def test_the_topic_of_kinds_has_no_page_for_one(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", described(GOOD, 'description: "What a paper brings along."'))
    assert kitchen.said("overview-length") == [
        "tags.yml:8: warning: topics.kind.overview: the topic of kinds has no page that shows it. "
        "Write it for the tags under it."
    ]
