"""Rule `duplicate-paper`: no paper stands on the list twice."""

from __future__ import annotations

import itertools

import pytest
from kitchen import Kitchen

from papershelf.catalog import catalog, duplicates
from papershelf.errors import Severity


def test_different_papers_pass(kitchen: Kitchen) -> None:
    kitchen.put("spoons")
    assert kitchen.said("duplicate-paper") == []


@pytest.mark.parametrize(
    ("one", "other", "field", "said"),
    [
        ({"arxiv": '"2501.00001v1"'}, {"arxiv": '"2501.00001v3"'}, "arxiv", "it has the same arXiv identifier as"),
        ({"doi": '"10.1234/AB"'}, {"doi": '"10.1234/ab"'}, "doi", "it has the same DOI as"),
        (
            {"arxiv": '"2302.00002"'},
            {"doi": '"10.48550/arXiv.2302.00002"'},
            "arxiv",
            "it has the same arXiv identifier as",
        ),
        ({"title": '"Tea, twice!"'}, {"title": '"TEA TWICE"'}, "title", "it has the same title as"),
    ],
)
def test_one_paper_under_two_names_is_refused_at_both(
    kitchen: Kitchen, one: dict[str, str], other: dict[str, str], field: str, said: str
) -> None:
    kitchen.put("cups", **one)
    kitchen.put("mugs", **other)
    problems = kitchen.problems("duplicate-paper")
    assert [(problem.path, problem.field, problem.severity) for problem in problems] == [
        ("content/papers/cups.md", field, Severity.ERROR),
        ("content/papers/mugs.md", field if field in other else next(iter(other)), Severity.ERROR),
    ]
    assert problems[0].problem.startswith(f"{said} content/papers/mugs.md")
    row = kitchen.read("papers/cups.md").split("\n")[(problems[0].line or 0) - 1]
    assert row.startswith(f"{field}:")


def test_nearly_the_same_title_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("cups", title='"How five tin kettles learned to sing"')
    kitchen.put("mugs", title='"How five old tin kettles learned to sing"')
    kitchen.put("bowls", title='"How fіve tin kettles learned to sing"')
    assert {problem.severity for problem in kitchen.problems("duplicate-paper")} == {Severity.WARNING}
    assert "papers/mugs.md:3: warning: title: it has nearly the title of" in " ".join(kitchen.said("duplicate-paper"))


def test_papers_that_state_different_identifiers_are_two(kitchen: Kitchen) -> None:
    kitchen.put("cups", title='"Tea"', arxiv='"2501.00001"')
    kitchen.put("mugs", title='"Tea"', arxiv='"2501.00002"')
    assert kitchen.said("duplicate-paper") == []


def test_one_title_over_different_abstracts_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.put("cups", title='"Tea"')
    kitchen.put("mugs", title='"Tea"')
    kitchen.write("abstracts/cups.md", "Cups are measured and cups are filled, day after day.\n")
    kitchen.write("abstracts/mugs.md", "Nothing here speaks about any vessel of that other sort.\n")
    assert {problem.severity for problem in kitchen.problems("duplicate-paper")} == {Severity.WARNING}


def test_the_work_grows_with_the_papers_and_not_with_their_pairs(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = itertools.count()
    near_keys = duplicates.near_keys
    monkeypatch.setattr(duplicates, "near_keys", lambda title: (next(calls), near_keys(title))[1])
    for n in range(40):
        kitchen.put(f"same-{n}", id=f"same{n}", title='"One and the same title of many papers"')
    papers = catalog.arrange(kitchen.library()).papers
    assert len(list(duplicates.duplicates(papers))) == 39
    assert next(calls) == len(papers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"arxiv": '"2302.00002"'}, {"doi": '"10.48550/arXiv.2302.00002"'}),
        ({"arxiv": '"2302.00002v3"'}, {"doi": '"10.48550/ARXIV.2302.00002v1"'}),
        ({"arxiv": '"math.GT/0309136"'}, {"arxiv": '"math/0309136v2"'}),
    ],
)
def test_one_paper_under_two_identifiers_is_an_error(
    kitchen: Kitchen, one: dict[str, str], other: dict[str, str]
) -> None:
    kitchen.put("spoons", title='"Fifth thing"', **one)
    kitchen.put("teapots", title='"Sixth thing"', **other)
    problems = kitchen.problems("duplicate-paper")
    assert [(problem.path, problem.line) for problem in problems] == [
        ("content/papers/spoons.md", 8),
        ("content/papers/teapots.md", 8),
    ]
    assert [problem.field for problem in problems] == [*one, *other]
    assert all("it has the same arXiv identifier as" in problem.problem for problem in problems)
