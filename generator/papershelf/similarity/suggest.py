"""Tags for papers that have none, learnt from the papers that people tagged. Pure.

Three judges look at a paper: the curated papers that read most like it, the common text of
each tag's papers, and the names of the tags. A logistic regression weighs them. It is fitted
on curated papers, each judged by all the others, so that a confidence is the share of such
proposals that curators made themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper
from papershelf.similarity.logistic import Case, fit, logistic
from papershelf.similarity.tag_evidence import Reading, TagIndex, index_tags
from papershelf.similarity.terms import terms

MOST_TAGS = 7
"""How many tags are proposed at the most."""
FEWEST_TAGS = 2
"""How many are proposed if that many are possible at all; one of them says the subject."""
LIKELY = 0.35
"""The confidence from which a tag is proposed: the best balance of right ones and missed ones."""
POSSIBLE = 0.1
"""The confidence below which nothing is proposed, whatever else is missing."""

_CANDIDATES = 25
"""How many tags of a paper are learnt from; the curators' own are nearly always among them."""
_SAMPLE = 300
"""How many curated papers the weights are fitted on, which keeps learning linear in the list."""
_SHOWN_PAPERS, _SHOWN_WORDS = 2, 3

_USUAL = (2.0, 0.4, 1.0, 6.0, -0.4, 1.1, 1.1)
"""The weights that the first list taught, in the order of `Evidence.features`: where a small list begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A tag that a paper may need, and why."""

    tag: str
    confidence: float
    """From 0 to 1: how often a proposal like this one is right."""
    like: tuple[Paper, ...] = ()
    """The papers with this tag that read most like this one, where they voted for it."""
    words: tuple[str, ...] = ()
    """What this paper shares with the tag's papers and description, the most telling first."""
    named: str | None = None
    """The tag's name, as this paper writes it."""

    @property
    def reason(self) -> str:
        """The grounds in a line of text."""
        like = ", ".join(f'"{paper.title}"' for paper in self.like)
        grounds = (("like", like), ("words:", ", ".join(self.words)), ("named:", self.named or ""))
        return "; ".join(f"{ground} {what}" for ground, what in grounds if what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learnt: the papers, indexed, and how far each kind of evidence is to be trusted."""

    index: TagIndex
    weights: Mapping[bool, tuple[float, ...]]
    """Of the evidence's features, for papers with a text and (True) for those with a title only."""

    def suggest(self, paper: Paper, limit: int = MOST_TAGS) -> tuple[Suggestion, ...]:
        """The tags that a paper probably needs, the surest first.

        There are as many as are likely, and nothing where no word is known. One of them says the
        subject, if any subject is possible.
        """
        reading = self.index.read(paper)
        ranked = [(tag, confidence) for tag, confidence in self.rank(reading) if confidence >= POSSIBLE]
        chosen = [pair for place, pair in enumerate(ranked) if pair[1] >= LIKELY or place < FEWEST_TAGS][:limit]
        subjects = [pair for pair in ranked if self._is_subject(pair[0])]
        if subjects and not any(pair in subjects for pair in chosen):
            chosen = [*chosen[: limit - 1], subjects[0]]
        return tuple(self._explain(reading, tag, confidence) for tag, confidence in chosen)

    def rank(self, reading: Reading) -> list[tuple[str, float]]:
        """Every tag that anything speaks for, with its confidence, the surest first."""
        weights = self.weights[reading.is_bare]
        confidences = ((tag, logistic(weights, found.features)) for tag, found in reading.evidence.items())
        return sorted(confidences, key=lambda item: (-item[1], item[0]))

    def _is_subject(self, tag: str) -> bool:
        return self.index.vocabulary.tags[tag].topic != KIND_TOPIC

    def _explain(self, reading: Reading, tag: str, confidence: float) -> Suggestion:
        voters = (self.index.papers[number] for number, _ in reading.nearest)
        return Suggestion(
            tag=tag,
            confidence=confidence,
            like=tuple(paper for paper in voters if tag in paper.tags)[:_SHOWN_PAPERS],
            words=_telling(self.index, reading, tag),
            named=reading.named.get(tag),
        )


def learn(catalog: Catalog) -> Model:
    """Learn from the papers of a list that have tags."""
    papers = sorted((paper for paper in catalog.papers if paper.tags), key=lambda paper: paper.slug)
    index = index_tags(tuple(papers), catalog.library.vocabulary)
    order = sorted(range(len(papers)), key=lambda number: hashlib.sha256(papers[number].id.encode()).digest())
    sample = [(number, papers[number]) for number in order[:_SAMPLE]]
    bare = [(number, replace(paper, summary="", abstract=None)) for number, paper in sample]
    return Model(
        index=index, weights={False: fit(_cases(index, sample), _USUAL), True: fit(_cases(index, bare), _USUAL)}
    )


def _cases(index: TagIndex, sample: Iterable[tuple[int, Paper]]) -> Iterator[Case]:
    """The evidence on papers by all others, and whether curators came to the same tag."""
    for number, paper in sample:
        evidence = index.read(paper, left_out=number).evidence
        ranked = sorted(evidence, key=lambda tag: (-logistic(_USUAL, evidence[tag].features), tag))
        yield from ((evidence[tag].features, tag in paper.tags) for tag in ranked[:_CANDIDATES])


def _telling(index: TagIndex, reading: Reading, tag: str) -> tuple[str, ...]:
    """The words that carried the similarity most; a word inside a pair that is shown is not shown again."""
    shares = {term: weight * index.sums[term].get(tag, 0.0) for term, weight in reading.vector.items()}
    shown: list[str] = []
    for term in sorted(shares, key=lambda term: (-shares[term], term)):
        words = set(term.split())
        if shares[term] > 0.0 and not any(words & set(other.split()) for other in shown):
            shown.append(term)
    written = {term: spelt.lower() for text, _ in reversed(reading.texts) for term, spelt in terms(text)}
    return tuple(written[term] for term in shown[:_SHOWN_WORDS])
