"""A paper that a person adds: judged as strictly as a file would be, and named. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from papershelf.content import ledger, naming, papers, vocabulary
from papershelf.content.yaml.fields import Report
from papershelf.errors import PapershelfError, Problem, Rejected, Severity
from papershelf.model import Library, Link, LinkKind, Name, Paper, Vocabulary, are_told_apart, arxiv_work
from papershelf.text import (
    capture_text,
    check_written,
    identity_of,
    is_blank,
    is_url,
    link_kind,
    near_keys,
    parse_name,
    show,
)

_ARXIV_PAGE = re.compile(
    r"/(?:abs|pdf|html)/(?P<work>[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?/?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person says of a paper. Absent facts stay absent."""

    title: str
    links: tuple[str, ...] = ()
    """Addresses. That of an arXiv page or of a DOI becomes the fact that it states."""
    authors: tuple[str, ...] = ()
    year: str | None = None
    tags: tuple[str, ...] = ()
    """Keys of the vocabulary, or other words that mean one."""
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A new paper, and what writing it takes."""

    paper: Paper
    files: Mapping[str, str]
    """Files to write, by their path under `content/`, what is referred to first."""
    notes: tuple[Problem, ...] = ()
    """What a curator should look at."""


def plan_paper(known: Library, texts: Mapping[str, str], draft: Draft, *, added: str) -> Created:
    """Decide what adding a paper will do. Pure.

    Args:
        known: The list as it is.
        texts: Its files, by path under `content/`.
        draft: What is known of the paper.
        added: The day that it is marked with, `YYYY-MM-DD`.

    Raises:
        PapershelfError: The list has this paper, or a fact cannot stand.
    """
    problems: list[Problem] = []
    title = _title(draft.title, problems)
    paper_id, slug = _name(known, title)
    path = f"content/papers/{slug}.md"
    tags = _tags(known.vocabulary, draft.tags, path, problems)
    summary = _summary(draft.summary, path, problems)
    paper = replace(
        _facts(draft, title, path, problems), slug=slug, id=paper_id, added=added, tags=tags, summary=summary
    )
    text = papers.write(paper)
    # The file that is to be written is read as any other; its lines mean nothing to whoever has no file yet.
    report = Report(path=path)
    read = papers.read(report, slug, text, None)
    problems += [replace(problem, line=None) for problem in report.problems]
    problems += [_refusal(path, twin, why) for twin, why in find_twins(known.papers, paper)]
    if problems or read is None:
        raise PapershelfError(dict.fromkeys(problems))
    files = {read.file: text} | ledger.promise(texts, ledger.promised([read]))
    return Created(paper=read, files=files, notes=tuple(_near(known.papers, read)))


def find_twins(known: Iterable[Paper], paper: Paper) -> Iterator[tuple[Paper, str]]:
    """The papers on the list that are the same as another, each with the reason, at most one reason a paper."""
    for other in known:
        shared = [field for field, value in paper.identifiers.items() if other.identifiers.get(field) == value]
        if shared:
            yield other, shared[0]
        elif identity_of(paper.title) == identity_of(other.title) and not are_told_apart(paper, other):
            yield other, "title"


def resolve_tag(words: Vocabulary, word: str) -> str:
    """The tag that a word means.

    Raises:
        Rejected: It means none; the remedy names the nearest.
    """
    if word in words.tags:
        return word
    meaning = vocabulary.words(words)
    if (meant := meaning.get(vocabulary.as_typed(word))) is None:
        raise Rejected(f"the tag '{word[:60]}' is not known", vocabulary.proposal(word, words, meaning))
    return meant


def _title(written: str, problems: list[Problem]) -> str:
    """The title as files keep it; a title that no name can be made of is replaced by one that can."""
    try:
        check_written(written)
        title = capture_text(" ".join(written.split()))
        if not is_blank(title):
            return title
        raise Rejected("it is empty", "Say what the paper is called")
    except Rejected as error:
        problems.append(_about("content/papers", "title", error))
        return "Untitled"


def _summary(written: str, path: str, problems: list[Problem]) -> str:
    try:
        check_written(written)
        return capture_text(written)
    except Rejected as error:
        problems.append(_about(path, "summary", error))
        return ""


def _name(known: Library, title: str) -> tuple[str, str]:
    ids = {paper.id for paper in known.papers}
    slugs = {name for paper in known.papers for name in (paper.slug, *paper.aliases)}
    # What was promised to a paper that is gone is not given to another.
    for address in known.published:
        _, kind, name, *_ = address.split("/")
        {"p": ids, "papers": slugs}.get(kind, set()).add(name)
    return naming.choose(title, naming.digest(identity_of(title)), ids=ids, slugs=slugs)


def _facts(draft: Draft, title: str, path: str, problems: list[Problem]) -> Paper:
    """The paper of a draft, still without its names, tags and summary."""
    arxiv, doi = draft.arxiv or None, draft.doi or None
    links: list[str] = []
    for url in dict.fromkeys(filter(None, map(str.strip, draft.links))):
        work, stated = _arxiv_of(url), _doi_of(url)
        if work is not None and (arxiv is None or arxiv_work(arxiv) == work):
            arxiv = arxiv or work
        elif stated is not None and (doi is None or doi.casefold() == stated.casefold()):
            doi = doi or stated
        else:
            links.append(url)
    return Paper(
        slug="",
        id="",
        added="",
        title=title,
        # What is no address is refused when the file is read.
        links=tuple(Link(kind=link_kind(url) if is_url(url) else LinkKind.OTHER, url=url) for url in links),
        arxiv=arxiv,
        authors=_people(draft.authors, path, problems),
        year=draft.year or None,
        venue=draft.venue or None,
        doi=doi,
    )


def _people(written: Iterable[str], path: str, problems: list[Problem]) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in filter(str.strip, written):
        try:
            check_written(name)
            found.append(parse_name(capture_text(name)))
        except Rejected as error:
            problems.append(_about(path, "authors", error))
    return tuple(found)


def _arxiv_of(url: str) -> str | None:
    """The identifier of the arXiv page that an address leads to."""
    parts = _parts(url)
    if parts is None or parts[0] not in ("arxiv.org", "www.arxiv.org", "export.arxiv.org"):
        return None
    found = _ARXIV_PAGE.fullmatch(parts[1])
    return found["work"] if found else None


def _doi_of(url: str) -> str | None:
    """The DOI that an address resolves."""
    parts = _parts(url)
    if parts is None or parts[0] not in ("doi.org", "dx.doi.org", "www.doi.org"):
        return None
    return unquote(parts[1].removeprefix("/")) or None


def _parts(url: str) -> tuple[str, str] | None:
    """Host and path of an address that has nothing behind them."""
    if not is_url(url):
        return None
    parts = urlsplit(url)
    return None if parts.query or parts.port else ((parts.hostname or "").lower(), parts.path)


def _tags(words: Vocabulary, written: tuple[str, ...], path: str, problems: list[Problem]) -> tuple[str, ...]:
    """The tags that some words mean, once each, in house order."""
    found: list[str] = []
    for word in filter(None, map(str.strip, written)):
        try:
            found.append(resolve_tag(words, word))
        except Rejected as error:
            problems.append(_about(path, "tags", error))
    return words.in_house_order(dict.fromkeys(found))


def _refusal(path: str, twin: Paper, why: str) -> Problem:
    same = {"arxiv": "arXiv identifier", "doi": "DOI", "title": "title"}[why]
    remedy = f"Improve {twin.source}, or state what tells them apart: an arXiv identifier or a DOI of each"
    if why != "title":
        remedy = f"Improve {twin.source} instead"
    problem = f"{twin.source} has the same {same}: '{show(twin.title)[:120]}'"
    return Problem(path=path, field=why, problem=problem, remedy=remedy, rule="duplicate-paper")


def _near(known: Iterable[Paper], paper: Paper) -> Iterator[Problem]:
    keys = set(near_keys(paper.title))
    for other in known:
        same = identity_of(other.title) == identity_of(paper.title) or are_told_apart(other, paper)
        if not same and keys & set(near_keys(other.title)):
            yield Problem(
                path=paper.source,
                field="title",
                problem=f"it is nearly that of {other.source}: '{show(other.title)[:120]}'",
                remedy="Check whether they are one paper",
                severity=Severity.WARNING,
                rule="duplicate-paper",
            )


def _about(path: str, name: str, error: Rejected) -> Problem:
    return Problem(path=path, field=name, problem=error.problem, remedy=error.remedy)
