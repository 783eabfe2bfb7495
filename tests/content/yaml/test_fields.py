"""Typed values out of nodes, and every problem on the way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.content.yaml.fields import Report, check_keys, nearest, required, texts
from papershelf.content.yaml.fields import text as read_text
from papershelf.content.yaml.nodes import Mapping, parse
from papershelf.errors import Rejected
from papershelf.text import capture_text, check_written, is_blank


def top(text: str) -> Mapping:
    root = parse(text)
    assert isinstance(root, Mapping)
    return root


def said(text: str, *, as_list: bool = False) -> list[str]:
    report = Report(path="a.md")
    node = top(text).entries["x"].value
    read = texts if as_list else read_text
    read(report, node, "x", "x: y")
    return [str(problem) for problem in report.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x: [a]", "a.md:1: x: it must be a text, not a list. Write `x: y`."),
        ("\nx: {a: b}", "a.md:2: x: it must be a text, not a mapping. Write `x: y`."),
        ("x:", "a.md:1: x: it is empty. Write `x: y`, or remove the line."),
        ("x: '  '", "a.md:1: x: it is empty. Write `x: y`, or remove the line."),
        ('x: "a\\nb"', "a.md:1: x: it must be on one line. Write `x: y`."),
        ("x: " + "a" * 2_001, "a.md:1: x: it has more than 2,000 characters. Shorten it."),
        ('x: "a\\u202eb"', "a.md:1: x: a bidirectional control, U+202E. Delete this invisible character."),
        ('x: "a\\0b"', "a.md:1: x: a control character, U+0000. Delete this invisible character."),
    ],
)
def test_a_text_stands_on_one_line(text: str, message: str) -> None:
    assert said(text) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x: a", "a.md:1: x: it must be a list, not a text. Write `x: y`, or remove the line."),
        ("x: {a: b}", "a.md:1: x: it must be a list, not a mapping. Write `x: y`, or remove the line."),
        ("x:", "a.md:1: x: it must be a list, not an empty value. Write `x: y`, or remove the line."),
        ("x:\n- a\n- [b]", "a.md:3: x[2]: it must be a text, not a list. Write `x: y`."),
    ],
)
def test_a_list_holds_texts(text: str, message: str) -> None:
    assert said(text, as_list=True) == [message]


def test_a_text_may_hold_a_tab_and_is_kept_in_normal_form() -> None:
    report = Report(path="a.md")
    assert read_text(report, top('x: " e\\u0301\\tf "').entries["x"].value, "x", "x: y") == "é\tf"
    assert report.problems == []


def is_line(value: str) -> bool:
    """Whether a person may write this as a text on one line."""
    try:
        check_written(value)
    except Rejected:
        return False
    return not is_blank(value) and "\n" not in value


@given(st.text(st.sampled_from(' a~"\\\t\n\r\x00\x7f\x85é\u0301\u200b\u202e\u2028\ufe0f\ufeff\ue000'), max_size=6))
def test_nothing_passes_unseen_that_people_may_not_write(value: str) -> None:
    front = top(f"x: {json.dumps(value)}\ny: [{json.dumps(value)}]")
    x, y = (front.entries[name].value for name in "xy")
    report = Report(path="a.md")
    found = read_text(report, x, "x", "x: y"), required(report, front, "x", "y[1]", "x: y"), *texts(report, y, "y", "")
    lines = [capture_text(value)] if is_line(value) else []
    assert found == (*(lines or [None]) * 2, *lines)
    assert [problem.field for problem in report.problems] == ([] if lines else ["x", "y[1].x", "y[1]"])


def test_every_unknown_key_is_told_with_the_nearest() -> None:
    report = Report(path="a.md")
    check_keys(report, top('tgas: a\nlocation: b\n"a\\nb": c'), "x", ("tags", "title"))
    assert [str(problem) for problem in report.problems] == [
        "a.md:1: x.tgas: this key is not known. Did you mean 'tags'? Known keys: tags, title.",
        "a.md:2: x.location: this key is not known. Remove it. Known keys: tags, title.",
        "a.md:3: x.a b: this key is not known. Remove it. Known keys: tags, title.",
    ]


def test_the_nearest_word_ignores_case() -> None:
    assert nearest("TGAS", ["tags", "title"]) == "tags"
    assert nearest("zzz", ["tags"]) is None
    assert nearest("x" * 100_000, ["tags"]) is None
