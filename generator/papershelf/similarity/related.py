"""Related papers: which papers are like which, and why. Pure.

A paper is a vector of its telling words, pairs of words and tags. Its strongest terms find
candidates through an inverted index whose lists are cut to the papers that say most about a
term, so that the work for one paper does not grow with the list.
"""

from __future__ import annotations

from collections.abc import Mapping

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
