"""The pre-commit hooks run a command that exists, with options that it has, where the content changes."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from fabricate import REPOSITORY

from papershelf.cli import papershelf


def hooks() -> list[Any]:
    config = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text("utf-8"))
    shared = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    return [*config["repos"][0]["hooks"], *shared]


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["entry"])
def test_a_hook_runs_a_command_of_papershelf(hook: Any) -> None:
    program, *words = shlex.split(hook["entry"])
    assert program.rpartition("/")[2] == "papershelf"
    result = CliRunner().invoke(papershelf, ["--root", str(REPOSITORY), *words, "--help"])
    assert result.exit_code == 0
    options = [word for word in words if word.startswith("--")]
    assert all(option in result.output for option in options)


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["entry"])
def test_a_hook_runs_where_the_content_changes_and_nowhere_else(hook: Any) -> None:
    assert hook["pass_filenames"] is False, "no single file shows an address that vanishes"
    for name, runs in (
        ("content/papers/a.md", True),
        ("content/tags.yml", True),
        ("generator/papershelf/content/x.py", False),
    ):
        assert bool(re.search(hook["files"], name)) is runs


@pytest.mark.parametrize("name", ["settings.json", "extensions.json"])
def test_the_editors_settings_are_json(name: str) -> None:
    assert isinstance(json.loads((REPOSITORY / ".vscode" / name).read_text("utf-8")), dict)
