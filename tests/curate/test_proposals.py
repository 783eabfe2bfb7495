"""Proposed tags in a paper's file: written, confirmed and rejected, with every other line as it was."""

from __future__ import annotations

import pytest
from fabricate import library

from papershelf.content import papers
from papershelf.content.yaml.fields import Report
from papershelf.curate import proposals
from papershelf.model import Paper

WORDS = library(tags={"teapots": "kitchen", "kettles": "kitchen", "survey": "kind"}).vocabulary
TEXT = """---
id: abc234 # a remark
title: "Kettles"
added: "2026-01-02"
tags: [] # nobody knows
proposed: [kettles, survey]
aliases: [boilers]
---
They whistle.
"""


def read(text: str) -> Paper:
    problems: list[object] = []
    paper = papers.read(Report(path="", problems=problems), "kettles", text.replace("\r\n", "\n"), None)  # type: ignore[arg-type]
    assert paper is not None
    assert problems == []
    return paper


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_confirmed_tags_move_and_the_field_goes(end: str) -> None:
    text = TEXT.replace("\n", end)
    confirmed = proposals.confirm(text, read(text), WORDS)
    rows = [row for row in TEXT.splitlines() if not row.startswith("proposed")]
    assert confirmed == end.join([*rows, ""]).replace("tags: []", "tags: [kettles, survey]")
    assert (read(confirmed).tags, read(confirmed).proposed) == (("kettles", "survey"), ())


def test_some_are_confirmed_in_house_order_and_others_wait() -> None:
    one = proposals.confirm(TEXT, read(TEXT), WORDS, only=["survey"])
    assert (read(one).tags, read(one).proposed) == (("survey",), ("kettles",))
    both = proposals.confirm(one, read(one), WORDS)
    assert read(both).tags == ("kettles", "survey")


def test_rejected_ones_go() -> None:
    assert read(proposals.reject(TEXT, read(TEXT))).proposed == ()
    assert proposals.reject(TEXT, read(TEXT), only=["kettles"]) == TEXT.replace("[kettles, survey]", "[survey]")
    assert read(proposals.reject(TEXT, read(TEXT), only=["teapots"])).proposed == ("kettles", "survey")


def test_proposals_are_renewed_and_never_tags() -> None:
    other = proposals.propose(TEXT, read(TEXT), ["survey", "teapots", "survey"], WORDS)
    assert other == TEXT.replace("[kettles, survey]", "[teapots, survey]")
    assert proposals.propose(other, read(other), ["survey", "teapots"], WORDS) == other
    assert "proposed" not in proposals.propose(other, read(other), [], WORDS)
    tagged = proposals.confirm(TEXT, read(TEXT), WORDS, only=["kettles"])
    assert read(proposals.propose(tagged, read(tagged), ["kettles", "survey"], WORDS)).proposed == ("survey",)
