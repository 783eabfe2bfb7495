"""A small list that keeps every rule, for tests to break one. Everything in it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from repositories import Repository

from papershelf import addresses, content
from papershelf.check import Base, run
from papershelf.errors import Problem
from papershelf.model import Library
from papershelf.project import Project

VOCABULARY = """\
topics:
  things:
    label: "Things"
    description: "Invented things."
  kind:
    label: "Kind of contribution"
    description: "What a paper brings along."
tags:
  heat:
    label: "Heat"
    topic: things
    description: "Warm things."
    aliases: [warmth, "hot things"]
  kettles:
    label: "Kettles"
    topic: things
    description: "Vessels that whistle."
  teapots:
    label: "Teapots"
    topic: things
    description: "Vessels that do not."
  survey:
    label: "Survey"
    topic: kind
    description: "It looks around."
"""

SUMMARY = (
    "Kettles whistle at different heights, and nobody knows why some of them sing a third. A tin ring around the "
    "spout is tuned like an organ pipe, so that the note follows from its length alone. Over forty invented kettles "
    "the predicted note is off by less than a quarter tone, while a guess from the kettle's weight misses by five."
)

FIELDS = {"listed": "[]", "added": '"2026-01-02"', "links": "[]", "tags": "[heat, kettles, survey]"}


@dataclass(frozen=True)
class Kitchen:
    """A project with a vocabulary, one paper and its ledger, in a repository of its own."""

    root: Path

    @classmethod
    def furnish(cls, root: Path) -> Kitchen:
        """Make the project, with one paper that keeps every rule."""
        made = cls(root)
        made.write("tags.yml", VOCABULARY)
        made.put("kettles")
        made.promise()
        return made

    def put(self, slug: str, summary: str = SUMMARY, **fields: str | None) -> Path:
        """Write a paper that keeps every rule but for what is given, as YAML; None leaves a field out."""
        known = {"id": f"id{sum(map(ord, slug)):05d}", "title": f'"{slug.title()}"'} | FIELDS | fields
        rows = [f"{name}: {value}".replace(": \n", ":\n") for name, value in known.items() if value is not None]
        return self.write(f"papers/{slug}.md", "\n".join(["---", *rows, "---", f"{summary}\n" if summary else ""]))

    def write(self, name: str, text: str) -> Path:
        """Write a file of the content, as it is given."""
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return path

    def read(self, name: str) -> str:
        """A file of the content, as it is."""
        return (self.root / "content" / name).read_bytes().decode("utf-8")

    def promise(self) -> None:
        """Write the ledger of everything that stands on the list."""
        rows = sorted(addresses.promised(self.library()))
        self.write("urls.txt", "".join(f"{row}\n" for row in rows))

    def papers(self) -> list[Path]:
        return sorted((self.root / "content" / "papers").glob("*.md"))

    def commit(self) -> None:
        """Make what stands here the base that `said` compares with when it is asked to."""
        repository = Repository(self.root) if (self.root / ".git").exists() else Repository.make(self.root)
        repository.commit({})

    def git(self, *words: str) -> None:
        """Run git in the project."""
        Repository(self.root).git(*words)

    def library(self) -> Library:
        """The list as it loads."""
        return content.examine(self.root).library

    def problems(
        self, rule: str, *, base: bool | str = False, release: bool = False, today: str | None = None
    ) -> list[Problem]:
        """What one rule says, compared with what was committed last, or with a revision, where that is asked for."""
        compared = self._base(base)
        found = run.inspect(Project(self.root), compared, release=release, today=today).problems
        return [problem for problem in found if problem.rule == rule]

    def said(
        self, rule: str, *, base: bool | str = False, release: bool = False, today: str | None = None
    ) -> list[str]:
        """What one rule says, as a person reads it, without the folder that all have in common."""
        problems = self.problems(rule, base=base, release=release, today=today)
        return [str(problem).removeprefix("content/") for problem in problems]

    def mend(self, *only: str, base: bool = False) -> list[str]:
        """Mend the list; the files that changed."""
        compared = self._base(base)
        return [path.removeprefix("content/") for path in run.mend(Project(self.root), compared, set(only) or None)]

    def _base(self, revision: bool | str) -> Base | None:
        return run.base(self.root, "HEAD" if revision is True else revision) if revision else None
