"""Rule `overview-voice`: overviews and reasons state."""

from __future__ import annotations

import pytest
from kitchen import VOCABULARY, Kitchen

PLACE = 'description: "Warm things."'


def test_plain_words_pass(kitchen: Kitchen) -> None:
    kitchen.write("tags.yml", VOCABULARY.replace(PLACE, f'{PLACE}\n    overview: "Wool keeps tea warm."'))
    assert kitchen.said("overview-voice") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('overview: "What keeps tea warm?"', "heat.overview: it asks a question. State what the papers show."),
        (
            'overview: "We keep tea warm."',
            "heat.overview: 'We' speaks for the authors, or praises. Say plainly what there is.",
        ),
        (
            'start: [{paper: kettles, why: "A remarkable start"}]',
            "heat.start[1].why: 'remarkable' speaks for the authors, or praises. Say plainly what there is.",
        ),
    ],
)
def test_questions_and_praise_are_warnings(kitchen: Kitchen, line: str, said: str) -> None:
    kitchen.write("tags.yml", VOCABULARY.replace(PLACE, f"{PLACE}\n    {line}"))
    assert kitchen.said("overview-voice") == [f"tags.yml:13: warning: tags.{said}"]
