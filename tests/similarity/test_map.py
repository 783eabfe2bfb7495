"""The map: where papers stand, where later ones are placed, and what the browser gets."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import mean
from types import MappingProxyType
from typing import Any

import pytest
from fabricate import library, paper
from growth import Work, assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Position
from papershelf.similarity import map_layout, term_matrix
from papershelf.similarity.map_data import by_topic, place, to_map
from papershelf.similarity.map_layout import DIGITS, ROUNDS, draw
from papershelf.similarity.reasons import Relation
from papershelf.similarity.related import Relations, relate

TAGS = {"kettles": "kitchen", "teapots": "kitchen", "sheep": "animals", "survey": "kind"}
HALF = {"p1": (0.25, 0.5), "p2": (0.27, 0.5), "p3": (0.9, 0.9)}


def flocks(count: int = 12) -> Catalog:
    """Papers on kettles and papers on sheep, each group with words of its own; all invented."""
    kettles = [
        paper(
            f"k{number}", f"Kettle {number} whistles", id=f"k{number}", summary="Steam in a spout.", tags=("kettles",)
        )
        for number in range(count)
    ]
    sheep = [
        paper(f"s{number}", f"Sheep {number} graze", id=f"s{number}", summary="Wool on a hill.", tags=("sheep",))
        for number in range(count)
    ]
    return arrange(library(*kettles, *sheep, tags=TAGS))


def distance(one: Position, other: Position) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def test_papers_that_are_alike_stand_near_each_other() -> None:
    places = draw(flocks())
    kettles, sheep = ([spot for key, spot in places.items() if key.startswith(start)] for start in "ks")
    within = mean(distance(*pair) for group in (kettles, sheep) for pair in combinations(group, 2))
    between = mean(distance(one, other) for one in kettles for other in sheep)
    assert between > 2 * within


def test_every_place_is_within_the_square_and_fills_it_one_way() -> None:
    places = draw(flocks())
    assert list(places) == [each.id for each in flocks().papers]
    for axis in (0, 1):
        assert all(0.0 <= spot[axis] <= 1.0 for spot in places.values())
        assert all(spot[axis] == round(spot[axis], DIGITS) for spot in places.values())
    widths = [
        max(spot[axis] for spot in places.values()) - min(spot[axis] for spot in places.values()) for axis in (0, 1)
    ]
    assert max(widths) == pytest.approx(1.0)


def test_the_same_list_gives_the_same_map_and_rounds_are_told() -> None:
    rounds = []
    assert draw(flocks(), lambda: rounds.append(1)) == draw(flocks())
    assert len(rounds) == ROUNDS


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_list_of_next_to_nothing_has_a_map(count: int) -> None:
    papers = [paper(f"p{number}", f"Kettle {number}", id=f"p{number}", tags=("kettles",)) for number in range(count)]
    places = draw(arrange(library(*papers, tags=TAGS)))
    assert len(places) == count
    assert all(0.0 <= value <= 1.0 for spot in places.values() for value in spot)


def test_papers_without_words_or_tags_are_placed_too() -> None:
    papers = [paper(f"p{number}", "?", id=f"p{number}") for number in range(5)]
    assert len(draw(arrange(library(*papers)))) == 5


def placed(positions: Mapping[str, Position], **tags: tuple[str, ...]) -> Catalog:
    papers = [paper(slug, f"Paper {slug}", id=slug, tags=its) for slug, its in tags.items()]
    return arrange(replace(library(*papers, tags=TAGS), positions=MappingProxyType(dict(positions))))


def relatives(catalog: Catalog, **named: tuple[str, ...]) -> Relations:
    """Relations as they are given, each less like than the one before."""
    found = {
        slug: tuple(
            Relation(paper=catalog.by_slug[other], similarity=1.0 / number)
            for number, other in enumerate(others, start=1)
        )
        for slug, others in named.items()
    }
    return {each.slug: found.get(each.slug, ()) for each in catalog.papers}


def test_a_new_paper_stands_beside_its_relatives_and_is_called_a_guess() -> None:
    catalog = placed(HALF, p1=(), p2=(), p3=(), new=())
    places, guessed = place(catalog, relatives(catalog, new=("p1", "p2", "p3")))
    assert guessed == {"new"}
    assert {slug: places[slug] for slug in HALF} == HALF
    # The third relative stands so far away that it has no say.
    assert distance(places["new"], (0.257, 0.5)) < 0.02
    assert places["new"] not in HALF.values()


def test_a_new_paper_without_relatives_on_the_map_stands_nowhere() -> None:
    catalog = placed(HALF, p1=(), p2=(), p3=(), new=(), alone=())
    places, guessed = place(catalog, relatives(catalog, new=("alone",), alone=("new",)))
    assert not guessed
    assert places.keys() == HALF.keys()


def test_a_map_that_was_never_drawn_has_a_list_and_no_points() -> None:
    catalog = flocks(2)
    document = json.loads(to_map(catalog, relate(catalog)))
    assert [row[2:4] for row in document["papers"]] == [[None, None]] * 4
    assert all(row[2:4] == [None, None] for row in document["topics"] + document["tags"])


def read(catalog: Catalog) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_map(catalog, relatives(catalog)))
    return document


def test_what_the_browser_gets() -> None:
    catalog = placed(HALF, p1=("teapots", "kettles", "sheep"), p2=("survey", "sheep"), p3=("survey",), p4=())
    document = read(catalog)
    assert [row[0] for row in document["topics"]] == ["kitchen", "animals"]
    keys = [row[0] for row in document["tags"]]
    assert keys == ["kettles", "teapots", "sheep", "survey"]
    assert [row[5] for row in document["tags"]] == [0, 0, 1, -1]
    rows = {row[0]: row[1:] for row in document["papers"]}
    assert rows["p1"] == ["Paper p1", 0.25, 0.5, 0, [1, 0, 2], 0, "p1"]
    # A kind of contribution is not a topic: the first subject decides.
    assert rows["p2"] == ["Paper p2", 0.27, 0.5, 1, [3, 2], 0, "p2"]
    assert rows["p3"][3] == -1
    assert rows["p4"] == ["Paper p4", None, None, -1, [], 0, "p4"]
    counts = {row[0]: row[4] for row in document["topics"] + document["tags"]}
    assert counts == {"kitchen": 1, "animals": 1, "kettles": 1, "teapots": 1, "sheep": 2, "survey": 2}


def test_a_picture_has_the_places_of_the_map_by_topic() -> None:
    catalog = placed(
        HALF, p1=("kettles", "sheep", "teapots"), p2=("survey",), p3=("kettles",), new=("sheep",), alone=()
    )
    points = by_topic(catalog, relatives(catalog, new=("p3",)))
    assert list(points) == ["kitchen", "animals", ""]
    assert points["kitchen"] == [HALF["p1"], HALF["p3"]]
    assert points[""] == [HALF["p2"]]
    (guess,) = points["animals"]
    assert distance(guess, HALF["p3"]) < 0.02


def test_a_label_stands_where_most_of_its_papers_are() -> None:
    positions = {f"p{number}": (0.2 + 0.01 * number, 0.3) for number in range(5)} | {"far": (0.95, 0.95)}
    catalog = placed(positions, **dict.fromkeys(positions, ("sheep",)))
    (spot,) = [row[2:4] for row in read(catalog)["tags"] if row[0] == "sheep"]
    assert spot == [0.22, 0.3]


def test_titles_are_data_and_withdrawn_papers_are_not_there(artifacts: dict[str, Any], catalog: Catalog) -> None:
    document = json.loads(artifacts["map/papers.json"].content)
    assert {row[0] for row in document["papers"]} == {each.slug for each in catalog.papers}
    assert "<script>alert(1)</script>" in {row[1] for row in document["papers"]}


def with_places(catalog: Catalog, positions: Mapping[str, Position]) -> Catalog:
    return arrange(replace(catalog.library, positions=MappingProxyType(dict(positions))))


def nearest_ten(places: Mapping[str, Position], of: str, among: Iterable[str]) -> set[str]:
    others = sorted((distance(places[of], places[other]), other) for other in among if other != of)
    return {other for _, other in others[:10]}


@pytest.mark.parametrize("seed", range(3))
def test_three_new_papers_leave_the_others_where_they_stood(seed: int) -> None:
    catalog = flocks(60)
    before = draw(catalog)
    new = random.Random(seed).sample(sorted(before), 3)
    old = sorted(before.keys() - set(new))
    after = draw(with_places(catalog, {key: before[key] for key in old}))
    assert after.keys() == before.keys()
    assert max(distance(before[key], after[key]) for key in old) < 0.02
    kept = [len(nearest_ten(before, key, old) & nearest_ten(after, key, old)) for key in old]
    assert min(kept) >= 9
    for key in new:
        assert {other[0] for other in nearest_ten(after, key, old)} == {key[0]}, "it stands among its own"


def test_a_map_without_new_papers_stays_as_it_is() -> None:
    places = {key: (number / 1000, 0.5) for number, key in enumerate(draw(flocks()))}
    assert draw(with_places(flocks(), places)) == places


def test_a_map_can_be_forgotten() -> None:
    places = {each.id: (0.5, 0.5) for each in flocks().papers}
    assert draw(with_places(flocks(), places), anew=True) == draw(flocks())


def test_papers_that_left_move_nobody() -> None:
    before = draw(flocks())
    rest = arrange(replace(flocks().library, papers=flocks().papers[:-2]))
    after = draw(with_places(rest, before))
    assert after == {key: before[key] for key in after}


def test_a_list_that_doubles_gets_room_and_every_place_is_within_the_square() -> None:
    catalog = flocks(40)
    old = {each.id: spot for each, spot in zip(catalog.papers[::2], draw(flocks(20)).values(), strict=True)}
    places = draw(with_places(catalog, old))
    assert all(0.0 <= value <= 1.0 for spot in places.values() for value in spot)
    assert len(set(places.values())) == len(places)
    kettles, sheep = ([spot for key, spot in places.items() if key.startswith(start)] for start in "ks")
    within = mean(distance(*pair) for group in (kettles, sheep) for pair in combinations(group, 2))
    assert mean(distance(one, other) for one in kettles for other in sheep) > 1.5 * within


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_former_map_is_begun_from(data: st.DataObject) -> None:
    catalog = flocks(data.draw(st.integers(0, 6)))
    spots = st.tuples(st.floats(0, 1), st.floats(0, 1))
    places = data.draw(st.dictionaries(st.sampled_from([*(each.id for each in catalog.papers), "gone"]), spots))
    drawn = draw(with_places(catalog, places))
    assert list(drawn) == [each.id for each in catalog.papers]
    assert all(0.0 <= value <= 1.0 for spot in drawn.values() for value in spot)
    assert drawn == draw(with_places(catalog, dict(reversed(places.items()))))


def many(count: int) -> Catalog:
    """Papers of one tag and the same words, each with one of its own; every other one is on a map."""
    papers = [
        paper(
            f"p{number:05}",
            f"Copper kettle whistles beside teapot, steam, spout, lid, cosy, sugar, tongs, tray: k{number // 5}",
            id=f"p{number:05}",
            tags=("kettles",),
        )
        for number in range(count)
    ]
    places = {each.id: (number % 97 / 97, number % 89 / 89) for number, each in enumerate(papers) if number % 2}
    return with_places(arrange(library(*papers, tags=TAGS)), places)


@pytest.mark.no_cover
def test_drawing_takes_a_time_in_proportion_to_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_layout, "ROUNDS", 4)
    monkeypatch.setattr(term_matrix, "POSTINGS", 20)

    def make(size: int) -> Work:
        catalog = many(size)
        return lambda: draw(catalog, anew=True)

    assert_linear(make, 150)


@pytest.mark.no_cover
def test_the_map_for_a_browser_takes_a_time_in_proportion_to_the_list() -> None:
    def make(size: int) -> Work:
        catalog = many(size)
        slugs = [each.slug for each in catalog.papers]
        near = relatives(catalog, **{one: (two,) for one, two in pairwise(slugs)})
        return lambda: to_map(catalog, near)

    assert_linear(make, 50)


def pulls(papers: int, edges: Iterable[tuple[int, int, float]]) -> float:
    """How often edges pull in a round, per paper."""
    return sum(1 / wait for wait in map_layout._waits(list(edges), papers)) / papers


def test_edges_pull_as_often_as_they_are_strong_and_on_a_long_list_no_more_than_six_times_for_each_paper() -> None:
    assert pulls(4, [(0, 1, 1.0), (2, 3, 0.5)]) == pytest.approx(1.5 / 4)
    assert pulls(4, [(0, 1, 1.0), (2, 3, 0.5)] * 40) == pytest.approx(6.0)
    assert list(map_layout._waits([(0, 1, 1.0), (2, 3, 0.5)], 4)) == [1.0, 2.0]
