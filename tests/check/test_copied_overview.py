"""Rule `copied-overview`: no eight words in a row from whichever abstract."""

from __future__ import annotations

from kitchen import VOCABULARY, Kitchen

PLACE = 'description: "Warm things."'
ABSTRACT = "It is shown that a tin ring around the spout gives every kettle its pitch.\n"
COPY = "a tin ring around the spout gives every kettle"


def test_other_words_pass_and_so_does_a_title(kitchen: Kitchen) -> None:
    title = '"A tin ring around the spout gives every kettle its pitch"'
    kitchen.put("spoons", title=title)
    kitchen.write("abstracts/spoons.md", ABSTRACT)
    kitchen.write("tags.yml", VOCABULARY.replace(PLACE, f'{PLACE}\n    overview: "[{COPY}](paper:spoons) sings."'))
    assert kitchen.said("copied-overview") == []


def test_a_run_of_an_abstract_is_refused_in_overviews_and_reasons(kitchen: Kitchen) -> None:
    kitchen.put("spoons")
    kitchen.write("abstracts/spoons.md", ABSTRACT)
    start = f'start: [{{paper: spoons, why: "Says how {COPY} a pitch"}}]'
    written = VOCABULARY.replace(PLACE, f'{PLACE}\n    overview: "So {COPY} its voice."\n    {start}')
    kitchen.write("tags.yml", written)
    run = "a tin ring around the spout gives every"
    assert kitchen.said("copied-overview") == [
        f"tags.yml:{line}: tags.heat.{field}: it shares the words '{run}' with an abstract. Say it in your own words."
        for line, field in ((13, "overview"), (14, "start[1].why"))
    ]
