"""Rule `balance`: at least three papers per tag, and at most a fifth of all."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

from papershelf.errors import Severity


def fill(kitchen: Kitchen, tag: str, number: int) -> None:
    for n in range(number):
        kitchen.put(f"{tag}-{n}", id=f"{tag}{n}", tags=f"[{tag}]")


@pytest.fixture
def shelf(kitchen: Kitchen) -> Kitchen:
    """Papers under another tag, enough that with two more a tag can be in balance."""
    (kitchen.root / "content/papers/kettles.md").unlink()
    fill(kitchen, "heat", 13)
    return kitchen


def of_teapots(kitchen: Kitchen, *, release: bool = False) -> list[tuple[Severity, str]]:
    problems = kitchen.problems("balance", release=release)
    return [(problem.severity, problem.problem) for problem in problems if problem.field == "tags.teapots"]


def test_a_tag_in_balance_passes(shelf: Kitchen) -> None:
    fill(shelf, "teapots", 3)
    assert of_teapots(shelf) == []


def test_a_tag_with_two_papers_has_too_few(shelf: Kitchen) -> None:
    fill(shelf, "teapots", 2)
    assert of_teapots(shelf) == [(Severity.WARNING, "only 2 of the papers have it, fewer than 3")]


def test_a_tag_of_more_than_a_fifth_has_too_many(shelf: Kitchen) -> None:
    fill(shelf, "teapots", 4)
    assert of_teapots(shelf) == [(Severity.WARNING, "4 of 17 papers have it, more than a fifth")]


def test_a_release_takes_it_for_an_error(shelf: Kitchen) -> None:
    fill(shelf, "teapots", 2)
    assert [severity for severity, _ in of_teapots(shelf, release=True)] == [Severity.ERROR]


def test_it_is_said_at_the_line_of_the_tag(shelf: Kitchen) -> None:
    fill(shelf, "teapots", 2)
    lines = {problem.field: problem.line for problem in shelf.problems("balance")}
    rows = shelf.read("tags.yml").split("\n")
    assert rows[(lines["tags.teapots"] or 0) - 1] == "  teapots:"


def test_a_young_list_is_left_in_peace(shelf: Kitchen) -> None:
    fill(shelf, "teapots", 1)  # with 14 papers, three under a tag are more than a fifth
    for n in range(30):
        shelf.put(f"untagged-{n}", id=f"untagged{n}", tags="[]")
    assert shelf.problems("balance") == []
