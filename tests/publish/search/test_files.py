"""The files of the search: what is in them, and that they belong together."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from fabricate import library, paper
from packing import held, unpack

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Library, Link, LinkKind, Tag
from papershelf.publish import search
from papershelf.text import plain_text


def published(found: Library | Catalog) -> dict[str, Any]:
    """Every file of the search, parsed, by its name."""
    catalog = arrange(found) if isinstance(found, Library) else found
    artifacts = search.publish(catalog)
    return {
        artifact.path.removeprefix("search/").removesuffix(".json"): json.loads(artifact.to_bytes())
        for artifact in artifacts
    }


def found_in(files: dict[str, Any], name: str, word: str) -> list[int]:
    """The numbers of the papers that hold a word, by one index."""
    return sorted(unpack(files[name], len(files["documents"]["titles"])).get(word, {}))


def test_no_index_repeats_what_the_documents_hold() -> None:
    tea = Tag(key="tea", label="Hot tea", topic="kitchen", description="Hot.", aliases=("infusion",))
    one = library(paper("kettles", "Whistling Kettles", tags=("tea",), venue="TeaConf"), tags={"tea": "kitchen"})
    files = published(replace(one, vocabulary=replace(one.vocabulary, tags={"tea": tea})))
    assert files.keys() == {"documents", "people", "summaries", "identifiers", "details/0"}
    assert files["people"]["words"] == files["summaries"]["words"] == ""


def test_summaries_are_not_found_by_their_stop_words() -> None:
    files = published(library(paper("one", "The Kettle", summary="The fork.")))
    assert found_in(files, "summaries", "the") == []
    assert found_in(files, "summaries", "fork") == [0]


def test_documents_are_columns_of_what_a_result_shows() -> None:
    links = (
        Link(kind=LinkKind.CODE, url="https://example.org/a"),
        Link(kind=LinkKind.CODE, url="https://example.org/b"),
    )
    papers = [
        paper(
            "ants",
            "Ants $x_1$",
            summary="Say *it*.\n\nTwice.",
            tags=("sheep",),
            listed=[("spring", 2)],
            links=links,
            authors=("Kettle, Ada", "Bo Cup", "Cy Lid"),
            year="2021",
            venue="TeaConf 2021",
            arxiv="2101.00001v3",
            doi="10.9999/ants",
        ),
        paper("zebras", "“Zebras”", added="2026-01-01"),
    ]
    files = published(library(*papers, tags={"sheep": "animals"}))
    assert files["identifiers"]["known"] == ["", "2101.00001 10.9999/ants"]
    documents = files["documents"]
    del documents["stamp"]
    assert documents == {
        "ids": [papers[1].id, papers[0].id],
        "titles": ["“Zebras”", plain_text("Ants $x_1$")],
        "slugs": [0, "ants"],
        "tags": [[], [0]],
        "listed": [[], [0]],
        "has": ["", "code"],
        "added": [0, 1],
        "authors": ["", "Ada Kettle et al."],
        "years": [0, 2021],
        "venues": [-1, 0],
        "vocabulary": {
            "tags": [["sheep", "Tag sheep", 0]],
            "topics": [["animals", "Topic animals"]],
            "listings": [["spring", "spring"]],
            "days": ["2026-01-01", "2026-01-02"],
            "venues": [["TeaConf 2021", "TeaConf"]],
        },
        "synonyms": [],
        "shard": 16,
        "abstracts": False,
    }


def test_papers_with_the_same_tags_have_neighbouring_numbers() -> None:
    tags = {"b": "x", "a": "x"}
    papers = [paper("one", tags=("a",)), paper("two", tags=("b", "a")), paper("three", tags=("a",)), paper("four")]
    documents = published(library(*papers, tags=tags))["documents"]
    assert documents["titles"] == ["Four", "Two", "One", "Three"]


def test_authors_are_found_by_each_word_once_and_findings_with_summaries() -> None:
    one = paper("one", authors=("Ada Kettle", "Bo Kettle"), finding="Lids help.", summary="It boils.")
    files = published(library(one, paper("two")))
    assert held(files, "people", "people", 2) == {"ada": {0: 1}, "bo": {0: 1}, "kettle": {0: 1}}
    assert found_in(files, "summaries", "lids") == found_in(files, "summaries", "boils") == [0]
    details = files["details/0"]["papers"][0]
    assert (details["sentences"], details["authors"]) == (["Lids help.", "It boils."], ["Ada Kettle", "Bo Kettle"])


def test_details_hold_sentences_and_links_of_the_papers_of_a_shard() -> None:
    link = Link(kind=LinkKind.DATA, url="https://example.org/")
    papers = [paper(f"p{number:02}", summary="One. Two.", links=(link,)) for number in range(17)]
    papers.append(paper("p99", abstract="Three."))
    files = published(library(*papers))
    assert [len(files[f"details/{number}"]["papers"]) for number in (0, 1)] == [16, 2]
    assert files["details/0"]["papers"][0] == {
        "sentences": ["One.", "Two."],
        "links": [["data", "https://example.org/"]],
    }
    assert files["details/1"]["papers"][1] == {"abstract": ["Three."]}
    assert "details/2" not in files


def test_abstracts_are_published_only_where_there_are_any() -> None:
    assert "abstracts" not in published(library(paper("one")))
    files = published(library(paper("one"), paper("two", abstract="Of walruses.")))
    assert files["abstracts"]["words"] == "Awalruses"
    assert files["documents"]["abstracts"] is True


def test_what_is_searched_is_what_readers_see() -> None:
    found = library(paper("one", "Obstacles of $\\mathrm{Order}$", summary="It grows as $\\mathcal{O}(n)$ \\% does."))
    assert published(found)["documents"]["titles"] == ["Obstacles of Order"]
    assert "mathcal" not in published(found)["summaries"]["words"]


def test_withdrawn_papers_are_not_found() -> None:
    found = library(paper("gone", "Drawer", withdrawn="Empty."), paper("here", "Table"))
    assert published(found)["documents"]["titles"] == ["Table"]


def test_a_list_without_papers_has_files_that_find_nothing() -> None:
    for empty in (library(), library(paper("gone", "Drawer", withdrawn="Empty."))):
        assert published(empty)["documents"]["titles"] == []
        assert found_in(published(empty), "summaries", "drawer") == []


@pytest.mark.parametrize("word", ["constructor", "proto", "hasownproperty", "tostring"])
def test_words_that_objects_in_javascript_have_are_words(word: str) -> None:
    found = library(paper("one", summary=f"The {word} of spoons"), paper("two", "Forks"))
    assert found_in(published(found), "summaries", word) == [1]


def stamps_of(found: Library | Catalog) -> set[str]:
    """The stamps of all files but shards, which are named after what is in them."""
    return {file["stamp"] for name, file in published(found).items() if not name.startswith("shards/")}


def test_all_files_carry_one_stamp_and_another_list_another(catalog: Catalog) -> None:
    stamps = stamps_of(catalog)
    assert len(stamps) == 1
    changed = replace(catalog.library, papers=catalog.library.papers[:-1])
    assert stamps_of(changed).isdisjoint(stamps)


def test_the_files_do_not_depend_on_the_order_of_papers(catalog: Catalog) -> None:
    shuffled = list(catalog.library.papers)
    random.Random(3).shuffle(shuffled)
    again = arrange(replace(catalog.library, papers=tuple(shuffled)))
    assert list(search.publish(again)) == list(search.publish(catalog))
