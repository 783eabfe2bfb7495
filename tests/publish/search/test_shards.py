"""The search in shards: what is in them, what an edit renames, and what they cost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fabricate import library, paper
from growth import assert_linear
from packing import held, names

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Library, Paper
from papershelf.publish import search
from papershelf.publish.search import runs
from papershelf.publish.search.words import terms


def published(found: Library | Catalog) -> dict[str, Any]:
    """Every file of the search in shards, parsed, by its name."""
    catalog = arrange(found) if isinstance(found, Library) else found
    return {
        artifact.path.removeprefix("search/").removesuffix(".json"): json.loads(artifact.to_bytes())
        for artifact in search.publish(catalog, whole_up_to=0)
    }


def many(count: int) -> list[Paper]:
    """Invented papers, of whose words each has some of its own."""
    return [
        paper(
            f"p{number:04}",
            f"Kettle {number} of shelf {number % 7}",
            id=f"id{number:04}",
            summary=f"It whistles at {number * 37 % 101} degrees. Its lid is number{number % 50} in row{number % 11}.",
            authors=("Ada Kettle", f"Bo Cup{number % 9}"),
        )
        for number in range(count)
    ]


def test_a_list_is_in_shards_above_a_number_of_papers() -> None:
    catalog = arrange(library(*many(3)))
    assert "search/details/0.json" in {file.path for file in search.publish(catalog, whole_up_to=3)}
    paths = {file.path for file in search.publish(catalog, whole_up_to=2)}
    assert {"search/documents.json", "search/people.json", "search/summaries.json"} < paths
    assert not any("details" in path for path in paths)


def test_every_shard_is_named_by_a_root_and_every_name_is_one_of_a_shard() -> None:
    files = published(library(*many(40)))
    documents = files["documents"]
    joined = [documents["rows"], documents["order"], documents["identifiers"]["shards"]]
    joined += [files["people"]["shards"], files["summaries"]["shards"]]
    assert Counter(f"shards/{name}" for each in joined for name in names(each)) == Counter(
        files.keys() - {"documents", "people", "summaries"}
    )


def test_all_shards_together_hold_what_the_whole_index_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_SMALL", 20)
    papers = many(60)
    files = published(library(*papers))
    assert len(files["summaries"]["sizes"]) > 5
    in_order = [row["slug"] for name in names(files["documents"]["rows"]) for row in files[f"shards/{name}"]]
    summaries = held(files, "summaries", "summaries", 60)
    assert summaries["number7"] == Counter({in_order.index(f"p{number:04}"): 1 for number in (7, 57)})
    assert held(files, "people", "people", 60)["kettle"] == Counter(dict.fromkeys(range(60), 1))
    assert held(files, "summaries", "titles", 60)["of"] == Counter(dict.fromkeys(range(60), 1))


def test_a_part_of_a_word_of_a_title_is_there_twice() -> None:
    files = published(library(paper("one", "研究 Kettle 茶")))
    titles = held(files, "summaries", "titles", 1)
    assert {word: count[0] for word, count in titles.items()} == {"研究": 1, "kettle": 1, "茶": 1, "研": 2, "究": 2}
    assert terms("研究 Kettle 茶") == ["研究", "kettle", "茶"]


def test_a_row_says_an_order_of_tags_only_where_it_is_another_one() -> None:
    tags = {"b": "x", "a": "x"}
    files = published(library(paper("one", tags=("b", "a")), paper("two", tags=("a", "b")), tags=tags))
    (name,) = names(files["documents"]["rows"])
    assert [row.get("tags") for row in files[f"shards/{name}"]] == [None, [1, 0]]


def test_identifiers_are_found_by_their_first_ones() -> None:
    papers = [paper(f"p{number}", id=f"id{number}", doi=f"10.9999/{number}") for number in range(3)]
    documents = (files := published(library(*papers)))["documents"]
    (name,) = names(documents["identifiers"]["shards"])
    assert documents["identifiers"]["first"] == ["10.9999/0"]
    assert files[f"shards/{name}"][:4] == [["10.9999/0", 0], ["10.9999/1", 1], ["10.9999/2", 2], ["=id0", 0]]


def test_an_edit_of_a_summary_renames_the_shards_of_its_words_and_no_other() -> None:
    papers = many(600)
    before = {file.path for file in search.publish(arrange(library(*papers)), whole_up_to=0)}
    papers[300] = replace(papers[300], summary=papers[300].summary + " Zymurgy.")
    after = {file.path for file in search.publish(arrange(library(*papers)), whole_up_to=0)}
    assert len(before) > 80
    # One of words, and one of results.
    assert len(after - before) == len(before - after) == 2


def test_the_files_do_not_depend_on_the_order_of_papers(catalog: Catalog) -> None:
    turned = arrange(replace(catalog.library, papers=catalog.library.papers[::-1]))
    assert list(search.publish(turned, whole_up_to=0)) == list(search.publish(catalog, whole_up_to=0))


def test_no_paper_and_no_word_make_no_shard_of_words() -> None:
    files = published(library(paper("one", "…")))
    assert (files["summaries"]["sizes"], files["people"]["sizes"]) == ([], [])


@pytest.mark.no_cover
def test_the_time_that_it_takes_is_in_proportion_to_the_papers() -> None:
    def make(size: int) -> Callable[[], object]:
        dated = [
            replace(each, added=f"20{number // 366 % 80 + 10}-{number // 31 % 12 + 1:02}-{number % 28 + 1:02}")
            for number, each in enumerate(many(size))
        ]
        found = arrange(library(*dated))
        return lambda: list(search.publish(found, whole_up_to=0))

    assert_linear(make)
