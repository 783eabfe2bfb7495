"""Exports that people changed by hand: what no file may hold is named, and the rest is read. The list is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from captures import project, run
from ingest_reading import aside, read

from papershelf.project import Project

KETTLE: dict[str, Any] = {
    "id": "kettl1",
    "slug": "kettles-at-altitude",
    "title": "Kettles at Altitude",
    "url": "/papers/kettles-at-altitude/",
    "summary": "Kettles whistle early on mountains. They are cooler then.",
    "tags": [],
    "listed": [],
    "added": "2026-01-02",
}


def test_lines_that_hold_no_record_are_set_aside_and_the_rest_is_read() -> None:
    lines = (json.dumps(KETTLE), "3", '{"id": "teapot", "id": "teapo2"}', '{"id": "pots')
    capture = read("\n".join(lines) + "\n", as_format="papershelf-json")
    assert [candidate.title for candidate in capture.candidates] == ["Kettles at Altitude"]
    found = aside(capture.set_aside)
    assert found[:2] == [(2, "it is not an object"), (3, "'id' is in it twice")]
    assert [line for line, _ in found] == [2, 3, 4]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("doi", "not a number", "'not a number' is not a DOI"),
        ("year", "20x", "'20x' is not a year"),
        ("links", [{"kind": "code", "url": "javascript:alert(1)"}], "links[1].url"),
    ],
)
def test_a_record_with_a_value_that_no_file_may_hold_is_set_aside(field: str, value: object, problem: str) -> None:
    lines = (json.dumps(KETTLE | {field: value}), json.dumps(KETTLE))
    capture = read("\n".join(lines) + "\n", as_format="papershelf-json")
    assert len(capture.candidates) == 1
    ((line, said),) = aside(capture.set_aside)
    assert line == 1
    assert problem in said


def test_a_former_name_that_another_paper_has_is_left_out_and_named(tmp_path: Path) -> None:
    teapot = KETTLE | {"id": "teapo1", "slug": "teapots", "title": "Teapots", "aliases": ["kettles-at-altitude"]}
    file = tmp_path / "shelf.jsonl"
    file.write_text("".join(f"{json.dumps(each)}\n" for each in (KETTLE, teapot)), "utf-8")
    result = run(project(tmp_path / "list"), "import", file, "--as", "papershelf-json")
    assert "'kettles-at-altitude' belongs to another paper; it is left out" in result.output
    papers = {paper.slug: paper.aliases for paper in Project(tmp_path / "list").library.papers}
    assert papers == {"kettles-at-altitude": (), "teapots": ()}
