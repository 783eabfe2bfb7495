"""`content/map.csv`: written for good, read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kitchen import Kitchen

from papershelf.content.map_positions import read, write
from papershelf.errors import Problem, Severity
from papershelf.project import Project

COORDINATES = st.integers(0, 10_000).map(lambda number: number / 10_000)


def problems_of(text: str, *ids: str) -> tuple[dict[str, tuple[float, float]], list[Problem]]:
    problems: list[Problem] = []
    return read("content/map.csv", text, ids, problems), problems


@given(st.dictionaries(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), st.tuples(COORDINATES, COORDINATES)))
def test_what_is_written_is_read(positions: dict[str, tuple[float, float]]) -> None:
    text = write(positions)
    assert problems_of(text, *positions) == (positions, [])
    assert [row.split(",")[0] for row in text.splitlines()[1:]] == sorted(positions)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("aaa,0.5", "'aaa,0.5' is not an id with two numbers from 0 to 1"),
        ("aaa,0.5,1.5", "'aaa,0.5,1.5' is not an id with two numbers from 0 to 1"),
        ("aaa,-0.5,1", "'aaa,-0.5,1' is not an id with two numbers from 0 to 1"),
        ("aaa,nan,1", "'aaa,nan,1' is not an id with two numbers from 0 to 1"),
        ("=cmd(),0,1", "'=cmd(),0,1' is not an id with two numbers from 0 to 1"),
        ("", "'' is not an id with two numbers from 0 to 1"),
        ("bbb,0.1,0.2", "'bbb' has a place already"),
    ],
)
def test_a_broken_row_is_named_with_its_line(row: str, problem: str) -> None:
    found, problems = problems_of(f"id,x,y\nbbb,0.1,0.2\n{row}\nccc,1,0\n", "aaa", "bbb", "ccc")
    assert found == {"bbb": (0.1, 0.2), "ccc": (1.0, 0.0)}
    assert [(each.line, each.problem, each.severity) for each in problems] == [(3, problem, Severity.ERROR)]
    assert "papershelf map" in problems[0].remedy


def test_a_file_without_its_head_is_refused_and_a_row_of_nobody_is_left_out() -> None:
    assert problems_of("a,0,1\n", "a")[1][0].problem == "its first line is not `id,x,y`"
    found, problems = problems_of("id,x,y\ngone,0,1\n", "a")
    assert found == {}
    assert [each.severity for each in problems] == [Severity.WARNING]


def test_a_slip_in_a_papers_file_blames_no_row_of_the_map(tmp_path: Path) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    own = Project(kitchen.root).catalog.by_slug["kettles"].id
    kitchen.write("map.csv", write({own: (0.5, 0.5), "zzzz99": (0.1, 0.1)}))
    said = [str(each) for each in Project(kitchen.root).examined.problems if each.path == "content/map.csv"]
    assert len(said) == 1, "nobody has the other id"
    kitchen.write("papers/kettles.md", "---\ntitle: Kettles: a slip\n---\n")
    found = Project(kitchen.root).examined.problems
    assert {each.path for each in found if "YAML" in each.problem} == {"content/papers/kettles.md"}
    assert not [each for each in found if each.path == "content/map.csv"]
