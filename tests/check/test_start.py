"""Rule `start`: three to five papers that are there, each with a short reason."""

from __future__ import annotations

import pytest
from kitchen import VOCABULARY, Kitchen

PLACE = 'description: "Warm things."'
TOPIC = 'description: "Invented things."'


def beginning(*starts: tuple[str, str], place: str = PLACE) -> str:
    rows = [f'      - paper: {paper}\n        why: "{why}"' for paper, why in starts]
    return VOCABULARY.replace(place, "\n".join([place, "    start:", *rows]))


@pytest.fixture
def shelf(kitchen: Kitchen) -> Kitchen:
    """A list of three warm papers, and one that only is a teapot."""
    kitchen.put("spoons", title='"Spoons"')
    kitchen.put("urns", title='"Urns"', aliases="[samovars]")
    kitchen.put("teapots", title='"Teapots"', tags="[teapots, survey]")
    kitchen.promise()
    return kitchen


GOOD = (("kettles", "The survey"), ("spoons", "The method"), ("urns", "The newest turn"))


@pytest.mark.parametrize("place", [PLACE, TOPIC])
def test_three_papers_of_the_tag_or_topic_pass(shelf: Kitchen, place: str) -> None:
    shelf.write("tags.yml", beginning(*GOOD, place=place))
    assert shelf.said("start") == []


def test_a_topic_begins_with_papers_of_any_of_its_tags(shelf: Kitchen) -> None:
    shelf.write("tags.yml", beginning(*GOOD, ("teapots", "The other vessel"), place=TOPIC))
    assert shelf.said("start") == []


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        (GOOD[:1], "13: warning: tags.heat.start: it names 1 paper. Choose 3 to 5."),
        (
            (*GOOD, ("teapots", "No")),
            "20: tags.heat.start[4].paper: 'teapots' does not have the tag. Choose another paper, or give it the tag.",
        ),
        ((*GOOD, GOOD[0]), "20: tags.heat.start[4].paper: 'kettles' is named twice. Remove one of the two."),
        (
            (*GOOD[:2], ("urns", "so " * 15)),
            "19: warning: tags.heat.start[3].why: it has 15 words. Say it in at most 14.",
        ),
        (
            (*GOOD[:2], ("samovars", "Newest")),
            "18: warning: tags.heat.start[3].paper: 'samovars' is a former name of the paper 'urns'. Write 'urns'.",
        ),
        ((*GOOD, ("spons", "No")), "20: tags.heat.start[4].paper: no paper is called 'spons'. Did you mean 'spoons'?"),
    ],
)
def test_what_is_no_beginning_is_told(shelf: Kitchen, starts: tuple[tuple[str, str], ...], said: str) -> None:
    shelf.write("tags.yml", beginning(*starts))
    assert shelf.said("start") == [f"tags.yml:{said}"]


def test_a_withdrawn_paper_is_no_beginning(shelf: Kitchen) -> None:
    shelf.put("urns", title='"Urns"', withdrawn='"It leaks."')
    shelf.write("tags.yml", beginning(*GOOD))
    (line,) = shelf.said("start")
    assert line.endswith("start[3].paper: 'urns' was withdrawn from the list. Choose another paper.")


def test_nothing_is_said_of_a_paper_whose_file_cannot_be_read(shelf: Kitchen) -> None:
    shelf.write("papers/spouts.md", "nothing")
    shelf.write("tags.yml", beginning(*GOOD, ("spouts", "Unreadable today")))
    assert shelf.said("start") == []


def test_a_slip_in_the_tags_of_a_paper_is_said_there_alone(shelf: Kitchen) -> None:
    shelf.write("tags.yml", beginning(*GOOD))
    shelf.put("urns", title='"Urns"', aliases="[samovars]", tags="[heat kettles, survey]")
    assert shelf.said("start") == []
    shelf.put("urns", title='"Urns"', aliases="[samovars]", tags="[kettles, survey]")
    assert [row.partition(". ")[0] for row in shelf.said("start")] == [
        "tags.yml:18: tags.heat.start[3].paper: 'urns' does not have the tag"
    ]
