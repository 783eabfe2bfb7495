"""What a template asks of a list, and whether the answers are the same as before."""

from __future__ import annotations

from typing import Any

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.publish.digests import Digests
from papershelf.publish.traces import Questions, Trace, each


def questions(catalog: Catalog) -> Questions:
    roots = {"catalog": catalog, "twice": lambda number: 2 * number}
    return Questions(roots, catalog.by_slug, Digests())


KETTLES = paper("kettles", tags=("heat",), summary="Kettles are warm.")
BEFORE = arrange(library(KETTLES, paper("teapots", tags=("heat",)), tags={"heat": "things"}))
LONGER = arrange(
    library(KETTLES, paper("teapots", tags=("heat",)), paper("cups", tags=("heat",)), tags={"heat": "things"})
)
REWORDED = arrange(
    library(KETTLES, paper("teapots", tags=("heat",), summary="They are cold."), tags={"heat": "things"})
)


def ask(look: Any) -> tuple[list[str], Questions]:
    """What a look at the list asked, and the answers that it was given."""
    asked = questions(BEFORE)
    trace = Trace(asked)
    look(trace.ask("catalog", BEFORE))
    assert trace.is_whole
    return list(trace.asked), asked


def is_same(look: Any, now: Catalog) -> bool:
    asked, before = ask(look)
    assert asked
    after = questions(now)
    return all(before.answer(one) == after.answer(one) for one in asked)


@pytest.mark.parametrize(
    ("look", "longer", "reworded"),
    [
        (lambda catalog: len(catalog.by_tag["heat"]), False, True),
        (lambda catalog: bool(catalog.by_tag["heat"]), False, True),
        (lambda catalog: list(catalog.by_tag["heat"]), False, False),
        (lambda catalog: catalog.by_tag["heat"][0], False, False),
        (lambda catalog: each(catalog.by_tag["heat"], "slug"), False, True),
        (lambda catalog: catalog.by_tag["heat"] + (KETTLES,), False, False),
        (lambda catalog: "heat" in catalog.by_tag, True, True),
        (lambda catalog: "cups" in catalog.by_slug, False, True),
        (lambda catalog: catalog.by_slug.get("cups"), False, True),
        (lambda catalog: catalog.by_slug["kettles"], True, True),
        (lambda catalog: catalog.by_slug["teapots"], True, False),
        (lambda catalog: list(catalog.by_slug), False, True),
        (lambda catalog: catalog.tags_of(KETTLES), True, True),
        (lambda catalog: catalog.neighbours("heat"), True, True),
        (lambda catalog: catalog.papers[0], False, False),
        (lambda catalog: len(catalog.papers), False, True),
        (lambda catalog: "kettles" in catalog.new, True, True),
        (lambda catalog: list(catalog.library.vocabulary.tags.values()), True, True),
        (lambda catalog: catalog.library.vocabulary.topics["things"].label, True, True),
    ],
)
def test_an_answer_is_another_one_where_it_would_be_seen(look: Any, longer: bool, reworded: bool) -> None:
    assert is_same(look, BEFORE)
    assert is_same(look, LONGER) is longer
    assert is_same(look, REWORDED) is reworded


def test_what_is_heard_is_what_would_be_seen() -> None:
    heard = Trace(questions(BEFORE)).ask("catalog", BEFORE)
    assert list(heard.by_tag["heat"]) == list(BEFORE.by_tag["heat"])
    assert each(heard.by_tag["heat"], "year") == each(BEFORE.by_tag["heat"], "year") != []
    assert heard.by_tag["heat"] + (KETTLES,) == (*BEFORE.by_tag["heat"], KETTLES)
    assert (KETTLES,) + heard.by_tag["heat"] == (KETTLES, *BEFORE.by_tag["heat"])
    assert heard.by_slug.get("cups", "none") == "none"
    assert heard.topics_of(KETTLES) == BEFORE.topics_of(KETTLES)
    assert list(heard.by_listing.items()) == []
    with pytest.raises(AttributeError):
        _ = heard.kettle


def test_a_question_that_cannot_be_written_down_is_told() -> None:
    trace = Trace(questions(BEFORE))
    assert trace.call("twice", lambda number: 2 * number)(4) == 8
    assert trace.is_whole
    trace.call("twice", len)({"a": "dictionary"})
    assert not trace.is_whole


def test_a_question_about_a_paper_that_is_gone_has_no_answer() -> None:
    asked, _ = ask(lambda catalog: catalog.tags_of(catalog.by_slug["teapots"]))
    after = questions(arrange(library(KETTLES, tags={"heat": "things"})))
    assert [after.answer(one) for one in asked if "tags_of" in one] == [None]
