"""Grouping, ordering and counting: what readers see first, and what they do not see at all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.addresses import vanished
from papershelf.catalog.catalog import NEIGHBOURS, Catalog, arrange, by_title, epoch, in_reading_order, newest_first
from papershelf.catalog.duplicates import duplicates
from papershelf.model import Listing, Start, are_told_apart
from papershelf.text import identity_of

TAGS = {"kettles": "kitchen", "teapots": "kitchen", "sheep": "animals", "survey": "kind"}


def slugs(papers: tuple[object, ...] | list[object]) -> list[str]:
    return [each.slug for each in papers]  # type: ignore[attr-defined]


def test_a_withdrawn_paper_keeps_its_place_in_a_listing_and_no_other() -> None:
    gone = paper("gone", tags=("sheep",), listed=[("spring", 1)], withdrawn="It was never there.")
    here = paper("here", tags=("sheep",), listed=[("spring", 2)], summary="It is.")
    arranged = arrange(library(gone, here, tags=TAGS))
    assert slugs(arranged.papers) == ["here"]
    assert slugs(arranged.by_tag["sheep"]) == slugs(arranged.by_topic["animals"]) == ["here"]
    assert [(rank, each.slug) for rank, each in arranged.by_listing["spring"]] == [(1, "gone"), (2, "here")]
    assert arranged.by_slug["gone"] is gone
    assert arranged.to_curate == ()


def test_tags_and_topics_without_papers_are_there_and_empty() -> None:
    arranged = arrange(library(tags=TAGS))
    assert dict(arranged.by_tag) == dict.fromkeys(TAGS, ())
    assert dict(arranged.by_topic) == {"kitchen": (), "animals": ()}


def test_the_kinds_of_contribution_are_no_topic() -> None:
    arranged = arrange(library(paper("one", tags=("survey", "sheep")), tags=TAGS))
    assert [topic.key for topic in arranged.topics] == ["kitchen", "animals"]
    assert "kind" not in arranged.by_topic
    assert slugs(arranged.by_tag["survey"]) == ["one"]


def test_a_paper_with_two_tags_of_a_topic_stands_there_once() -> None:
    arranged = arrange(library(paper("one", tags=("teapots", "kettles")), tags=TAGS))
    assert slugs(arranged.by_topic["kitchen"]) == ["one"]


def test_a_papers_tags_keep_its_order_and_its_topics_the_vocabularys() -> None:
    one = paper("one", tags=("sheep", "survey", "kettles"))
    arranged = arrange(library(one, tags=TAGS))
    assert [tag.key for tag in arranged.tags_of(one)] == ["sheep", "survey", "kettles"]
    assert [topic.key for topic in arranged.topics_of(one)] == ["kitchen", "animals"]


@pytest.mark.parametrize(
    ("tags", "topic"),
    [
        (("sheep", "kettles", "teapots"), "kitchen"),
        (("sheep", "kettles"), "animals"),
        (("survey", "kettles"), "kitchen"),
        (("survey",), None),
        ((), None),
    ],
)
def test_the_main_topic_is_that_of_most_subjects_or_of_the_first(tags: tuple[str, ...], topic: str | None) -> None:
    one = paper("one", tags=tags)
    assert arrange(library(one, tags=TAGS)).main_topic(one) == topic


def test_papers_of_several_listings_come_first_then_by_title() -> None:
    papers = [
        paper("b", "Beetles"),
        paper("twice", "Zebras", listed=[("autumn", 1), ("spring", 9)]),
        paper("a", "“ants”"),
        paper("thrice", "Yaks", listed=[("autumn", 2), ("spring", 1), ("winter", 1)]),
    ]
    assert slugs(in_reading_order(papers)) == ["thrice", "twice", "a", "b"]


def test_titles_are_ordered_without_regard_to_case_and_marks_and_ties_by_slug() -> None:
    papers = [paper("z", "(Same) Title"), paper("y", "same title!"), paper("x", "Étude"), paper("w", "rat")]
    assert slugs(sorted(papers, key=by_title)) == ["w", "y", "z", "x"]


def test_a_listing_keeps_its_own_order() -> None:
    papers = [paper(f"p{rank}", listed=[("spring", rank)]) for rank in (10, 2, 1)]
    arranged = arrange(library(*papers))
    assert [rank for rank, _ in arranged.by_listing["spring"]] == [1, 2, 10]


def test_appearances_name_the_listing_and_the_place() -> None:
    one = paper("one", listed=[("autumn", 4), ("spring", 2)])
    arranged = arrange(library(one))
    assert arranged.appearances(one) == ((Listing(id="autumn"), 4), (Listing(id="spring"), 2))


def test_neighbours_are_counted_the_most_frequent_first_ties_by_key() -> None:
    papers = [
        paper(f"p{n}", tags=("sheep", other)) for n, other in enumerate(["teapots", "survey", "teapots", "kettles"])
    ]
    arranged = arrange(library(*papers, tags=TAGS))
    assert [(tag.key, count) for tag, count in arranged.neighbours("sheep")] == [
        ("teapots", 2),
        ("kettles", 1),
        ("survey", 1),
    ]
    assert [(tag.key, count) for tag, count in arranged.neighbours("survey")] == [("sheep", 1)]


def test_neighbours_are_no_more_than_a_page_can_hold() -> None:
    many = {f"t{n}": "kitchen" for n in range(NEIGHBOURS + 3)}
    arranged = arrange(library(paper("one", tags=tuple(many)), tags=many))
    assert [tag.key for tag, _ in arranged.neighbours("t0")] == [f"t{n}" for n in range(1, NEIGHBOURS + 1)]


def test_listings_that_share_papers_know_it() -> None:
    papers = [
        paper("a", listed=[("autumn", 1), ("spring", 1)]),
        paper("b", listed=[("autumn", 2), ("spring", 2), ("winter", 1)]),
        paper("c", listed=[("summer", 1)]),
    ]
    arranged = arrange(library(*papers))
    assert arranged.places_of("autumn") == {"spring": 2, "winter": 1}
    assert arranged.places_of("summer") == {}
    assert slugs(arranged.in_several_listings()) == ["b", "a"]
    assert [arranged.only_in(listing) for listing in ("autumn", "spring", "summer", "winter")] == [0, 0, 1, 0]


def test_a_listing_is_described_by_the_subjects_of_most_of_its_papers() -> None:
    papers = [
        # A paper at two ranks of a listing is one paper of it.
        paper("a", tags=("sheep", "survey"), listed=[("autumn", 1), ("autumn", 9)]),
        paper("b", tags=("kettles", "survey"), listed=[("autumn", 2)]),
        paper("c", tags=("kettles", "teapots", "survey"), listed=[("autumn", 3), ("spring", 1)]),
        paper("d", listed=[("summer", 1)]),
    ]
    arranged = arrange(library(*papers, tags=TAGS))
    found = [(tag.key, count) for tag, count in arranged.subjects_of("autumn")]
    assert found == [("kettles", 2), ("sheep", 1), ("teapots", 1)]
    assert arranged.subjects_of("summer") == ()
    assert arranged.only_in("autumn") == 2


def test_what_lacks_tags_or_a_summary_is_to_be_curated_by_title() -> None:
    papers = [
        paper("whole", tags=("sheep",), summary="Said."),
        paper("untagged", "Beetles", summary="Said."),
        paper("silent", "ants", tags=("sheep",)),
        paper("bare", "Cats"),
    ]
    assert slugs(arrange(library(*papers, tags=TAGS)).to_curate) == ["silent", "untagged", "bare"]


@pytest.mark.parametrize(("day", "seconds"), [("1970-01-01", 0), ("2000-01-01", 946684800), ("2026-11-21", 1795219200)])
def test_a_day_begins_in_utc(day: str, seconds: int) -> None:
    assert epoch(day) == seconds


def test_the_order_of_the_papers_given_does_not_matter(catalog: Catalog) -> None:
    shuffled = list(catalog.library.papers)
    random.Random(7).shuffle(shuffled)
    assert shuffled != list(catalog.library.papers)
    again = arrange(replace(catalog.library, papers=tuple(shuffled)))
    for name in ("by_tag", "by_topic", "by_listing", "to_curate", "new"):
        assert getattr(again, name) == getattr(catalog, name)
    assert again.in_several_listings() == catalog.in_several_listings()
    assert set(again.papers) == set(catalog.papers)


IDENTIFIERS = st.none() | st.sampled_from(["2501.00001", "2501.00001v2", "2501.00002"])
TITLES = st.sampled_from(["Tea", "tea!", "Ten tin tea kettles sing", "Ten tin kettles sing", "Cups"])


@given(st.lists(st.tuples(TITLES, IDENTIFIERS), max_size=8))
def test_every_paper_that_stands_twice_is_found_in_one_pass(facts: list[tuple[str, str | None]]) -> None:
    papers = [paper(f"p-{n}", title, arxiv=arxiv) for n, (title, arxiv) in enumerate(facts)]
    found = list(duplicates(papers))
    pairs = [frozenset(each.slug for each in twins.pair) for twins in found]
    assert len(pairs) == len(set(pairs)), "a pair is named once"
    for twins in found:
        one, other = twins.pair
        assert twins.why == "arxiv" or not are_told_apart(one, other)
        if twins.certain and twins.why == "title":
            assert identity_of(one.title) == identity_of(other.title)
    # Whoever shares a work with an earlier paper is named with one.
    for n, later in enumerate(papers):
        if any(later.identifiers and earlier.identifiers == later.identifiers for earlier in papers[:n]):
            assert any(later in twins.pair and twins.why == "arxiv" for twins in found)


def test_an_address_that_nothing_stands_at_is_named_at_its_line() -> None:
    found = list(vanished(["/a/", "/papers/b/", "/c/"], {"/a/"}))
    assert [(problem.line, problem.problem) for problem in found] == [
        (2, "the published address /papers/b/ would vanish"),
        (3, "the published address /c/ would vanish"),
    ]
    assert "`aliases: [b]`" in found[0].remedy


def test_the_papers_of_the_latest_day_are_new_where_older_ones_exist() -> None:
    old = paper("old", added="2025-12-31")
    here = [paper("b", added="2026-01-02"), paper("a", added="2026-01-02")]
    gone = paper("gone", added="2026-03-01", withdrawn="Empty.")
    assert arrange(library(old, *here, gone)).new == {"a", "b"}
    assert arrange(library(*here)).new == frozenset(), "all came on one day, so none is newer than another"
    assert arrange(library(*here, gone)).new == frozenset(), "a withdrawn paper is neither new nor old"
    assert arrange(library()).new == frozenset()


def test_the_newest_come_first_and_keep_their_order_within_a_day() -> None:
    papers = [paper("c", added="2026-01-02"), paper("old", added="2025-12-31"), paper("a", added="2026-01-02")]
    assert slugs(newest_first(papers)) == ["c", "a", "old"]


def test_an_index_files_titles_without_their_article() -> None:
    titles = ("The Urn", "A Kettle", "An Apron", "Theory of Tea", "A", "Tea Pots", "Teapot")
    arranged = sorted((paper(f"p{n}", title) for n, title in enumerate(titles)), key=by_title)
    assert [each.title for each in arranged] == [
        "A", "An Apron", "A Kettle", "Teapot", "Tea Pots", "Theory of Tea", "The Urn",
    ]  # fmt: skip


def test_a_tag_begins_with_the_papers_chosen_for_it_and_otherwise_with_its_surveys() -> None:
    papers = [paper(f"k{n}", tags=("kettles", "survey") if n > 1 else ("kettles",)) for n in range(6)]
    gone = paper("gone", tags=("kettles",), withdrawn="It leaked.")
    made = library(*papers, gone, tags=TAGS)
    arranged = arrange(made)
    words = made.vocabulary
    assert slugs([each for each, _ in arranged.beginning(words.tags["kettles"])]) == ["k2", "k3", "k4"]
    assert slugs([each for each, _ in arranged.beginning(words.topics["kitchen"])]) == ["k2", "k3", "k4"]
    assert arranged.beginning(words.tags["survey"]) == ()
    chosen = (Start(paper="k1", why="First"), Start(paper="gone", why="Next"), Start(paper="k0", why="Last"))
    tag = replace(words.tags["kettles"], start=chosen)
    assert [(each.slug, why) for each, why in arranged.beginning(tag)] == [("k1", "First"), ("k0", "Last")]


def test_links_lead_to_papers_and_tags_by_present_and_former_names() -> None:
    made = library(paper("kettles", aliases=("pots",)), tags=TAGS)
    leads = arrange(made).leads(lambda address: f"..{address}")
    assert leads("paper:kettles") == leads("paper:pots") == "../papers/kettles/"
    assert leads("tag:sheep") == "../tags/sheep/"
    assert leads("tag:nothing") is None
