"""The nouns of Papershelf: frozen, and true by construction.

Every text in here is as readers see it; what came from outside was made readable when it came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType
from typing import Any

KIND_TOPIC = "kind"
"""The topic whose tags say what kind of contribution a paper makes, not what it is about."""
FEWEST_TAGS, MOST_TAGS = 2, 7
"""How many tags a paper has, by the rules."""
MOST_PROPOSED = 40
"""Papers whose tags one proposal can change: the site's page and the reader of issues hold it."""

MAX_TEXT = 2_000
"""The longest text of a single field, in characters."""

FIRST_DAY, LAST_DAY = "1970-01-01", "2100-12-31"
"""Between these days lies every date: feeds, archives and file systems count from the first, and not for ever."""


Position = tuple[float, float]
"""A place on the map: across and down, each from 0 to 1."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class LinkKind(StrEnum):
    """What a reader finds behind a link. The order is the order of display."""

    CODE = "code"
    MODEL = "model"
    DATA = "data"
    DEMO = "demo"
    VIDEO = "video"
    PROJECT = "project"
    PAPER = "paper"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that belongs to a paper."""

    kind: LinkKind
    url: str
    """Absolute, http or https, checked by `text.check_url`."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Appearance:
    """Where a paper was: in which listing, at which place."""

    listing: str
    rank: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A paper that was on the list beside this one, and was the same: its addresses lead here."""

    id: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Origin:
    """Where facts of a paper come from that no person wrote."""

    source: str
    facts: tuple[str, ...]
    """The fields, in house order."""


_ELISION = re.compile(r"['’]$")
_FAMILY_FIRST = re.compile(
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003fffd々〆・·\s]+"
)
"""Han, Kana and Hangul, and the dots between words of foreign names."""


def is_family_first(text: str) -> bool:
    """Whether a name is in a script in which the family name comes first."""
    return _FAMILY_FIRST.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An author: a person's name in its parts, or an organisation in one piece.

    `papershelf.text.person_names` reads it from a paper's file and writes it there.
    """

    family: str
    """The family name; a person's only name; or the organisation."""
    given: str = ""
    particle: str = ""
    """What comes before the family name in lower case, and goes with it: `van den`, `d'`."""
    suffix: str = ""
    """`Jr.`, `III`."""
    literal: bool = False
    """Whether it is an organisation, which is never taken apart."""

    @property
    def last(self) -> str:
        """The family name with its particle, as it stands in a sentence: `van den Berg`, `d'Alembert`."""
        if not self.particle:
            return self.family
        return f"{self.particle}{'' if _ELISION.search(self.particle) else ' '}{self.family}"

    @property
    def shown(self) -> str:
        """What readers see: `Ada van den Berg Jr.`; no comma, so that names in a row stay apart."""
        parts = [self.given, self.last, self.suffix]
        if is_family_first(f"{self.last}{self.given}"):
            parts = [self.last, self.given, self.suffix]
        return " ".join(filter(None, parts))

    @property
    def sorted(self) -> str:
        """As an index has it: `van den Berg, Ada, Jr.`; an organisation as it is."""
        return self.family if self.literal else ", ".join(filter(None, (self.last, self.given, self.suffix)))

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: one file of `content/papers/`, and its abstract where one is at hand."""

    slug: str
    """The name of its file and of its page; never changes by itself."""
    id: str
    """Its short name for good, made once at import."""
    title: str
    """As readers see it: plain Unicode."""
    title_notation: str | None = None
    """The title as its file has it, where that has mathematics in dollars."""
    listed: tuple[Appearance, ...] = ()
    """Sorted, without repeats."""
    added: str
    """The day it came into the list: `YYYY-MM-DD`."""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    """Keys of the vocabulary; empty means 'not tagged yet'."""
    proposed: tuple[str, ...] = ()
    """Keys that a machine proposes and nobody has confirmed: not published as tags, and nothing learns from them."""
    keywords: tuple[str, ...] = ()
    """Words that its source has for what it is about, and that mean no tag of the vocabulary: kept, not published."""
    finding: str | None = None
    """What the paper shows, in one sentence of our own."""
    note: str | None = None
    """What the curators think of it, in a sentence or two."""
    summary: str = ""
    """Markdown in our own words; empty means 'not summarised yet'."""
    abstract: str | None = None
    """The authors' text, where this checkout has it."""
    abstract_source: str | None = None
    """Whose terms give the abstract freely, so that the list may keep and publish it; None for one from a listing."""
    arxiv: str | None = None
    authors: tuple[Name, ...] = ()
    year: str | None = None
    venue: str | None = None
    doi: str | None = None
    sources: tuple[Origin, ...] = ()
    """Where those of its facts come from that no person wrote; sorted by source."""
    aliases: tuple[str, ...] = ()
    """Former slugs, whose addresses redirect here: its own from the oldest on, then those of merged papers."""
    merged: tuple[Merged, ...] = ()
    """The papers that were merged into this one."""
    withdrawn: str | None = None
    """Why the paper was taken off the list; its address stays."""

    @property
    def identifiers(self) -> Mapping[str, str]:
        """What tells it from every other paper, by field, written as all its spellings are compared."""
        stated = {
            "arxiv": None if self.arxiv is None else arxiv_work(self.arxiv),
            "doi": None if self.doi is None else self.doi.casefold(),
        }
        if (preprint := _ARXIV_DOI.fullmatch(stated["doi"] or "")) is not None:
            # A DOI that arXiv gave is its number once more.
            stated = {"arxiv": stated["arxiv"] or arxiv_work(preprint[1]), "doi": None}
        return {field: value for field, value in stated.items() if value is not None}

    @property
    def own_names(self) -> tuple[str, ...]:
        """Its former slugs, from the oldest on, and its present one; not those of papers that were merged into it."""
        if not self.aliases:
            return (self.slug,)
        others = {other.slug for other in self.merged}
        return (*takewhile(lambda alias: alias not in others, self.aliases), self.slug)

    @property
    def names(self) -> tuple[str, ...]:
        """Every slug and id by which it is or was known."""
        return (*self.aliases, self.slug, *self.ids)

    @property
    def ids(self) -> tuple[str, ...]:
        """Its id, and those of the papers that were merged into it."""
        return (self.id, *(other.id for other in self.merged))

    def formerly(self, *slugs: str) -> tuple[str, ...]:
        """Its aliases with further former slugs of its own."""
        own = self.own_names[:-1]
        return (*own, *slugs, *self.aliases[len(own) :])

    @property
    def file(self) -> str:
        """Its file, by its path under `content/`."""
        return f"papers/{self.slug}.md"

    @property
    def source(self) -> str:
        """Its file, relative to the project's folder."""
        return f"content/{self.file}"


_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)")
_OLD_ARXIV = re.compile(r"([A-Za-z-]+)(?:\.[A-Za-z-]+)?(/[0-9]{7})(?:v[0-9]+)?")
_VERSION = re.compile(r"(?<=[0-9])v[0-9]+$")


def arxiv_work(arxiv: str) -> str:
    """An arXiv identifier without its version and subject class: `math.GT/0309136v2` is `math/0309136`."""
    old = _OLD_ARXIV.fullmatch(arxiv)
    return f"{old[1].lower()}{old[2]}" if old else _VERSION.sub("", arxiv)


def are_told_apart(one: Paper, other: Paper) -> bool:
    """Whether two papers state identifiers of one sort that differ: then they are two, whatever they are called."""
    return any(other.identifiers.get(field, value) != value for field, value in one.identifiers.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of papers that was captured once, in an order of its own."""

    id: str
    label: str | None = None
    """What it is about, in a curator's words."""
    date: str | None = None
    """The date as the listing printed it, never interpreted."""
    source: str | None = None
    """Who published it."""

    @property
    def name(self) -> str:
        """What readers see: the label, or the id while nobody has given it one."""
        return self.label or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A paper with which to begin on a tag or topic."""

    paper: str
    """Its slug."""
    why: str
    """What it gives a reader at this point, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A family of tags."""

    key: str
    label: str
    description: str
    overview: str = ""
    """Markdown of our own: what the theme is, where its papers agree and differ; empty means 'not written yet'."""
    start: tuple[Start, ...] = ()
    """Where to begin, in the order of reading."""
    former_keys: tuple[str, ...] = ()
    """Keys that it had, whose addresses redirect here."""
    former_tags: tuple[str, ...] = ()
    """Keys of tags that were removed from this topic, whose addresses redirect here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word of the vocabulary, under exactly one topic."""

    key: str
    label: str
    description: str
    topic: str
    aliases: tuple[str, ...] = ()
    """What people type when they mean this tag."""
    broader: str | None = None
    """A tag that contains this one."""
    overview: str = ""
    """Likewise, of the tag's papers."""
    start: tuple[Start, ...] = ()
    """Likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Topics and tags, each in the order in which a curator wrote them."""

    topics: Mapping[str, Topic] = field(default_factory=_nothing)
    tags: Mapping[str, Tag] = field(default_factory=_nothing)

    def tags_of(self, topic: str) -> tuple[Tag, ...]:
        """The tags under a topic, in their written order."""
        return tuple(tag for tag in self.tags.values() if tag.topic == topic)

    @property
    def places(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Which topics there are, in their order, and under which of them each tag is, by their keys."""
        return tuple(self.topics), tuple((tag.key, tag.topic) for tag in self.tags.values())

    def in_house_order(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Tags as the guide has them: subject and method as they stand, the kind of contribution last."""
        return tuple(sorted(tags, key=lambda tag: self.tags[tag].topic == KIND_TOPIC))


class Delivery(StrEnum):
    """How far the delivery of a digest by mail came."""

    NONE = "none"
    BEGUN = "begun"
    """It was being handed over, and nobody wrote down how that ended."""
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What was new on a day, recorded so that nothing is told twice."""

    date: str
    """The day of the digest, `YYYY-MM-DD`; its name and address."""
    since: str
    """The first day that it looks back to."""
    papers: tuple[str, ...]
    """The ids of its papers, which do not change when a paper is renamed."""
    introduction: str = ""
    """Markdown that a curator may write above it."""
    delivery: Delivery = Delivery.NONE

    @property
    def source(self) -> str:
        """Its file, relative to the project's folder."""
        return f"content/digests/{self.date}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything in `content/`, whole and checked. Nothing downstream of it touches the disk."""

    papers: tuple[Paper, ...] = ()
    """In slug order."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    listings: Mapping[str, Listing] = field(default_factory=_nothing)
    """By id, in the order of the file."""
    published: tuple[str, ...] = ()
    """The ledger: every page address that was ever promised, such as `/papers/x/`."""
    additions: Mapping[str, str] = field(default_factory=_nothing)
    """Those of them that the ledger itself does not hold yet, with the file that does, relative to the project."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that people use for one another when they search."""
    positions: Mapping[str, Position] = field(default_factory=_nothing)
    """Where papers are on the map, by id, since it was last drawn."""
    digests: tuple[Digest, ...] = ()
    """From the first to the latest."""
    handwritten: tuple[str, ...] = ()
    """The addresses of the pages in `content/pages/`, such as `/about/`."""
