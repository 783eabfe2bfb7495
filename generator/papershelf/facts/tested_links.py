"""What was found of a list's links, as `check` prints it and as the issue says it. It asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papershelf.errors import Problem, Severity
from papershelf.model import Paper
from papershelf.text import MARK_OF_LINKS, code_github, counted, escape_github

LONGEST_REPORT = 60_000
"""The most characters of the issue's text; GitHub takes 65,536."""
WORDS = {0: "the name of its host is not known", 404: "there is no such page (404)", 410: "the page is gone (410)"}
"""The statuses of a link that is certainly gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A link that was opened."""

    paper: Paper
    place: int
    """Among the links of the paper, from 0."""
    problem: str | None = None
    """None: it is there."""
    gone: bool = False
    """Whether it is certain that nobody reaches it; else it may be there."""

    @property
    def url(self) -> str:
        """The address."""
        return self.paper.links[self.place].url

    def to_problem(self) -> Problem:
        """As `check` prints it."""
        return Problem(
            path=self.paper.source,
            field=f"links[{self.place + 1}].url",
            problem=f"{self.url}: {self.problem}",
            remedy="Correct it, or take it out" if self.gone else "Nobody can tell; open it by hand if this stays",
            severity=Severity.WARNING if self.gone else Severity.NOTE,
            rule="link-gone" if self.gone else "link-unsure",
        )


def is_cut_off(tested: Iterable[Tested], links: int) -> bool:
    """Whether it is this machine that reaches nobody: then no link can be called gone."""
    return links > 0 and sum(each.problem == WORDS[0] or not each.gone for each in tested) == links


def to_markdown(tested: Iterable[Tested], links: int) -> str:
    """The text of the issue: what is gone, then what is unsure."""
    tested = list(tested)
    gone = [each for each in tested if each.gone]
    lines = [MARK_OF_LINKS, f"{counted(len(gone), 'link')} of {links:,} {'is' if len(gone) == 1 else 'are'} gone.", ""]
    lines += [_row(each) for each in gone]
    if unsure := [each for each in tested if not each.gone]:
        lines += ["", f"Nobody can tell of {counted(len(unsure), 'link')}; they may be there again.", ""]
        lines += [_row(each) for each in unsure]
    return _cut(lines)


def _row(tested: Tested) -> str:
    problem = escape_github(tested.problem or "")
    return f"- {code_github(tested.paper.source)}: {code_github(tested.url, 300)}: {problem}"


def _cut(lines: list[str]) -> str:
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > LONGEST_REPORT:
            return "\n".join([*kept, "- and more: run `papershelf check --links`", ""])
        kept.append(line)
    return "\n".join([*kept, ""])
