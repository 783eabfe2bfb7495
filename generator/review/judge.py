"""Everything that can be said of a project's content: what loading objects to, and what the rules do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator import catalog, check, content
from generator.errors import Problem
from generator.model import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A list as far as it can be read, and what is wrong with it."""

    library: Library
    problems: tuple[Problem, ...]
    """In the order of reading."""
    unsound: frozenset[str]
    """Files that do not load, by their path under `content/`."""


def judge(root: Path) -> Judgement:
    """Read a project's content as far as it goes, and apply every rule to it."""
    found = content.examine(root)
    material = check.Material(catalog=catalog.arrange(found.library), texts=found.texts)
    problems = sorted([*found.problems, *check.check(material)], key=Problem.sort_key)
    return Judgement(library=found.library, problems=tuple(problems), unsound=found.unsound)
