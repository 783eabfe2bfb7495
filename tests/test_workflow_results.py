"""What a job with rights takes from the one before it: results of one form, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from workflows import WORKFLOWS

from papershelf.github import candidates


def held(tmp_path: Path, data: object, workflow: str = "suggest", file: str = "suggestion.json") -> bool:
    """Whether the job that opens a request goes on with a result."""
    job = WORKFLOWS[workflow]["jobs"]["open"]
    (step,) = [each for each in job["steps"] if "Hold the result" in each.get("name", "")]
    (tmp_path / "result").mkdir(exist_ok=True)
    (tmp_path / "result" / file).write_text(json.dumps(data), encoding="utf-8")
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    known = {**os.environ, "NUMBER": "12", "BRANCH": candidates.BRANCH}
    done = subprocess.run(words, cwd=tmp_path, env=known, capture_output=True, check=False)
    return done.returncode == 0


CANDIDATES: dict[str, Any] = {
    "title": "Take in 1 candidate",
    "body": "Merging takes it in",
    "branch": candidates.BRANCH,
    "message": "Propose 1 candidate for the list",
    "files": [
        {"path": "content/papers/a-kettle.md", "content": "x"},
        {"path": "content/offered/2026-11-21-abcdefgh.yml", "content": "y"},
        {"path": "content/urls/abcdef.txt", "content": "z"},
    ],
}


RIGHT: dict[str, Any] = {
    "applied": True,
    "accepted": "0" * 64,
    "answer": "This can be applied",
    "branch": "suggestion/issue-12",
    "title": "Add a-kettle",
    "body": "Closes #12",
    "message": "Add a-kettle",
    "files": [
        {"path": "content/papers/a-kettle.md", "content": "x"},
        {"path": "content/urls/abcdef.txt", "content": "y"},
    ],
}
needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is missing: sudo apt-get install jq")


@needs_jq
def test_a_result_that_papershelf_makes_goes_on(tmp_path: Path) -> None:
    assert held(tmp_path, RIGHT)
    assert held(tmp_path, {"applied": False, "answer": "This cannot be applied"})


@needs_jq
@pytest.mark.parametrize(
    "path",
    [
        "content/papers/../../.github/workflows/check.yml",
        ".github/workflows/check.yml",
        "content/papers/a.md\n.github/x",
        "x\ncontent/papers/a.md",
        "content/papers/A.md",
        "content/papers/a/b.md",
        "content/papers/a.md/",
        "/content/papers/a.md",
        "content/tags.yml",
        "content/urls/../a.txt",
        "content/.journal",
        "",
        7,
        None,
    ],
)
def test_a_result_with_another_path_stops(tmp_path: Path, path: object) -> None:
    assert not held(tmp_path, RIGHT | {"files": [{"path": path, "content": "x"}]})


@needs_jq
@pytest.mark.parametrize(
    "changed",
    [
        {"branch": "main"},
        {"branch": "suggestion/issue-13"},
        {"files": []},
        {"files": [RIGHT["files"][0]] * 2},
        {"files": [{"path": f"content/papers/a{n}.md", "content": ""} for n in range(41)]},
        {"files": [RIGHT["files"][0] | {"mode": "120000"}]},
        {"files": [{"path": "content/papers/a.md", "content": "x" * 1_100_000}]},
        {"files": [{"path": "content/papers/a.md", "content": ["x"]}]},
        {"title": "x" * 70_000},
        {"accepted": "0" * 63},
        {"accepted": None},
        {"applied": "true"},
        {"answer": 1},
    ],
    ids=range(13),
)
def test_a_result_of_another_form_stops(tmp_path: Path, changed: dict[str, object]) -> None:
    assert not held(tmp_path, RIGHT | changed)


@needs_jq
def test_a_link_in_the_place_of_a_result_stops(tmp_path: Path) -> None:
    assert held(tmp_path, RIGHT)
    (tmp_path / "result/suggestion.json").rename(tmp_path / "elsewhere.json")
    (tmp_path / "result/suggestion.json").symlink_to(tmp_path / "elsewhere.json")
    (step,) = [
        each for each in WORKFLOWS["suggest"]["jobs"]["open"]["steps"] if "Hold the result" in each.get("name", "")
    ]
    words = ["bash", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(words, cwd=tmp_path, env={**os.environ, "NUMBER": "12"}, capture_output=True, check=False)
    assert done.returncode != 0


@needs_jq
def test_candidates_go_on_and_nothing_else_in_their_place(tmp_path: Path) -> None:
    def goes_on(data: object) -> bool:
        return held(tmp_path, data, "keep-up", "request.json")

    assert goes_on(CANDIDATES)
    for path in (
        ".github/workflows/check.yml",
        "content/papers/../../.github/workflows/check.yml",
        "content/offered/2026-11-21-../../x.yml",
        "content/offered/2026-11-21-abc.yml\n.github/x",
        "content/inbox/a-kettle.md",
        "content/sources.yml",
        "content/tags.yml",
        7,
    ):
        assert not goes_on(CANDIDATES | {"files": [{"path": path, "content": "x"}]}), path
    for changed in (
        {"branch": "main"},
        {"files": []},
        {"files": [CANDIDATES["files"][0]] * 2},
        {"files": [CANDIDATES["files"][0] | {"mode": "120000"}]},
        {"files": [{"path": "content/papers/a.md", "content": "x" * 1_100_000}]},
        {"title": 7},
        {"more": "x"},
    ):
        assert not goes_on(CANDIDATES | changed), changed
