"""Everything that can be said of a project's content: what loading objects to, and what the rules do."""

from __future__ import annotations

from pathlib import Path

from generator import catalog, check, content
from generator.errors import Problem


def problems(root: Path) -> list[Problem]:
    """Every problem of a project's content, in the order of reading."""
    found = content.examine(root)
    material = check.Material(catalog=catalog.arrange(found.library), texts=found.texts)
    return sorted([*found.problems, *check.check(material)], key=Problem.sort_key)
