"""Abstracts: those that came with a listing, and open ones, which the terms of their source give freely.

The former are in `content/abstracts/`, which belongs in no repository. Open ones are in `content/open-abstracts/`,
with their source: a list that opts in keeps and publishes them. Neither ever becomes the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from papershelf.content import files
from papershelf.content.papers import split
from papershelf.content.yaml.edit import field_lines
from papershelf.content.yaml.fields import Report, check_keys
from papershelf.content.yaml.fields import text as text_of
from papershelf.errors import PapershelfError, Problem, Severity
from papershelf.model import Paper

FOLDER = "open-abstracts"
MAX_ABSTRACT = 10_000
"""The longest one, in characters; arXiv takes a fifth of it."""
_EXAMPLE = 'source: "arXiv"'


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAbstract:
    """An abstract, and whose terms give it freely."""

    text: str
    source: str


def name_of(slug: str) -> str:
    """The file of a paper's open abstract, by its path under `content/`."""
    return f"{FOLDER}/{slug}.md"


def read(report: Report, text: str) -> OpenAbstract | None:
    """Read a file strictly; None where something is missing, which is noted.

    Args:
        report: Where every problem is noted.
        text: The file, with line ends as LF.
    """
    if (parts := split(report, text)) is None:
        return None
    check_keys(report, parts.front, None, ("source",))
    source = None
    if (entry := parts.front.entries.get("source")) is None:
        report.add(None, "source", "it is missing", f"Add `{_EXAMPLE}`")
    else:
        source = text_of(report, entry.value, "source", _EXAMPLE)
    abstract = parts.body.strip()
    if not 0 < len(abstract) <= MAX_ABSTRACT:
        problem = f"the abstract has {len(abstract):,} characters; it may have 1 to {MAX_ABSTRACT:,}"
        report.add(None, None, problem, "Write the authors' abstract behind the front matter, or remove the file")
        return None
    return None if source is None else OpenAbstract(text=abstract, source=source)


def write(abstract: OpenAbstract) -> str:
    """The file of an abstract."""
    front = "\n".join(field_lines("source", abstract.source))
    return f"---\n{front}\n---\n\n{abstract.text}\n"


def attach(
    papers: Iterable[Paper],
    names: Iterable[str],
    text_of: Callable[[str], str | None],
    report_of: Callable[[str], Report],
) -> list[Paper]:
    """The papers with their open abstracts, which go before any other.

    Args:
        papers: The papers as their files have them.
        names: The files in the folder, by name; one without a paper is noted as a warning.
        text_of: Reads a file by its path under `content/`; None where it cannot be read, which is noted.
        report_of: Where the problems of a file are noted.
    """
    found = {paper.slug: paper for paper in papers}
    for name in names:
        slug, path = name.removesuffix(".md"), f"{FOLDER}/{name}"
        if slug not in found or not name.endswith(".md"):
            report = report_of(path)
            problem, remedy = "no paper has this name", "Name it as the paper's file, or remove it"
            report.problems.append(Problem(path=report.path, problem=problem, remedy=remedy, severity=Severity.WARNING))
        elif (text := text_of(path)) is not None and (kept := read(report_of(path), text)) is not None:
            found[slug] = replace(found[slug], abstract=kept.text, abstract_source=kept.source)
    return list(found.values())


def imported(content: Path) -> frozenset[str]:
    """The names of the files with an abstract that came with a listing."""
    folder = content / "abstracts"
    if not folder.is_dir():
        return frozenset()
    return frozenset(entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False))


def load_imported(content: Path, name: str, problems: list[Problem]) -> str | None:
    """The abstract of one of these files; None where it has a problem that is noted."""
    try:
        text = files.read_text(content / "abstracts" / name, f"content/abstracts/{name}")
    except PapershelfError as error:
        problems.extend(error.problems)
        return None
    return text.removesuffix("\n")
