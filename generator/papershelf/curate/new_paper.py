"""A paper that a person adds: judged as strictly as a file would be, and named. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from papershelf.catalog.identity import IDENTIFIERS, same_paper
from papershelf.content import ledger, naming, papers, vocabulary
from papershelf.content.written import as_name
from papershelf.content.yaml.fields import Report
from papershelf.errors import PapershelfError, Problem, Rejected, Severity
from papershelf.model import Library, Link, LinkKind, Name, Origin, Paper, Vocabulary
from papershelf.text import (
    Identifier,
    capture_text,
    check_written,
    from_hand,
    from_markdown,
    identify,
    identity_of,
    is_arxiv_number,
    is_blank,
    is_doi,
    is_url,
    link_kind,
    parse_name,
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
    sources: tuple[Origin, ...] = ()
    """Where those of its facts come from that no person wrote."""


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
        PapershelfError: The list has this paper, or a fact is not allowed.
    """
    problems: list[Problem] = []
    title = _title(draft.title, problems)
    paper_id, slug = _name(known, title)
    path = f"content/papers/{slug}.md"
    tags = _tags(known.vocabulary, draft.tags, path, problems)
    summary = _summary(draft.summary, path, problems)
    paper = replace(
        _facts(draft, title, path, problems),
        **papers.title_fields(title),
        slug=slug,
        id=paper_id,
        added=added,
        tags=tags,
        summary=summary,
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
    """The papers on the list that are the same as another, each with what they share; see `same_paper`."""
    for other in known:
        match = same_paper(other, paper)
        if match is not None and match.certain:
            yield other, match.why


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
        title = from_hand(capture_text(" ".join(written.split())))
        if identify(title) is not None:
            raise Rejected("it is the address of a paper", "Say what it is called, and give the address as a link")
        if not is_blank(title):
            return title
        raise Rejected("it is empty", "Say what the paper is called")
    except Rejected as error:
        problems.append(_about("content/papers", "title", error))
        return "Untitled"


def _summary(written: str, path: str, problems: list[Problem]) -> str:
    try:
        check_written(written)
        return from_markdown(capture_text(written))
    except Rejected as error:
        problems.append(_about(path, "summary", error))
        return ""


def _name(known: Library, title: str) -> tuple[str, str]:
    ids, slugs = naming.taken(known)
    return naming.choose(title, naming.digest(identity_of(title)), ids=ids, slugs=slugs)


def _facts(draft: Draft, title: str, path: str, problems: list[Problem]) -> Paper:
    """The paper of a draft, still without its names, tags and summary."""
    facts = {"arxiv": stated("arxiv", draft.arxiv), "doi": stated("doi", draft.doi)}
    links: list[str] = []
    for url in dict.fromkeys(filter(None, map(str.strip, draft.links))):
        meant = identify(url)
        known = None if meant is None else facts.get(meant.kind.value)
        if meant is None or meant.kind.value not in facts or (known and not _is_same(known, meant)):
            links.append(url)
        elif known is None:
            facts[meant.kind.value] = meant.value
    return Paper(
        slug="",
        id="",
        added="",
        title=title,
        # What is not an address is refused when the file is read.
        links=tuple(Link(kind=link_kind(url) if is_url(url) else LinkKind.OTHER, url=url) for url in links),
        arxiv=facts["arxiv"],
        authors=_people(draft.authors, path, problems),
        year=draft.year or None,
        venue=as_name(draft.venue) if draft.venue else None,
        doi=facts["doi"],
        sources=draft.sources,
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


def _is_same(written: str, meant: Identifier) -> bool:
    known = identify(written)
    return known is not None and known.key == meant.key


def stated(field: str, written: str | None) -> str | None:
    """A fact as a file has it: of an identifier's address, the identifier; all else as it was given, to be judged."""
    if not written:
        return None
    is_one = {"arxiv": is_arxiv_number, "doi": is_doi}.get(field)
    meant = None if is_one is None or is_one(written) else identify(written)
    return meant.value if meant is not None and meant.kind.value == field else written


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
    same = "title" if why == "title" else IDENTIFIERS[why]
    remedy = f"Improve {twin.source}, or state what tells them apart: an arXiv identifier or a DOI of each"
    if why != "title":
        remedy = f"Improve {twin.source} instead"
    problem = f"{twin.source} has the same {same}: '{twin.title[:120]}'"
    return Problem(
        path=path,
        field=why if why in ("arxiv", "doi", "title") else "links",
        problem=problem,
        remedy=remedy,
        rule="duplicate-paper",
    )


def _near(known: Iterable[Paper], paper: Paper) -> Iterator[Problem]:
    for other in known:
        match = same_paper(other, paper)
        if match is not None and not match.certain:
            yield Problem(
                path=paper.source,
                field="title",
                problem=f"it is nearly that of {other.source}: '{other.title[:120]}'",
                remedy="Check whether they are one paper",
                severity=Severity.WARNING,
                rule="duplicate-paper",
            )


def _about(path: str, name: str, error: Rejected) -> Problem:
    return Problem(path=path, field=name, problem=error.problem, remedy=error.remedy)
