"""Loading `content/` whole: every problem of every file, or one immutable library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generator import prose
from generator.content import digests, fields, listing_file, papers, store, vocabulary
from generator.content.fields import Report
from generator.content.nodes import scalars
from generator.errors import PapershelfError, Problem, Rejected, Severity, errors_among
from generator.model import Delivery, Digest, Library, Listing, Paper, Vocabulary

_ADDRESS = re.compile(r"/(?:[a-z0-9_-]+/)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A library, and what was noticed about its files on the way."""

    library: Library
    warnings: tuple[Problem, ...] = ()
    texts: MappingProxyType[str, str]
    """The files as they are, by their path under `content/`: what an update starts from."""


def load(root: Path) -> Loaded:
    """Load the content of a project.

    Args:
        root: The project's folder.

    Raises:
        PapershelfError: With every problem of every file.
    """
    content = store.locate(root)
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    _check_kinds(content, problems)
    words = _load_vocabulary(content, problems, texts)
    listings = _load_listings(content, problems, texts)
    published = _load_ledger(content, problems, texts)
    found = _load_papers(content, problems, texts)
    found = _resolve(found, words, listings, problems, texts)
    _check_unique(found, problems, texts)
    issues = _load_digests(content, problems, texts)
    if errors_among(problems):
        raise PapershelfError(problems)
    digests.check_papers(issues, [paper.id for paper in found], problems)
    library = Library(
        papers=tuple(found),
        vocabulary=words,
        listings=MappingProxyType(listings),
        published=published,
        digests=tuple(issues),
    )
    warnings = tuple(sorted(problems, key=Problem.sort_key))
    return Loaded(library=library, warnings=warnings, texts=MappingProxyType(texts))


def _check_kinds(content: Path, problems: list[Problem]) -> None:
    """Only plain files belong under `content/`, also where MkDocs reads them."""
    store.check_tree(content, "content", problems)


def _read(content: Path, name: str, problems: list[Problem], texts: dict[str, str]) -> str | None:
    """The text of one file with LF line ends, or None and a problem; the raw text is remembered."""
    if any(problem.path == f"content/{name}" for problem in problems):
        return None  # It is no plain file, as was noted already; reading a pipe would never end.
    try:
        text = store.read_text(content / name, f"content/{name}")
    except PapershelfError as error:
        problems.extend(error.problems)
        return None
    texts[name] = text
    plain = text.replace("\r\n", "\n")
    try:
        prose.check_written(plain)
    except Rejected as error:
        line = next(n for n, row in enumerate(plain.split("\n"), start=1) if not _is_writable(row))
        problems.append(Problem(path=f"content/{name}", line=line, problem=error.problem, remedy=error.remedy))
        return None
    return plain


def _is_writable(row: str) -> bool:
    try:
        prose.check_written(row)
    except Rejected:
        return False
    return True


def _load_vocabulary(content: Path, problems: list[Problem], texts: dict[str, str]) -> Vocabulary:
    report = Report(path="content/tags.yml", problems=problems)
    if not (content / "tags.yml").exists():
        return Vocabulary()
    text = _read(content, "tags.yml", problems, texts)
    return Vocabulary() if text is None else vocabulary.read(report, text)


def _load_listings(content: Path, problems: list[Problem], texts: dict[str, str]) -> dict[str, Listing]:
    report = Report(path="content/listings.yml", problems=problems)
    if not (content / "listings.yml").exists():
        return {}
    text = _read(content, "listings.yml", problems, texts)
    return {} if text is None else listing_file.read(report, text)


def _load_ledger(content: Path, problems: list[Problem], texts: dict[str, str]) -> tuple[str, ...]:
    if not (content / "urls.txt").exists():
        return ()
    text = _read(content, "urls.txt", problems, texts)
    if text is None:
        return ()
    addresses = text.removesuffix("\n").split("\n") if text else []
    for number, address in enumerate(addresses, start=1):
        if not _ADDRESS.fullmatch(address):
            problems.append(
                Problem(
                    path="content/urls.txt",
                    line=number,
                    problem=f"'{address[:80]}' is no page address",
                    remedy="Leave this file to `papershelf`; take it back from the last commit",
                )
            )
    return tuple(addresses)


def _load_digests(content: Path, problems: list[Problem], texts: dict[str, str]) -> list[Digest]:
    folder = content / digests.FOLDER
    found: list[Digest] = []
    sent: dict[str, Delivery] = {}
    for path in () if folder.is_symlink() else store.plain_files(folder, f"content/{digests.FOLDER}", []):
        name = f"{digests.FOLDER}/{path.name}"
        report = Report(path=f"content/{name}", problems=problems)
        if name != digests.SENT and not (path.suffix == ".md" and digests.is_day(path.stem)):
            report.add(None, None, "its name is no day", "Name it after the digest's day, such as `2026-11-21.md`")
        elif (text := _read(content, name, problems, texts)) is None:
            continue
        elif name == digests.SENT:
            sent = digests.read_sent(report, text)
        elif (digest := digests.read(report, path.stem, text)) is not None:
            found.append(digest)
    return [replace(digest, delivery=sent.get(digest.date, Delivery.NONE)) for digest in found]


def _load_papers(content: Path, problems: list[Problem], texts: dict[str, str]) -> list[Paper]:
    found: list[Paper] = []
    folder = content / "papers"
    # What is no plain file, or no plain folder, was noted with the whole content.
    for path in () if folder.is_symlink() else store.plain_files(folder, "content/papers", []):
        report = Report(path=f"content/papers/{path.name}")
        if path.suffix != ".md" or not prose.is_slug(path.stem):
            report.add(
                None,
                None,
                "its name is no safe page name",
                "Name it with lower-case letters, digits and single hyphens, ending in `.md`",
            )
        elif (text := _read(content, f"papers/{path.name}", report.problems, texts)) is not None:
            abstract = _load_abstract(content, path.name, report.problems)
            paper = papers.read(report, path.stem, text, abstract)
            if paper is not None:
                found.append(paper)
        problems.extend(report.problems)
    return found


def _load_abstract(content: Path, name: str, problems: list[Problem]) -> str | None:
    path = content / "abstracts" / name
    if path.is_symlink() or not path.is_file():
        return None
    try:
        text = store.read_text(path, f"content/abstracts/{name}")
    except PapershelfError as error:
        problems.extend(error.problems)
        return None
    return text.removesuffix("\n")


def _resolve(
    found: Iterable[Paper],
    words: Vocabulary,
    listings: dict[str, Listing],
    problems: list[Problem],
    texts: dict[str, str],
) -> list[Paper]:
    """The papers with their tags' aliases resolved; unknown tags and listings are noted."""
    meaning = vocabulary.words(words)
    resolved: list[Paper] = []
    for paper in found:
        for listing in dict.fromkeys(place.listing for place in paper.listed if place.listing not in listings):
            near = fields.nearest(listing, listings)
            remedy = f"Did you mean '{near}'?" if near else "Add it to content/listings.yml"
            problem = f"the listing '{listing[:60]}' is not known"
            problems.append(_about(paper, "listed", listing, problem, remedy, texts))
        tags = []
        for tag in paper.tags:
            meant, objection = _meant(paper, tag, words, meaning, texts)
            tags.append(meant)
            problems.extend(objection)
        if len(set(tags)) < len(tags) and len(set(paper.tags)) == len(paper.tags):
            problem = "two of its tags are one tag under two names"
            problems.append(_about(paper, "tags", "", problem, "Remove one of the two", texts))
        resolved.append(replace(paper, tags=tuple(dict.fromkeys(tags))))
    return resolved


def _meant(
    paper: Paper, tag: str, words: Vocabulary, meaning: dict[str, str], texts: dict[str, str]
) -> tuple[str, list[Problem]]:
    """The tag that a word means, and what is to be said about it."""
    if tag in words.tags:
        return tag, []
    if (meant := meaning.get(vocabulary.as_typed(tag))) is not None:
        problem = f"'{tag[:60]}' is another name of the tag '{meant}'"
        warning = _about(paper, "tags", tag, problem, f"Write '{meant}'", texts)
        return meant, [replace(warning, severity=Severity.WARNING)]
    near = fields.nearest(tag, meaning)
    remedy = f"Did you mean '{meaning[near]}'?" if near else "Choose a tag of content/tags.yml"
    return tag, [_about(paper, "tags", tag, f"the tag '{tag[:60]}' is not known", remedy, texts)]


def _check_unique(found: Iterable[Paper], problems: list[Problem], texts: dict[str, str]) -> None:
    """Names and places that only one paper may have."""
    found = sorted(found, key=lambda paper: paper.slug)
    owners: dict[tuple[str, str], Paper] = {("aliases", paper.slug): paper for paper in found}
    for paper in found:
        claims = [("id", paper.id, paper.id), *(("aliases", alias, alias) for alias in paper.aliases)]
        if paper.slug in paper.aliases:
            problem = f"'{paper.slug}' is its present name"
            problems.append(_about(paper, "aliases", paper.slug, problem, "Name former ones only", texts))
        claims += [("listed", f"{place.listing}, rank {place.rank}", place.listing) for place in paper.listed]
        for name, claim, written in claims:
            other = owners.setdefault((name, claim), paper)
            if other is not paper:
                problem = f"'{claim}' belongs to {other.source} already"
                problems.append(_about(paper, name, written, problem, "Give each paper its own", texts))


def _about(paper: Paper, name: str, written: str, problem: str, remedy: str, texts: dict[str, str]) -> Problem:
    """A problem of one field, at the line on which the value is written."""
    parts = papers.split(Report(path=""), texts[f"papers/{paper.slug}.md"].replace("\r\n", "\n"))
    assert parts is not None, "the paper was read from this text"
    node = parts.front.entries[name].value
    line = next((scalar.place.line for scalar in scalars(node) if scalar.value == written), node.place.line)
    return Problem(
        path=paper.source,
        line=line + 1,
        field=name,
        problem=problem,
        remedy=remedy,
    )
