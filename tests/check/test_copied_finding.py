"""Rule `copied-finding`: no eight words in a row from the abstract."""

from __future__ import annotations

from kitchen import Kitchen

ABSTRACT = "It is shown that a tin ring around the spout gives every kettle its pitch.\n"


def test_other_words_pass(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"Rings of tin tune spouts."')
    kitchen.write("abstracts/spoons.md", ABSTRACT)
    assert kitchen.said("copied-finding") == []


def test_without_the_abstract_nobody_can_say(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A tin ring around the spout gives every kettle its pitch."')
    assert kitchen.said("copied-finding") == []


def test_a_run_of_eight_words_is_refused(kitchen: Kitchen) -> None:
    kitchen.put("spoons", finding='"A tin ring around the spout gives every kettle its pitch."')
    kitchen.write("abstracts/spoons.md", ABSTRACT)
    assert kitchen.said("copied-finding") == [
        "papers/spoons.md:8: finding: it shares the words 'a tin ring around the spout gives every' with the abstract. "
        "Say it in your own words."
    ]
