"""Papers whose files are as they were when they were read before: under `serve` nearly all are."""

from __future__ import annotations

from functools import lru_cache

from papershelf.content import papers
from papershelf.content.yaml.fields import Report
from papershelf.model import Paper


@lru_cache(maxsize=1 << 15)
def read_sound(slug: str, text: str, abstract: str | None) -> Paper | None:
    """Read one paper's file, unless this process has read it before.

    Args:
        slug: The file's name without its ending.
        text: The file, with line ends as LF.
        abstract: The abstract that is beside it, if one is at hand.

    Returns:
        The paper; None where there is a problem, which `papers.read` notes.
    """
    report = Report(path="")
    paper = papers.read(report, slug, text, abstract)
    return None if report.problems else paper
