"""Related papers: who is related to whom, what is said about it, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from fabricate import REPOSITORY, library, paper
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Paper
from papershelf.similarity import index, reasons, term_matrix
from papershelf.similarity.nearest import find_nearest
from papershelf.similarity.related import FEW, LEAST, RELATED, Relations, relate, tag_beyond
from papershelf.similarity.whole import index_papers

TAGS = {"kettles": "kitchen", "teapots": "kitchen", "sheep": "animals", "survey": "kind"}

WORDS = [f"{start}{middle}{end}" for start in "bdfgklmnprst" for middle in "aeiou" for end in ("lor", "mun", "tik")]


def slugs(relations: Relations, slug: str) -> list[str]:
    return [relation.paper.slug for relation in relations[slug]]


@pytest.fixture(scope="module")
def kitchen() -> Catalog:
    """Two papers on whistling kettles, two on sheep, one on nothing that others speak of; all invented."""
    return arrange(
        library(
            paper("a", "Whistling Kettles", summary="Why do kettles whistle at steam pressure?", tags=("kettles",)),
            paper("b", "Steam Pressure in KettleNet", summary="The whistle of KettleNet grows.", tags=("kettles",)),
            paper("c", "Counting Sheep", summary="A flock counted by KettleNet.", tags=("sheep", "survey")),
            paper("d", "Sheep at Night", summary="Counting a flock makes shepherds tired.", tags=("sheep", "survey")),
            paper("e", "Ladles", summary="Spoons differ.", tags=("teapots",)),
            tags=TAGS,
        )
    )


def test_the_likest_come_first_and_nothing_is_related_to_itself(kitchen: Catalog) -> None:
    relations = relate(kitchen)
    assert relations.keys() == {"a", "b", "c", "d", "e"}
    assert slugs(relations, "a")[0] == "b"
    assert slugs(relations, "c")[0] == "d"
    for slug, found in relations.items():
        similarity = [relation.similarity for relation in found]
        assert similarity == sorted(similarity, reverse=True)
        assert all(LEAST <= each <= 1.0 for each in similarity)
        assert slug not in slugs(relations, slug)


def test_a_paper_that_shares_nothing_has_no_relatives_and_is_nobodys(kitchen: Catalog) -> None:
    relations = relate(kitchen)
    assert relations["e"] == ()
    assert all("e" not in slugs(relations, slug) for slug in relations)


def test_a_withdrawn_paper_is_related_to_none(kitchen: Catalog) -> None:
    gone = paper("gone", "Whistling Kettles", tags=("kettles",), withdrawn="It boiled over.")
    relations = relate(arrange(library(*kitchen.papers, gone, tags=TAGS)))
    assert "gone" not in relations
    assert all("gone" not in slugs(relations, slug) for slug in relations)


def test_the_reason_is_a_shared_subject_and_words_as_they_are_printed() -> None:
    one = paper(
        "one", "Loss Landscapes of Kettles", summary="Kettles have loss landscapes.", tags=("kettles", "survey")
    )
    two = paper("two", "Tea", summary="Tea is best on a flat loss landscape.", tags=("kettles", "survey"))
    others = [paper(f"other-{number}", f"Sheep {number}", tags=("sheep",)) for number in range(60)]
    (relation,) = relate(arrange(library(one, two, *others, tags=TAGS)))["one"]
    assert [tag.key for tag in relation.tags] == ["kettles"]
    assert relation.words == ("loss landscapes",)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Copper Spouts for Kettles", ("copper spouts",)),
        ("Copper Spouts Compared", ()),  # half of something else
        ("Copper-Based Spouts", ()),
        ("KettleNet Boils Tomorrow", ("KettleNet",)),
        ("Whistling", ()),  # one word may be anything
    ],
)
def test_what_both_are_about_is_a_whole_phrase_or_a_name(title: str, words: tuple[str, ...]) -> None:
    summary = f"A cup is not about {title.lower() if 'Net' not in title else title} at all."
    one, two = paper("one", title, tags=("kettles",)), paper("two", "Tea", summary=summary, tags=("kettles",))
    others = [paper(f"other-{number}", f"Sheep {number}", tags=("sheep",)) for number in range(60)]
    found = relate(arrange(library(one, two, *others, tags=TAGS)))["one"]
    assert [relation.words for relation in found] == [words]


def test_a_kind_of_paper_relates_nobody() -> None:
    one = paper("one", "Boiling Water Slowly: a Survey", tags=("kettles", "survey"))
    two = paper("two", "Sheep Walk at Night: a Survey", tags=("sheep", "survey"))
    bare = [paper(f"bare-{number}", f"Survey {number}", tags=("survey",)) for number in range(2)]
    found = relate(arrange(library(one, two, *bare, tags=TAGS)))
    assert not any(found.values())


@pytest.mark.parametrize(
    ("one", "two", "are_related"),
    [
        (("KETL: Kettles Expand Tin Lids", ""), ("KETL: Knitting for Every Tall Lamb", ""), False),
        (("KETL: Boil", ""), ("KETL: Graze", ""), False),  # both titles name something of their own
        (("Boil", "Kettle energy transfer layers (KETL)."), ("Graze", "Knots in ewe-tail leather (KETL)."), False),
        (("KETL Boils", "KETL, kettle energy transfer layers."), ("Y", "A KETL (kettle energy transfer layer)."), True),
        (("Boil with KETL", "No word about it."), ("Graze by KETL", "Nor here."), True),
    ],
)
def test_a_name_with_two_meanings_relates_nobody(one: tuple[str, str], two: tuple[str, str], are_related: bool) -> None:
    papers = [
        paper("one", one[0], summary=one[1], tags=("kettles",)),
        paper("two", two[0], summary=two[1], tags=("sheep",)),
    ]
    others = [paper(f"other-{number}", f"Ladle {number}", tags=("teapots",)) for number in range(9)]
    found = relate(arrange(library(*papers, *others, tags=TAGS)))
    assert slugs(found, "one") == (["two"] if are_related else [])


@pytest.mark.parametrize(
    ("title", "summary", "are_related"),
    [
        ("Graze with KettleNet", "Nothing else.", True),
        ("Graze", "Written with KettleNet.", False),  # a tool in passing
        ("Graze", "On a trillion cups.", False),  # what one title counts by
    ],
)
def test_papers_on_different_subjects_are_related_by_what_both_titles_name(
    title: str, summary: str, are_related: bool
) -> None:
    papers = [
        paper("one", "A Trillion Cups of KettleNet", tags=("kettles",)),
        paper("two", title, summary=summary, tags=("sheep",)),
    ]
    others = [paper(f"other-{number}", f"Ladle {number}", tags=("teapots",)) for number in range(60)]
    assert slugs(relate(arrange(library(*papers, *others, tags=TAGS))), "one") == (["two"] if are_related else [])


def test_a_tool_that_papers_on_three_subjects_name_is_no_reason() -> None:
    tagged = {"kettles": "Boil", "sheep": "Graze", "teapots": "Pour"}
    papers = [paper(tag, f"{verb} in KettleNet", tags=(tag,)) for tag, verb in tagged.items()]
    others = [paper(f"other-{number}", f"Ladle {number}", tags=("survey",)) for number in range(60)]
    found = relate(arrange(library(*papers, *others, tags=TAGS)))
    assert not any(found[tag] for tag in tagged)


def test_who_does_not_say_what_a_name_means_that_has_two_meanings_is_related_to_neither() -> None:
    papers = [
        paper("one", "KETL: Kettles Expand Tin Lids", tags=("kettles",)),
        paper("two", "KETL: Knitting for Every Tall Lamb", tags=("sheep",)),
        paper("three", "Pour with KETL", tags=("teapots",)),
    ]
    assert not any(relate(arrange(library(*papers, tags=TAGS))).values())


@pytest.mark.parametrize("subject", ["kettles", "sheep"])
def test_a_phrase_that_every_subject_uses_is_no_reason(subject: str) -> None:
    """Of 200 papers, six speak of patient waiting, whatever else they are about; or all of them about kettles."""
    ending = "Asks for Patient Waiting"
    speakers = [
        paper(f"p{number}", f"Nr{number}x {ending}", tags=("kettles" if subject == "kettles" else f"t{number}",))
        for number in range(6)
    ]
    others = [paper(f"o{number}", f"Sheep {number}", tags=("sheep",)) for number in range(194)]
    tags = TAGS | {f"t{number}": "kitchen" for number in range(6)}
    found = relate(arrange(library(*speakers, *others, tags=tags)))["p0"]
    assert [relation.words for relation in found] == ([("Patient Waiting",)] * 4 if subject == "kettles" else [])


def test_a_paper_that_is_like_none_leads_to_the_nearest_on_its_subject() -> None:
    lonely = paper("lonely", "Rust", summary="Lids crack, wires bend, glue melts and handles turn.", tags=("kettles",))
    near = [paper(f"k{number}", f"Steam {number}", summary="Steam whistles.", tags=("kettles",)) for number in range(4)]
    others = [paper(f"o{number}", "Rust and lids", summary="Wires bend; glue.", tags=("sheep",)) for number in range(9)]
    found = relate(arrange(library(lonely, *near, *others, tags=TAGS)))["lonely"]
    assert found
    assert all([tag.key for tag in relation.tags] == ["kettles"] for relation in found if relation.similarity < LEAST)


def test_words_do_not_repeat_what_a_shared_tag_says() -> None:
    papers = [paper(slug, "Teapots Teapots", summary="On teapots.", tags=("teapots",)) for slug in ("one", "two")]
    others = [paper(f"other-{number}", f"Sheep {number}", tags=("sheep",)) for number in range(60)]
    vocabulary = library(*papers, *others, tags=TAGS)
    (relation,) = relate(arrange(vocabulary))["one"]
    assert relation.tags
    assert relation.words == ()


def test_papers_without_a_tag_are_related_by_their_words() -> None:
    one = paper("one", "Kettles", summary="The marmalade whistles.")
    two = paper("two", "Sheep", summary="Sheep like marmalade.")
    (relation,) = relate(arrange(library(one, two, paper("x", "Nothing"))))["one"]
    assert relation.tags == ()
    assert relation.words == ("marmalade",)


def test_a_list_of_none_and_of_one() -> None:
    assert relate(arrange(library())) == {}
    assert relate(arrange(library(paper("one", "Kettles", tags=("kettles",)), tags=TAGS))) == {"one": ()}


def invented(number: int) -> Paper:
    """A paper of words that follow Zipf's law, roughly, as real ones do."""
    words = [WORDS[(number * number * step * step + 7 * step) % len(WORDS) // (1 + step % 3)] for step in range(1, 40)]
    return paper(f"p{number:05d}", " ".join(words[:6]), id=f"i{number:05d}", summary=" ".join(words), tags=("sheep",))


def steps(number: int) -> int:
    whole = index_papers(arrange(library(*map(invented, range(number)), tags=TAGS)))
    return find_nearest(whole.matrix, range(number))[0].steps


def test_the_work_for_a_paper_does_not_grow_with_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paper of this list has the same tag and common words: an exact comparison would be quadratic."""
    monkeypatch.setattr(term_matrix, "POSTINGS", 20)
    few, many = steps(200) / 200, steps(800) / 800
    assert many <= index.FINDERS * 20 + index.CANDIDATES * 121
    assert many < 1.5 * few, "four times the papers, and a quadratic would take four times the steps for each"


def test_the_order_of_hashes_changes_nothing() -> None:
    program = (
        "from dataclasses import replace; from pathlib import Path; from papershelf.catalog import catalog;"
        "from papershelf import content; from papershelf.similarity import related;"
        "library = content.load(Path('.')).library;"
        "relations = related.relate(catalog.arrange(replace(library, papers=library.papers[::4])));"
        "print([(slug, [(each.paper.slug, each.similarity, each.tags, each.words) for each in found])"
        " for slug, found in relations.items()])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY / "generator")},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("0", "42")
    }
    assert len(answers) == 1
    assert "label=" in answers.pop()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_any_titles_can_be_related(titles: list[str]) -> None:
    papers = [paper(f"p{number}", title, id=f"i{number}") for number, title in enumerate(titles)]
    relations = relate(arrange(library(*papers)))
    assert len(relations) == len(papers)
    assert all(len(found) <= RELATED for found in relations.values())


def shelf(**sizes: int) -> Catalog:
    """One paper under several tags, each of which so many others have."""
    others = [paper(f"{tag}-{number}", f"{tag} {number}", tags=(tag,)) for tag in sizes for number in range(sizes[tag])]
    return arrange(library(paper("a", "A", tags=tuple(sizes)), *others, tags=TAGS))


def related_to(catalog: Catalog, *named: str) -> Relations:
    return {"a": tuple(reasons.Relation(paper=catalog.by_slug[slug], similarity=0.5) for slug in named)}


@pytest.mark.parametrize(
    ("sizes", "named", "expected"),
    [
        ({"kettles": 5, "teapots": 4, "survey": 3}, (), "teapots"),  # the rarest, and no kind
        ({"kettles": 5, "teapots": FEW - 1}, (), "kettles"),  # not one that has hardly any
        ({"kettles": 5, "teapots": FEW}, ("teapots-0",), "kettles"),  # nor one whose papers are named already
        ({"kettles": 5, "teapots": FEW + 1}, ("teapots-0",), "teapots"),
        ({"kettles": 4, "sheep": 4}, (), "kettles"),  # of two as rare, the first by its key
        ({"survey": 9}, (), None),
        ({"teapots": FEW - 1}, (), None),
        ({"kettles": 9}, ("kettles-0", "kettles-1", "kettles-2"), None),  # enough papers are named
    ],
)
def test_a_paper_with_few_relatives_leads_on_to_a_tag_with_more(
    sizes: dict[str, int], named: tuple[str, ...], expected: str | None
) -> None:
    catalog = shelf(**sizes)
    found = tag_beyond(catalog, catalog.by_slug["a"], related_to(catalog, *named))
    assert (found and found.key) == expected


def test_the_shown_titles_are_text(artifacts: dict[str, object]) -> None:
    """The fabricated library is full of hostile titles; wherever one is related, it is escaped."""
    pages = [str(artifact.content) for path, artifact in artifacts.items() if path.startswith("papers/")]  # type: ignore[attr-defined]
    shown = [page[page.index("ps-related") :] for page in pages if "ps-related" in page]
    assert shown
    assert not any("<script" in page for page in shown)
