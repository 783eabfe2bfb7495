"""Rule `finding-length`: one short sentence; and a note of one or two."""

from __future__ import annotations

from kitchen import Kitchen


def test_one_short_sentence_passes(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A tin ring gives every spout its pitch, e.g. a third."', note='"Old. Still right."')
    assert kitchen.said("finding-length") == []


def test_thirty_words_pass_and_one_more_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding=f'"{" ".join(["tea"] * 30)}"')
    assert kitchen.said("finding-length") == []
    kitchen.put("spoons", finding=f'"{" ".join(["tea"] * 31)}"')
    assert kitchen.said("finding-length") == [
        "papers/spoons.md:8: warning: finding: it has 31 words. Say it in one sentence of at most 30 words."
    ]


def test_two_sentences_are_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A ring sings. A spoon does not."')
    (line,) = kitchen.said("finding-length")
    assert "finding: it has 2 sentences" in line


def test_a_note_of_three_sentences_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("spoons", note='"Old. Right. Short."')
    (line,) = kitchen.said("finding-length")
    assert "note: it has 3 sentences" in line
