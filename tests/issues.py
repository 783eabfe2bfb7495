"""Issues as GitHub writes them of our forms, and what `apply-suggestion` makes of them. All invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from fabricate import tree

from papershelf.cli import papershelf
from papershelf.github.form import CHANGES_FORM, PAPER_FORM, TAGS_FORM, Field


def issue(**answers: str) -> str:
    """The text of an issue as GitHub writes it of the form that the answers belong to."""
    given = {Field[name.upper()]: answer for name, answer in answers.items()}
    form = PAPER_FORM if Field.TITLE in given else CHANGES_FORM if Field.CHANGES in given else TAGS_FORM
    return "\n\n".join(f"### {field}\n\n{given.get(field, '_No response_')}" for field in form)


def apply(root: Path, text: str, *words: str) -> Result:
    (root / "issue.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    given = ("--author", "ada", "--author-id", "7", "--issue", "12", "--date", "2026-11-21")
    return CliRunner().invoke(
        papershelf, ["--root", str(root), "apply-suggestion", str(root / "issue.md"), *given, *words]
    )


def change(root: Path, text: str) -> Any:
    """What a suggestion that can be applied becomes; what changes on disk is what it says."""
    before = tree(root / "content")
    result = apply(root, text, "--write")
    assert result.exit_code == 0, result.output
    data = json.loads(result.output)
    changed = {name for name, raw in tree(root / "content").items() if before.get(name) != raw} - {".lock"}
    assert {f"content/{name}" for name in changed} == {each["path"] for each in data["files"]}
    return data


def refusal(root: Path, text: str) -> str:
    """What is said of a suggestion that cannot be applied; nothing changes."""
    before = tree(root / "content")
    result = apply(root, text, "--write")
    assert result.exit_code == 1
    data = json.loads(result.output)
    assert data["applied"] is False
    after = tree(root / "content")
    after.pop(".lock", None)
    before.pop(".lock", None)
    assert after == before
    return str(data["answer"])
