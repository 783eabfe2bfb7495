"""An entry of a bibliography, of whatever format, becomes a candidate or is set aside. Pure.

Readers say what a format calls things; here is decided what may be taken over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from papershelf.errors import Problem, Rejected, Severity
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.source import Source
from papershelf.model import MAX_TEXT, Link, LinkKind, Listing, Name
from papershelf.text import (
    IdentifierKind,
    capture_text,
    from_hand,
    identify,
    is_blank,
    is_url,
    link_kind,
    parse_name,
    write_name,
)

LONGEST_ABSTRACT = 20_000
"""In characters; a longer one is a whole paper, or a slip."""
MOST_AUTHORS = 5_000
"""Of one paper; the longest known list has about so many."""
LONGEST_WORD = 100
"""Of a keyword, in characters; what is longer is a sentence."""

_YEAR = re.compile(r"\s*(?P<year>[12][0-9]{3})(?:\s*[-/.~?%].*|\s.*|[a-z]?\s*)", re.DOTALL)
_MONTHS = "jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|winter|spring|summer|autumn|fall"
_MONTH_AND_YEAR = re.compile(
    rf"\W*(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\W+)?(?:{_MONTHS})[a-z]*\W+(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\W+)?"
    rf"(?P<year>[12][0-9]{{3}})\W*",
    re.IGNORECASE,
)
"""`June 1980`, `24 May 2018`, `May 24, 2018`"""
_PREPRINT = re.compile(
    r"(?:arxiv|corr)(?:\.org)?(?:[\s:.].*|e-prints)?|(?:cornell university|arxiv preprint).*", re.IGNORECASE | re.DOTALL
)
"""What bibliographies call arXiv where a venue would be."""
_NUMBER_IN_VENUE = re.compile(
    r"arxiv(?:\.org)?(?:\s+(?:e-?prints?|preprints?))?[\s:,]*(?:arxiv\s*:\s*|abs/)?([a-z.-]*/?[0-9.]{7,10}(?:v[0-9]+)?)\s*(?:\[[\w.-]+\])?",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\s*(?:file:|[A-Za-z]:[\\/]|/(?!/)|\\\\|~/|[^/:]*\.(?:pdf|epub|djvu|ps|docx?|txt|html?|zip)\s*$)", re.IGNORECASE
)
"""How the path or the name of a file of one's own begins, which no address has."""

T = TypeVar("T")
Readable = Callable[[str], str]


def from_record(text: str) -> str:
    """A value of a format that knows no TeX, on one line; what people pasted into it is read all the same."""
    return " ".join(from_hand(" ".join(text.split())).split())


@dataclass(slots=True, kw_only=True)
class Entry:
    """What a reader found out about one record."""

    source: Source
    line: int
    rank: int
    title: str = ""
    abstract: str = ""
    authors: list[Name] = field(default_factory=list)
    year: str | None = None
    venue: str | None = None
    identifiers: list[str] = field(default_factory=list)
    """Texts that should state an identifier of this very record, those first that are believed first."""
    addresses: list[tuple[str, LinkKind | None]] = field(default_factory=list)
    """Addresses, with the kind where the format says it."""
    words: list[str] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What a person should look at."""

    def note(self, name: str | None, problem: str, remedy: str) -> None:
        """Note what a person should look at, and what does not keep the record out."""
        self.notes.append(self._problem(name, problem, remedy, Severity.WARNING))

    def refuse(self, problem: str, remedy: str = "Correct the record and import the file again") -> Problem:
        """Why the record is set aside."""
        return self._problem(f"record {self.rank}", problem, remedy, Severity.ERROR)

    def _problem(self, name: str | None, problem: str, remedy: str, severity: Severity) -> Problem:
        return Problem(
            path=self.source.path, line=self.line, field=name, problem=problem, remedy=remedy, severity=severity
        )

    def set_year(self, written: str) -> None:
        """Take the year of a date, such as `2023-05-01`; what holds none is noted."""
        if not (text := written.strip()):
            return
        if (found := _YEAR.fullmatch(text) or _MONTH_AND_YEAR.fullmatch(text)) is not None:
            self.year = found["year"]
        else:
            self.note("year", f"'{text[:40]}' is not a year", "State it in the paper's file")

    def set_venue(self, written: str, readable: Readable = from_record) -> None:
        """Take the name of a venue; of one that is arXiv, the number that it holds."""
        if not (text := readable(written)) or self.venue is not None:
            return
        if (found := _NUMBER_IN_VENUE.fullmatch(text)) is not None:
            self.identifiers.append(found[1])
        elif not _PREPRINT.fullmatch(text):
            self.venue = text

    def add_author(self, name: str | Name, readable: Readable = lambda text: text) -> None:
        """Take an author; a name whose parts cannot be told is taken in one piece, which is noted."""
        text = name.shown if isinstance(name, Name) else readable(name)
        try:
            found = name if isinstance(name, Name) else parse_name(text)
            write_name(found)
        except Rejected as error:
            found = Name(family=" ".join(re.sub(r"[{},\\]", " ", text).split()), literal=True)
            if not found.family:
                return
            self.note("authors", f"'{text[:60]}': {error.problem}", "Correct it in the paper's file")
        self.authors.append(found)

    def add_words(self, words: Iterable[str], readable: Readable = from_record) -> None:
        """Take keywords, each once; what is as long as a sentence is none."""
        for word in map(readable, words):
            if word and word not in self.words and len(word) <= LONGEST_WORD:
                self.words.append(word)

    def to_candidate(self) -> Candidate | Problem:
        """The candidate, or why the record is set aside."""
        title = capture_text(self.title)
        if len(title) > MAX_TEXT:
            return self.refuse(f"its title has {len(title):,} characters, over {MAX_TEXT:,}")
        arxiv, doi, links = self._resolve()
        if is_blank(title):
            title = ""
        if not title and not (arxiv or doi):
            return self.refuse("it has no title")
        if len(self.abstract) > LONGEST_ABSTRACT:
            self.note("abstract", f"it has over {LONGEST_ABSTRACT:,} characters", "It is left out: check the file")
            self.abstract = ""
        if len(self.authors) > MOST_AUTHORS:
            return self.refuse(f"it has {len(self.authors):,} authors, over {MOST_AUTHORS:,}")
        return Candidate(
            listing=self.source.listing,
            rank=self.rank,
            title=title,
            abstract=capture_text(self.abstract),
            line=self.line,
            arxiv=arxiv,
            authors=tuple(self.authors),
            year=self.year,
            venue=self.venue,
            doi=doi,
            links=links,
            proposed=tuple(self.words),
            collections=tuple(self.collections),
        )

    def _resolve(self) -> tuple[str | None, str | None, tuple[Link, ...]]:
        """The arXiv number, the DOI and the links of all that the record states."""
        facts: dict[IdentifierKind, str] = {}
        links: dict[str, LinkKind] = {}
        for text in filter(None, map(str.strip, self.identifiers)):
            if (found := identify(text)) is None:
                continue
            if found.kind in (IdentifierKind.ARXIV, IdentifierKind.DOI):
                facts.setdefault(found.kind, found.value)
            else:
                links.setdefault(found.address, LinkKind.PAPER)
        for written, kind in self.addresses:
            address = written.strip()
            if not address or _LOCAL.match(address):
                continue
            address = address if "://" in address or ":" in address else f"https://{address}"
            found = identify(address)
            is_fact = found is not None and found.kind in (IdentifierKind.ARXIV, IdentifierKind.DOI)
            if (
                found is not None
                and is_fact
                and facts.setdefault(found.kind, found.value).casefold() == (found.value.casefold())
            ):
                continue
            if not is_url(address):
                self.note("links", f"'{address[:80]}' is not a web address", "State the right one in the paper's file")
                continue
            guessed = link_kind(address)
            links.setdefault(address, guessed if kind is None or guessed is not LinkKind.OTHER else kind)
        found_links = tuple(Link(kind=kind, url=url) for url, kind in links.items())
        return facts.get(IdentifierKind.ARXIV), facts.get(IdentifierKind.DOI), found_links


def capture(
    source: Source, records: Iterable[tuple[int, T]], read: Callable[[Entry, T], Candidate | Problem]
) -> Capture:
    """A bibliography, read record by record.

    Args:
        source: The file.
        records: What its records are made of, each with its line.
        read: Makes a candidate of a record, or says why it is set aside.
    """
    candidates: list[Candidate] = []
    set_aside: list[Problem] = []
    notes: list[Problem] = []
    for rank, (line, record) in enumerate(records, start=1):
        entry = Entry(source=source, line=line, rank=rank)
        result = read(entry, record)
        if source.undecoded is not None and isinstance(result, Candidate) and _is_damaged(result):
            result = entry.refuse("a byte in it is not UTF-8", "Save the file as UTF-8 and import it again")
        notes += entry.notes
        if isinstance(result, Problem):
            set_aside.append(result)
        else:
            candidates.append(result)
    return Capture(
        path=source.path,
        listing=Listing(id=source.listing),
        candidates=tuple(candidates),
        set_aside=tuple(set_aside),
        notes=tuple(notes),
        is_ranking=False,
    )


def _is_damaged(candidate: Candidate) -> bool:
    names = (name.shown for name in candidate.authors)
    texts = (candidate.title, candidate.abstract, candidate.venue or "", *names, *candidate.proposed)
    return any("\ufffd" in text for text in texts)


def name_of_parts(family: str, given: str, particle: str = "", suffix: str = "") -> Name:
    """An author whose parts a format keeps apart."""
    parts = (" ".join(part.replace(",", " ").split()) for part in (family, given, particle, suffix))
    family, given, particle, suffix = parts
    if not family:
        family, given = given, ""
    elided = particle.endswith(("'", "’"))
    whole = f"{particle}{'' if elided or not particle else ' '}{family}"
    return parse_name(", ".join(filter(None, (whole, suffix, given)))) if given else parse_name(f"{whole},")
