"""A paper made of records: what no file may hold is left out, and said. The records are invented."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from captures import DAY, candidate, source
from fabricate import library

from papershelf.content.papers import read
from papershelf.content.yaml.fields import Report
from papershelf.ingest.merge import plan_import
from papershelf.model import Link, LinkKind

SOUND = Link(kind=LinkKind.CODE, url="https://github.com/invented/spoons")


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("year", "31", None),
        ("doi", "10.1000", None),
        ("arxiv", "spoons", None),
        ("venue", "two\nlines", None),
        ("links", (Link(kind=LinkKind.CODE, url="javascript:alert(1)"), SOUND), (SOUND,)),
    ],
)
def test_a_value_that_no_file_may_hold_is_left_out_and_said(field: str, value: object, kept: object) -> None:
    stated: dict[str, Any] = {field: value}
    record = replace(candidate("a", 1, "Spoons"), **stated)
    decided = plan_import(library(), MappingProxyType({}), [source("a", record)], added=DAY)
    (note,) = (str(note) for note in decided.notes)
    assert f": {field}: " in note or f" {field}" in note
    assert "it is left out" in note
    report = Report(path="")
    paper = read(report, "spoons", decided.files["papers/spoons.md"], None)
    assert paper is not None
    assert not report.problems
    assert getattr(paper, field) == kept
