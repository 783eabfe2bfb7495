"""Related papers: which papers are like which, and why. Pure.

A paper is a vector of its telling words, pairs of words and tags. Its strongest terms find
candidates through an inverted index whose lists are cut to the papers that say most about a
term, so that the work for one paper does not grow with the list.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper, Tag
from papershelf.similarity.index import index_papers
from papershelf.similarity.reasons import Reasons, Relation

RELATED = 4
"""How many papers are named as related to a paper, at the most."""
LEAST = 0.16
"""The similarity from which papers are related; of those below it, every third is of no use to a reader."""
FEW = 3
"""A paper with fewer related papers names a tag that has more of its kind."""
WORTH_READING = 4
"""How many papers of a topic are proposed to be read first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """A paper of a group that others of the group are related to."""

    paper: Paper
    relatives: int
    """How many papers of the group name it as related."""
    tag: Tag | None
    """What at least half of them share with it."""


Relations = Mapping[str, tuple[Relation, ...]]
"""The related papers of every paper on the list by its slug, the most like first."""


def relate(catalog: Catalog) -> Relations:
    """Find the related papers of every paper that is on the list; none without a reason that can be told."""
    index = index_papers(catalog)
    reasons = Reasons(index, catalog.library.vocabulary)
    return {
        paper.slug: tuple(
            relation
            for other, similarity in index.nearest(number, RELATED)
            if similarity >= LEAST
            if (relation := reasons.relation(number, other, similarity)).tags or relation.words
        )
        for number, paper in enumerate(index.papers)
    }


def tag_beyond(catalog: Catalog, paper: Paper, relations: Relations) -> Tag | None:
    """Where a paper has few related papers: the rarest of its subjects with a few papers that are not named."""
    named = {relation.paper.slug for relation in relations.get(paper.slug, ())} | {paper.slug}
    if len(named) > FEW:
        return None
    papers = {tag.key: catalog.by_tag[tag.key] for tag in catalog.tags_of(paper) if tag.topic != KIND_TOPIC}
    more = [key for key, its in papers.items() if sum(other.slug not in named for other in its) >= FEW]
    rarest = min(more, key=lambda key: (len(papers[key]), key), default=None)
    return None if rarest is None else catalog.library.vocabulary.tags[rarest]


def central(papers: Iterable[Paper], relations: Relations, most: int = WORTH_READING) -> tuple[Central, ...]:
    """The papers of a group that are worth reading first: many others of it name them as related.

    A paper that is in two listings counts as much as one with twice its relatives. As long as
    there are others, no more than half of them rest on one tag: a group is wider than its busiest corner.
    """
    group = {paper.slug: paper for paper in papers}
    named: dict[str, list[Relation]] = {}
    for slug in group:
        for relation in relations.get(slug, ()):
            if relation.paper.slug in group:
                named.setdefault(relation.paper.slug, []).append(relation)

    def place(slug: str) -> tuple[float, float, str]:
        similarity = math.fsum(relation.similarity for relation in named[slug])
        return (-len(named[slug]) * max(1, len(group[slug].listed)), -similarity, slug)

    candidates = [
        Central(paper=group[slug], relatives=len(named[slug]), tag=_usual(named[slug]))
        for slug in sorted(named, key=place)
        if len(named[slug]) > 1
    ]
    on_tag: Counter[Tag | None] = Counter()
    first: list[Central] = []
    further: list[Central] = []
    for candidate in candidates:
        on_tag[candidate.tag] += 1
        (first if on_tag[candidate.tag] <= most // 2 else further).append(candidate)
    return tuple((first + further)[:most])


def _usual(relations: Sequence[Relation]) -> Tag | None:
    """The tag that at least half of some relations rest on."""
    found = Counter(tag.key for relation in relations for tag in relation.tags)
    key, count = min(found.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if 2 * count < len(relations):
        return None
    return next(tag for relation in relations for tag in relation.tags if tag.key == key)
