"""The nouns are frozen, and know only what is their own."""

import dataclasses

import pytest
from fabricate import library, paper

from papershelf.model import Appearance, Listing, are_told_apart, arxiv_work
from papershelf.publish.artifact import Artifact


def test_nouns_are_frozen_and_hold_nothing_else() -> None:
    for noun in (paper("x"), library(), Listing(id="x"), Artifact(path="x", content="")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(noun, dataclasses.fields(noun)[0].name, "y")
        assert not hasattr(noun, "__dict__")


def test_a_library_cannot_be_changed_through_its_mappings() -> None:
    with pytest.raises(TypeError):
        library().listings["x"] = Listing(id="x")  # type: ignore[index]


def test_a_paper_knows_its_file() -> None:
    assert paper("a-title").source == "content/papers/a-title.md"


def test_a_listing_is_called_by_its_label_or_else_its_id() -> None:
    assert (Listing(id="x").name, Listing(id="x", label="Label").name) == ("x", "Label")


def test_appearances_sort_by_number() -> None:
    places = [Appearance(listing=listing, rank=rank) for listing, rank in (("b", 1), ("a", 10), ("a", 9))]
    assert [(place.listing, place.rank) for place in sorted(places)] == [("a", 9), ("a", 10), ("b", 1)]


def test_tags_of_a_topic_keep_their_written_order() -> None:
    words = library(tags={"z": "one", "m": "two", "a": "one"}).vocabulary
    assert [tag.key for tag in words.tags_of("one")] == ["z", "a"]


def test_an_artifact_is_bytes_in_the_end() -> None:
    assert Artifact(path="x", content="é").to_bytes() == b"\xc3\xa9"
    assert Artifact(path="x", content=b"\xff").to_bytes() == b"\xff"


def test_house_order_moves_the_kinds_to_the_end_and_nothing_else() -> None:
    words = library(tags={"z": "one", "survey": "kind", "a": "two", "theory": "kind"}).vocabulary
    assert words.in_house_order(["theory", "z", "survey", "a"]) == ("z", "a", "theory", "survey")


@pytest.mark.parametrize(
    ("written", "work"),
    [("2306.14898", "2306.14898"), ("2306.14898v12", "2306.14898"), ("solv-int/9901001v1", "solv-int/9901001")],
)
def test_versions_of_an_arxiv_paper_are_one_work(written: str, work: str) -> None:
    assert arxiv_work(written) == work


def test_papers_are_told_apart_by_an_identifier_of_one_sort_only() -> None:
    plain, one, other = paper("a"), paper("b", arxiv="2501.00001v1"), paper("c", arxiv="2501.00002")
    assert are_told_apart(one, other)
    assert not are_told_apart(one, paper("d", arxiv="2501.00001v2"))
    assert not are_told_apart(plain, one)
    assert not are_told_apart(one, paper("e", doi="10.1234/x"))
    assert are_told_apart(paper("f", doi="10.1234/x"), paper("g", doi="10.1234/Y"))
    assert not are_told_apart(paper("f", doi="10.1234/x"), paper("g", doi="10.1234/X"))
