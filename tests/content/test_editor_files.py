"""The schema and the snippets for editors: current, right by an independent reader, and as strict as loading."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from fabricate import LIBRARY, REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from papershelf import content
from papershelf.content import editor_files, vocabulary
from papershelf.content.yaml.fields import Report
from papershelf.model import MAX_TEXT, LinkKind, Tag, Topic, Vocabulary
from papershelf.text import is_slug

FIRST_LINE = "# yaml-language-server: $schema=tags.schema.json"


def words_of(folder: Path) -> Vocabulary:
    report = Report(path="tags.yml")
    words = vocabulary.read(report, (folder / "tags.yml").read_text("utf-8"))
    assert report.problems == []
    return words


WORDS = words_of(REPOSITORY / "content")
SCHEMA = json.loads(editor_files.to_vocabulary_schema(WORDS))


def errors(value: Any) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(value)]


def strings(text: str) -> Any:
    """YAML as the loader reads it: every scalar is a text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_the_committed_files_are_those_of_the_vocabulary() -> None:
    for path, text in editor_files.to_files(WORDS).items():
        assert (REPOSITORY / path).read_text("utf-8") == text, f"{path}: run `papershelf editor`"


def test_the_vocabulary_refers_to_the_copy_beside_it() -> None:
    assert (REPOSITORY / "content" / "tags.yml").read_text("utf-8").split("\n")[0] == FIRST_LINE
    assert (REPOSITORY / "content" / FIRST_LINE.partition("=")[2]).is_file()


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("folder", [REPOSITORY / "content", LIBRARY])
@pytest.mark.parametrize("load", [strings, yaml.safe_load])
def test_vocabularies_are_valid_by_it(folder: Path, load: Any) -> None:
    assert errors(load((folder / "tags.yml").read_text("utf-8"))) == []


def test_an_empty_vocabulary_is_valid_as_it_loads() -> None:
    assert errors(None) == []
    assert errors({"topics": None, "tags": None}) == []


def test_it_has_the_fields_of_the_model() -> None:
    for noun, section in ((Topic, "topics"), (Tag, "tags")):
        record = SCHEMA["properties"][section]["additionalProperties"]
        assert [*record["properties"]] == [field.name for field in dataclasses.fields(noun)][1:]
    assert SCHEMA["properties"]["tags"]["additionalProperties"]["required"] == ["label", "description", "topic"]
    assert set(record["properties"]) == set(vocabulary.TAG_FIELDS)


GOOD = {"label": "L", "topic": "scaling", "description": "d"}


@pytest.mark.parametrize(
    "change",
    [
        {"label": None},
        {"label": " "},
        {"label": "x" * (MAX_TEXT + 1)},
        {"label": 7},
        {"colour": "red"},
        {"aliases": "one"},
        {"aliases": [["one"]]},
        {"topic": "No Topic"},
        {"broader": ""},
    ],
)
def test_what_does_not_load_is_not_valid(change: dict[str, Any]) -> None:
    assert errors({"tags": {"x": GOOD}}) == []
    assert errors({"tags": {"x": GOOD | change}}) != []


@pytest.mark.parametrize("missing", ["label", "topic", "description"])
def test_what_is_missing_is_said(missing: str) -> None:
    record = {name: value for name, value in GOOD.items() if name != missing}
    assert errors({"tags": {"x": record}}) == [f"'{missing}' is a required property"]


def test_an_unknown_section_is_said() -> None:
    assert errors({"tag": {}}) != []


@given(
    st.text(st.characters(exclude_characters="\n"), max_size=90)
    | st.sampled_from(["con", "aux", "com1", "a" * 80, "a" * 81])
)
def test_a_key_is_valid_when_it_can_be_part_of_an_address(key: str) -> None:
    assert (errors({"tags": {key: GOOD}}) == []) == is_slug(key)


def test_an_editor_proposes_the_topics_and_the_tags_that_exist_and_lets_new_ones_pass() -> None:
    properties = SCHEMA["properties"]["tags"]["additionalProperties"]["properties"]
    assert properties["topic"]["anyOf"][0]["enum"] == list(WORDS.topics)
    assert properties["broader"]["anyOf"][0]["enum"] == list(WORDS.tags)
    assert errors({"tags": {"x": GOOD | {"topic": "a-new-topic", "broader": "a-new-tag"}}}) == []


def test_every_tag_has_a_snippet_by_its_key_and_its_other_names() -> None:
    snippets = json.loads(editor_files.to_snippets(WORDS))
    by_body = {snippet["body"]: snippet for snippet in snippets.values()}
    assert len(snippets) == len(WORDS.tags) + 1
    for tag in WORDS.tags.values():
        assert by_body[tag.key]["prefix"][0] == tag.key
        assert set(tag.aliases) <= set(by_body[tag.key]["prefix"])
        assert by_body[tag.key]["scope"] == "markdown"
        assert not re.search(r"[$}\\]", tag.key), "a sign that means something in a snippet"


def test_the_snippet_of_a_link_writes_what_loads(tmp_path: Path) -> None:
    body = json.loads(editor_files.to_snippets(WORDS))["Link"]["body"]
    choices = re.search(r"\$\{1\|(.*?)\|\}", body)
    assert choices is not None
    assert choices[1].split(",") == list(LinkKind)
    link = body.replace(choices[0], "code").replace("${2:https://}", "https://example.org/x")
    (tmp_path / "content/papers").mkdir(parents=True)
    text = f'---\nid: abcd\ntitle: "T"\nadded: "2026-01-02"\nlinks: [{link}]\n---\n'
    (tmp_path / "content/papers/t.md").write_text(text, "utf-8")
    (paper,) = content.load(tmp_path).library.papers
    assert [(each.kind, each.url) for each in paper.links] == [(LinkKind.CODE, "https://example.org/x")]
