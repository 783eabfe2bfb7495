"""The index as lunr loads it, and the documents that its references stand for."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.stemmer import stemmer
from lunr.stop_word_filter import stop_word_filter
from lunr.tokenizer import Tokenizer
from lunr.trimmer import trimmer

from generator import prose, search
from generator.catalog import Catalog, arrange
from generator.model import Tag, Vocabulary


def found(catalog: Catalog, query: str) -> list[str]:
    """The slugs that lunr finds, best first."""
    documents = json.loads(search.to_documents(catalog))["papers"]
    matches = Index.load(search.to_index(catalog)).search(query)
    return [documents[int(match["ref"])]["slug"] for match in matches]


def test_the_index_is_of_the_version_that_the_browser_loads(catalog: Catalog) -> None:
    index = json.loads(search.to_index(catalog))
    assert index["version"] == "2.3.9"
    assert index["fields"] == ["title", "tags", "summary", "abstract"]
    assert index["pipeline"] == ["stemmer"]


def test_every_paper_is_found_by_a_word_of_its_title() -> None:
    titles = {"kettles": "Whistling Kettles", "teapots": "Of Teapots, Silently", "spoons": "Spoons (stirring)"}
    arranged = arrange(library(*(paper(slug, title) for slug, title in titles.items())))
    assert found(arranged, "whistled") == ["kettles"]
    assert found(arranged, "silently") == found(arranged, "teapot") == ["teapots"]
    assert found(arranged, "stir") == ["spoons"]
    assert found(arranged, "forks") == []


def test_a_paper_is_found_by_its_tags_label_and_aliases() -> None:
    one = library(paper("one", "Nothing", tags=("heat",)), paper("two", "Else"), tags={"heat": "kitchen"})
    heat = Tag(
        key="heat", label="Warm things", topic="kitchen", description="Hot.", aliases=("calefaction", "hot stuff")
    )
    arranged = arrange(replace(one, vocabulary=Vocabulary(topics=one.vocabulary.topics, tags={"heat": heat})))
    for query in ("warm", "calefaction", "stuff"):
        assert found(arranged, query) == ["one"]


def test_a_match_in_the_title_comes_before_one_in_the_text() -> None:
    body = "A sentence about many other things, and about walruses too."
    papers = [
        paper("a-text", "Aa", summary=body),
        paper("b-title", "Walruses"),
        paper("c-abstract", "Cc", abstract=body),
    ]
    assert found(arrange(library(*papers)), "walruses") == ["b-title", "a-text", "c-abstract"]


def test_what_is_indexed_is_the_repaired_text() -> None:
    arranged = arrange(library(paper("one", "textit{O}bstacles", summary="It grows as $\\mathcal{O}(n)$ \\% does.")))
    assert found(arranged, "obstacles") == ["one"]
    assert found(arranged, "textit") == found(arranged, "mathcal") == []


def test_withdrawn_papers_are_not_found() -> None:
    arranged = arrange(library(paper("gone", "Drawer", withdrawn="Empty."), paper("here", "Table")))
    assert found(arranged, "drawer") == []
    assert found(arranged, "table") == ["here"]


def test_a_list_without_papers_has_an_index_that_finds_nothing() -> None:
    for empty in (library(), library(paper("gone", "Drawer", withdrawn="Empty."))):
        arranged = arrange(empty)
        assert json.loads(search.to_documents(arranged))["papers"] == []
        assert Index.load(search.to_index(arranged)).search("drawer") == []


@pytest.mark.parametrize("word", ["constructor", "__proto__", "hasownproperty", "tostring"])
def test_words_that_objects_in_javascript_have_are_words(word: str) -> None:
    arranged = arrange(library(paper("one", f"The {word} of spoons"), paper("two", "Forks")))
    assert found(arranged, word) == ["one"]


def lunrs_own(text: str) -> list[str]:
    """What lunr's tokenizer and its pipeline for documents make of a text."""
    tokens = Pipeline()
    tokens.add(trimmer, stop_word_filter, stemmer)
    return [str(token) for token in tokens.run(Tokenizer(text)) if str(token)]


_WORD = st.from_regex(r"\A[A-Za-z0-9_]{1,12}\Z")
_MARKED = st.builds(
    "{}{}{}".format, st.sampled_from(["", "(", '"', "$", "“"]), _WORD, st.sampled_from(["", ",", ".)", "?!"])
)


@given(
    st.lists(_MARKED | st.sampled_from(["the", "Of", "neural-network", "Relational\tdatabases", "a\nb"])).map(" ".join)
)
def test_words_are_those_of_lunrs_own_pipeline(text: str) -> None:
    assert search._words(text) == lunrs_own(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # lunr.py trims no word with a mark inside, lunr.js does; the index is read by lunr.js.
        ("(o'neill),", ["o'neil"]),
        ("“a/b”-tests,", ["a/b", "test"]),
        ("Étude, naïve Straße", ["étude", "naïv", "straße"]),
        ("… & — !!!", []),
        ("the of and", []),
        ("研究 の", ["研究", "の"]),
    ],
)
def test_words_with_marks_and_in_other_scripts(text: str, words: list[str]) -> None:
    assert search._words(text) == words


def test_documents_stand_by_title_and_hold_what_a_result_shows() -> None:
    papers = [
        paper("z", "Ants $x_1$", summary="Say *it*.\n\nTwice.", tags=("sheep",), listed=[("spring", 2)]),
        paper("a", "“zebras”"),
    ]
    documents: dict[str, Any] = json.loads(search.to_documents(arrange(library(*papers, tags={"sheep": "animals"}))))
    assert [each["slug"] for each in documents["papers"]] == ["z", "a"]
    assert documents["papers"][0] == {
        "slug": "z",
        "title": prose.show("Ants $x_1$"),
        "summary": "Say it.\n\nTwice.",
        "tags": ["sheep"],
        "links": {},
        "listed": ["spring"],
    }
    assert documents["tags"] == {"sheep": "Tag sheep"}
    assert documents["listings"] == {"spring": "spring"}


def test_every_reference_has_its_document(catalog: Catalog) -> None:
    index = json.loads(search.to_index(catalog))
    documents = json.loads(search.to_documents(catalog))["papers"]
    references = {vector[0].split("/")[1] for vector in index["fieldVectors"]}
    assert references == {str(number) for number in range(len(documents))}


def test_the_index_does_not_depend_on_the_order_of_papers(catalog: Catalog) -> None:
    shuffled = list(catalog.library.papers)
    random.Random(3).shuffle(shuffled)
    again = arrange(replace(catalog.library, papers=tuple(shuffled)))
    assert search.to_index(again) == search.to_index(catalog)
    assert search.to_documents(again) == search.to_documents(catalog)
