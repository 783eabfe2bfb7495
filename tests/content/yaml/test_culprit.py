"""A slip of YAML is said once, at the line that has it. All invented."""

from __future__ import annotations

import pytest

from papershelf.content.yaml.nodes import Malformed, parse

REST = 'added: "2026-01-02"\nlinks:\n  - {kind: code}\n  - {kind: data}\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id: a\ntitle: "Never closed\n' + REST, 1),
        ("id: a\ntags: [heat, kettles\n" + REST, 1),
        ("id: a\ntitle: A kettle: a study\n" + REST, 1),
        ("id: a\ntitle: 'it's'\n" + REST, 1),
        ("id: a\nlinks:\n  - {kind: code}\n  - {kind: data\n  - {kind: demo}\ntitle: x\n", 3),
        ('tags:\n  heat:\n    label: "Heat\n    topic: t\n  cold:\n    label: "Cold"\n    topic: t\n', 2),
        ("id: a\n\ttitle: x\n" + REST, 1),
    ],
)
def test_the_line_of_the_slip_is_named(text: str, line: int) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        "\t",
        "\t\n\t",
        "[",
        "a: [\n\n\n",
        ":\n - :\n  - [",
        "? [\n",
        "- {\n" * 50,
        "\n".join(" " * n + "a:" for n in range(30)) + " [",
    ],
)
def test_any_broken_text_is_refused_within_its_lines(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert 0 <= caught.value.line <= text.count("\n")
