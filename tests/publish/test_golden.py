"""What the fabricated library becomes, to the byte, in files that a reviewer can read.

After a change that is meant to be seen, renew them and review the difference:
    pytest tests/publish/test_golden.py --renew-golden
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fabricate import tree

from papershelf.publish import style_sheets
from papershelf.publish.artifact import Artifact

GOLDEN = Path(__file__).parents[1] / "golden"
LEFT_OUT = "search/index.json"
"""Numbers that nobody can review; tests/test_search.py asks it questions instead."""
SHEETS = {f"{style_sheets.FOLDER}/{sheet}.css" for sheet in style_sheets.SHEETS}
"""Joined from files that are reviewed themselves."""
RENEW = "renew with `pytest tests/publish/test_golden.py --renew-golden` and review the difference"


def readable(path: str, artifact: Artifact) -> str:
    """An artifact as it is reviewed: JSON that is written for a browser gets lines."""
    text = artifact.to_bytes().decode("utf-8")
    if path in ("search/documents.json", "map/papers.json"):
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    return text


@pytest.fixture(scope="module")
def published(artifacts: dict[str, Artifact], pytestconfig: pytest.Config) -> dict[str, str]:
    found = {
        path: readable(path, artifact)
        for path, artifact in artifacts.items()
        if path != LEFT_OUT and path not in SHEETS
    }
    if pytestconfig.getoption("--renew-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, text in found.items():
            file = GOLDEN / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    return found


def test_there_is_a_golden_file_for_everything_that_is_published(published: dict[str, str]) -> None:
    assert tree(GOLDEN).keys() == published.keys(), RENEW


def test_what_is_published_is_what_was_reviewed(published: dict[str, str]) -> None:
    for path, text in published.items():
        assert text == (GOLDEN / path).read_bytes().decode("utf-8"), f"{path} has changed: {RENEW}"
