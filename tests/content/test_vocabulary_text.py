"""The vocabulary's text changed: the first entry of a section, and a section that has no lines to add to."""

from __future__ import annotations

import pytest

from papershelf.content.vocabulary_text import add_entry
from papershelf.errors import Rejected

FIELDS = {"label": "Heat", "topic": "kitchen"}
ENTRY = '  heat:\n    label: "Heat"\n    topic: kitchen\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("topics:\n  kitchen:\n    label: K\n", f"topics:\n  kitchen:\n    label: K\ntags:\n{ENTRY}"),
        ("tags:\ntopics:\n  kitchen:\n    label: K\n", f"tags:\n{ENTRY}topics:\n  kitchen:\n    label: K\n"),
        ("tags: # none yet\n", f"tags: # none yet\n{ENTRY}"),
    ],
)
def test_the_first_entry_of_a_section_is_written_where_the_section_is(before: str, after: str) -> None:
    assert add_entry(before, "tags", "heat", FIELDS, None) == after


def test_a_section_in_braces_is_refused_with_its_line() -> None:
    with pytest.raises(Rejected, match="the tags on line 2 are in braces"):
        add_entry("# none yet\ntags: {}\n", "tags", "heat", FIELDS, None)


@pytest.mark.parametrize("before", ["tags:\r\n  pots:\r\n    label: Pots\r\n", "tags:\r\n"])
def test_an_entry_keeps_the_line_ends_of_the_file(before: str) -> None:
    assert add_entry(before, "tags", "heat", FIELDS, None) == before + ENTRY.replace("\n", "\r\n")
