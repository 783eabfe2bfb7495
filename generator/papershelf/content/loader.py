"""Loading `content/` whole: every problem of every file, or one immutable library."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from papershelf import git
from papershelf.addresses import paper_url
from papershelf.content import (
    abstracts,
    ahead,
    beginnings,
    digests,
    facts,
    files,
    inbox,
    ledger,
    map_positions,
    papers,
    synonyms,
    unchanged,
    vocabulary,
)
from papershelf.content.listings import read
from papershelf.content.places import about, line_of
from papershelf.content.reading import Reading, Texts
from papershelf.content.yaml.fields import MOST_NAMED, Report, is_day
from papershelf.errors import PapershelfError, Problem, Severity, errors_among
from papershelf.model import Delivery, Digest, Library, Listing, Paper, Position, Vocabulary
from papershelf.text import is_slug

_ROOT = re.compile(r"[.\[]")
"""What follows the name of a field where a part of it is meant: `links[2].url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A library, and what was noticed about its files on the way."""

    library: Library
    warnings: tuple[Problem, ...] = ()
    texts: MappingProxyType[str, str]
    """The files as they are, by their path under `content/`: what an update starts from."""
    inbox: inbox.Inbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """As much of a library as is sound, and everything that is wrong with the rest."""

    library: Library
    """Every paper that could be read, each with those of its tags and places that are known."""
    problems: tuple[Problem, ...]
    """Errors and warnings, in the order of reading."""
    texts: MappingProxyType[str, str]
    """The files as they are, by their path under `content/`."""
    inbox: inbox.Inbox

    @property
    def doubts(self) -> Mapping[str, frozenset[str]]:
        """The files with an error, by their path under `content/`, and the fields that have it; none: all of it."""
        found: dict[str, set[str]] = {}
        for problem in errors_among(self.problems):
            found.setdefault(problem.path.removeprefix("content/"), set()).add(_ROOT.split(problem.field or "")[0])
        return {name: frozenset(fields - {""} if "" not in fields else ()) for name, fields in found.items()}


def load(root: Path) -> Loaded:
    """Load the content of a project.

    Args:
        root: The project's folder.

    Raises:
        PapershelfError: With every problem of every file.
    """
    return require_sound(examine(root))


def require_sound(found: Examined) -> Loaded:
    """The list that was examined, if nothing is wrong with it.

    Raises:
        PapershelfError: With every problem of every file.
    """
    if errors_among(found.problems):
        raise PapershelfError(found.problems)
    return Loaded(library=found.library, warnings=found.problems, texts=found.texts, inbox=found.inbox)


def examine(root: Path, instead: Mapping[str, str] = MappingProxyType({})) -> Examined:
    """Read the content of a project as far as it can be read.

    Args:
        root: The project's folder.
        instead: Texts of some of its files, by path under `content/`, that are read in the place of what they hold.

    Raises:
        PapershelfError: There is no content at all.
    """
    content = files.locate(root)
    reading = Reading(content=content, instead=instead, texts=Texts(content))
    files.settle(reading.content)
    _check_kinds(reading)
    words = vocabulary.read(reading.report("tags.yml"), reading.text("tags.yml") or "")
    listings = read(reading.report("listings.yml"), reading.text("listings.yml") or "")
    published = ledger.read(reading.text(ledger.NAME, ledger.MAX_FILE) or "", reading.problems)
    additions = _load_additions(reading, frozenset(published))
    reading.text(facts.REJECTED)  # it changes with the papers
    ahead.join(root)
    found = _resolve(_load_papers(reading), words, listings, reading)
    words = _resolve_beginnings(words, found, reading)
    _check_unique(found, frozenset((*published, *additions)), reading)
    issues = _follow_merged(_load_digests(reading), found)
    _check_told(issues, found, reading)
    library = Library(
        papers=tuple(found),
        vocabulary=words,
        listings=MappingProxyType(listings),
        published=(*published, *additions),
        additions=MappingProxyType(additions),
        synonyms=synonyms.read(reading.report("synonyms.txt"), reading.text("synonyms.txt") or ""),
        positions=MappingProxyType(_load_map(reading, found)),
        digests=tuple(issues),
        handwritten=_name_pages(reading.content),
    )
    waiting = inbox.load(reading.content, words, reading.report, reading.text)
    problems = tuple(sorted(reading.problems, key=Problem.sort_key))
    return Examined(library=library, problems=problems, texts=MappingProxyType(reading.texts), inbox=waiting)


def _check_kinds(reading: Reading) -> None:
    """Only plain files belong under `content/`, also where MkDocs reads them, and no folder among the papers."""
    keeps_modes = partial(git.keeps_modes, reading.content)
    reading.tree.update(files.check_tree(reading.content, "content", reading.problems, keeps_modes=keeps_modes))
    for place, kind in (("papers", "paper"), (inbox.FOLDER, "candidate"), (inbox.OFFERED, "record")):
        files.check_flat(reading.tree, f"content/{place}", kind, reading.problems)
    reading.odd.update(problem.path for problem in reading.problems)


def _name_pages(content: Path) -> tuple[str, ...]:
    """The addresses of the pages that people wrote, of those that a ledger can hold."""
    folder = content / "pages"
    pages = () if folder.is_symlink() else files.plain_files(folder, "content/pages", [])
    addresses = (f"/{path.stem}/" for path in pages if path.suffix == ".md" and path.stem != "index")
    return tuple(sorted(filter(ledger.is_address, addresses)))


def _load_additions(reading: Reading, known: frozenset[str]) -> dict[str, str]:
    """The addresses that were promised since the ledger was written last, each with the file that holds it."""
    found, folder = dict[str, str](), reading.content / ledger.FOLDER
    for path in () if folder.is_symlink() else files.plain_files(folder, f"content/{ledger.FOLDER}", []):
        name = f"{ledger.FOLDER}/{path.name}"
        if path.suffix != ".txt":
            reading.report(name).add(None, None, "it is not a part of the ledger", "Move it out of content/urls/")
        elif (text := reading.text(name)) is not None:
            addresses = ledger.read(text, reading.problems, name)
            found |= dict.fromkeys((each for each in addresses if each not in known), f"content/{name}")
    return found


def _load_map(reading: Reading, found: Iterable[Paper]) -> dict[str, Position]:
    text = reading.text(map_positions.NAME)
    unread = any(path.startswith("content/papers") for path in _unread(found, reading))
    ids = None if unread else {paper.id for paper in found}
    return {} if text is None else map_positions.read(f"content/{map_positions.NAME}", text, ids, reading.problems)


def _load_digests(reading: Reading) -> list[Digest]:
    folder = reading.content / digests.FOLDER
    found: list[Digest] = []
    sent: dict[str, Delivery] = {}
    for path in () if folder.is_symlink() else files.plain_files(folder, f"content/{digests.FOLDER}", []):
        name = f"{digests.FOLDER}/{path.name}"
        report = reading.report(name)
        if name != digests.SENT and not (path.suffix == ".md" and is_day(path.stem)):
            report.add(None, None, "its name is not a day", "Name it after the digest's day, such as `2026-11-21.md`")
        elif (text := reading.text(name)) is None:
            continue
        elif name == digests.SENT:
            sent = digests.read_sent(report, text)
        elif (digest := digests.read(report, path.stem, text)) is not None:
            found.append(digest)
    return [replace(digest, delivery=sent.get(digest.date, Delivery.NONE)) for digest in found]


def _follow_merged(issues: Iterable[Digest], found: Iterable[Paper]) -> list[Digest]:
    """The digests with papers that were merged into others named by those."""
    now = {former.id: paper.id for paper in found for former in paper.merged}
    return [
        replace(each, papers=tuple(dict.fromkeys(now.get(paper, paper) for paper in each.papers))) for each in issues
    ]


def _resolve_beginnings(words: Vocabulary, found: Iterable[Paper], reading: Reading) -> Vocabulary:
    """The vocabulary with the papers to begin with; as long as a file cannot be read, its paper may be the one."""
    whole = not any(path.startswith(("content/papers", "content/tags.yml")) for path in _unread(found, reading))
    written = reading.texts.get("tags.yml", "")
    return beginnings.resolve(words, found, written, reading.report("tags.yml"), whole=whole)


def _unread(found: Iterable[Paper], reading: Reading) -> set[str]:
    """The files with an error, but for those of papers that were read all the same."""
    return {problem.path for problem in errors_among(reading.problems)} - {paper.source for paper in found}


def _check_told(issues: Iterable[Digest], found: Iterable[Paper], reading: Reading) -> None:
    """Papers that digests tell of and that are not there; as long as a file cannot be read, its paper may be it."""
    if any(path.startswith("content/papers") for path in _unread(found, reading)):
        return
    ids = {paper.id: paper for paper in found}
    otherwise = "Bring the paper back, with `withdrawn` if it is to go; else take its id out of the digest"
    for digest in issues:
        name = digest.source.removeprefix("content/")
        gone = dict.fromkeys(paper for paper in digest.papers if paper not in ids)
        for paper in islice(gone, MOST_NAMED):
            near = reading.guesses.nearest(paper, ids)
            remedy = f"Did you mean '{near}', {ids[near].source}?" if near else otherwise
            problem = f"no paper has the id '{paper[:60]}'"
            line = line_of(reading.texts[name], "papers", paper)
            reading.problems.append(
                Problem(path=digest.source, line=line, field="papers", problem=problem, remedy=remedy)
            )


def _load_papers(reading: Reading) -> list[Paper]:
    found: list[Paper] = []
    imported = abstracts.imported(reading.content)
    # What is not a plain file, or no plain folder, was noted with the whole content.
    for entry in _entries_of_papers(reading):
        name, slug = f"papers/{entry.name}", entry.name.removesuffix(".md")
        report = reading.report(name)
        if slug == entry.name or not is_slug(slug):
            remedy = "Name it with lower-case letters, digits and single hyphens, ending in `.md`"
            report.add(None, None, "its name is not a safe page name", remedy)
        elif (paper := _read_paper(reading, report, entry, slug, entry.name in imported)) is not None:
            found.append(paper)
    return _attach_open_abstracts(reading, found)


def _read_paper(
    reading: Reading, report: Report, entry: os.DirEntry[str], slug: str, is_imported: bool
) -> Paper | None:
    """One paper, from its file and the abstract that is beside it; None where it cannot be read, which is noted."""
    name, known = f"papers/{entry.name}", unchanged.REMEMBERED
    stays_alone = not is_imported and reading.can_leave(name)
    state = entry.stat(follow_symlinks=False)
    if stays_alone and (paper := known.unread(slug, state)) is not None:
        reading.texts.leave(name)
        return paper
    if (text := reading.text(name, path=entry.path)) is None:
        return None
    abstract = abstracts.load_imported(reading.content, entry.name, reading.problems) if is_imported else None
    if (paper := known.read_sound(slug, text, abstract)) is None:
        return papers.read(report, slug, text, abstract)
    if stays_alone:
        known.note(paper, state)
    return paper


def _entries_of_papers(reading: Reading) -> Iterable[os.DirEntry[str]]:
    if "content/papers" in reading.tree:
        return reading.tree["content/papers"].plain
    folder = reading.content / "papers"  # below a content that is a link
    return () if folder.is_symlink() else files.plain_entries(folder, "content/papers", [])


def _attach_open_abstracts(reading: Reading, found: list[Paper]) -> list[Paper]:
    folder = reading.content / abstracts.FOLDER
    kept = () if folder.is_symlink() else files.plain_files(folder, f"content/{abstracts.FOLDER}", [])
    slugs, folder = {paper.slug for paper in found}, reading.content / "papers"
    # A paper whose file cannot be read is there all the same.
    names = [path.name for path in kept if path.stem in slugs or not (folder / path.name).exists()]
    return abstracts.attach(found, names, reading.text, reading.report)


def _resolve(found: Iterable[Paper], words: Vocabulary, listings: dict[str, Listing], reading: Reading) -> list[Paper]:
    """The papers with their tags' aliases resolved; unknown tags and listings are noted, and left out.

    Where the vocabulary or the file of listings has an error of its own, nothing is said of the words
    that are missing from it: every paper would be named for one slip.
    """
    meaning = vocabulary.words(words)
    broken = {problem.path for problem in errors_among(reading.problems)}
    resolved: list[Paper] = []
    for paper in found:
        if _is_resolved(paper, words, listings):
            resolved.append(paper)
            continue
        places = tuple(place for place in paper.listed if place.listing in listings)
        if "content/listings.yml" not in broken:
            _note_listings(paper, listings, reading)
        tags, proposed = (
            _resolve_tags(paper, field, words, meaning, reading, "content/tags.yml" in broken)
            for field in ("tags", "proposed")
        )
        for tag in proposed:
            if tag in tags:
                problem, remedy = f"'{tag}' is among its tags already", "Remove it here: it was confirmed"
                objection = about(paper, "proposed", tag, problem, remedy, reading.texts)
                reading.problems.append(replace(objection, rule="proposed-tag"))
        waiting = tuple(tag for tag in proposed if tag not in tags)
        if (tags, waiting, places) != (paper.tags, paper.proposed, paper.listed):
            paper = replace(paper, tags=tags, proposed=waiting, listed=places)
        resolved.append(paper)
    return resolved


def _is_resolved(paper: Paper, words: Vocabulary, listings: Mapping[str, Listing]) -> bool:
    """Whether everything that a paper names is known by this very name."""
    return (
        not paper.proposed
        and all(map(words.tags.__contains__, paper.tags))
        and len(set(paper.tags)) == len(paper.tags)
        and all(place.listing in listings for place in paper.listed)
    )


def _resolve_tags(
    paper: Paper, field: str, words: Vocabulary, meaning: dict[str, str], reading: Reading, is_broken: bool
) -> tuple[str, ...]:
    """The tags that the words of a field mean, once each; what is to be said about them is noted."""
    written: tuple[str, ...] = getattr(paper, field)
    tags: list[str] = []
    for tag in written:
        meant, objection = _meant(paper, field, tag, words, meaning, reading)
        if meant is not None:
            tags.append(meant)
        if objection is not None and (meant is not None or not is_broken):
            reading.problems.append(objection)
    if len(set(tags)) < len(tags) and len(set(written)) == len(written):
        problem = "two of its tags are one tag under two names"
        found_twice = about(paper, field, "", problem, "Remove one of the two", reading.texts)
        reading.problems.append(replace(found_twice, rule="repeated-tag"))
    return tuple(dict.fromkeys(tags))


def _note_listings(paper: Paper, listings: dict[str, Listing], reading: Reading) -> None:
    unknown = dict.fromkeys(place.listing for place in paper.listed if place.listing not in listings)
    for listing in islice(unknown, MOST_NAMED):
        near = reading.guesses.nearest(listing, listings)
        remedy = f"Did you mean '{near}'?" if near else "Add it to content/listings.yml"
        problem = f"the listing '{listing[:60]}' is not known"
        reading.problems.append(about(paper, "listed", listing, problem, remedy, reading.texts))


def _meant(
    paper: Paper, field: str, tag: str, words: Vocabulary, meaning: dict[str, str], reading: Reading
) -> tuple[str | None, Problem | None]:
    """The tag that a word means, if any, and what is to be said about it."""
    if tag in words.tags:
        return tag, None
    if (meant := meaning.get(vocabulary.as_typed(tag))) is not None:
        problem = f"'{tag[:60]}' is another name of the tag '{meant}'"
        warning = about(paper, field, tag, problem, f"Write '{meant}'", reading.texts)
        return meant, replace(warning, severity=Severity.WARNING, rule="tag-alias")
    remedy = reading.propose(tag, words, meaning)
    unknown = about(paper, field, tag, f"the tag '{tag[:60]}' is not known", remedy, reading.texts)
    return None, replace(unknown, rule="unknown-tag")


def _check_unique(found: Iterable[Paper], published: Container[str], reading: Reading) -> None:
    """Names and places that only one paper may have; what was published before has the better right to them."""
    found = sorted(found, key=lambda paper: (paper_url(paper) not in published, paper.slug))
    owners: dict[tuple[str, str], Paper] = {("aliases", paper.slug): paper for paper in found}
    for paper in found:
        claims = [("id", paper.id, paper.id), *(("aliases", alias, alias) for alias in paper.aliases)]
        claims += [("merged", former.id, former.id) for former in paper.merged]
        if paper.slug in paper.aliases:
            problem = f"'{paper.slug}' is its present name"
            objection = about(paper, "aliases", paper.slug, problem, "Name former ones only", reading.texts)
            reading.problems.append(objection)
        claims += [("listed", f"{place.listing}, rank {place.rank}", place.listing) for place in paper.listed]
        for name, claim, written in claims:
            other = owners.setdefault(("id" if name == "merged" else name, claim), paper)
            if other is not paper:
                problem, remedy = f"'{claim}' belongs to {other.source} already", "Give each paper its own"
                if name == "id":
                    problem = f"two files have the id '{claim}': this one and {other.source}"
                    remedy = "If it was copied, remove this line; `papershelf check --fix` makes its own"
                objection = about(paper, name, written, problem, remedy, reading.texts)
                reading.problems.append(objection)
