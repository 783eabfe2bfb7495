"""What a person decides of candidates: taken into the list, or dropped for good. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from papershelf.catalog.duplicates import duplicates
from papershelf.catalog.identity import IDENTIFIERS
from papershelf.content import inbox, ledger, naming, vocabulary
from papershelf.content.inbox import Arrival, Inbox
from papershelf.content.yaml.fields import nearest
from papershelf.curate.paper_changes import Change
from papershelf.errors import PapershelfError, Problem, Rejected, Severity
from papershelf.model import Library, Paper
from papershelf.text import identify, identity_of


def find(box: Inbox, names: Iterable[str]) -> list[Arrival]:
    """The candidates that a person means, each once.

    Args:
        box: The inbox.
        names: Their slugs, ids, files or identifiers.

    Raises:
        Rejected: One of them is none; the remedy names the nearest.
    """
    known = {name: each for each in box.arrivals for name in (each.paper.id, each.paper.slug)}
    stated = {key: each for each in box.arrivals for key in each.paper.identifiers.values()}
    found: dict[str, Arrival] = {}
    for name in names:
        plain = name.replace("\\", "/").rpartition(f"{inbox.FOLDER}/")[2].removesuffix(".md")
        meant = identify(name)
        arrival = known.get(plain) or (None if meant is None else stated.get(meant.value))
        if arrival is None:
            near = nearest(plain, known)
            remedy = f"Did you mean '{near}'?" if near else "`papershelf inbox list` names those that wait"
            raise Rejected(f"there is no candidate '{name[:80]}' in the inbox", remedy)
        found[arrival.paper.slug] = arrival
    return list(found.values())


def accept(
    library: Library, texts: Mapping[str, str], chosen: Iterable[Arrival], *, added: str, promised: bool = True
) -> Change:
    """Take candidates into the list, as `papershelf new` would.

    Args:
        library: The list.
        texts: Its files, by path under `content/`.
        chosen: The candidates.
        added: The day that papers are marked with, `YYYY-MM-DD`.
        promised: Whether their addresses are promised at once.

    Raises:
        PapershelfError: The list has one of them meanwhile, or a tag of one is not known.
    """
    chosen = list(chosen)
    files: dict[str, str | None] = {}
    moved: dict[str, str] = {}
    problems = list(_refusals(library, chosen))
    papers: list[Paper] = []
    ids, slugs = naming.taken(library)
    meaning = vocabulary.words(library.vocabulary)
    for arrival in chosen:
        written = texts[arrival.file]
        resolved, said = inbox.resolve(arrival, written, library.vocabulary, meaning)
        problems += said
        paper = _named(replace(resolved, added=added), ids, slugs)
        ids.add(paper.id)
        slugs.add(paper.slug)
        files |= {paper.file: inbox.to_paper(written, paper), arrival.file: None}
        moved[paper.file] = arrival.file
        if paper.slug != arrival.paper.slug and (abstract := f"abstracts/{arrival.paper.slug}.md") in texts:
            files |= {f"abstracts/{paper.slug}.md": texts[abstract], abstract: None}
        papers.append(paper)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise PapershelfError(problems)
    if promised:
        files |= ledger.promise(texts, ledger.promised(papers))
    return Change(files=files, moved=moved, notes=tuple(problems))


def drop(library: Library, box: Inbox, texts: Mapping[str, str], chosen: Iterable[Arrival], *, day: str) -> Change:
    """Drop candidates for good: their files go, and what they are is remembered where it is not yet.

    Args:
        library: The list.
        box: The inbox.
        texts: The files of the list, by path under `content/`.
        chosen: The candidates.
        day: The day, `YYYY-MM-DD`.
    """
    chosen = list(chosen)
    remembered = {paper.id for paper in box.offered}
    forgotten = [each.paper for each in chosen if each.paper.id not in remembered]
    slugs = {paper.slug for paper in library.papers}
    abstracts = (f"abstracts/{each.paper.slug}.md" for each in chosen if each.paper.slug not in slugs)
    gone = [*(name for name in abstracts if name in texts), *(each.file for each in chosen)]
    return Change(files={**inbox.record(forgotten, day), **dict.fromkeys(gone)})


def _named(paper: Paper, ids: set[str], slugs: set[str]) -> Paper:
    """A candidate under its own names, or under others where a paper has got one of them since."""
    if paper.id not in ids and paper.slug not in slugs:
        return paper
    digest = naming.digest(identity_of(paper.title))
    paper_id, slug = naming.choose(paper.title, digest, ids=ids, slugs=slugs)
    return replace(
        paper,
        id=paper.id if paper.id not in ids else paper_id,
        slug=paper.slug if paper.slug not in slugs else slug,
    )


def _refusals(library: Library, chosen: Iterable[Arrival]) -> Iterator[Problem]:
    """Candidates that the list has got meanwhile, or that are one paper under two names."""
    # A candidate may be called as a paper is; their order is that of the names, so papers are in front.
    named = {f"{inbox.FOLDER}/{each.paper.slug}": each for each in chosen}
    papers = [replace(each.paper, slug=f"~{name}") for name, each in named.items()]
    for twins in duplicates([*library.papers, *papers]):
        known, new = twins.pair
        arrival = named.get(new.slug.removeprefix("~"))
        if not twins.certain or arrival is None:
            continue
        same = "title" if twins.why == "title" else IDENTIFIERS[twins.why]
        waiting = named.get(known.slug.removeprefix("~"))
        yield Problem(
            path=f"content/{arrival.file}",
            problem=f"{known.source if waiting is None else f'content/{waiting.file}'} has the same {same}",
            remedy=f"`papershelf inbox drop {arrival.paper.slug}`, or state what tells them apart",
            rule="duplicate-paper",
        )
