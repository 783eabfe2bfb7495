"""Proposed tags, on lists of papers that are invented from end to end."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from types import MappingProxyType

import pytest
from fabricate import REPOSITORY, environment, library, paper
from subjects import TAGS, WORDS, invented

from papershelf.catalog.catalog import arrange
from papershelf.model import Appearance, Library, Listing, Paper
from papershelf.similarity.logistic import fit, logistic
from papershelf.similarity.suggest import FEWEST_PAPERS, LIKELY, Model, Suggestion, learn
from papershelf.similarity.tag_evidence import index_tags


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(arrange(invented()))


def ask(model: Model, title: str, **facts: str) -> tuple[Suggestion, ...]:
    return model.suggest(paper("asked", title, id="asked", **facts))


def described(suggestions: tuple[Suggestion, ...]) -> list[tuple[str, float, str]]:
    return [(each.tag, each.confidence, each.reason) for each in suggestions]


@pytest.mark.parametrize("tag", WORDS)
def test_an_obvious_tag_is_learnt(model: Model, tag: str) -> None:
    first, *rest = ask(model, "Unheard-of matters", summary=f"They concern {WORDS[tag]}.")
    assert first.tag == tag
    assert first.confidence > LIKELY
    assert all(other.confidence < first.confidence for other in rest)


def test_the_abstract_is_read_too(model: Model) -> None:
    assert ask(model, "Unheard-of matters", abstract=f"We study {WORDS['sheep']}.")[0].tag == "sheep"


def test_a_name_of_the_tag_is_a_ground(model: Model) -> None:
    first = ask(model, "A Cuppa of leaves", summary="Steeping and infusion.")[0]
    assert first.tag == "tea"
    assert first.named == "cuppa"
    assert "named: cuppa" in first.reason


@pytest.mark.parametrize("title", ["Zyx qwv", "", "of the and", "雲と羊"])
def test_nothing_is_proposed_for_unknown_words(model: Model, title: str) -> None:
    assert ask(model, title) == ()


def test_nothing_is_learnt_from_an_empty_list() -> None:
    assert ask(learn(arrange(library())), "Brewing leaves") == ()
    assert ask(learn(arrange(library(paper("a"), tags=TAGS))), "Brewing leaves") == ()


def test_confidences_are_shares_the_surest_first(model: Model) -> None:
    for each in invented().papers:
        confidences = [found.confidence for found in model.suggest(each)]
        assert all(0 <= confidence <= 1 for confidence in confidences)
        assert confidences == sorted(confidences, reverse=True)


def test_one_tag_says_the_subject(model: Model) -> None:
    found = ask(model, "An overview", summary="An overview of many experiments. A survey, and kettle.")
    assert found[0].tag == "survey"
    assert {each.tag for each in found} & WORDS.keys()
    single = model.suggest(paper("asked", "An overview of kettle", summary="An overview. A survey."), limit=1)
    assert [each.tag for each in single] == ["kettles"]


def test_the_limit_holds(model: Model) -> None:
    both = f"{WORDS['tea']}, {WORDS['kettles']}"
    asked = paper("asked", "A survey of kettle and cuppa", id="asked", summary=both)
    assert [each.tag for each in model.suggest(asked)] == ["kettles", "tea"]
    assert [each.tag for each in model.suggest(asked, limit=1)] == ["kettles"]


def test_the_reason_names_papers_with_the_tag_and_words_of_the_paper(model: Model) -> None:
    found = ask(model, "Copper spouts", summary="The whistle of boiling kettles.")[0]
    titles = {each.title for each in invented().papers if found.tag in each.tags}
    assert found.like
    assert {each.title for each in found.like} <= titles
    assert found.words
    assert all(word in "copper spouts the whistle of boiling kettles" for word in found.words)
    assert f'like "{found.like[0].title}"' in found.reason


def test_a_paper_is_no_witness_of_its_own(model: Model) -> None:
    lone = paper("lone", "Astrolabe gnomon", id="lone", tags=("clouds",))
    other = paper("other", "Gnomon astrolabe", id="other", tags=("sheep",))
    made = invented()
    index = learn(arrange(replace(made, papers=(*made.papers, lone, other)))).index
    assert index.read(lone).evidence.keys() == {"clouds", "sheep"}
    assert index.read(lone, left_out=index.papers.index(lone)).evidence.keys() == {"sheep"}


def test_withdrawn_and_untagged_papers_teach_nothing() -> None:
    made = invented()
    gone = {f"tea-{number}" for number in range(8)}
    papers = tuple(replace(each, withdrawn="Gone") if each.slug in gone else each for each in made.papers)
    taught = learn(arrange(replace(made, papers=(*papers, paper("untagged", "Steeping porcelain")))))
    assert {each.slug for each in taught.index.papers} == {each.slug for each in made.papers} - gone


def few(count: int) -> Library:
    """The invented list with tags on some papers only."""
    made = invented()
    papers = tuple(each if number < count else replace(each, tags=()) for number, each in enumerate(made.papers))
    return replace(made, papers=papers)


def test_nothing_is_learnt_from_fewer_than_fifty_papers() -> None:
    assert FEWEST_PAPERS == 50
    question = paper("asked", "Unheard-of matters", id="asked", summary=f"They concern {WORDS['sheep']}.")
    before, after = (learn(arrange(few(count))) for count in (49, 50))
    assert not before.is_learnt
    assert before.suggest(question) == ()
    assert after.is_learnt
    assert [each.tag for each in after.suggest(question)] == ["sheep"]


def test_below_that_the_words_of_the_vocabulary_speak() -> None:
    named = paper("named", "A cuppa for sceptics", id="named")
    described = paper("described", "Matters", id="described", summary="All about brewing and leaves.")
    made = few(0)
    model = learn(arrange(replace(made, papers=(*made.papers, named, described))))
    for asked, name in ((named, "cuppa"), (described, None)):
        (first,) = model.suggest(asked)
        assert (first.tag, first.named, first.like) == ("tea", name, ())
        assert first.confidence > LIKELY


def test_proposed_tags_teach_nothing() -> None:
    for count in (40, 60):
        made = few(count)
        waiting = tuple(each if each.tags else replace(each, proposed=("sheep", "survey")) for each in made.papers)
        one, other = (learn(arrange(each)) for each in (made, replace(made, papers=waiting)))
        assert one.weights == other.weights
        for each in invented().papers:
            assert described(one.suggest(each)) == described(other.suggest(each))


def test_a_paper_of_which_nothing_is_likely_gets_no_tag(model: Model) -> None:
    mixed = paper("asked", "Matters", id="asked", summary="Copper in the sky of a meadow without leaves.")
    ranked = model.rank(model.index.read(mixed))
    assert {tag for tag, _ in ranked} >= WORDS.keys()
    assert all(confidence < LIKELY for _, confidence in ranked)
    assert model.suggest(mixed) == ()


def test_a_name_within_a_longer_one_names_nothing() -> None:
    index = index_tags((), library(tags={"spouts": "things", "copper-spouts": "things"}).vocabulary)
    for title, named in (("Old copper spouts", {"copper-spouts"}), ("Copper and spouts, spouts", {"spouts"})):
        assert index.read(paper("asked", title)).named.keys() == named
    both = index.read(paper("asked", "Spouts beside copper spouts")).evidence
    assert (both["spouts"].in_title, both["copper-spouts"].in_title) == (1, 1)
    assert (both["spouts"].in_full, both["copper-spouts"].in_full) == (False, True)


def test_confidence_is_fitted_on_papers_that_came_later() -> None:
    # Of the second listing, half of the papers that read like tea are about kettles: tea is less sure than before.
    made = invented()
    first = tuple(replace(each, listed=(Appearance(listing="a", rank=1),)) for each in made.papers)
    question = paper("asked", "Matters", id="asked", summary=f"They concern {WORDS['tea']}.")

    def later(*tags: str) -> float:
        papers = [
            paper(
                f"later-{number}",
                "Notes",
                id=f"later{number}",
                summary=f"They concern {WORDS['tea']}.",
                tags=(tags[number % len(tags)],),
                listed=(("b", number + 1),),
            )
            for number in range(12)
        ]
        listings = MappingProxyType({key: Listing(id=key) for key in "ab"})
        model = learn(arrange(replace(made, papers=(*first, *papers), listings=listings)))
        return dict(model.rank(model.index.read(question)))["tea"]

    assert later("tea") > later("tea", "kettles") + 0.1


def test_the_order_of_the_papers_makes_no_difference(model: Model) -> None:
    made = invented()
    shuffled: list[Paper] = list(made.papers)
    random.Random(7).shuffle(shuffled)
    other = learn(arrange(replace(made, papers=tuple(shuffled))))
    question = f"A survey of {WORDS['tea']} and {WORDS['clouds']}."
    assert described(ask(model, "Matters", summary=question)) == described(ask(other, "Matters", summary=question))


def test_the_hash_seed_makes_no_difference() -> None:
    script = (
        "import sys; sys.path[:0] = ['tests', 'tests/similarity']\n"
        "from test_suggest import *\n"
        "print(described(ask(learn(arrange(invented())), 'Leaves of rain', summary='A survey of wool, boiling, sky.')))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=REPOSITORY,
            env=environment(PYTHONHASHSEED=seed, PYTHONPATH=str(REPOSITORY / "generator")),
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(answers) == 1
    assert "like" in answers.pop()


def test_the_fit_finds_the_shares_of_what_it_is_shown() -> None:
    # 300 of 400 and 100 of 400, from a start so far off that whole steps would run away.
    cases = [((1.0, float(side)), (number % 4 == 0) != bool(side)) for side in (0, 1) for number in range(400)]
    weights = fit(cases, (6.0, -9.0))
    assert logistic(weights, (1.0, 0.0)) == pytest.approx(0.25, abs=0.05)
    assert logistic(weights, (1.0, 1.0)) == pytest.approx(0.75, abs=0.1)
