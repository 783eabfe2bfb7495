"""Tags that look wrong, on an invented list in which some are made wrong."""

from __future__ import annotations

from dataclasses import replace

from subjects import invented

from papershelf.catalog.catalog import arrange
from papershelf.model import Library
from papershelf.similarity.doubts import Doubt, doubts
from papershelf.similarity.suggest import learn


def found_in(made: Library) -> list[Doubt]:
    return list(doubts(learn(arrange(made))))


WRONG = {"tea-3": "sheep", "kettles-5": "clouds", "clouds-9": "kettles"}


def with_wrong_tags() -> Library:
    """The list with a subject turned into another one here and there."""
    made = invented()
    papers = (
        replace(each, tags=(WRONG[each.slug], *each.tags[1:])) if each.slug in WRONG else each for each in made.papers
    )
    return replace(made, papers=tuple(papers))


def test_a_sound_list_raises_no_doubt() -> None:
    assert found_in(invented()) == []


def test_papers_with_a_wrong_tag_are_named_with_reasons() -> None:
    found = {doubt.paper.slug: doubt for doubt in found_in(with_wrong_tags())}
    assert {slug: doubt.unlike for slug, doubt in found.items()} == {slug: (tag,) for slug, tag in WRONG.items()}
    for slug, doubt in found.items():
        assert doubt.reasons[0].startswith(f"has {WRONG[slug]}: hardly a paper like it has it")
        assert doubt.like[0].title in doubt.reasons[0]


def test_a_tag_that_all_papers_of_a_kind_have_is_lacking() -> None:
    made = invented()
    bare = tuple(replace(each, tags=("survey",)) if each.slug == "kettles-4" else each for each in made.papers)
    (doubt,) = found_in(replace(made, papers=bare))
    assert (doubt.paper.slug, doubt.unlike) == ("kettles-4", ())
    assert [lacking.tag for lacking in doubt.lacking] == ["kettles"]
    assert doubt.reasons[0].startswith("lacks kettles (1.00): like ")


def test_the_order_of_the_papers_makes_no_difference() -> None:
    made = with_wrong_tags()
    said = [doubt.reasons for doubt in found_in(made)]
    assert [doubt.reasons for doubt in found_in(replace(made, papers=made.papers[::-1]))] == said


def test_nothing_is_doubted_where_nothing_is_learnt() -> None:
    made = with_wrong_tags()
    few = replace(made, papers=made.papers[:49])
    assert found_in(few) == []
