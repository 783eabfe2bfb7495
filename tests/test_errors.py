"""How a failure words itself."""

import pytest

from papershelf.errors import PapershelfError, Problem, Rejected, Severity, errors_among, stop


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "a.md: it is odd. Mend it."),
        ({"line": 3}, "a.md:3: it is odd. Mend it."),
        ({"field": "tags"}, "a.md: tags: it is odd. Mend it."),
        ({"line": 3, "field": "links[2].url"}, "a.md:3: links[2].url: it is odd. Mend it."),
        ({"line": 3, "severity": Severity.WARNING}, "a.md:3: warning: it is odd. Mend it."),
        ({"field": "title", "severity": Severity.NOTE}, "a.md: note: title: it is odd. Mend it."),
        ({"remedy": "Did you mean 'b'?"}, "a.md: it is odd. Did you mean 'b'?"),
    ],
)
def test_a_problem_names_the_place_the_field_and_the_remedy(facts: dict[str, object], words: str) -> None:
    assert str(Problem(**{"path": "a.md", "problem": "it is odd", "remedy": "Mend it"} | facts)) == words  # type: ignore[arg-type]


def test_problems_are_told_in_order_of_reading() -> None:
    places = [("b.md", 1), ("a.md", 12), ("a.md", 2), ("a.md", None)]
    problems = [Problem(path=path, line=line, problem="x", remedy="Y") for path, line in places]
    error = PapershelfError(problems)
    assert [(each.path, each.line) for each in error.problems] == [
        ("a.md", None),
        ("a.md", 2),
        ("a.md", 12),
        ("b.md", 1),
    ]
    assert str(error) == "a.md: x. Y.\na.md:2: x. Y.\na.md:12: x. Y.\nb.md:1: x. Y."


def test_only_errors_stop_the_work() -> None:
    problems = [Problem(path="a", problem="x", remedy="Y", severity=severity) for severity in Severity]
    assert [each.severity for each in errors_among(problems)] == [Severity.ERROR]


def test_a_rejected_value_waits_for_its_place() -> None:
    error = Rejected("it is odd", "Mend it")
    assert (error.problem, error.remedy, str(error)) == ("it is odd", "Mend it", "it is odd. Mend it.")


def test_stop_is_a_single_problem() -> None:
    assert str(stop("a.md", "x", "Y", line=4)) == "a.md:4: x. Y."


def test_what_does_not_show_is_written_as_an_escape_on_one_line() -> None:
    problem = Problem(path="a\n::error::b.md", problem="it holds '\u202e' and\u3000日本", remedy="Mend it")
    assert str(problem) == "a\\n::error::b.md: it holds '\\u202e' and\u3000日本. Mend it."
