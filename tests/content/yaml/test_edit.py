"""Writing YAML: values as text, and one field of a file without touching its other lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.content.yaml.edit import Quoted, Value, append_rows, field_lines, flow, replace_field, scalar
from papershelf.content.yaml.nodes import Mapping, parse, scalars
from papershelf.errors import Rejected

ORDER = ("a", "b", "c", "d")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("word-2", "word-2"),
        (Quoted("word"), '"word"'),
        ("no", '"no"'),
        ("null", '"null"'),
        ("001_12345", '"001_12345"'),
        ("2024-13-45", '"2024-13-45"'),
        ("", '""'),
        ("__proto__", "__proto__"),
        (7, "7"),
        ('a "b" \\c', '"a \\"b\\" \\\\c"'),
        ("a\u2028b\ufeff\x85", '"a\\u2028b\\ufeff\\u0085"'),
        ("é🦜", '"é🦜"'),
    ],
)
def test_a_value_is_quoted_unless_everybody_reads_the_same(value: str | int, written: str) -> None:
    assert scalar(value) == written


@given(TEXTS, TEXTS)
def test_every_text_survives_writing_and_parsing(key: str, value: str) -> None:
    root = parse(f"x: {flow([{key: Quoted(value)}, value])}")
    assert root is not None
    assert [each.value for each in scalars(root)] == [value, value]


def test_a_long_list_and_a_list_of_records_get_a_line_an_item() -> None:
    assert field_lines("t", ["a", "b"]) == ["t: [a, b]"]
    assert field_lines("t", []) == ["t: []"]
    assert field_lines("t", [{"k": "a"}]) == ["t: [{k: a}]"]
    assert field_lines("t", [{"k": "a"}, {"k": "b"}]) == ["t:", "  - {k: a}", "  - {k: b}"]
    words = [f"a-rather-long-word-{letter}" for letter in "abcdef"]
    assert field_lines("t", words) == ["t:", *(f"  - {word}" for word in words)]


def replaced(text: str, key: str, value: Value) -> str:
    front = parse(text.replace("\r\n", "\n"))
    assert isinstance(front, Mapping)
    return "\n".join(replace_field(text.split("\n"), front, key, value, ORDER))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nb: [x]\nc: 3", "a: 1\nb: [new]\nc: 3"),
        ("# one\na: 1\n# two\nb: [x]  # three\n# four\nc: 3", "# one\na: 1\n# two\nb: [new]  # three\n# four\nc: 3"),
        ("b: [\n  x, # one\n  z\n  ] # two\n# three\nc: 3", "b: [new]\n# three\nc: 3"),
        ("b:\n  - x\n  - z\n\n# about c\nc: 3", "b: [new]\n\n# about c\nc: 3"),
        ("b:\n- x\n- z\nc: 3", "b: [new]\nc: 3"),
        ("a: 1\nb:\n  - x", "a: 1\nb: [new]"),
        ("a: 1\nb: [x]\n# the end", "a: 1\nb: [new]\n# the end"),
        ("b: x\n  goes on\nc: 3", "b: [new]\nc: 3"),
        ("b: >-\n  x\n\n  z\n# about c\nc: 3", "b: [new]\n# about c\nc: 3"),
        ("b:  # empty\nc: 3", "b: [new]  # empty\nc: 3"),
        ('"b": [x]\nc: 3', "b: [new]\nc: 3"),
        ("? b\n: [x]\n? c\n: 3", "b: [new]\n? c\n: 3"),
        ("a: 1\r\nb: [x] # one\r\nc: 3\r\n", "a: 1\r\nb: [new] # one\r\nc: 3\r\n"),
        ("a: 1\nb: [x]\nc: 3\r\nd: 4\r\n", "a: 1\nb: [new]\nc: 3\r\nd: 4\r\n"),
        # New fields stand behind those that go before them, and in front of all others.
        ("a: 1\n# about c\nc: 3", "a: 1\nb: [new]\n# about c\nc: 3"),
        ("c: 3\na: 1", "c: 3\na: 1\nb: [new]"),
        ("# about c\nc: 3\nd: 4", "# about c\nb: [new]\nc: 3\nd: 4"),
        ("? a\n: 1\n? d\n: 4", "? a\n: 1\nb: [new]\n? d\n: 4"),
        ("a: 1\r\nc: 3\r\n", "a: 1\r\nb: [new]\r\nc: 3\r\n"),
    ],
)
def test_one_field_changes_and_no_other_line(before: str, after: str) -> None:
    assert replaced(before, "b", ["new"]) == after


def test_a_field_of_a_nested_mapping_keeps_its_indentation() -> None:
    text = "a:\n    b: 1  # one\n    d: 4\nc: 3"
    front = parse(text)
    assert isinstance(front, Mapping)
    nested = front.entries["a"].value
    assert isinstance(nested, Mapping)
    rows = replace_field(text.split("\n"), nested, "c", ["new"], ORDER)
    assert rows == ["a:", "    b: 1  # one", "    c: [new]", "    d: 4", "c: 3"]


def test_a_mapping_in_braces_has_no_lines_to_change() -> None:
    text = "# one\na: {b: 1}"
    front = parse(text)
    assert isinstance(front, Mapping)
    nested = front.entries["a"].value
    assert isinstance(nested, Mapping)
    with pytest.raises(Rejected) as caught:
        replace_field(text.split("\n"), nested, "b", "2", ORDER)
    assert str(caught.value) == "the mapping on line 2 is in braces. Write one `key: value` a line, and try again."


@pytest.mark.parametrize(("text", "end"), [("", "x\n"), ("a\n", "a\nx\n"), ("a", "a\nx\n"), ("a\n\n", "a\n\nx\n")])
def test_rows_are_appended_to_whole_lines(text: str, end: str) -> None:
    assert append_rows(text, ["x"]) == end
