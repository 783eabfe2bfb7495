"""Captured listings made for tests, in both layouts, and what it takes to import them. All invented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner, Result
from fabricate import tree

from papershelf.cli import papershelf
from papershelf.ingest.capture import Candidate, Capture
from papershelf.model import Listing

Record = tuple[str, str]
"""A title and an abstract."""

DAY = "2026-11-21"
SUMMARY_LINE = "1 record read, 1 paper new, 0 seen again, 0 set aside"


def about(subject: str) -> str:
    """An abstract that no other subject shares many words with."""
    return " ".join(f"{subject} {word}" for word in ("rises", "falls", "turns", "rests", "sings", "ends")) + "."


def record(title: str) -> Record:
    return title, about(title.lower())


def dense(records: Iterable[Record]) -> str:
    """A capture without blank lines, whose first title is glued to the button."""
    lines = [line for pair in records for line in pair]
    return "Get invented papers once a day!\nGet invented papers!\nSubscribe" + "\n".join(lines) + "\n"


def sparse(records: Iterable[Record], date: str | None = "Apr 4") -> str:
    """A capture with blank lines, and a header that may hold a date."""
    header = ["new", "Get invented papers!", "Subscribe", "byNobody and the research community"]
    lines = [*header, *([date] if date else []), *(line for pair in records for line in pair)]
    return "\n\n".join(lines) + "\n"


def project(root: Path) -> Path:
    """A project whose content is empty."""
    (root / "content").mkdir(parents=True)
    return root


def run(root: Path, *words: str | Path) -> Result:
    """Run `papershelf` in this process, with what `main` would print of a failure."""
    return CliRunner().invoke(papershelf, ["--root", str(root), *map(str, words)])


def bring(root: Path, *files: Path) -> Result:
    """Import some files on the day of the tests."""
    return run(root, "import", *files, "--date", DAY)


def said(result: Result) -> list[str]:
    """What a person reads of a command that fails: its problems, or its own output."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return str(result.exception).split("\n")
    return result.output.splitlines()


def lasting(root: Path) -> dict[str, bytes]:
    """The files of the content folder but the lock, which stays and is ignored by git."""
    return {name: data for name, data in tree(root / "content").items() if name != ".lock"}


def source(listing: str, *candidates: Candidate) -> Capture:
    return Capture(path=f"{listing}.txt", listing=Listing(id=listing), candidates=candidates)


def candidate(listing: str, rank: int, title: str, abstract: str | None = None, **facts: str) -> Candidate:
    text = about(title.lower()) if abstract is None else abstract
    return Candidate(listing=listing, rank=rank, title=title, abstract=text, line=rank * 2, **facts)  # type: ignore[arg-type]
