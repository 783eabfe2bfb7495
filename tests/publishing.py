"""What the tests of what is published have in common."""

from __future__ import annotations

from papershelf.publish.artifact import Artifact

FIXED = (
    "/",
    "/papers/",
    "/authors/",
    "/tags/",
    "/topics/",
    "/listings/",
    "/trending/",
    "/search/",
    "/map/",
    "/statistics/",
    "/reading/",
    "/list/",
    "/curate/",
    "/contribute/",
    "/propose/",
    "/data/",
)


DATA = (
    "assets/stylesheets/papershelf.css",
    "assets/stylesheets/search.css",
    "assets/stylesheets/map.css",
    "assets/stylesheets/statistics.css",
    "assets/stylesheets/propose.css",
    "assets/stylesheets/topics.css",
    "data/papers.json",
    "data/papers.schema.json",
    "data/tags.json",
    "data/tags.schema.json",
    "data/papers.bib",
    "data/papers.ris",
    "data/papers.csl.json",
    "data/papers.csv",
    "feed.xml",
    "feed.json",
    "data/vocabulary.schema.json",
    "data/by-id/index.json",
    "search/documents.json",
    "map/papers.json",
    "search/people.json",
    "search/summaries.json",
    "search/identifiers.json",
)


def text_of(artifact: Artifact) -> str:
    assert isinstance(artifact.content, str)
    return artifact.content
