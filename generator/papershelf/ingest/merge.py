"""What an import decides, before anything is written. Pure.

Import owns a paper's id, where it was listed, when it was added, and its abstract. It writes
title, links and facts once, with the paper. Nothing that a person wrote is ever changed, and what
was imported once is passed over the next time.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from papershelf.addresses import listing_url
from papershelf.content import ledger, listings, papers
from papershelf.content.vocabulary_text import NAME as VOCABULARY
from papershelf.errors import Problem
from papershelf.ingest import words
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.create import Maker
from papershelf.ingest.notes import note_near, note_title, note_twins
from papershelf.ingest.shelf import Fresh, Group, Shelf, are_same
from papershelf.model import Appearance, Library, Listing, Paper, Vocabulary
from papershelf.text import LONGEST_SLUG, are_alike, identity_of, slugify

SAME_TITLE = 0.6
"""How alike a title and a person's correction of it are at least, from 0 to 1."""
LONGEST_CORRECTED = 300
"""How many characters of two titles are compared; no listing's title has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a record."""

    path: str
    line: int
    title: str
    paper: str
    """The slug of its paper; empty where it was set aside."""
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that an import will do."""

    files: Mapping[str, str]
    """Files to write, by their path under `content/`, what is referred to first."""
    records: int
    """How many records the listings hold, the incomplete ones included."""
    created: tuple[Paper, ...]
    """The papers that are new to the list, in slug order."""
    again: int
    """How many records are of papers that the list had, or got from an earlier record."""
    set_aside: tuple[Problem, ...]
    """Records that were not imported; the rest was."""
    notes: tuple[Problem, ...]
    """What a curator should look at."""
    after: Library
    """The list as it will be."""
    outcomes: tuple[Outcome, ...]
    """What becomes of the records that were imported, by file and line."""
    topics: int = 0
    """How many topics the list gets."""
    tags: int = 0
    """Likewise."""

    @property
    def new(self) -> int:
        """How many papers are new to the list."""
        return len(self.created)


def plan_import(
    library: Library,
    texts: Mapping[str, str],
    captures: Iterable[Capture],
    *,
    added: str,
    begun: Sequence[Vocabulary] = (),
) -> Plan:
    """Decide what importing some listings will do.

    The order of the listings makes no difference: candidates are taken in the order of their places, and what needs
    a name to be free is named in the order of the ids.

    Args:
        library: The list as it is.
        texts: Its files, by path under `content/`, which updates start from.
        captures: The listings, as they were read.
        added: The day that new papers are marked with, `YYYY-MM-DD`.
        begun: The vocabularies that lists begin with, which give way while untouched.

    Raises:
        PapershelfError: The vocabulary cannot be added to.
    """
    captures = sorted(captures, key=lambda capture: capture.listing.id)
    joined = words.join(library, texts.get(VOCABULARY, ""), captures, begun)
    sorting, maker, created, notes = _make(library, captures, joined.meaning, added)
    listed = tuple(_new_listings(library, sorting.shelf, captures))
    settled = _settled(library, texts, captures, joined.write(sorting.named(maker.made)))
    return Plan(
        files=settled | _files(library, texts, sorting.shelf, listed),
        after=_after(library, sorting.shelf, settled.get(VOCABULARY), listed),
        records=sum(len(capture.candidates) + len(capture.set_aside) for capture in captures),
        created=created,
        again=len(sorting.outcomes) - len(created),
        set_aside=tuple(sorted(sorting.set_aside, key=Problem.sort_key)),
        notes=tuple(sorted([*joined.notes, *notes], key=Problem.sort_key)),
        outcomes=tuple(sorting.tell(maker.made)),
        topics=len(joined.topics),
        tags=len(joined.tags),
    )


def _make(
    library: Library, captures: Sequence[Capture], meaning: Mapping[str, str], added: str
) -> tuple[_Sorting, Maker, tuple[Paper, ...], list[Problem]]:
    """Sort all records, and put the papers that are new on the shelf; what a curator should look at."""
    sorting = _Sorting(shelf=Shelf.of(library.papers))
    sorting.take_all(captures)
    paths = {capture.listing.id: capture.path for capture in captures}
    maker = Maker(shelf=sorting.shelf, fresh=sorting.fresh, meaning=meaning, added=added, paths=paths)
    created = maker.make()
    notes = [*sorting.notes, *maker.notes, *note_twins(sorting.shelf, created, maker.origins)]
    for paper in created:
        sorting.shelf.put(paper)
    return sorting, maker, created, [*notes, *note_near(library.papers, created, maker.origins)]


def _settled(
    library: Library, texts: Mapping[str, str], captures: Sequence[Capture], vocabulary: str
) -> dict[str, str]:
    """The vocabulary and the synonyms, where they change."""
    synonyms = words.join_synonyms(library, texts.get(words.SYNONYMS, ""), captures)
    written = {VOCABULARY: vocabulary, words.SYNONYMS: synonyms}
    return {name: text for name, text in written.items() if text != texts.get(name, "")}


def _after(library: Library, shelf: Shelf, vocabulary: str | None, listed: tuple[Listing, ...]) -> Library:
    """The list as it will be; without a text, with the vocabulary that it has."""
    return replace(
        library,
        papers=tuple(shelf.papers[slug] for slug in sorted(shelf.papers)),
        vocabulary=library.vocabulary if vocabulary is None else words.read(vocabulary),
        listings=MappingProxyType({**library.listings, **{listing.id: listing for listing in listed}}),
    )


@dataclass(slots=True, kw_only=True)
class _Sorting:
    """Records become papers that the list has, groups of records that are of new ones, or are set aside."""

    shelf: Shelf
    fresh: Fresh = field(default_factory=Fresh)
    set_aside: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    outcomes: list[tuple[Capture, Candidate, str | Group]] = field(default_factory=list)

    def take_all(self, captures: Iterable[Capture]) -> None:
        """Decide about every record."""
        captures = list(captures)
        # What has no title of its own joins a record that has one, wherever that is.
        for has_title in (True, False):
            for capture in captures:
                for candidate in capture.candidates:
                    if bool(candidate.title) is has_title:
                        self.take(capture, candidate)
        for capture in captures:
            self.set_aside += capture.set_aside
        self.shelf.settle()

    def take(self, capture: Capture, candidate: Candidate) -> None:
        """Decide about a record."""
        place = Appearance(listing=candidate.listing, rank=candidate.rank)
        if candidate.paper is None and capture.is_ranking and self._is_held(place, candidate):
            self.set_aside.append(_held(capture, candidate, self.shelf.places[place]))
            return
        is_fixed = candidate.paper is None and (capture.is_ranking or self._is_corrected(place, candidate))
        if (slug := self.shelf.find(candidate, place if is_fixed else None)) is not None:
            self._see_again(slug, capture, candidate)
        elif (group := self.fresh.find(candidate)) is not None:
            self.notes += note_title(capture.path, candidate, group.first.title, "the same import")
            self.fresh.join(candidate, group)
            self._place(group, capture, candidate)
        elif candidate.title:
            self._place(self.fresh.add(candidate), capture, candidate)
        else:
            self.set_aside.append(_untitled(capture, candidate))

    def tell(self, made: Mapping[int, str]) -> Iterator[Outcome]:
        """What becomes of each record, by file and line.

        Args:
            made: The slugs of the papers that were made of groups, by the identity of the group.
        """
        for capture, record, place in sorted(self.outcomes, key=lambda each: (each[0].path, each[1].line)):
            is_new = not isinstance(place, str) and place.first is record
            slug = place if isinstance(place, str) else made[id(place)]
            yield Outcome(path=capture.path, line=record.line, title=record.title, paper=slug, is_new=is_new)

    def named(self, made: Mapping[int, str]) -> dict[str, str]:
        """The slugs of the list's papers, by the names that they have here or in an export; `made` as above."""
        theirs = {
            record.paper.slug: place if isinstance(place, str) else made[id(place)]
            for _, record, place in self.outcomes
            if record.paper is not None
        }
        return {slug: slug for slug in self.shelf.papers} | theirs

    def _is_held(self, place: Appearance, candidate: Candidate) -> bool:
        """Whether another paper holds the place of a record: the listing was captured twice, differently."""
        holder = self.shelf.places.get(place)
        if holder is None or are_same(self.shelf.papers[holder], candidate):
            return False
        return not _corrected(self.shelf, holder, candidate)

    def _is_corrected(self, place: Appearance, candidate: Candidate) -> bool:
        """Whether the paper at the place of a record is this very record, under a title that a person corrected."""
        holder = self.shelf.places.get(place)
        return holder is not None and bool(candidate.title) and _corrected(self.shelf, holder, candidate)

    def _see_again(self, slug: str, capture: Capture, candidate: Candidate) -> None:
        """Record another appearance of a paper; a place that is recorded already touches nothing."""
        paper = self.shelf.papers[slug]
        if paper.abstract is None and candidate.abstract:
            self.shelf.put(replace(paper, abstract=candidate.abstract))
        places = list(self._places(capture, candidate, lambda listing: self.shelf.is_in(slug, listing)))
        for place in places:
            self.shelf.see_again(slug, place)
        if places and candidate.title:
            self.notes += note_title(capture.path, candidate, paper.title, paper.source)
        self.outcomes.append((capture, candidate, slug))

    def _place(self, group: Group, capture: Capture, candidate: Candidate) -> None:
        """Give the record of a new paper its places."""
        for place in self._places(capture, candidate, lambda listing: any(p.listing == listing for p in group.places)):
            self.shelf.reserve(place)
            group.places.add(place)
        self.outcomes.append((capture, candidate, group))

    def _places(self, capture: Capture, candidate: Candidate, is_in: Callable[[str], bool]) -> Iterator[Appearance]:
        """The places of a record that its paper does not have yet."""
        if candidate.paper is not None:
            yield from filter(self.shelf.is_free, candidate.paper.listed)
        elif capture.is_ranking:
            place = Appearance(listing=candidate.listing, rank=candidate.rank)
            if place not in self.shelf.places:
                yield place
        elif not is_in(candidate.listing):
            yield self.shelf.free_place(candidate.listing, candidate.rank)
        for name in dict.fromkeys(collection_id(candidate.listing, name) for name in candidate.collections):
            if not is_in(name):
                yield self.shelf.free_place(name)


def collection_id(listing: str, name: str) -> str:
    """The id of the listing that a collection of a file becomes: the file's with the collection's behind it."""
    return f"{listing}-{slugify(name)}"[:LONGEST_SLUG].rstrip("-")


def _held(capture: Capture, candidate: Candidate, holder: str) -> Problem:
    return Problem(
        path=capture.path,
        line=candidate.line,
        field=f"record {candidate.rank}",
        problem=f"content/papers/{holder}.md holds this place of the listing already",
        remedy="Save the new capture under a name of its own and import that",
    )


def _untitled(capture: Capture, candidate: Candidate) -> Problem:
    return Problem(
        path=capture.path,
        line=candidate.line,
        field=f"record {candidate.rank}",
        problem=f"only its identifier is known, {candidate.arxiv or candidate.doi}",
        remedy="Import it with --enrich, which asks for its title",
    )


def _corrected(shelf: Shelf, holder: str, candidate: Candidate) -> bool:
    """Whether the holder of a place is the same record under a title that a person corrected."""
    known = shelf.papers[holder].abstract
    if known is not None and candidate.abstract:
        return are_alike(known, candidate.abstract)
    one, other = (identity_of(title)[:LONGEST_CORRECTED] for title in (shelf.papers[holder].title, candidate.title))
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_TITLE


def _files(library: Library, texts: Mapping[str, str], shelf: Shelf, added: tuple[Listing, ...]) -> dict[str, str]:
    """The files that change, in the order of writing: listings, abstracts, papers, the ledger."""
    before = {paper.slug: paper for paper in library.papers}
    files: dict[str, str] = {}
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
    return files | ledger.promise(texts, _promised(library, shelf, added))


def _promised(library: Library, shelf: Shelf, added: tuple[Listing, ...]) -> dict[str, str]:
    """The addresses that an import promises, each with the addition to the ledger that it belongs to.

    The papers of a new listing share its file; papers that came alone have their own, as `papershelf new` has it. So
    no two imports write the same file.
    """
    promised = ledger.promised(shelf.papers.values()) | {
        address: ledger.addition(address) for address in map(listing_url, added)
    }
    shared = ledger.addition(listing_url(added[0])) if added else None
    known = frozenset(library.published)
    return {address: shared or own for address, own in promised.items() if address not in known}


def _new_listings(library: Library, shelf: Shelf, captures: Iterable[Capture]) -> Iterator[Listing]:
    """The listings that the list does not have yet: those of files, of their collections and of our own export."""
    named: dict[str, Listing] = {}
    for capture in captures:
        if capture.is_listing and capture.candidates:
            named.setdefault(capture.listing.id, capture.listing)
        for name in (name for each in capture.candidates for name in each.collections):
            key = collection_id(capture.listing.id, name)
            named.setdefault(key, Listing(id=key, label=name, source=capture.listing.source))
        for listing in capture.listings:
            named.setdefault(listing.id, listing)
    for place in sorted(shelf.places):
        named.setdefault(place.listing, Listing(id=place.listing))
    return (listing for key, listing in named.items() if key not in library.listings)
