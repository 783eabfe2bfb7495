"""Libraries of any size from invented text, the same ones on every machine.

The words are made of syllables, so that a benchmark needs nothing that somebody owns. Their
frequencies fall as those of real words do (Zipf), because an index of uniformly random words
has another size and takes another time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

SEED = 20261121
TOPICS = 15
TAGS = 130
FEWEST_LISTINGS, MOST_LISTINGS = 5, 20
PAPERS_A_LISTING = 250
"""How long a listing is, as long as the number of listings keeps within its bounds."""
LONGEST_SLUG = 80

_WORDS = 20_000
_ONSETS = ("b", "br", "d", "dr", "f", "g", "gl", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z")
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "io")
_CODAS = ("", "", "", "l", "m", "n", "r", "s", "x")


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPaper:
    """A paper as each of the two site generators needs it."""

    id: str
    slug: str
    title: str
    summary: str
    tags: tuple[str, ...]
    link: str | None
    places: tuple[tuple[str, int], ...]
    """Listing and rank."""


class _Zipf:
    """Draws items with a weight of 1/place; a first place further down makes the curve flatter."""

    def __init__(self, rng: random.Random, items: Sequence[str], first: int = 1) -> None:
        self._rng = rng
        self._items = items
        self._weights = list(accumulate(1 / place for place in range(first, len(items) + first)))

    def draw(self, count: int) -> list[str]:
        return self._rng.choices(self._items, cum_weights=self._weights, k=count)

    def draw_distinct(self, count: int) -> tuple[str, ...]:
        drawn: dict[str, None] = {}
        while len(drawn) < count:
            drawn.update(dict.fromkeys(self.draw(1)))
        return tuple(drawn)


def _invent_words(rng: random.Random, count: int) -> list[str]:
    """Distinct words, short ones first, as frequent words are short."""
    words: set[str] = set()
    while len(words) < count:
        syllables = rng.choices((1, 2, 3, 4), weights=(1, 6, 6, 2))[0]
        words.add("".join(rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(syllables)))
    return sorted(words, key=lambda word: (len(word), word))


class Library:
    """An invented library: its vocabulary and listings at once, its papers one after the other."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._rng = random.Random(SEED)
        words = _invent_words(self._rng, _WORDS)
        self._words = _Zipf(self._rng, words)
        # `kind` has a meaning of its own for Papershelf: it is the one topic without a page.
        names = iter(self._rng.sample(words[_WORDS // 2 :], TOPICS - 1 + 2 * TAGS))
        self.topics = ("kind", *islice(names, TOPICS - 1))
        self.tags = tuple(islice(names, TAGS))
        self.tag_aliases = tuple(names)
        # As in the real list, the most frequent tag stands on about a sixth of the papers.
        self._tags = _Zipf(self._rng, self.tags, first=8)
        count = min(MOST_LISTINGS, max(FEWEST_LISTINGS, size // PAPERS_A_LISTING))
        self.listings = tuple(f"listing-{number:02}" for number in range(1, count + 1))

    def papers(self) -> Iterator[InventedPaper]:
        """The papers, always the same; nothing of them is kept, so that a caller stays small."""
        self._rng.seed(SEED + 1)
        ranks = dict.fromkeys(self.listings, 0)
        taken: set[str] = set()
        while len(taken) < self.size:
            words = self._words.draw(self._rng.randint(8, 14))
            slug = _slug(words)
            if slug not in taken:
                taken.add(slug)
                yield self._paper(len(taken), slug, " ".join(words).title(), ranks)

    def _paper(self, number: int, slug: str, title: str, ranks: dict[str, int]) -> InventedPaper:
        rng = self._rng
        listings = rng.sample(self.listings, 2 if rng.random() < 0.06 else 1)
        for listing in listings:
            ranks[listing] += 1
        return InventedPaper(
            id=f"p{number:05}",
            slug=slug,
            title=title,
            summary=" ".join(self._sentence(rng.randint(20, 26)) for _ in range(3)),
            tags=self._tags.draw_distinct(rng.randint(2, 7)),
            link=f"https://github.com/{'/'.join(self._words.draw(2))}" if rng.random() < 0.25 else None,
            places=tuple((listing, ranks[listing]) for listing in listings),
        )

    def _sentence(self, length: int) -> str:
        return f"{' '.join(self._words.draw(length)).capitalize()}."

    def sentence(self) -> str:
        """A sentence for a description."""
        return self._sentence(self._rng.randint(10, 20))


def _slug(words: list[str]) -> str:
    slug = "-".join(words)
    return slug if len(slug) <= LONGEST_SLUG else slug[: LONGEST_SLUG + 1].rpartition("-")[0]


def write_content(content: Path, size: int) -> None:
    """Write a library as the folder `content/` of a project."""
    library = Library(size)
    (content / "papers").mkdir(parents=True)
    (content / "tags.yml").write_text(_vocabulary(library), encoding="utf-8")
    listings = "".join(f'{listing}:\n  date: "Apr 4"\n  source: "Invented"\n' for listing in library.listings)
    (content / "listings.yml").write_text(listings, encoding="utf-8")
    with (content / "urls.txt").open("w", encoding="utf-8") as ledger:
        ledger.writelines(f"/listings/{listing}/\n" for listing in library.listings)
        for paper in library.papers():
            (content / "papers" / f"{paper.slug}.md").write_text(_paper_file(paper), encoding="utf-8")
            ledger.write(f"/p/{paper.id}/\n/papers/{paper.slug}/\n")


def _vocabulary(library: Library) -> str:
    rows = ["topics:"]
    for topic in library.topics:
        rows += [f"  {topic}:", f'    label: "{topic.title()}"', f'    description: "{library.sentence()}"']
    rows += ["tags:"]
    for number, (tag, alias) in enumerate(zip(library.tags, library.tag_aliases, strict=True)):
        rows += [f"  {tag}:", f'    label: "{tag.title()}"', f"    topic: {library.topics[number % TOPICS]}"]
        rows += [f'    description: "{library.sentence()}"', f"    aliases: [{alias}]"]
    return "\n".join(rows) + "\n"


def _paper_file(paper: InventedPaper) -> str:
    listed = ", ".join(f'{{listing: "{listing}", rank: {rank}}}' for listing, rank in paper.places)
    links = f'{{kind: code, url: "{paper.link}"}}' if paper.link else ""
    return (
        f'---\nid: "{paper.id}"\ntitle: {json.dumps(paper.title)}\nlisted: [{listed}]\nadded: "2026-11-21"\n'
        f"links: [{links}]\ntags: [{', '.join(paper.tags)}]\n---\n{paper.summary}\n"
    )
