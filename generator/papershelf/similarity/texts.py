"""What papers say, term by term: a function of each paper's own words, apart from names with several meanings. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from papershelf.model import Paper
from papershelf.similarity.acronyms import Meanings, ambiguous, meanings
from papershelf.similarity.terms import WORD, telling_stem, texts_of
from papershelf.text import plain_text

_FINDING = 1.0
"""What a word of the finding counts, beside those of `texts_of`."""
_WORDS = re.compile(f"({WORD.pattern})")
_PAIR = 2
"""How many words a term has at the most."""
_MOST = 255
"""A term that counts more counts that much: so counts are bytes."""


class Text(NamedTuple):
    """What a paper says, term by term, in the order of first mention; small, for there are many."""

    terms: tuple[str, ...]
    counts: bytes
    """How much each term counts."""
    spelt: str
    """How the paper prints each, a line each; without capitals, as within a sentence, if it does so anywhere."""
    alone: bytes
    """Which are by themselves somewhere (1): `free guidance` is not where it is only classifier-free."""
    titled: int
    """How many of the first ones are in the title."""
    names: Meanings
    """What the names that it explains mean."""

    def written(self, term: str) -> str:
        """How the paper prints one of its terms."""
        return self.spelt.split("\n")[self.terms.index(term)]

    def has_in_title(self, term: str) -> bool:
        """Whether the title has a term."""
        return term in self.terms[: self.titled]

    def has_alone(self, term: str) -> bool:
        """Whether one of its terms is by itself somewhere."""
        return bool(self.alone[self.terms.index(term)])


EMPTY = Text(terms=(), counts=b"", spelt="", alone=b"", titled=0, names={})
"""What nobody says."""


def digest_of(paper: Paper) -> bytes:
    """The hash of all that `read` reads of a paper."""
    parts = (paper.title, paper.summary, paper.finding or "", paper.abstract or "")
    # A sign that no text has keeps them apart.
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def read(paper: Paper) -> Text:
    """Read a paper by itself: title, summary, abstract and finding."""
    texts = [*texts_of(paper), (plain_text(paper.finding or ""), _FINDING)]
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    alone: set[str] = set()
    titled = 0
    for text, weight in texts:
        _add(text, int(weight), counts, written, alone)
        titled = titled or len(counts)
    return Text(
        terms=tuple(counts),
        counts=bytes([count if count < _MOST else _MOST for count in counts.values()]),
        spelt="\n".join(written.values()),
        alone=bytes(map(alone.__contains__, counts)),
        titled=titled,
        names=meanings(paper.title, [text for text, _ in texts]),
    )


def _add(text: str, weight: int, counts: dict[str, int], written: dict[str, str], alone: set[str]) -> None:
    """Add what a text says: its telling words, and pairs of them that nothing but a space or hyphen parts."""
    last = phrase = before = ""
    length = 0
    pieces = _WORDS.split(text)
    for gap, word in zip(pieces[0::2], pieces[1::2], strict=False):  # behind the last word, there is one gap more
        short = telling_stem(word)
        if length and not (short and gap in (" ", "-")):
            if length <= _PAIR:
                alone.add(phrase)
            length = 0
        if short is None:
            continue
        counts[short] = counts.get(short, 0) + weight
        if short not in written or (word.islower() and not written[short].islower()):
            written[short] = word
        phrase = short
        if length:
            phrase = pair = f"{last} {short}"
            counts[pair] = counts.get(pair, 0) + weight
            spelt = f"{before}{gap}{word}"
            if pair not in written or (spelt.islower() and not written[pair].islower()):
                written[pair] = spelt
        length += 1
        last, before = short, word
    if 0 < length <= _PAIR:
        alone.add(phrase)


def tell_apart(texts: Sequence[Text]) -> Sequence[Text]:
    """The texts with names that mean several things on the list called by what they mean; unexplained ones are none."""
    names = ambiguous([text.names for text in texts])
    return [tell_one_apart(text, names) for text in texts] if names else texts


def tell_one_apart(text: Text, names: frozenset[str]) -> Text:
    """One text with some names called by what they mean in it."""
    return text if names.isdisjoint(text.terms) else _tell_apart(text, names)


def _tell_apart(text: Text, names: frozenset[str]) -> Text:
    kept: dict[str, int] = {}
    for place, term in enumerate(text.terms):
        if names.isdisjoint(term.split()):
            kept[term] = place
        elif term in text.names:
            kept[f"{term}={text.names[term].replace(' ', '_')}"] = place
    spelt = text.spelt.split("\n")
    return Text(
        terms=tuple(kept),
        counts=bytes(text.counts[place] for place in kept.values()),
        spelt="\n".join(spelt[place] for place in kept.values()),
        alone=bytes(text.alone[place] and term == text.terms[place] for term, place in kept.items()),
        titled=sum(place < text.titled for place in kept.values()),
        names=text.names,
    )
