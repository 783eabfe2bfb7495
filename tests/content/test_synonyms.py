"""`content/synonyms.txt`: groups of names, read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabricate import REPOSITORY

from papershelf import content
from papershelf.content import synonyms
from papershelf.content.yaml.fields import Report
from papershelf.errors import PapershelfError


def read(text: str) -> tuple[tuple[tuple[str, ...], ...], list[tuple[int | None, str]]]:
    report = Report(path="content/synonyms.txt")
    groups = synonyms.read(report, text)
    return groups, [(problem.line, problem.problem) for problem in report.problems]


def test_a_group_a_line_and_comments() -> None:
    text = "# Tea\n\nkettle, tea pot,  samovar # things with spouts\nhot, warm\n"
    assert read(text) == ((("kettle", "tea pot", "samovar"), ("hot", "warm")), [])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("alone", "a group has 2 to 20 names, and this one has 1"),
        (", ".join(f"n{number}" for number in range(21)), "a group has 2 to 20 names, and this one has 21"),
        ("kettle,, pot", "a name is empty"),
        ("kettle, …", "a name is empty"),
        ("kettle, a pot that whistles loudly", "'a pot that whistles loudly' has more than 4 words"),
        ("Kettle, pot, kettle", "'Kettle' is in the group twice"),
        ("kettle => pot", "`=>` means nothing here: the names of a group all mean the same"),
    ],
)
def test_a_group_that_cannot_be_is_named_with_its_line(row: str, problem: str) -> None:
    groups, problems = read(f"hot, warm\n{row}\ncold, cool\n")
    assert groups == (("hot", "warm"), ("cold", "cool"))
    assert problems == [(2, problem)]


def test_a_library_has_them_and_a_fault_stops_loading(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert content.load(tmp_path).library.synonyms == ()
    file = tmp_path / "content" / "synonyms.txt"
    file.write_text("hot, warm\n", encoding="utf-8")
    assert content.load(tmp_path).library.synonyms == (("hot", "warm"),)
    file.write_text("hot\n", encoding="utf-8")
    with pytest.raises(PapershelfError, match=r"content/synonyms\.txt:1: .*has 1"):
        content.load(tmp_path)


def test_those_of_this_list_are_sound() -> None:
    assert len(content.load(REPOSITORY).library.synonyms) > 100
