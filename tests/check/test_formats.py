"""What the rules found, as text, for GitHub and as JSON."""

from __future__ import annotations

import json
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.check import as_github, as_json, as_text
from papershelf.errors import Problem, Severity

PROBLEM = Problem(
    path="content/papers/a.md", line=7, field="tags", problem="it is odd", remedy="Mend it", rule="unknown-tag"
)


def problem(**facts: object) -> Problem:
    return Problem(**{"path": "p", "problem": "it is odd", "remedy": "Mend it", "rule": "form"} | facts)  # type: ignore[arg-type]


def test_text_names_the_rule_behind_the_sentence() -> None:
    assert as_text(PROBLEM) == "content/papers/a.md:7: tags: it is odd. Mend it. [unknown-tag]"


@pytest.mark.parametrize(
    ("found", "root", "command"),
    [
        (PROBLEM, ".", "::error file=content/papers/a.md,line=7,title=tags (unknown-tag)::it is odd. Mend it."),
        (
            PROBLEM,
            "my/list",
            "::error file=my/list/content/papers/a.md,line=7,title=tags (unknown-tag)::it is odd. Mend it.",
        ),
        (problem(severity=Severity.WARNING), ".", "::warning file=p,title=form::it is odd. Mend it."),
        (problem(severity=Severity.NOTE), ".", "::notice file=p,title=form::it is odd. Mend it."),
        (problem(problem="50% of a::b, c"), ".", "::error file=p,title=form::50%25 of a::b, c. Mend it."),
        (problem(problem="a\r\n::error::b"), ".", "::error file=p,title=form::a%0D%0A::error::b. Mend it."),
        (problem(path="a,b:c%d\n::x"), ".", "::error file=a%2Cb%3Ac%25d%0A%3A%3Ax,title=form::it is odd. Mend it."),
        (problem(field="x,y:z"), ".", "::error file=p,title=x%2Cy%3Az (form)::it is odd. Mend it."),
    ],
)
def test_annotations_are_escaped_as_workflow_commands_are(found: Problem, root: str, command: str) -> None:
    assert as_github(found, PurePath(root)) == command


def unescape(text: str) -> str:
    for sign, escape in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(escape, sign)
    return text


@given(st.text(), st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs", "Cf", "Cn", "Co"])))
def test_no_text_ends_its_annotation(wild: str, plain: str) -> None:
    command = as_github(problem(path=f"x{plain}", problem=wild, field=wild), PurePath())
    assert command.splitlines() == [command]
    head, properties, message = command.split("::", 2)
    assert head == ""
    values = properties.removeprefix("error ").split(",")
    assert [value.partition("=")[0] for value in values] == ["file", "title"]
    assert unescape(values[0].partition("=")[2]) == PurePath(f"x{plain}").as_posix()
    assert message.endswith(". Mend it.")


def test_json_has_the_documented_shape() -> None:
    warning = problem(severity=Severity.WARNING, path="\udcff::\n")
    text = as_json([PROBLEM, warning])
    assert text.isascii()
    assert json.loads(text) == {
        "version": "1.0",
        "errors": 1,
        "warnings": 1,
        "problems": [
            {
                "rule": "unknown-tag",
                "severity": "error",
                "path": "content/papers/a.md",
                "line": 7,
                "field": "tags",
                "problem": "it is odd",
                "remedy": "Mend it",
            },
            {
                "rule": "form",
                "severity": "warning",
                "path": "\udcff::\n",
                "line": None,
                "field": None,
                "problem": "it is odd",
                "remedy": "Mend it",
            },
        ],
    }


def test_a_path_cannot_begin_a_line_of_its_own() -> None:
    assert as_text(problem(path="a\n::error::b\udcff")) == "a\\n::error::b\\udcff: it is odd. Mend it. [form]"
