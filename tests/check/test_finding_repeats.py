"""Rule `finding-repeats`: the summary does not begin with the finding."""

from __future__ import annotations

from kitchen import SUMMARY, Kitchen


def test_other_words_pass(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A tin ring gives every spout its pitch."')
    assert kitchen.said("finding-repeats") == []


def test_without_a_summary_nothing_is_repeated(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A tin ring gives every spout its pitch."', summary="")
    assert kitchen.said("finding-repeats") == []


def test_the_first_sentence_of_the_summary_is_a_warning(kitchen: Kitchen) -> None:
    first = SUMMARY.partition(". ")[0]
    kitchen.put("spoons", finding=f'"{first.upper()}"')
    assert kitchen.said("finding-repeats") == [
        "papers/spoons.md:8: warning: finding: it is the first sentence of the summary. "
        "Say in the finding what the paper shows, and in the summary how."
    ]
