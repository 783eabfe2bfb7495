"""The statistics: what the pictures say, that they are pictures for everybody, and their numbers."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from fabricate import library, paper

from generator import charts
from generator.catalog import Catalog, arrange
from generator.charts import Figure, draw

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
    return {figure.key: figure for figure in draw(arrange(library(*papers, tags=TAGS)))}


def elements(figure: Figure, name: str) -> list[ET.Element]:
    return list(ET.fromstring(figure.picture).iter(name))


def texts(figure: Figure) -> list[str]:
    return [each.text or "" for each in elements(figure, "text")]


def test_there_are_three_pictures_each_named_and_described(figures: dict[str, Figure]) -> None:
    assert list(figures) == ["papers-by-tag", "tags-together", "listings-overlap"]
    for key, figure in figures.items():
        (drawing,) = elements(figure, "svg")
        assert drawing.get("role") == "img"
        named = {each.get("id"): each.text for name in ("title", "desc") for each in elements(figure, name)}
        assert named[drawing.get("aria-labelledby")]
        assert named[drawing.get("aria-describedby")]
        assert {f"{key}-title", f"{key}-description"} <= named.keys()


def test_nothing_in_a_picture_needs_a_script_or_a_style(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        for element in ET.fromstring(figure.picture).iter():
            assert element.tag in {"svg", "title", "desc", "g", "line", "text", "circle", "rect"}
            assert not any(name == "style" or name.startswith("on") or "href" in name for name in element.attrib)
        # Colours come from the page, so that they suit a dark one.
        assert not re.search(r"fill=|stroke=|#[0-9a-f]{3}", figure.picture)


def test_every_tag_is_a_dot_at_its_number_of_papers(figures: dict[str, Figure]) -> None:
    figure = figures["papers-by-tag"]
    assert figure.says == "Tag kettles is the widest subject, with 6 papers; half of all tags have 3 or fewer."
    assert figure.rows[0] == ("Tag kettles", "Topic kitchen", "6")
    assert [row[2] for row in figure.rows] == ["6", "4", "3", "2"]
    places = {(circle.findtext("title") or ""): float(circle.get("cx") or 0) for circle in elements(figure, "circle")}
    assert list(places) == [
        "Tag kettles: 6 papers",
        "Tag teapots: 4 papers",
        "Tag sheep: 3 papers",
        "Tag survey: 2 papers",
    ]
    zero = next(float(each.get("x") or 0) for each in elements(figure, "text") if each.text == "0")
    assert (places["Tag kettles: 6 papers"] - zero) / 6 == pytest.approx(
        (places["Tag survey: 2 papers"] - zero) / 2, rel=0.01
    )


def test_pairs_are_of_subjects_and_their_dots_have_areas_by_number(figures: dict[str, Figure]) -> None:
    figure = figures["tags-together"]
    assert figure.says == "Tag kettles and Tag teapots stand together most often: 4 papers have both."
    assert figure.rows == (("Tag kettles", "Tag teapots", "4"), ("Tag kettles", "Tag sheep", "2"))
    areas = {
        (circle.findtext("title") or ""): float(circle.get("r") or 0) ** 2 for circle in elements(figure, "circle")
    }
    assert areas["Tag kettles and Tag teapots: 4 papers"] == pytest.approx(
        2 * areas["Tag kettles and Tag sheep: 2 papers"], rel=0.05
    )
    assert "Tag survey" not in texts(figure)


def test_a_column_for_each_combination_of_listings(figures: dict[str, Figure]) -> None:
    figure = figures["listings-overlap"]
    assert figure.says == "5 of 8 papers stand in more than one listing."
    assert figure.rows == (("autumn + spring", "4"), ("spring", "2"), ("autumn + spring + winter", "1"))
    heights = [float(bar.get("height") or 0) for bar in elements(figure, "rect")]
    assert heights[0] == pytest.approx(4 * heights[1], rel=0.01)
    assert len(elements(figure, "circle")) == 2 + 3
    assert [text for text in texts(figure) if not text.isdigit()] == ["autumn", "spring", "winter"]


def test_a_list_that_says_nothing_has_no_picture() -> None:
    assert draw(arrange(library())) == ()
    assert draw(arrange(library(paper("one", listed=[("spring", 1)])))) == ()


def test_labels_are_text(catalog: Catalog) -> None:
    """The fabricated vocabulary calls a topic `Kitchen <science>`, and a tag has quotes in its description."""
    (figure, *_) = draw(catalog)
    assert "Kitchen <science>" in texts(figure)
    assert "<science>" not in figure.picture


@pytest.mark.parametrize(
    ("most", "ticks"), [(1, [0, 1]), (7, [0, 2, 4, 6]), (135, [0, 50, 100]), (4000, [0, 1000, 2000, 3000, 4000])]
)
def test_scales_have_round_numbers(most: int, ticks: list[int]) -> None:
    assert charts._ticks(most) == ticks


def test_the_map_in_small_is_a_dot_a_paper_in_its_topics_colour() -> None:
    row = [(number / 50, 0.25) for number in range(50)]
    picture = ET.fromstring(charts.scatter({"animals": row, 'a "topic"': row[:20], "empty": []}) or "")
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
    few = [(0.5, 0.5)] * (charts.FEWEST_POINTS - 1)
    assert charts.scatter({"animals": few}) is None
    assert charts.scatter({"animals": few, "": [(0.5, 0.5)]}) is not None
    assert charts.scatter({}) is None
