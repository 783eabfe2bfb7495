"""Texts of files with TeX or HTML in them: found at their lines, and made readable in their places."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.content.written import as_name, make_readable, unreadable

PAPER = """---
id: "q7x2kd"
title: {title}
added: "2026-01-02"
authors: ['Ada {{Kettle}}', "G{{\\\\\\"o}}del"]  # two
---

A \\textit{{pot}}\\
and `\\emph{{code}}`.
"""


def test_only_what_holds_tex_changes() -> None:
    text = PAPER.format(title="|\n  {BERT} in pots")
    found = [(each.field, each.line) for each in unreadable("papers/x.md", text)]
    assert found == [("title", 3), ("authors[0]", 6), ("authors[1]", 6), ("summary", 9)]
    rows, mended = text.split("\n"), make_readable("papers/x.md", text).split("\n")
    # A text in a block of lines is told, and left to a person.
    assert mended == [*rows[:5], 'authors: ["Ada Kettle", "Gödel"]  # two', *rows[6:8], "A pot\\", *rows[9:]]


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("{The {BERT} Team}", "{The BERT Team}"),
        (r"{Society of Pots \& Pans}", "{Society of Pots & Pans}"),
        (r"{\"U}nal, {Ada}", "Ünal, Ada"),
        ("a\ud800{B}ert", "a\ud800{B}ert"),
    ],
)
def test_an_organisation_keeps_its_braces(name: str, readable: str) -> None:
    assert as_name(name) == readable


@given(st.text(max_size=60))
def test_any_file_is_read_and_becomes_readable_once(text: str) -> None:
    for name in ("papers/x.md", "tags.yml", "listings.yml", "urls.txt"):
        once = make_readable(name, text)
        assert make_readable(name, once) == once
        assert isinstance(list(unreadable(name, text)), list)


PIECES = ["$", "\\", "{", "}", '\\"o', "{BERT}", "`", "&amp;", "\\textit{", " ", "a", "x^2", "--",
          "''", "\\&", "<i>", "</i>", "\n"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@example('\\"o--\\"o')
def test_what_was_made_readable_is_told_no_more(summary: str) -> None:
    text = f'---\nid: "q7x2kd"\ntitle: "x"\nadded: "2026-01-02"\n---\n{summary}\n'
    assert list(unreadable("papers/x.md", make_readable("papers/x.md", text))) == []
