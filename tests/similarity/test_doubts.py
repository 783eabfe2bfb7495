"""Tags that look wrong, on an invented list in which some are made wrong."""

from __future__ import annotations

import random
from dataclasses import replace

from test_suggest import WORDS, invented

from papershelf.catalog.catalog import arrange
from papershelf.model import Library
from papershelf.similarity.doubts import Doubt, doubts
from papershelf.similarity.suggest import learn


def found_in(made: Library) -> list[Doubt]:
    return list(doubts(learn(arrange(made))))


def with_wrong_tags() -> tuple[Library, dict[str, str]]:
    """The list with the tag of one paper in ten turned into another one, and which was put where."""
    made, drawn = invented(), random.Random(5)
    wrong = {}
    papers = []
    for each in made.papers:
        if drawn.random() < 0.1:
            tag = drawn.choice(sorted(set(WORDS) - set(each.tags)))
            wrong[each.slug] = tag
            each = replace(each, tags=(tag, *each.tags[1:]))
        papers.append(each)
    return replace(made, papers=tuple(papers)), wrong


def test_a_sound_list_raises_no_doubt() -> None:
    assert found_in(invented()) == []


def test_papers_with_a_wrong_tag_are_named_with_reasons() -> None:
    made, wrong = with_wrong_tags()
    assert wrong
    named = {doubt.paper.slug: doubt for doubt in found_in(made)}
    assert named.keys() <= wrong.keys(), "no sound paper is named"
    assert len(named) > len(wrong) / 2
    for slug, doubt in named.items():
        assert doubt.unlike == (wrong[slug],)
        assert any(reason.startswith(f"has {wrong[slug]}: no paper like it has it") for reason in doubt.reasons)
        assert doubt.like[0].title in doubt.reasons[0]


def test_the_order_of_the_papers_makes_no_difference() -> None:
    made, _ = with_wrong_tags()
    said = [doubt.reasons for doubt in found_in(made)]
    assert [doubt.reasons for doubt in found_in(replace(made, papers=made.papers[::-1]))] == said


def test_nothing_is_doubted_where_nothing_is_learnt() -> None:
    made, _ = with_wrong_tags()
    few = replace(made, papers=made.papers[:49])
    assert found_in(few) == []
