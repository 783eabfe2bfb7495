"""How long files and functions may be, so that one can be read at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from fabricate import REPOSITORY

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
"""From its name to its end, docstring included."""

ROOMS = ("generator", "templates", "tests", "benchmarks", "docs", ".ci")
OTHERS = {"node_modules", "vendor", "site", "__pycache__"}
"""Folders of files that nobody here wrote."""


def long_functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > LINES_OF_A_FUNCTION:
                yield f"{node.name} has {count} lines"


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    files = [
        path
        for room in ROOMS
        for kind in ("py", "js", "mjs", "ts", "css")
        for path in (REPOSITORY / room).rglob(f"*.{kind}")
        if OTHERS.isdisjoint(path.relative_to(REPOSITORY).parts)
    ]
    assert len(files) > 400
    lengths = {path.relative_to(REPOSITORY).as_posix(): len(path.read_bytes().splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > LINES_OF_A_FILE} == {}


def test_no_function_of_the_package_is_too_long() -> None:
    found = {
        path.relative_to(REPOSITORY).as_posix(): long
        for path in (REPOSITORY / "generator").rglob("*.py")
        if (long := list(long_functions(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize(("lines", "count"), [(36, 0), (37, 1)])
def test_a_docstring_counts(lines: int, count: int) -> None:
    body = "".join(f"    x = {number}\n" for number in range(lines))
    source = f'def long():\n    """Says\n    much.\n    """\n{body}'
    assert len(list(long_functions(ast.parse(source)))) == count
