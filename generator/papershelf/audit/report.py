"""What was found: problems, each told once, with its first place."""

from __future__ import annotations

from typing import NamedTuple

from papershelf.errors import Problem

LINES_LOOKED_UP = 500
"""Looking for a line reads the page again; after so many problems nobody needs more of them."""


class Page(NamedTuple):
    """A file under inspection."""

    path: str
    """Relative to the site, with forward slashes."""
    folder: str
    """Its folder with a slash behind it, or nothing for the root."""
    root: str
    """The way from there to the root: a `../` for each folder."""
    parent: str | None
    """The folder above its own, with a slash behind it or nothing for the root; None: its own is the root."""
    source: str


def page_at(path: str, source: str = "") -> Page:
    """A file under inspection by its path, relative to the site."""
    folder = path[: path.rfind("/") + 1]
    parent = folder[: folder.rfind("/", 0, -1) + 1] if folder else None
    return Page(path, folder, "../" * path.count("/"), parent, source)


class Report:
    """Problems, each told once: a fault of the theme is on every page of the site."""

    def __init__(self) -> None:
        self._first: dict[tuple[str | None, str, str], tuple[str, int | None]] = {}
        self._pages: dict[tuple[str | None, str, str], set[str]] = {}
        self.count = 0
        """How often a problem was noted."""

    def add(self, page: Page, field: str | None, problem: str, remedy: str, *, at: str = "") -> None:
        """Note a problem; `at` is a text whose first place in the source gives the line."""
        self.count += 1
        key = (field, problem, remedy)
        if key not in self._first:
            line = _line(page.source, at) if len(self._first) < LINES_LOOKED_UP else None
            self._first[key] = (page.path, line)
        self._pages.setdefault(key, set()).add(page.path)

    def join(self, later: Report) -> None:
        """Add what was found in files that are read after those of this report."""
        for key, (path, line) in later._first.items():
            if key not in self._first:
                self._first[key] = (path, line if len(self._first) < LINES_LOOKED_UP else None)
            self._pages.setdefault(key, set()).update(later._pages[key])
        self.count += later.count

    def problems(self) -> list[Problem]:
        """What was found, in the order of reading."""
        found = []
        for (field, problem, remedy), (path, line) in self._first.items():
            others = len(self._pages[field, problem, remedy]) - 1
            more = f", here and in {others} more file{'s' * (others > 1)}" if others else ""
            found.append(Problem(path=path, line=line, field=field, problem=problem + more, remedy=remedy))
        return sorted(found, key=Problem.sort_key)


def quote(text: str) -> str:
    """A text from the site, short and harmless enough for a terminal."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:100])
    return f"`{shown}{'…' * (len(text) > 100)}`"


def _line(source: str, needle: str) -> int | None:
    """The line where a text first occurs, counted from 1, if it occurs as it is."""
    place = source.find(needle) if needle else -1
    return None if place < 0 else source.count("\n", 0, place) + 1
