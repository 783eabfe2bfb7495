"""What leads on from former names: papers that were merged, former keys of topics, and tags that are gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fabricate import paper
from kitchen import VOCABULARY, Kitchen

from papershelf import content
from papershelf.model import Merged
from papershelf.publish.formats.citation import key_of


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen.furnish(tmp_path / "list")


def problems(kitchen: Kitchen) -> list[str]:
    return [str(each).removeprefix("content/") for each in content.examine(kitchen.root).problems]


def test_merged_papers_are_read_and_written(kitchen: Kitchen) -> None:
    kitchen.put("spoons", aliases="[ladles]", merged="[{id: abc234, slug: ladles}]")
    found = next(each for each in kitchen.library().papers if each.slug == "spoons")
    assert found.merged == (Merged(id="abc234", slug="ladles"),)
    assert content.to_values(found)["merged"] == [{"id": "abc234", "slug": "ladles"}]
    assert problems(kitchen) == []


@pytest.mark.parametrize(
    ("merged", "said"),
    [
        ("[{id: ABC, slug: ladles}]", "papers/spoons.md:8: merged[1].id: 'ABC' is not an id."),
        ("[{id: abc234, slug: La dles}]", "papers/spoons.md:8: merged[1].slug: 'La dles' is not a safe page name."),
        ("[{id: abc234}]", "papers/spoons.md:8: merged[1].slug: it is missing."),
        ("[abc234]", "papers/spoons.md:8: merged[1]: it must be a mapping, not a text."),
        ("[{id: abc234, slug: a}, {id: abc234, slug: b}]", "papers/spoons.md:8: merged: 'abc234' appears twice."),
    ],
)
def test_a_record_that_names_no_paper_is_said(kitchen: Kitchen, merged: str, said: str) -> None:
    kitchen.put("spoons", merged=merged)
    assert any(each.startswith(said) for each in problems(kitchen)), problems(kitchen)


def test_a_paper_that_was_merged_cannot_be_there_as_well(kitchen: Kitchen) -> None:
    own = kitchen.library().papers[0].id
    kitchen.put("spoons", merged=f"[{{id: {own}, slug: kettles}}]")
    assert problems(kitchen) == [
        f"papers/spoons.md:8: merged: '{own}' belongs to content/papers/kettles.md already. Give each paper its own."
    ]


def test_a_key_that_was_cited_survives_merging_and_renaming() -> None:
    kept = paper("kettles-in-tune", id="kept44")
    key = key_of(kept)
    merged = replace(kept, aliases=("older-name-of-it",), merged=(Merged(id="gone22", slug="older-name-of-it"),))
    assert key_of(merged) == key
    renamed = replace(merged, slug="tuned", aliases=merged.formerly("kettles-in-tune"))
    assert renamed.aliases == ("kettles-in-tune", "older-name-of-it")
    assert key_of(renamed) == key
    assert renamed.names == ("kettles-in-tune", "older-name-of-it", "tuned", "kept44", "gone22")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("former_keys: [kind]", "topics.things.former_keys: 'kind' is a present topic. Name former ones only."),
        ("former_tags: [heat]", "topics.things.former_tags: 'heat' is a present tag. Name former ones only."),
        ("former_tags: [a b]", "topics.things.former_tags: 'a b' cannot be part of an address."),
        ("former_keys: old", "topics.things.former_keys: it must be a list, not a text."),
    ],
)
def test_former_keys_are_held_to_what_an_address_needs(kitchen: Kitchen, field: str, said: str) -> None:
    label = '    label: "Things"\n'
    kitchen.write("tags.yml", VOCABULARY.replace(label, f"{label}    {field}\n"))
    assert any(said in each for each in problems(kitchen)), problems(kitchen)


def test_a_former_key_leads_to_one_topic(kitchen: Kitchen) -> None:
    text = VOCABULARY
    for label in ('    label: "Things"\n', '    label: "Kind of contribution"\n'):
        text = text.replace(label, f"{label}    former_keys: [stuff]\n")
    kitchen.write("tags.yml", text)
    assert problems(kitchen) == [
        "tags.yml:8: topics.kind.former_keys: 'stuff' leads to the topic 'things' already. "
        "Keep it under one of the two."
    ]
