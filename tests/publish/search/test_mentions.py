"""What topics and tags say of a paper, by which it is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from fabricate import library, paper
from packing import unpack

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Start, Tag, Topic
from papershelf.publish import search
from papershelf.publish.search.mentions import mentions

OVERVIEW = (
    "Some whistle, as the [*shrill* survey](paper:spouts) and a [later one](paper:old-lids) say; "
    "[lids](tag:tea) do not, nor does [a lost paper](paper:lost)."
)


def shelf(why: str = "The landmark to begin with", overview: str = OVERVIEW) -> Catalog:
    """Three papers, with a tag that begins with the first and links to the others."""
    papers = (paper("kettles", "Kettles", tags=("tea",)), paper("spouts", "Spouts"), paper("lids", "Lids"))
    found = library(*papers[:2], replace(papers[2], aliases=("old-lids",)), tags={"tea": "kitchen"})
    tag = Tag(
        key="tea", label="Tea", topic="kitchen", description="Hot.",
        overview=overview, start=(Start(paper="kettles", why=why),),
    )  # fmt: skip
    topic = replace(found.vocabulary.topics["kitchen"], start=(Start(paper="kettles", why="Boils"),))
    topics: Mapping[str, Topic] = {**found.vocabulary.topics, "kitchen": topic}
    return arrange(replace(found, vocabulary=replace(found.vocabulary, topics=topics, tags={"tea": tag})))


def holders(files: Mapping[str, Any], word: str) -> list[str]:
    """The ids of the papers that hold a word by the index of summaries."""
    ids = files["search/documents.json"]["ids"]
    return [ids[number] for number in unpack(files["search/summaries.json"], len(ids)).get(word, {})]


def test_reasons_and_the_words_of_links_are_said_of_their_papers() -> None:
    assert mentions(shelf()) == {
        "kettles": "Boils The landmark to begin with",
        "spouts": "shrill survey",
        "lids": "later one",
    }


def test_a_paper_is_found_by_what_is_said_of_it() -> None:
    catalog = shelf()
    files = {each.path: json.loads(each.to_bytes()) for each in search.publish(catalog)}
    ids = {each.slug: each.id for each in catalog.papers}
    assert holders(files, "landmark") == [ids["kettles"]]
    assert holders(files, "shrill") == [ids["spouts"]]
    assert holders(files, "lost") == []


@pytest.mark.parametrize("whole_up_to", [0, 1_000])
def test_another_reason_makes_the_files_of_a_first_build(whole_up_to: int) -> None:
    _, kept = search.publish_again(shelf(), whole_up_to=whole_up_to)
    after = shelf(why="A gentle start")
    made, _ = search.publish_again(after, whole_up_to=whole_up_to, before=kept)
    assert [*made] == [*search.publish(after, whole_up_to=whole_up_to)]
