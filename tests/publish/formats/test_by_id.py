"""Papers by their short ids: every id is found in the part that its first letters name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Merged
from papershelf.publish.formats import by_id
from papershelf.text import summary_text


def files_of(catalog: Catalog) -> dict[str, Any]:
    return {made.path.rpartition("/")[2]: json.loads(made.to_bytes()) for made in by_id.publish(catalog)}


def find(files: dict[str, Any], wanted: str) -> dict[str, Any]:
    """What the browser does: the index says how many letters of an id name its part."""
    index = files["index.json"]
    letters = wanted[: index["letters"]]
    assert letters in index["parts"]
    [found] = [each for each in files[f"papers-{letters}.json"] if each["id"] == wanted]
    return found


def test_every_paper_is_found_by_its_id(catalog: Catalog) -> None:
    files = files_of(catalog)
    for each in catalog.library.papers:
        found = find(files, each.id)
        assert (found["slug"], found["title"]) == (each.slug, each.title)
        assert found["tags"] == list(each.tags)
        assert found.get("summary", "") == summary_text(each.summary)


def test_a_withdrawn_paper_says_so(catalog: Catalog) -> None:
    files = files_of(catalog)
    withdrawn = [each.id for each in catalog.library.papers if "withdrawn" in find(files, each.id)]
    assert withdrawn == ["aaaab3"]
    assert find(files, "aaaab3")["withdrawn"] == "Its author found that <b>the drawer</b> was never there."


def test_the_vocabulary_stands_beside_the_papers(catalog: Catalog) -> None:
    index = files_of(catalog)["index.json"]
    assert {"key": "__proto__", "label": "__proto__", "topic": "kind"} in index["tags"]
    assert {topic["key"]: topic["papers"] for topic in index["topics"]} == {
        key: len(papers) for key, papers in catalog.by_topic.items()
    }


def test_parts_stay_small_as_the_list_grows() -> None:
    ids = [f"{first}{second}{number:04d}" for first in "abc" for second in "de" for number in range(50)]
    files = files_of(arrange(library(*(paper(f"p-{each}", id=each) for each in ids))))
    assert files["index.json"]["letters"] == 2
    assert files["index.json"]["parts"] == ["ad", "ae", "bd", "be", "cd", "ce"]
    assert all(len(part) == 50 for name, part in files.items() if name != "index.json")
    assert all(find(files, each)["slug"] == f"p-{each}" for each in ids)


@pytest.mark.parametrize(("number", "letters"), [(by_id.FULL, 1), (by_id.FULL + 1, 2)])
def test_a_part_is_parted_when_it_is_more_than_full(number: int, letters: int) -> None:
    ids = [f"a{place % 2}{place:04d}" for place in range(number)]
    files = files_of(arrange(library(*(paper(f"p-{each}", id=each) for each in ids))))
    assert files["index.json"]["letters"] == letters


def test_ids_that_are_all_alike_end_in_one_part() -> None:
    ids = [f"abcd{number:04d}" for number in range(by_id.FULL + 1)]
    files = files_of(arrange(library(*(paper(f"p-{each}", id=each) for each in ids))))
    assert files["index.json"]["parts"] == ["abcd"]
    assert len(files["papers-abcd.json"]) == len(ids)


def test_an_empty_list_has_an_index_and_no_part() -> None:
    assert files_of(arrange(library())) == {
        "index.json": {"letters": 0, "parts": [], "topics": [], "tags": [], "merged": {}}
    }


def test_the_ids_of_merged_papers_lead_to_those_that_are_there() -> None:
    merged = (Merged(id="gone22", slug="gone"), Merged(id="lost33", slug="lost"))
    index = files_of(arrange(library(paper("kept", id="kept44", merged=merged))))["index.json"]
    assert index["merged"] == {"gone22": "kept44", "lost33": "kept44"}
