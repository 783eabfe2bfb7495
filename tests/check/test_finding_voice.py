"""Rule `finding-voice`: it states, and neither asks nor praises nor speaks as the authors."""

from __future__ import annotations

import pytest
from kitchen import Kitchen


def test_plain_words_pass(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A tin ring gives every spout its pitch."')
    assert kitchen.said("finding-voice") == []


@pytest.mark.parametrize("words", ["We show that rings sing.", "A novel ring sings.", "This paper tunes rings."])
def test_the_authors_voice_and_praise_are_warnings(kitchen: Kitchen, words: str) -> None:
    kitchen.put("spoons", finding=f'"{words}"')
    (line,) = kitchen.said("finding-voice")
    assert line.startswith("papers/spoons.md:8: warning: finding: '")
    assert "speaks for the authors, or praises" in line


def test_a_question_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"Do tin rings sing?"')
    assert kitchen.said("finding-voice") == [
        "papers/spoons.md:8: warning: finding: it asks a question. State what the paper shows."
    ]
