"""What the tests of real builds have in common."""

from __future__ import annotations

from collections.abc import Callable

from fabricate import Project
from selectolax.lexbor import LexborHTMLParser

Fresh = Callable[[], Project]


NOT_PUBLISHED = "The site was not published; the one before is as it was."


def html(project: Project, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((project.site / path).read_bytes())
