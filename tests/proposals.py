"""A small list in a git repository, and requests to change it. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from repositories import Repository

from papershelf.github import review
from papershelf.github.request import read as read_request
from papershelf.github.result import Result

SUMMARY = (
    "Kettles whistle at different heights, and nobody knows why some of them sing a third. A tin ring around the "
    "spout is tuned like an organ pipe, so that the note follows from its length alone. Over forty invented kettles "
    "the predicted note is off by less than a quarter tone, while a guess from the kettle's weight misses by five."
)
VOCABULARY = """\
topics:
  kitchen:
    label: "Kitchen"
    description: "What happens between stove and sink."
  kind:
    label: "Kind of contribution"
    description: "What a paper brings along."
tags:
  kettles:
    label: "Kettles"
    topic: kitchen
    description: "Vessels that whistle."
    aliases: [whistlers]
  heat:
    label: "Heat"
    topic: kitchen
    description: "Warm things."
  spoons:
    label: "Spoons"
    topic: kitchen
    description: "Small shovels."
  survey:
    label: "Survey"
    topic: kind
    description: "Reviews a field."
"""
WORDS = [f"word-{n}" for n in range(12)]
VOCABULARY += "".join(
    f'  {word}:\n    label: "{word}"\n    topic: kitchen\n    description: "About {word}."\n' for word in WORDS
)
"""More tags, and below more papers, so that every tag has a few papers and none has most of them."""

NAMES = {"singing-kettles": "aaaa22", "warm-spoons": "aaaa33", "cold-spoons": "aaaa44"}


def paper(slug: str, paper_id: str, tags: str = "[kettles, heat, survey]", title: str | None = None) -> str:
    """A paper's file that keeps every rule."""
    words = title or slug.replace("-", " ").title()
    summary = SUMMARY.replace("Kettles", words)
    return f'---\nid: {paper_id}\ntitle: "{words}"\nadded: "2026-01-02"\nlinks: []\ntags: {tags}\n---\n{summary}\n'


def _others() -> dict[str, str]:
    """Papers that no test changes."""
    found = {}
    for n in range(37):
        tags = [WORDS[n % 12], WORDS[(n + 5) % 12], *(["kettles", "heat", "spoons", "survey"] if n < 3 else [])]
        found[f"other-{n}"] = paper(f"other-{n}", f"zz{n:04d}", f"[{', '.join(tags)}]")
    return found


def files() -> dict[str, str]:
    """The files of the list."""
    others = _others()
    ids = NAMES | {slug: f"zz{n:04d}" for n, slug in enumerate(others)}
    ledger = sorted(address for slug, key in ids.items() for address in (f"/papers/{slug}/", f"/p/{key}/"))
    return {
        "content/tags.yml": VOCABULARY,
        "content/urls.txt": "".join(f"{address}\n" for address in ledger),
        **{file(slug): text for slug, text in others.items()},
        **{file(slug): paper(slug, key) for slug, key in NAMES.items()},
    }


def file(slug: str) -> str:
    return f"content/papers/{slug}.md"


KETTLES = file("singing-kettles")


@dataclass(frozen=True)
class Proposal:
    """A list's repository, with a branch `request` that is checked out."""

    repository: Repository

    @property
    def root(self) -> Path:
        return self.repository.root

    def change(self, *pairs: tuple[str, str, str]) -> None:
        """Commit files with a text of theirs replaced by another."""
        written = {}
        for name, old, new in pairs:
            text = (self.root / name).read_text(encoding="utf-8")
            assert old in text, f"{name} does not hold {old!r}"
            written[name] = text.replace(old, new)
        self.repository.commit(written)

    def review(self) -> Result:
        return review.review(self.root, read_request(self.root, "main", "request"))


def make(root: Path) -> Proposal:
    """Make the repository of the list, and a branch on which nothing has changed yet."""
    repository = Repository.make(root)
    repository.commit(files())
    repository.git("switch", "--quiet", "--create", "request")
    return Proposal(repository)
