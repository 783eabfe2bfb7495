"""The list while an import is decided: the papers as they will be, and the records of new ones. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from papershelf.catalog.identity import claims, same_paper
from papershelf.content import papers
from papershelf.ingest.capture import Candidate
from papershelf.model import Appearance, Paper
from papershelf.text import identity_of

MOST_TWINS = 20
"""With how many papers of one title an abstract is compared; a repeat, letter for letter, is found among any number."""


@dataclass(slots=True, kw_only=True)
class Shelf:
    """The papers of the list as they will be."""

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
    reserved: set[Appearance] = field(default_factory=set)
    """Places of papers that have no name yet."""
    taken: set[str] = field(default_factory=set)
    """Slugs and former slugs."""
    ids: set[str] = field(default_factory=set)
    by_id: dict[str, str] = field(default_factory=dict)
    """Slugs by ids."""
    ranks: dict[str, int] = field(default_factory=dict)
    """The last place of each listing that is taken."""

    @classmethod
    def of(cls, known: Iterable[Paper]) -> Shelf:
        """The papers of a list as they are."""
        shelf = cls()
        for paper in known:
            shelf.put(paper)
        return shelf

    def put(self, paper: Paper) -> None:
        """Put a paper on the shelf, or its new state in the place of the old one."""
        if paper.slug not in self.papers:
            title = identity_of(paper.title)
            self.by_title.setdefault(title, []).append(paper.slug)
            self.by_abstract.setdefault((title, paper.abstract), paper.slug)
            self.taken.update((paper.slug, *paper.aliases))
            self.ids.update(paper.ids)
            self.by_id |= dict.fromkeys(paper.ids, paper.slug)
        self.papers[paper.slug] = paper
        for claim in claims(paper).values():
            self.by_claim.setdefault(claim, paper.slug)
        for place in paper.listed:
            self.hold(place, paper.slug)

    def hold(self, place: Appearance, slug: str) -> None:
        """Let a paper have a place of a listing."""
        self.places[place] = slug
        self.ranks[place.listing] = max(place.rank, self.ranks.get(place.listing, 0))

    def see_again(self, slug: str, place: Appearance) -> None:
        """Note another place of a paper."""
        self.hold(place, slug)
        self.seen_again.setdefault(slug, set()).add(place)

    def is_in(self, slug: str, listing: str) -> bool:
        """Whether a paper has a place in a listing."""
        places = (*self.papers[slug].listed, *self.seen_again.get(slug, ()))
        return any(place.listing == listing for place in places)

    def reserve(self, place: Appearance) -> None:
        """Keep a place of a listing for a paper that has no name yet."""
        self.reserved.add(place)
        self.ranks[place.listing] = max(place.rank, self.ranks.get(place.listing, 0))

    def is_free(self, place: Appearance) -> bool:
        """Whether no paper has a place."""
        return place not in self.places and place not in self.reserved

    def free_place(self, listing: str, rank: int = 0) -> Appearance:
        """A place of a listing that is not a ranking: the one that is wanted, else the one behind all others."""
        wanted = Appearance(listing=listing, rank=rank)
        if rank and self.is_free(wanted):
            return wanted
        return Appearance(listing=listing, rank=self.ranks.get(listing, 0) + 1)

    def find(self, candidate: Candidate, place: Appearance | None) -> str | None:
        """The slug of the paper that a candidate is, if the list has it.

        Args:
            candidate: The record.
            place: The place of a ranking that the record has, whose holder is the same record; None in other files.
        """
        if candidate.paper is not None and candidate.paper.id in self.by_id:
            return self.by_id[candidate.paper.id]
        for claim in claims(as_paper(candidate)).values():
            if claim in self.by_claim:
                return self.by_claim[claim]
        if place is not None and (holder := self.places.get(place)) is not None:
            return holder
        if not candidate.title:
            return None
        title = identity_of(candidate.title)
        same = self.by_title.get(title, [])[:MOST_TWINS]
        if (repeat := self.by_abstract.get((title, candidate.abstract or None))) is not None:
            same = [*same, repeat]
        return next((slug for slug in sorted(same) if are_same(self.papers[slug], candidate)), None)

    def settle(self) -> None:
        """Put the noted places into the papers."""
        for slug, places in self.seen_again.items():
            paper = self.papers[slug]
            self.papers[slug] = replace(paper, listed=tuple(sorted(places.union(paper.listed))))


@dataclass(slots=True, kw_only=True)
class Group:
    """The records of one paper that the list does not have."""

    records: list[Candidate]
    places: set[Appearance] = field(default_factory=set)
    """Where they are."""

    @property
    def first(self) -> Candidate:
        """The one that names the paper."""
        return self.records[0]


@dataclass(slots=True, kw_only=True)
class Fresh:
    """The records of papers that the list does not have, those of one paper together."""

    groups: list[Group] = field(default_factory=list)
    by_title: dict[str, list[Group]] = field(default_factory=dict)
    by_abstract: dict[tuple[str, str], Group] = field(default_factory=dict)
    """By folded title and abstract, the first of each."""
    by_claim: dict[str, Group] = field(default_factory=dict)
    """By identifier."""

    def find(self, candidate: Candidate) -> Group | None:
        """The records of the same paper, if there are any yet."""
        for claim in claims(as_paper(candidate)).values():
            if claim in self.by_claim:
                return self.by_claim[claim]
        if not candidate.title:
            return None
        title = identity_of(candidate.title)
        same = self.by_title.get(title, [])[:MOST_TWINS]
        if (repeat := self.by_abstract.get((title, candidate.abstract))) is not None:
            same = [*same, repeat]
        return next((group for group in same if are_same(group.first, candidate)), None)

    def add(self, candidate: Candidate) -> Group:
        """Begin the records of a new paper."""
        group = Group(records=[candidate])
        self.groups.append(group)
        title = identity_of(candidate.title)
        self.by_title.setdefault(title, []).append(group)
        self.by_abstract.setdefault((title, candidate.abstract), group)
        self.claim(candidate, group)
        return group

    def join(self, candidate: Candidate, group: Group) -> None:
        """Put a record to the others of its paper."""
        group.records.append(candidate)
        self.claim(candidate, group)

    def claim(self, candidate: Candidate, group: Group) -> None:
        """Let the identifiers of a record name its paper."""
        for claim in claims(as_paper(candidate)).values():
            self.by_claim.setdefault(claim, group)


def are_same(one: Paper | Candidate, other: Candidate) -> bool:
    """Whether both are certainly one paper; where an abstract is not at hand, the title decides."""
    match = same_paper(as_paper(one), as_paper(other))
    return match is not None and match.certain


def as_paper(record: Paper | Candidate) -> Paper:
    """A record as the paper that it would be; links in an abstract may lead to other papers, and do not count."""
    if isinstance(record, Paper):
        return record
    return Paper(
        slug="",
        id="",
        added="",
        **papers.title_fields(record.title),
        links=record.links,
        abstract=record.abstract or None,
        arxiv=record.arxiv,
        doi=record.doi,
    )
