"""What an import decides, before anything is written. Pure.

Import owns a paper's id, where it was listed, when it was added, and its abstract. It writes
title and links once, with the paper. Nothing that a person wrote is ever changed, and what
was imported once is passed over the next time.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from papershelf.addresses import listing_url
from papershelf.catalog.identity import claims, same_paper
from papershelf.content import ledger, listings, naming, papers
from papershelf.errors import Problem, Severity
from papershelf.ingest.capture import Candidate, Capture
from papershelf.model import Appearance, Library, Paper
from papershelf.text import are_alike, find_links, fold, from_listing, identity_of, near_keys, plain_text

SAME_TITLE = 0.6
"""How alike a title and a person's correction of it are at least, from 0 to 1."""
MOST_TWINS = 20
"""With how many papers of one title an abstract is compared; a repeat, letter for letter, is found among any number."""
LONGEST_CORRECTED = 300
"""How many characters of two titles are compared; no listing's title has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that an import will do."""

    files: Mapping[str, str]
    """Files to write, by their path under `content/`, what is referred to first."""
    records: int
    """How many records the listings hold, the incomplete ones included."""
    new: int
    """How many papers are new to the list."""
    again: int
    """How many records are of papers that the list had, or got from an earlier record."""
    set_aside: tuple[Problem, ...]
    """Records that were not imported; the rest was."""
    notes: tuple[Problem, ...]
    """What a curator should look at."""


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """The list while an import is decided: the papers as they will be."""

    papers: dict[str, Paper] = field(default_factory=dict)
    by_title: dict[str, list[str]] = field(default_factory=dict)
    """Slugs by folded title."""
    by_abstract: dict[tuple[str, str | None], str] = field(default_factory=dict)
    """Slugs by folded title and abstract, the first of each."""
    seen_again: dict[str, set[Appearance]] = field(default_factory=dict)
    """New places of papers, by their slugs: put into the papers once, however many there are."""
    by_claim: dict[str, str] = field(default_factory=dict)
    """Slugs by identifiers."""
    places: dict[Appearance, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    """Slugs and former slugs."""
    ids: set[str] = field(default_factory=set)

    def put(self, paper: Paper) -> None:
        """Put a paper on the shelf, or its new state in the place of the old one."""
        if paper.slug not in self.papers:
            title = identity_of(paper.title)
            self.by_title.setdefault(title, []).append(paper.slug)
            self.by_abstract.setdefault((title, paper.abstract), paper.slug)
            self.taken.update((paper.slug, *paper.aliases))
            self.ids.update(paper.ids)
        self.papers[paper.slug] = paper
        for claim in claims(paper).values():
            self.by_claim.setdefault(claim, paper.slug)
        for place in paper.listed:
            self.places[place] = paper.slug

    def see_again(self, slug: str, place: Appearance) -> None:
        """Note another place of a paper."""
        self.places[place] = slug
        self.seen_again.setdefault(slug, set()).add(place)

    def settle(self) -> None:
        """Put the noted places into the papers."""
        for slug, places in self.seen_again.items():
            paper = self.papers[slug]
            self.papers[slug] = replace(paper, listed=tuple(sorted(places.union(paper.listed))))


@dataclass(slots=True, kw_only=True)
class _Fresh:
    """The records of papers that the list does not have, those of one paper together."""

    groups: list[list[Candidate]] = field(default_factory=list)
    by_title: dict[str, list[list[Candidate]]] = field(default_factory=dict)
    by_abstract: dict[tuple[str, str], list[Candidate]] = field(default_factory=dict)
    """By folded title and abstract, the first of each."""
    by_claim: dict[str, list[Candidate]] = field(default_factory=dict)
    """By identifier."""

    def find(self, candidate: Candidate) -> list[Candidate] | None:
        """The records of the same paper, if there are any yet."""
        for claim in claims(_as_paper(candidate)).values():
            if claim in self.by_claim:
                return self.by_claim[claim]
        title = identity_of(candidate.title)
        same = self.by_title.get(title, [])[:MOST_TWINS]
        if (repeat := self.by_abstract.get((title, candidate.abstract))) is not None:
            same = [*same, repeat]
        return next((group for group in same if _are_same(group[0], candidate)), None)

    def add(self, candidate: Candidate) -> None:
        """Begin the records of a new paper."""
        group = [candidate]
        self.groups.append(group)
        title = identity_of(candidate.title)
        self.by_title.setdefault(title, []).append(group)
        self.by_abstract.setdefault((title, candidate.abstract), group)
        for claim in claims(_as_paper(candidate)).values():
            self.by_claim.setdefault(claim, group)


def plan_import(library: Library, texts: Mapping[str, str], captures: Iterable[Capture], *, added: str) -> Plan:
    """Decide what importing some listings will do.

    The order of the listings makes no difference: candidates are taken in the order of their
    places, and what needs a name to be free is named in the order of the ids.

    Args:
        library: The list as it is.
        texts: Its files, by path under `content/`, which updates start from.
        captures: The listings, as they were read.
        added: The day that new papers are marked with, `YYYY-MM-DD`.
    """
    captures = sorted(captures, key=lambda capture: capture.listing.id)
    shelf = _shelve(library.papers)
    set_aside = [problem for capture in captures for problem in capture.set_aside]
    notes: list[Problem] = []
    fresh = _Fresh()
    again = 0
    for capture in captures:
        for candidate in capture.candidates:
            held = _already_held(shelf, capture, candidate)
            if held is not None:
                set_aside.append(held)
            elif (slug := _find(shelf, candidate)) is not None:
                again += 1
                notes += _join(shelf, slug, capture, candidate)
            elif (group := fresh.find(candidate)) is not None:
                again += 1
                notes += _note_title(capture.path, candidate, group[0].title, "the same import")
                group.append(candidate)
            else:
                fresh.add(candidate)
    shelf.settle()
    paths = {capture.listing.id: capture.path for capture in captures}
    created = _name(shelf, fresh, added)
    notes += _note_twins(shelf, created, paths)
    for paper in created:
        shelf.put(paper)
    notes += _note_near(library.papers, created, paths)
    return Plan(
        files=_files(library, texts, shelf, captures),
        records=sum(len(capture.candidates) + len(capture.set_aside) for capture in captures),
        new=len(created),
        again=again,
        set_aside=tuple(sorted(set_aside, key=Problem.sort_key)),
        notes=tuple(sorted(notes, key=Problem.sort_key)),
    )


def _shelve(known: Iterable[Paper]) -> _Shelf:
    shelf = _Shelf()
    for paper in known:
        shelf.put(paper)
    return shelf


def _already_held(shelf: _Shelf, capture: Capture, candidate: Candidate) -> Problem | None:
    """A place of a listing that another paper holds: the listing was captured twice, differently."""
    holder = shelf.places.get(_place(candidate))
    if holder is None or _are_same(shelf.papers[holder], candidate) or _corrected(shelf, holder, candidate):
        return None
    return Problem(
        path=capture.path,
        line=candidate.line,
        field=f"record {candidate.rank}",
        problem=f"content/papers/{holder}.md holds this place of the listing already",
        remedy="Save the new capture under a name of its own and import that",
    )


def _corrected(shelf: _Shelf, holder: str, candidate: Candidate) -> bool:
    """Whether the holder of a place is the same record under a title that a person corrected."""
    known = shelf.papers[holder].abstract
    if known is not None:
        return are_alike(known, candidate.abstract)
    one, other = (identity_of(title)[:LONGEST_CORRECTED] for title in (shelf.papers[holder].title, candidate.title))
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_TITLE


def _find(shelf: _Shelf, candidate: Candidate) -> str | None:
    """The slug of the paper that a candidate is, if the list has it."""
    for claim in claims(_as_paper(candidate)).values():
        if claim in shelf.by_claim:
            return shelf.by_claim[claim]
    if (holder := shelf.places.get(_place(candidate))) is not None:
        return holder
    title = identity_of(candidate.title)
    same = shelf.by_title.get(title, [])[:MOST_TWINS]
    if (repeat := shelf.by_abstract.get((title, candidate.abstract))) is not None:
        same = [*same, repeat]
    return next((slug for slug in sorted(same) if _are_same(shelf.papers[slug], candidate)), None)


def _are_same(one: Paper | Candidate, other: Candidate) -> bool:
    """Whether both are certainly one paper; where an abstract is not at hand, the title decides."""
    match = same_paper(_as_paper(one), _as_paper(other))
    return match is not None and match.certain


def _as_paper(record: Paper | Candidate) -> Paper:
    """A record as the paper that it would be; links in an abstract may lead to other papers, and do not count."""
    if isinstance(record, Paper):
        return record
    return Paper(
        slug="",
        id="",
        added="",
        **papers.title_fields(record.title),
        abstract=record.abstract,
        arxiv=record.arxiv,
        doi=record.doi,
    )


def _join(shelf: _Shelf, slug: str, capture: Capture, candidate: Candidate) -> list[Problem]:
    """Record another appearance of a paper; a place that is recorded already touches nothing."""
    paper = shelf.papers[slug]
    if paper.abstract is None:
        shelf.put(replace(paper, abstract=candidate.abstract))
    place = _place(candidate)
    if shelf.places.get(place) == slug:
        return []
    shelf.see_again(slug, place)
    return _note_title(capture.path, candidate, paper.title, paper.source)


def _note_title(path: str, candidate: Candidate, title: str, where: str) -> list[Problem]:
    """A title that is printed in two ways is reported, never applied."""
    if plain_text(candidate.title) == plain_text(from_listing(title)):
        return []
    return [
        Problem(
            path=path,
            line=candidate.line,
            field="title",
            problem=f"it is printed differently in {where}: '{candidate.title[:120]}'",
            remedy="Correct the paper's file if this one is right",
            severity=Severity.WARNING,
        )
    ]


def _name(shelf: _Shelf, fresh: _Fresh, added: str) -> list[Paper]:
    """The new papers, each with an id and a slug that are its own."""
    created: list[Paper] = []
    digested = [(_digest(group[0], fresh), group) for group in fresh.groups]
    for digest, group in sorted(digested, key=lambda item: item[0]):
        paper_id, slug = naming.choose(plain_text(group[0].title), digest, ids=shelf.ids, slugs=shelf.taken)
        shelf.ids.add(paper_id)
        shelf.taken.add(slug)
        created.append(_create(group, paper_id, slug, added))
    return sorted(created, key=lambda paper: paper.slug)


def _digest(candidate: Candidate, fresh: _Fresh) -> str:
    """What its id comes from: the title, and the abstract where titles are twins."""
    title = identity_of(candidate.title)
    twins = len(fresh.by_title[title]) > 1
    text = title if not twins else f"{title}\0{fold(candidate.abstract)}"
    return naming.digest(text)


def _create(group: list[Candidate], paper_id: str, slug: str, added: str) -> Paper:
    first = group[0]
    return Paper(
        slug=slug,
        id=paper_id,
        **papers.title_fields(first.title),
        listed=tuple(sorted({_place(candidate) for candidate in group})),
        added=added,
        links=find_links(first.abstract),
        abstract=first.abstract,
        arxiv=first.arxiv,
        authors=first.authors,
        year=first.year,
        venue=first.venue,
        doi=first.doi,
    )


def _note_twins(shelf: _Shelf, created: list[Paper], paths: Mapping[str, str]) -> list[Problem]:
    """Different papers under one title: both are kept, and a curator should know."""
    seen: dict[str, str] = {title: slugs[0] for title, slugs in shelf.by_title.items()}
    notes: list[Problem] = []
    for paper in created:
        other = seen.setdefault(identity_of(paper.title), paper.slug)
        if other != paper.slug:
            problem = f"content/papers/{other}.md has the same title and another abstract; both are kept"
            notes.append(_note(paper, paths, problem, "Check whether they are one paper"))
    return notes


def _note_near(known: Iterable[Paper], created: list[Paper], paths: Mapping[str, str]) -> list[Problem]:
    """New titles that nearly repeat another: one word more, less or other, or look-alike letters."""
    seen: dict[str, Paper] = {}
    fresh = {paper.slug for paper in created}
    notes: list[Problem] = []
    for paper in [*known, *created]:
        near = next((seen[key] for key in near_keys(paper.title) if key in seen), None)
        if near is not None and paper.slug in fresh and fold(near.title) != fold(paper.title):
            problem = f"its title is nearly that of {near.source}"
            notes.append(_note(paper, paths, problem, "Check whether they are one paper"))
        for key in near_keys(paper.title):
            seen.setdefault(key, paper)
    return notes


def _note(paper: Paper, paths: Mapping[str, str], problem: str, remedy: str) -> Problem:
    return Problem(
        path=paths[paper.listed[0].listing],
        field=f"record {paper.listed[0].rank}",
        problem=problem,
        remedy=remedy,
        severity=Severity.WARNING,
    )


def _files(library: Library, texts: Mapping[str, str], shelf: _Shelf, captures: Iterable[Capture]) -> dict[str, str]:
    """The files that change, in the order of writing: listings, abstracts, papers, the ledger."""
    before = {paper.slug: paper for paper in library.papers}
    files: dict[str, str] = {}
    added = tuple(capture.listing for capture in captures if capture.listing.id not in library.listings)
    if added:
        files["listings.yml"] = listings.append(texts.get("listings.yml", ""), added)
    for slug, paper in sorted(shelf.papers.items()):
        known = before.get(slug)
        if paper.abstract is not None and (known is None or known.abstract is None):
            files[f"abstracts/{slug}.md"] = f"{paper.abstract}\n"
    for slug, paper in sorted(shelf.papers.items()):
        known = before.get(slug)
        if known is None:
            files[paper.file] = papers.write(paper)
        elif known.listed != paper.listed:
            value = papers.listed_value(paper.listed)
            files[paper.file] = papers.update(texts[paper.file], {"listed": value})
    promised = {*ledger.promised(shelf.papers.values()), *(listing_url(listing) for listing in added)}
    return files | ledger.record(texts, promised - set(library.published))


def _place(candidate: Candidate) -> Appearance:
    return Appearance(listing=candidate.listing, rank=candidate.rank)
