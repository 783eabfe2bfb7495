"""Each rule for curators, with a paper that keeps it and one that breaks it. All invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fabricate import library, paper

from generator.catalog import arrange
from generator.check import Material, check, describe, nearly_always_together
from generator.errors import Severity
from generator.model import Paper

TAGS = dict.fromkeys("abcdef", "letters") | {"heat": "kitchen", "survey": "kind", "theory": "kind"}

GOOD = (
    "Kettles whistle at different heights, and nobody knows why some of them sing a third. A tin ring around the "
    "spout is tuned like an organ pipe, so that the note follows from its length alone. Over forty invented kettles "
    "the predicted note is off by less than a quarter tone, while a guess from the kettle's weight misses by five."
)


def good(**facts: object) -> Paper:
    """A paper that keeps every rule."""
    return replace(paper("kettles"), **({"tags": ("heat", "survey"), "summary": GOOD} | facts))


def found(*papers: Paper, release: bool = False) -> list[tuple[Severity, str | None, str]]:
    """What the rules say of some papers, without what they say of the vocabulary's balance."""
    material = Material(catalog=arrange(library(*papers, tags=TAGS)), texts={})
    problems = check(material, release=release)
    return [(p.severity, p.field, p.problem) for p in problems if not p.path.endswith("tags.yml")]


def test_a_good_paper_passes() -> None:
    assert found(good()) == []


@pytest.mark.parametrize(
    ("facts", "severity", "field", "problem"),
    [
        ({"tags": ()}, Severity.WARNING, "tags", "it has no tags yet"),
        ({"summary": ""}, Severity.WARNING, "summary", "it has no summary yet"),
        ({"tags": ("heat",)}, Severity.ERROR, "tags", "it has 1 tag"),
        (
            {"tags": ("a", "b", "c", "d", "e", "f", "heat", "survey")},
            Severity.ERROR,
            "tags",
            "it has 8 tags",
        ),
        ({"tags": ("survey", "theory")}, Severity.ERROR, "tags", "no tag says what it is about"),
        (
            {"tags": ("survey", "heat")},
            Severity.WARNING,
            "tags",
            "its tags are not in the house order: the kind of contribution stands last",
        ),
        ({"summary": "It is short. Very."}, Severity.WARNING, "summary", "it has 4 words"),
        ({"summary": f"{GOOD} {GOOD}"}, Severity.WARNING, "summary", "it has 122 words"),
        ({"summary": GOOD.replace(". ", ", ")}, Severity.WARNING, "summary", "it has 1 sentence"),
        (
            {"summary": GOOD.replace("Kettles", "In this paper kettles")},
            Severity.WARNING,
            "summary",
            "'this paper' speaks for the authors, or praises",
        ),
        (
            {"abstract": "And so a tin ring around the spout is tuned like an organ pipe of old."},
            Severity.ERROR,
            "summary",
            "it shares the words 'a tin ring around the spout is tuned' with the abstract",
        ),
    ],
)
def test_each_rule_names_what_breaks_it(facts: dict[str, object], severity: Severity, field: str, problem: str) -> None:
    assert (severity, field, problem) in found(good(**facts))


def test_an_abstract_in_other_words_is_no_copy() -> None:
    assert found(good(abstract="A ring of tin gives every spout the pitch of a pipe.")) == []


def test_withdrawn_papers_are_left_alone() -> None:
    assert found(replace(good(), tags=(), summary="", withdrawn="It was a joke.")) == []


def test_problems_stand_at_the_line_of_their_field() -> None:
    text = "---\nid: abcd\ntitle: x\n# a remark\ntags: [heat]\n---\n\nShort.\n"
    catalog = arrange(library(good(tags=("heat",), summary="Short."), tags=TAGS))
    problems = check(Material(catalog=catalog, texts={"papers/kettles.md": text}))
    lines = {(p.field, p.line) for p in problems if p.path == "content/papers/kettles.md"}
    assert lines == {("tags", 5), ("summary", 8)}


def many(number: int, tags: tuple[str, ...]) -> list[Paper]:
    return [replace(good(tags=tags), slug=f"{tags[0]}-{n}", id=f"{tags[0][:4]}{n:04d}") for n in range(number)]


def balance(*papers: Paper, release: bool = False) -> dict[str | None, tuple[Severity, str]]:
    problems = check(Material(catalog=arrange(library(*papers, tags=TAGS)), texts={}), release=release)
    return {p.field: (p.severity, p.problem) for p in problems if p.path.endswith("tags.yml")}


def test_a_tag_needs_three_papers_and_at_most_a_fifth() -> None:
    papers = [*many(2, ("a", "b")), *many(3, ("c", "d")), *many(12, ("heat", "theory"))]
    said = balance(*papers)
    assert said["tags.a"] == (Severity.WARNING, "only 2 of the papers have it, fewer than 3")
    assert "tags.c" not in said
    assert said["tags.heat"] == (Severity.WARNING, "12 of 17 papers have it, more than a fifth")


def test_a_release_takes_balance_for_an_error() -> None:
    assert {severity for severity, _ in balance(*many(2, ("a", "b")), release=True).values()} == {Severity.ERROR}


def test_tags_that_nearly_always_stand_together_are_named() -> None:
    papers = [*many(4, ("a", "b")), *many(6, ("c", "b"))]
    pairs = set(nearly_always_together(arrange(library(*papers, tags=TAGS))))
    assert pairs == {("a", "b", 4), ("c", "b", 6)}


def test_statistics_count_tags_a_paper_and_papers_a_tag() -> None:
    lines = list(describe(arrange(library(*many(4, ("a", "b")), *many(1, ("c", "d", "e")), tags=TAGS))))
    assert lines[0].endswith("5 papers")
    assert "tags a paper: median 2 (4 x 2, 1 x 3)" in lines
    assert any(line.startswith("most papers: a 4, b 4, c 1") for line in lines)


def test_statistics_of_an_empty_list() -> None:
    assert list(describe(arrange(library()))) != []
