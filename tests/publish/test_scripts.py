"""The scripts that pages ask for: what one module imports is asked for with it, and not one after the other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fabricate import REPOSITORY

THEME = REPOSITORY / "templates" / "theme"
SCRIPTS = THEME / "assets" / "javascripts"
WORKER = SCRIPTS / "search" / "worker.js"
IMPORT = re.compile(r"""^(?:import\b.*?|\} )from "(\.[^"]+)";$|\bimport\("(\.[^"]+)"\)""", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def imported(script: Path) -> set[Path]:
    """All that a module imports, and what that imports in turn."""
    found: set[Path] = set()
    pending = [script]
    while pending:
        module = pending.pop()
        text = COMMENT.sub("", module.read_text(encoding="utf-8"))
        fresh = {(module.parent / "".join(names)).resolve() for names in IMPORT.findall(text)} - found
        found |= fresh
        pending += fresh
    return found


@pytest.mark.parametrize("page", ["search", "map"])
def test_all_that_a_page_imports_is_preloaded(page: str) -> None:
    lists = [
        json.loads(names) for names in re.findall(r"for name in (\[.*?\])", (THEME / "main.html").read_text("utf-8"))
    ]
    (preloaded,) = (names for names in lists if any(name.startswith(f"{page}/") for name in names))
    modules = {path.relative_to(SCRIPTS).with_suffix("").as_posix() for path in imported(SCRIPTS / page / "page.js")}
    assert set(preloaded) == modules


def test_all_that_the_worker_imports_is_asked_for_at_once() -> None:
    text = WORKER.read_text(encoding="utf-8")
    asked = set(re.findall(r'import\("\./(\w+)\.js"\)', COMMENT.sub("", text)))
    asked |= set(json.loads(re.findall(r"for \(const name of (\[.*?\])\)", text)[0]))
    assert asked == {path.stem for path in imported(WORKER)}
