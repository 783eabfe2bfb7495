"""Tags for papers that have none, learnt from the papers that people tagged. Pure.

Three judges look at a paper: the curated papers that read most like it, the common text of
each tag's papers, and the names of the tags. A logistic regression weighs them, fitted on
curated papers, each judged by all the others. Papers that come later are less like the curated ones than
these are like each other. So a second regression (Platt scaling) tells from past imports, each judged by
those before it, how far the first is to be trusted: a confidence is the share of such proposals
that curators made themselves.

A list with few curated papers teaches nothing that holds for the next import. Then only the words
of the vocabulary speak, with weights of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper
from papershelf.similarity.corpus import read_corpus
from papershelf.similarity.imports import Step, in_order, steps
from papershelf.similarity.logistic import Case, Numbers, fit, logistic, score
from papershelf.similarity.tag_evidence import Evidence, Reading, TagIndex, index_tags
from papershelf.similarity.terms import terms

FEWEST_PAPERS = 50
"""How many papers with confirmed tags there are before anything is learnt from them."""
MOST_TAGS = 7
"""How many tags are proposed at the most."""
LIKELY = 0.35
"""The confidence from which a tag is proposed: the best balance of right ones and missed ones."""
POSSIBLE = 0.2
"""The confidence from which a subject is proposed where none is likely."""

_CANDIDATES = 25
"""How many tags of a paper are learnt from; the curators' own are nearly always among them."""
_SAMPLE = 300
"""How many curated papers the weights are fitted on, which keeps learning linear in the list."""
_SHOWN_PAPERS, _SHOWN_WORDS = 2, 3

_USUAL = (2.0, 0.4, 1.0, 6.0, -0.4, 1.1, 1.1)
"""The weights that the first list taught, in the order of `Evidence.features`: where a small list begins."""
_AS_SCORED = (0.0, 1.0)
"""What is added to a score and what it is multiplied by, while no import has followed another."""
_LEAST_SLOPE = 0.1
"""However little the past has to do with it, a better score stays a better one."""
_OF_WORDS = {
    False: (1.02, 1.55, 0.65, 0.81, 0.95, 0.71, 0.21, 0.81),
    True: (1.19, 1.66, -0.13, 2.16, 0.0, 0.0, 0.47, 0.47),
}
"""The weights of `Evidence.features_of_words` that the first list taught, each paper judged as if no other one had
tags, for papers with a text and (True) for those with a title only: `python -m benchmarks.suggest_weights`.
"""


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
    """Of no papers, where there are too few to learn from."""
    weights: Mapping[bool, tuple[float, ...]]
    """Of the evidence's features, for papers with a text and (True) for those with a title only."""

    @property
    def is_learnt(self) -> bool:
        """Whether more speaks than the words of the vocabulary."""
        return bool(self.index.papers)

    def suggest(self, paper: Paper, limit: int = MOST_TAGS) -> tuple[Suggestion, ...]:
        """The tags that a paper probably needs, the surest first; none where none is likely.

        One of them says the subject, if any subject is possible.
        """
        reading = self.index.read(paper)
        ranked = self.rank(reading)
        chosen = [pair for pair in ranked if pair[1] >= LIKELY][:limit]
        subjects = [pair for pair in ranked if pair[1] >= POSSIBLE and self._is_subject(pair[0])]
        if chosen and subjects and not any(pair in subjects for pair in chosen):
            chosen = [*chosen[: limit - 1], subjects[0]]
        return tuple(self._explain(reading, tag, confidence) for tag, confidence in chosen)

    def explain(self, reading: Reading, tags: Iterable[str]) -> tuple[Suggestion, ...]:
        """Some tags that something speaks for, with confidence and grounds, in the order in which they are given."""
        confidences = dict(self.rank(reading))
        return tuple(self._explain(reading, tag, confidences[tag]) for tag in tags)

    def rank(self, reading: Reading) -> list[tuple[str, float]]:
        """Every tag that anything speaks for, with its confidence, the surest first."""
        weights = self.weights[reading.is_bare]
        confidences = ((tag, logistic(weights, self.features(found))) for tag, found in reading.evidence.items())
        return sorted(confidences, key=lambda item: (-item[1], item[0]))

    def features(self, evidence: Evidence) -> tuple[float, ...]:
        """The evidence as the weights take it."""
        return evidence.features if self.is_learnt else evidence.features_of_words

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


def learn(catalog: Catalog, order: tuple[str, ...] | None = None) -> Model:
    """Learn from the papers of a list that have tags; proposed ones are none.

    Args:
        catalog: The list.
        order: The ids of its listings in the order of import. None: the order of `content/listings.yml`.
    """
    vocabulary = catalog.library.vocabulary
    papers = sorted((paper for paper in catalog.papers if paper.tags), key=lambda paper: paper.slug)
    if len(papers) < FEWEST_PAPERS:
        return Model(index=index_tags((), vocabulary, others=catalog.papers), weights=_OF_WORDS)
    corpus = read_corpus(papers, vocabulary)
    index = index_tags(tuple(papers), vocabulary, corpus=corpus)
    imports = in_order(papers, tuple(catalog.library.listings) if order is None else order)
    seen = {False: _whole, True: _bare}
    scoring = {is_bare: fit(_known_cases(index, see), _USUAL) for is_bare, see in seen.items()}
    later: dict[bool, list[Case]] = {False: [], True: []}
    for step in _sampled(list(steps(imports, FEWEST_PAPERS))):
        known = index_tags(step.known, vocabulary, corpus=corpus)  # one at a time: each is as large as its list
        for is_bare, see in seen.items():
            later[is_bare].extend(
                ((1.0, score(scoring[is_bare], features)), right)
                for paper in step.later
                for features, right in _cases(known, see(paper))
            )
    weights = {is_bare: _calibrate(scoring[is_bare], later[is_bare]) for is_bare in seen}
    return Model(index=index, weights=weights)


def _whole(paper: Paper) -> Paper:
    return paper


def _bare(paper: Paper) -> Paper:
    return replace(paper, summary="", abstract=None)


def _calibrate(scoring: Numbers, later: Iterable[Case]) -> Numbers:
    """The weights with which scores become the shares of right proposals that papers of later imports had.

    Args:
        scoring: The weights that give the scores.
        later: Those scores, each with 1 before it, and whether the proposal was right.
    """
    offset, slope = fit(later, _AS_SCORED)
    slope = max(slope, _LEAST_SLOPE)
    return (offset + slope * scoring[0], *(slope * weight for weight in scoring[1:]))


def _known_cases(index: TagIndex, seen: Callable[[Paper], Paper]) -> Iterator[Case]:
    """The evidence on a sample of the curated papers, each by all the others."""
    order = sorted(range(len(index.papers)), key=lambda number: _draw(index.papers[number]))
    for number in order[:_SAMPLE]:
        yield from _cases(index, seen(index.papers[number]), left_out=number)


def _sampled(past: list[Step]) -> Iterator[Step]:
    """The past with no more later papers than are learnt from."""
    later = [paper for step in past for paper in step.later]
    kept = {paper.slug for paper in sorted(later, key=_draw)[:_SAMPLE]}
    for step in past:
        yield replace(step, later=tuple(paper for paper in step.later if paper.slug in kept))


def _draw(paper: Paper) -> bytes:
    """What decides whether a paper is in a sample: as good as chance, and always the same."""
    return hashlib.sha256(paper.id.encode()).digest()


def _cases(index: TagIndex, paper: Paper, left_out: int | None = None) -> Iterator[Case]:
    """The evidence of an index on a paper, and whether curators came to the same tag."""
    evidence = index.read(paper, left_out=left_out).evidence
    ranked = sorted(evidence, key=lambda tag: (-logistic(_USUAL, evidence[tag].features), tag))
    yield from ((evidence[tag].features, tag in paper.tags) for tag in ranked[:_CANDIDATES])


def _telling(index: TagIndex, reading: Reading, tag: str) -> tuple[str, ...]:
    """The words that carried the similarity most; a word inside a pair that is shown is not shown again."""
    shares = index.weigh(reading.vector, tag)
    shown: list[str] = []
    for term in sorted(shares, key=lambda term: (-shares[term], term)):
        words = set(term.split())
        if len(shown) == _SHOWN_WORDS or shares[term] <= 0.0:
            break
        if not any(words & set(other.split()) for other in shown):
            shown.append(term)
    written = {term: spelt.lower() for text, _ in reversed(reading.texts) for term, spelt in terms(text)}
    return tuple(written[term] for term in shown)
