"""The vocabulary in numbers. All invented."""

from __future__ import annotations

from fabricate import library, paper

from papershelf.catalog.catalog import arrange
from papershelf.check import describe, nearly_always_together
from papershelf.model import Paper

TAGS = dict.fromkeys("abcde", "letters")


def many(number: int, tags: tuple[str, ...]) -> list[Paper]:
    return [paper(f"{tags[0]}-{n}", id=f"{tags[0]}{n:04d}", tags=tags) for n in range(number)]


def test_tags_that_nearly_always_stand_together_are_named() -> None:
    papers = [*many(4, ("a", "b")), *many(6, ("c", "b"))]
    pairs = set(nearly_always_together(arrange(library(*papers, tags=TAGS))))
    assert pairs == {("a", "b", 4), ("c", "b", 6)}


def test_statistics_count_tags_a_paper_and_papers_a_tag() -> None:
    lines = list(describe(arrange(library(*many(4, ("a", "b")), *many(1, ("c", "d", "e")), tags=TAGS))))
    assert lines[0].endswith("5 papers")
    assert "tags per paper: median 2 (4 x 2, 1 x 3)" in lines
    assert any(line.startswith("most papers: a 4, b 4, c 1") for line in lines)


def test_statistics_of_an_empty_list() -> None:
    assert list(describe(arrange(library()))) != []
