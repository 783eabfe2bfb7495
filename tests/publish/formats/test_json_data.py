"""The list as data: what the schema promises is what the file holds."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Library, Link, LinkKind, Start, Tag, Topic, Vocabulary
from papershelf.publish.formats import json_data

OPTIONAL = ("summary", "arxiv", "authors", "year", "venue", "doi", "sources", "finding", "note")

_TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "array": list, "object": dict, "integer": int}
_FORMATS = {"date": r"\d{4}-\d\d-\d\d", "uri": r"https?://\S+"}


def check(value: Any, schema: dict[str, Any], place: str = "$") -> None:
    """Validate by the part of JSON Schema that ours is written in, and by no more."""
    known = {"$schema", "title", "description", "type", "items", "properties", "required"}
    assert schema.keys() <= known | {"additionalProperties", "enum", "minimum", "format"}, place
    if "type" in schema:
        assert isinstance(value, _TYPES[schema["type"]]), place
        assert not isinstance(value, bool), place
    if "enum" in schema:
        assert value in schema["enum"], place
    if "minimum" in schema:
        assert value >= schema["minimum"], place
    if "format" in schema:
        assert re.fullmatch(_FORMATS[schema["format"]], value), place
    if isinstance(value, list):
        for number, item in enumerate(value):
            check(item, schema["items"], f"{place}[{number}]")
    if isinstance(value, dict):
        assert schema["additionalProperties"] is False, place
        assert set(schema["required"]) <= value.keys() <= schema["properties"].keys(), place
        for key, item in value.items():
            check(item, schema["properties"][key], f"{place}.{key}")


SCHEMA = json.loads(json_data.to_schema())


@pytest.mark.parametrize("address", ["", "https://example.org/list"])
def test_the_papers_are_valid_by_their_schema(catalog: Catalog, address: str) -> None:
    papers = json.loads(json_data.to_papers(catalog, address))
    assert len(papers) == 12
    check(papers, SCHEMA)
    assert all(each["url"] == f"{address}/papers/{each['slug']}/" for each in papers)


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"surprise": "x"},
        {"listed": [{"listing": "x", "rank": 0}]},
        {"links": [{"kind": "gift", "url": "https://example.org/"}]},
        {"links": [{"kind": "code"}]},
        {"added": "today"},
    ],
)
def test_the_schema_refuses_what_the_format_does_not_say(catalog: Catalog, change: dict[str, Any]) -> None:
    papers = json.loads(json_data.to_papers(catalog, ""))
    with pytest.raises(AssertionError):
        check([papers[0] | change], SCHEMA)


def test_the_schema_requires_what_every_paper_has(catalog: Catalog) -> None:
    item = SCHEMA["items"]
    assert set(item["properties"]) - set(item["required"]) == set(OPTIONAL)
    assert f"version {json_data.VERSION}" in SCHEMA["title"]
    for key in item["required"]:
        papers = json.loads(json_data.to_papers(catalog, ""))
        del papers[0][key]
        with pytest.raises(AssertionError):
            check(papers, SCHEMA)


def test_the_vocabulary_is_valid_by_its_schema(catalog: Catalog) -> None:
    schema, tags = json.loads(json_data.to_tags_schema()), json.loads(json_data.to_tags(catalog, ""))
    meta = {name: schema.pop(name) for name in ("$schema", "title")}
    assert meta["title"] == f"Papershelf: tags.json, version {tags['version']}"
    check(tags, schema)
    for place in (tags, tags["topics"][0], tags["topics"][0]["tags"][0]):
        place["surprise"] = "x"
        with pytest.raises(AssertionError):
            check(tags, schema)
        del place["surprise"]
    del tags["topics"][0]["tags"][0]["papers"]
    with pytest.raises(AssertionError):
        check(tags, schema)


def test_absent_facts_are_absent_keys() -> None:
    (bare,) = json.loads(json_data.to_papers(arrange(library(paper("bare"))), ""))
    assert bare.keys() == set(SCHEMA["items"]["required"])
    assert bare["tags"] == bare["topics"] == bare["links"] == bare["listed"] == []


def test_a_whole_record_holds_every_fact_as_it_stands() -> None:
    whole = paper(
        "whole",
        "textit{W}hole <b>",
        tags=("sheep", "survey"),
        summary="Say *it* in $x$.",
        abstract="Not ours to publish here.",
        links=(Link(kind=LinkKind.CODE, url="https://example.org/?a=1&b=2"),),
        listed=[("autumn", 3), ("spring", 1)],
        arxiv="9901.00001",
        authors=("Ada Invented", "王 小明"),
        year="1999",
        venue="Nowhere & Sons",
        doi="10.9999/x",
        aliases=("former",),
    )
    arranged = arrange(library(whole, tags={"sheep": "animals", "survey": "kind"}))
    assert json.loads(json_data.to_papers(arranged, "https://example.org")) == [
        {
            "id": whole.id,
            "slug": "whole",
            "title": whole.title,
            "url": "https://example.org/papers/whole/",
            "summary": "Say *it* in $x$.",
            "tags": ["sheep", "survey"],
            "topics": ["animals"],
            "links": [{"kind": "code", "url": "https://example.org/?a=1&b=2"}],
            "listed": [{"listing": "autumn", "rank": 3}, {"listing": "spring", "rank": 1}],
            "added": "2026-01-02",
            "arxiv": "9901.00001",
            "authors": ["Ada Invented", "王 小明"],
            "year": "1999",
            "venue": "Nowhere & Sons",
            "doi": "10.9999/x",
        }
    ]


def test_papers_stand_in_slug_order_without_the_withdrawn() -> None:
    arranged = arrange(library(paper("c"), paper("a", "Zz"), paper("b", withdrawn="Empty.")))
    assert [each["slug"] for each in json.loads(json_data.to_papers(arranged, ""))] == ["a", "c"]


def test_the_vocabulary_counts_its_papers_and_knows_its_words(catalog: Catalog) -> None:
    tags = json.loads(json_data.to_tags(catalog, "https://example.org"))
    assert tags["version"] == json_data.VERSION
    assert [topic["key"] for topic in tags["topics"]] == ["kitchen-science", "animals", "kind"]
    by_key = {tag["key"]: tag for topic in tags["topics"] for tag in topic["tags"]}
    assert by_key["kettles"] == {
        "key": "kettles",
        "label": "Kettles",
        "description": "Vessels that whistle.",
        "aliases": [],
        "broader": "heat",
        "papers": 2,
        "url": "https://example.org/tags/kettles/",
    }
    assert by_key["heat"]["aliases"] == ["warmth", "hot things"]
    assert by_key["heat"]["papers"] == 2, "the withdrawn paper does not count"
    assert "broader" not in by_key["heat"]
    assert by_key["__proto__"]["papers"] == 2
    assert by_key["unused"]["papers"] == 0


def test_overviews_and_beginnings_are_valid_by_the_schema() -> None:
    start = (Start(paper="kettles", why="The survey"),)
    tag = Tag(key="heat", label="Heat", topic="t", description="d", overview="[K](paper:kettles).", start=start)
    topic = Topic(key="t", label="T", description="d", overview="All of it.", start=start)
    words = Vocabulary(topics={"t": topic}, tags={"heat": tag})
    text = json_data.to_tags(arrange(Library(papers=(paper("kettles", tags=("heat",)),), vocabulary=words)), "")
    check(json.loads(text), json.loads(json_data.to_tags_schema()))
    (written,) = json.loads(text)["topics"]
    assert (written["overview"], written["start"]) == ("All of it.", [{"paper": "kettles", "why": "The survey"}])
    assert written["tags"][0]["overview"] == "[K](paper:kettles)."


def test_the_files_end_as_text_files_do(catalog: Catalog) -> None:
    for text in (
        json_data.to_papers(catalog, ""),
        json_data.to_tags(catalog, ""),
        json_data.to_schema(),
        json_data.to_tags_schema(),
    ):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
    assert "王" in json_data.to_papers(catalog, ""), "readable by people, too"
