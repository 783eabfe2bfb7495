"""The statistics: what the pictures say, that they are pictures for everybody, and their numbers."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Appearance
from papershelf.publish.charts import FEWEST_POINTS, Figure, draw, drawn_from, small_map
from papershelf.publish.charts.drawing import NARROW
from papershelf.publish.charts.papers_by_tag import ticks
from papershelf.publish.charts.tags_together import RANKED
from papershelf.publish.language import load
from papershelf.publish.template_files import packaged

TAGS = {"kettles": "kitchen", "teapots": "kitchen", "sheep": "animals", "survey": "kind"}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    papers = [
        *(
            paper(f"kt{n}", tags=("kettles", "teapots"), listed=[("spring", n + 1), ("autumn", n + 1)])
            for n in range(4)
        ),
        *(paper(f"ks{n}", tags=("kettles", "sheep", "survey"), listed=[("spring", n + 10)]) for n in range(2)),
        paper("all", tags=("sheep",), listed=[("autumn", 50), ("spring", 50), ("winter", 50)]),
        paper("none"),
    ]
    return {figure.key: figure for figure in draw(arrange(library(*papers, tags=TAGS)), str)}


def elements(picture: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter(name))


def texts(picture: str) -> list[str]:
    return [each.text or "" for each in elements(picture, "text")]


def said(picture: str) -> list[str]:
    """What the marks of a picture stand for."""
    return [
        each.findtext("title") or "" for name in ("circle", "rect") for each in elements(picture, name) if len(each)
    ]


def test_there_are_three_figures_each_picture_of_them_named_and_described(figures: dict[str, Figure]) -> None:
    assert list(figures) == ["papers-by-tag", "tags-together", "listings-overlap"]
    ids: list[str] = []
    for figure in figures.values():
        for picture in figure.pictures:
            (drawing,) = elements(picture, "svg")
            assert drawing.get("role") == "img"
            named = {str(each.get("id")): each.text for each in drawing if each.tag in {"title", "desc"}}
            assert list(named) == [drawing.get("aria-labelledby"), drawing.get("aria-describedby")]
            assert all(named.values())
            ids += named
    assert len(ids) == len(set(ids)) == 2 * 2 * 3


def test_both_layouts_hold_the_same_numbers(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        wide, narrow = (set(said(picture)) for picture in figure.pictures)
        assert wide == narrow
        assert len(wide) >= 2


def test_the_ranking_holds_the_most_frequent_pairs_of_the_triangle() -> None:
    names = [f"tag{number:02}" for number in range(12)]
    pairs = list(combinations(names, 2))[: RANKED + 10]
    papers = [paper(f"p{number}-{copy}", tags=pair) for number, pair in enumerate(pairs) for copy in range(30 - number)]
    (figure,) = (
        each
        for each in draw(arrange(library(*papers, tags=dict.fromkeys(names, "numbers"))), str)
        if each.key == "tags-together"
    )
    triangle, ranking = (said(picture) for picture in figure.pictures)
    assert len(triangle) == RANKED + 10
    assert ranking == [f"{one} and {other}: {count} papers" for one, other, count in figure.rows[:RANKED]]
    assert set(ranking) < set(triangle)


def test_what_a_narrow_picture_says_fits_its_width(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        narrow = figure.pictures[1]
        (drawing,) = elements(narrow, "svg")
        width = float(str(drawing.get("viewBox")).split()[2])
        assert width == NARROW.width
        for each in elements(narrow, "text"):
            assert int(each.get("font-size") or 0) >= 11
            assert each.get("text-anchor") in {None, "middle"}
            assert 0 <= float(each.get("x") or 0) <= width
        for each in elements(narrow, "rect"):
            assert float(each.get("width") or 0) <= width


def test_nothing_in_a_picture_needs_a_script_or_a_style(figures: dict[str, Figure]) -> None:
    for picture in (picture for figure in figures.values() for picture in figure.pictures):
        for element in ET.fromstring(picture).iter():
            assert element.tag in {"svg", "title", "desc", "g", "line", "text", "circle", "rect"}
            assert not any(name == "style" or name.startswith("on") or "href" in name for name in element.attrib)
        # Colours come from the page, so that they suit a dark one.
        assert not re.search(r"fill=|stroke=|#[0-9a-f]{3}", picture)


def test_what_a_mark_counts_is_where_it_and_its_row_lead(figures: dict[str, Figure]) -> None:
    both = "/search/?tag=kettles%2Cteapots"
    expected = {
        "papers-by-tag": {"Tag kettles: 6 papers": "/tags/kettles/", "Tag survey: 2 papers": "/tags/survey/"},
        "tags-together": {"Tag kettles and Tag teapots: 4 papers": both},
        "listings-overlap": {"spring": "/listings/spring/", "autumn and spring: 4 papers": "/trending/"},
    }
    for key, leads in expected.items():
        for picture in figures[key].pictures:
            marks = elements(picture, "circle") + elements(picture, "rect")
            found = {each.findtext("title"): each.get("data-leads") for each in marks}
            assert found.items() >= leads.items()
        assert len(figures[key].leads) == len(figures[key].rows)
    assert figures["tags-together"].leads[0] == both
    assert figures["listings-overlap"].leads == ("/trending/", "/listings/spring/", "/trending/")


def test_names_lead_to_what_they_name_and_whole_ones_are_said(figures: dict[str, Figure]) -> None:
    expected = {
        "papers-by-tag": {"Topic kitchen": "/topics/kitchen/", "Tag kettles · 6": "/tags/kettles/"},
        "tags-together": {"Tag kettles": "/tags/kettles/"},
        "listings-overlap": {"spring": "/listings/spring/"},
    }
    for key, leads in expected.items():
        for picture in figures[key].pictures:
            assert {each.text: each.get("data-leads") for each in elements(picture, "text")}.items() >= leads.items()
    long = "a teapot whose name is much longer than any picture is wide on a telephone"
    papers = [paper(f"p{number}", listed=[(long, number + 1), ("b", number + 1)]) for number in range(2)]
    (figure,) = draw(arrange(library(*papers)), str)
    named = {each.get("data-leads"): each for each in elements(figure.pictures[1], "text")}[f"/listings/{long}/"]
    assert named.text != long
    assert named.findtext("title") == long


def test_what_the_picture_of_pairs_leaves_out_is_said() -> None:
    names = [f"tag{number:02}" for number in range(30)]
    pairs = list(combinations(names, 2))[: RANKED + 60]
    papers = [paper(f"p{number}-{copy}", tags=pair) for number, pair in enumerate(pairs) for copy in range(2)]
    catalog = arrange(library(*papers, tags=dict.fromkeys(names, "numbers")))
    (figure,) = (each for each in draw(catalog, str) if each.key == "tags-together")
    rest = (
        "74 pairs have 2 papers or more: the first 60 are in the table, and each tag's page names those that are often "
        "with it."
    )
    assert figure.notes == {
        "wide": f"Shown are the pairs of the 22 tags that are together most. {rest}",
        "narrow": f"Shown are the 14 most frequent pairs. {rest}",
    }


def test_pictures_in_another_language_lead_on_and_mark_names_as_content() -> None:
    german = load("de", "en", [packaged()])
    names = [f"list{number:02}" for number in range(18)]
    papers = [paper(f"p{one}", listed=[(names[one], 1), (names[one + 1], 1)]) for one in range(len(names) - 1)]
    (figure,) = (each for each in draw(arrange(library(*papers)), str, german) if each.key == "listings-overlap")
    assert figure.says == (
        "17 von 17 Artikeln stehen in mehr als einer Auflistung. 1 seltenere Kombination steht nur in der Tabelle."
    )
    for picture in figure.pictures:
        dot, *_ = elements(picture, "circle")
        assert (dot.get("data-leads"), dot.findtext("title")) == ("/listings/list00/", "list00")
        assert [title.get("lang") for title in dot] == ["en"]


def test_every_tag_is_a_dot_at_its_number_of_papers(figures: dict[str, Figure]) -> None:
    figure = figures["papers-by-tag"]
    assert figure.says == "Tag kettles is the most common subject, with 6 papers; half of all tags have 3 or fewer."
    assert figure.rows[0] == ("Tag kettles", "Topic kitchen", "6")
    assert [row[2] for row in figure.rows] == ["6", "4", "3", "2"]
    for picture in figure.pictures:
        places = {circle.findtext("title"): float(circle.get("cx") or 0) for circle in elements(picture, "circle")}
        assert list(places) == [
            "Tag kettles: 6 papers",
            "Tag teapots: 4 papers",
            "Tag sheep: 3 papers",
            "Tag survey: 2 papers",
        ]
        zero = next(float(each.get("x") or 0) for each in elements(picture, "text") if each.text == "0")
        assert (places["Tag kettles: 6 papers"] - zero) / 6 == pytest.approx(
            (places["Tag survey: 2 papers"] - zero) / 2, rel=0.01
        )
        assert "Tag kettles · 6" in texts(picture)


def test_no_dot_covers_another() -> None:
    """Forty tags of one topic, all of them with one or two papers."""
    names = [f"tag{number:02}" for number in range(40)]
    papers = [paper(f"p{number}", tags=tuple(names[: 40 - 20 * number])) for number in range(2)]
    (figure,) = (
        each
        for each in draw(arrange(library(*papers, tags=dict.fromkeys(names, "numbers"))), str)
        if each.key == "papers-by-tag"
    )
    for picture in figure.pictures:
        (drawing,) = elements(picture, "svg")
        height = float(str(drawing.get("viewBox")).split()[3])
        dots = [[float(circle.get(name) or 0) for name in ("cx", "cy", "r")] for circle in elements(picture, "circle")]
        assert len(dots) == 40
        assert all(math.dist(one[:2], other[:2]) >= 2 * one[2] - 0.2 for one, other in combinations(dots, 2))
        assert all(radius <= y <= height - radius for _, y, radius in dots)


def test_pairs_are_of_subjects_and_their_marks_have_sizes_by_number(figures: dict[str, Figure]) -> None:
    figure = figures["tags-together"]
    assert figure.says == "Tag kettles and Tag teapots are used together most often: 4 papers have both."
    assert figure.rows == (("Tag kettles", "Tag teapots", "4"), ("Tag kettles", "Tag sheep", "2"))
    areas = {
        (circle.findtext("title") or ""): float(circle.get("r") or 0) ** 2
        for circle in elements(figure.pictures[0], "circle")
    }
    assert areas["Tag kettles and Tag teapots: 4 papers"] == pytest.approx(
        2 * areas["Tag kettles and Tag sheep: 2 papers"], rel=0.05
    )
    lengths = [float(each.get("width") or 0) for each in elements(figure.pictures[1], "rect")]
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=0.01)
    assert not any("Tag survey" in texts(picture) for picture in figure.pictures)


def test_a_row_for_each_combination_of_listings(figures: dict[str, Figure]) -> None:
    figure = figures["listings-overlap"]
    assert figure.says == "5 of 8 papers are in more than one listing."
    assert figure.rows == (("autumn + spring", "4"), ("spring", "2"), ("autumn + spring + winter", "1"))
    for picture in figure.pictures:
        lengths = [float(bar.get("width") or 0) for bar in elements(picture, "rect")]
        assert lengths[0] == pytest.approx(4 * lengths[1], rel=0.01)
        assert len(elements(picture, "circle")) == 2 + 3
        assert texts(picture) == ["autumn", "spring", "winter", "4", "1"]


def test_a_list_that_says_nothing_has_no_picture() -> None:
    assert draw(arrange(library()), str) == ()
    assert draw(arrange(library(paper("one", listed=[("spring", 1)]))), str) == ()


def test_labels_are_text(catalog: Catalog) -> None:
    """The fabricated vocabulary calls a topic `Kitchen <science>`, and a tag has quotes in its description."""
    (figure, *_) = draw(catalog, str)
    for picture in figure.pictures:
        assert "Kitchen <science>" in texts(picture)
        assert "<science>" not in picture


@pytest.mark.parametrize(
    ("most", "numbers"), [(1, [0, 1]), (7, [0, 2, 4, 6]), (135, [0, 50, 100]), (4000, [0, 1000, 2000, 3000, 4000])]
)
def test_scales_have_round_numbers(most: int, numbers: list[int]) -> None:
    assert ticks(most) == numbers


def test_the_map_in_small_is_a_dot_a_paper_in_its_topics_colour() -> None:
    row = [(number / 50, 0.25) for number in range(50)]
    picture = ET.fromstring(small_map({"animals": row, 'a "topic"': row[:20], "empty": []}) or "")
    paths = {path.get("data-topic"): re.findall(r"M(\d+) (\d+)h0", path.get("d") or "") for path in picture}
    assert {topic: len(dots) for topic, dots in paths.items()} == {"animals": 50, 'a "topic"': 20}
    assert paths['a "topic"'] == paths["animals"][:20]
    left, top, width, height = (float(number) for number in (picture.get("viewBox") or "").split())
    for x, y in paths["animals"]:
        assert left < float(x) < left + width
        assert top < float(y) < top + height
    # Who does not see it is told by the link around it.
    assert picture.get("aria-hidden") == "true"


def test_a_handful_of_dots_is_no_picture() -> None:
    few = [(0.5, 0.5)] * (FEWEST_POINTS - 1)
    assert small_map({"animals": few}) is None
    assert small_map({"animals": few, "": [(0.5, 0.5)]}) is not None
    assert small_map({}) is None


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Otherwise"},
        {"summary": "Otherwise."},
        {"finding": "Otherwise."},
        {"tags": ("sheep",)},
        {"year": "2023"},
        {"listed": (Appearance(listing="p2", rank=2),)},
        {"withdrawn": "Invented."},
    ],
)
def test_figures_are_drawn_from_what_is_named(change: dict[str, Any]) -> None:
    papers = [
        paper(f"p{n}", tags=("kettles", "teapots"), listed=[("spring", n + 1), (f"p{n}", 1)], year=f"202{n}")
        for n in range(3)
    ]
    before = arrange(library(*papers, tags=TAGS))
    after = arrange(replace(before.library, papers=(replace(papers[0], **change), *papers[1:])))
    stays = change.keys().isdisjoint({"tags", "year", "listed", "withdrawn"})
    assert (drawn_from(before) == drawn_from(after)) is stays
    assert (draw(before, str) == draw(after, str)) is stays
