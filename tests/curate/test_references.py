"""What names papers and tags in the vocabulary and on the map. Everything in it is invented."""

from __future__ import annotations

import pytest

from papershelf.curate import references

TEXT = """\
topics:
  things:
    label: "Things"
    overview: >-
      Begin with [a long
      title](paper:steam), or see [tin](tag:tin) and [steam](paper:steam-engine).
    start:
      # the classics
      - paper: steam   # short
        why: "Where it began."
      - {paper: drip, why: "How it went on."}
tags:
  tin:
    label: "Tin"
    start: [{paper: drip, why: "First."}, {paper: "steam", why: "Second."}]
  clay:
    label: "Clay"
    start:
      - {paper: steam, why: "Alone."}
    topic: things
"""


def differences(after: str) -> list[str]:
    before = TEXT.splitlines()
    return [f"-{row}" for row in before if row not in after.splitlines()] + [
        f"+{row}" for row in after.splitlines() if row not in before
    ]


def test_a_renamed_paper_is_named_by_its_new_slug() -> None:
    assert differences(references.point_papers(TEXT, "steam", "3d-steam")) == [
        "-      title](paper:steam), or see [tin](tag:tin) and [steam](paper:steam-engine).",
        "-      - paper: steam   # short",
        '-    start: [{paper: drip, why: "First."}, {paper: "steam", why: "Second."}]',
        '-      - {paper: steam, why: "Alone."}',
        "+      title](paper:3d-steam), or see [tin](tag:tin) and [steam](paper:steam-engine).",
        '+      - paper: "3d-steam"   # short',
        '+    start: [{paper: drip, why: "First."}, {paper: "3d-steam", why: "Second."}]',
        '+      - {paper: "3d-steam", why: "Alone."}',
    ]


def test_a_list_that_has_both_keeps_the_one_that_stays() -> None:
    assert differences(references.point_papers(TEXT, "drip", "steam")) == [
        '-      - {paper: drip, why: "How it went on."}',
        '-    start: [{paper: drip, why: "First."}, {paper: "steam", why: "Second."}]',
        '+    start: [{paper: "steam", why: "Second."}]',
    ]


def test_a_paper_that_goes_leaves_words_and_no_empty_list() -> None:
    assert differences(references.forget_paper(TEXT, "steam")) == [
        "-      Begin with [a long",
        "-      title](paper:steam), or see [tin](tag:tin) and [steam](paper:steam-engine).",
        "-      - paper: steam   # short",
        '-        why: "Where it began."',
        '-    start: [{paper: drip, why: "First."}, {paper: "steam", why: "Second."}]',
        '-      - {paper: steam, why: "Alone."}',
        "+      Begin with a long",
        "+      title, or see [tin](tag:tin) and [steam](paper:steam-engine).",
        '+    start: [{paper: drip, why: "First."}]',
    ]


def test_a_withdrawn_paper_keeps_its_links() -> None:
    after = references.unrecommend(TEXT, "steam")
    assert "title](paper:steam)" in after
    assert 'why: "Alone."' not in after


def test_tags_are_pointed_and_forgotten() -> None:
    assert "[tin](tag:pewter)" in references.point_tag(TEXT, "tin", "pewter")
    assert "or see tin and" in references.forget_tag(TEXT, "tin")


def test_what_is_named_nowhere_changes_nothing() -> None:
    for change in (references.forget_paper, references.unrecommend, references.forget_tag):
        assert change(TEXT, "stea") == TEXT
    assert references.point_papers(TEXT, "stea", "x") == TEXT
    assert references.point_papers("", "steam", "x") == ""


@pytest.mark.parametrize(
    ("gone", "kept", "rows"),
    [
        ("bbbb", None, ["aaaa,0.1,0.1", "cccc,0.3,0.3"]),
        ("bbbb", "aaaa", ["aaaa,0.1,0.1", "cccc,0.3,0.3"]),
        ("bbbb", "dddd", ["aaaa,0.1,0.1", "cccc,0.3,0.3", "dddd,0.2,0.2"]),
        ("cccc", "abcd", ["aaaa,0.1,0.1", "abcd,0.3,0.3", "bbbb,0.2,0.2"]),
        ("eeee", "dddd", ["aaaa,0.1,0.1", "bbbb,0.2,0.2", "cccc,0.3,0.3"]),
    ],
)
def test_the_map_stays_in_order(gone: str, kept: str | None, rows: list[str]) -> None:
    text = "id,x,y\naaaa,0.1,0.1\nbbbb,0.2,0.2\ncccc,0.3,0.3\n"
    assert references.follow_on_map(text, gone, kept) == "\n".join(["id,x,y", *rows, ""])
