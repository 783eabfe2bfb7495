"""The workflows of this repository, read for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from fabricate import REPOSITORY

GITHUB = REPOSITORY / ".github"
FILES = sorted((GITHUB / "workflows").glob("*.yml"))


def load(path: Path) -> dict[Any, Any]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


WORKFLOWS = {path.stem: load(path) for path in FILES}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in JOBS:
        for step in WORKFLOWS[name]["jobs"][job]["steps"]:
            yield f"{name}/{job}", step
