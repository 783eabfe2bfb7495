"""What an import decides: which records are one paper, and what they are called."""

from __future__ import annotations

import random
from types import MappingProxyType

import pytest
from captures import DAY, about, candidate, source
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.ingest.capture import Capture
from papershelf.ingest.merge import Plan, plan_import
from papershelf.model import Library
from papershelf.text import capture_text, is_slug

EMPTY = library()


def plan(*sources: Capture, known: Library = EMPTY, texts: dict[str, str] | None = None) -> Plan:
    return plan_import(known, MappingProxyType(texts or {}), sources, added=DAY)


def papers_of(decided: Plan) -> list[str]:
    return [name.removeprefix("papers/").removesuffix(".md") for name in decided.files if name.startswith("papers/")]


def words(decided: Plan) -> list[str]:
    return [str(note) for note in decided.notes]


def test_a_new_paper_is_written_with_all_that_it_needs() -> None:
    decided = plan(source("a", candidate("a", 3, "Spoons", "See https://github.com/invented/spoons.")))
    assert list(decided.files) == ["listings.yml", "abstracts/spoons.md", "papers/spoons.md", "urls.txt"]
    text = decided.files["papers/spoons.md"]
    paper_id = text.split("\n")[1].removeprefix("id: ").strip('"')
    assert text.split("\n")[2:] == [
        'title: "Spoons"',
        'listed: [{listing: "a", rank: 3}]',
        'added: "2026-11-21"',
        'links: [{kind: code, url: "https://github.com/invented/spoons"}]',
        "tags: []",
        "---",
        "",
    ]
    assert decided.files["abstracts/spoons.md"] == "See https://github.com/invented/spoons.\n"
    assert decided.files["urls.txt"] == f"/listings/a/\n/p/{paper_id}/\n/papers/spoons/\n"
    assert (decided.records, decided.new, decided.again) == (1, 1, 0)


def test_the_same_paper_again_is_one_paper_with_two_places() -> None:
    one = source("a", candidate("a", 1, "Spoons"), candidate("a", 2, "SPOONS!", about("spoons")))
    two = source("b", candidate("b", 9, "Spoons"))
    decided = plan(one, two)
    assert papers_of(decided) == ["spoons"]
    assert (decided.records, decided.new, decided.again) == (3, 1, 2)
    assert (
        'listed:\n  - {listing: "a", rank: 1}\n  - {listing: "a", rank: 2}\n  - {listing: "b", rank: 9}\n'
        in (decided.files["papers/spoons.md"])
    )
    assert words(decided) == [
        "a.txt:4: warning: title: it is printed differently in the same import: 'SPOONS!'. "
        "Correct the paper's file if this one is right."
    ]


def test_one_title_with_two_abstracts_is_two_papers() -> None:
    decided = plan(source("a", candidate("a", 1, "Spoons"), candidate("a", 2, "Spoons", about("something else"))))
    first, second = sorted(papers_of(decided), key=len)
    assert (first, second.rpartition("-")[0], decided.new) == ("spoons", "spoons", 2)
    (note,) = words(decided)
    assert note in {
        f"a.txt: warning: record {rank}: content/papers/{kept}.md has the same title and another abstract; "
        "both are kept. Check whether they are one paper."
        for rank, kept in ((1, first), (2, first), (1, second), (2, second))
    }


def test_versions_of_one_arxiv_paper_are_one() -> None:
    decided = plan(
        source("a", candidate("a", 1, "Spoons", arxiv="2311.00001v1")),
        source("b", candidate("b", 1, "Spoons, Revisited", about("revision"), arxiv="2311.00001v2")),
        source("c", candidate("c", 1, "Spoons", arxiv="2311.00002v1")),
    )
    assert (decided.new, decided.again) == (2, 1)
    known = library(paper("spoons", "Spoons", arxiv="2311.00001"))
    text = {"papers/spoons.md": '---\nid: aaaa\ntitle: "Spoons"\nadded: "2026-01-02"\narxiv: "2311.00001"\n---\n'}
    later = plan(source("d", candidate("d", 1, "New Name", arxiv="2311.00001v7")), known=known, texts=text)
    assert (later.new, later.again, papers_of(later)) == (0, 1, ["spoons"])


@pytest.mark.parametrize("titles", [("???", "!!!"), ("→", "←"), ("\u200b", "$")])
def test_titles_without_letters_are_told_apart_where_no_abstract_is_at_hand(titles: tuple[str, str]) -> None:
    known = library(paper("paper", titles[0], listed=[("a", 1)]))
    decided = plan(source("b", candidate("b", 1, titles[1], about("symbols"))), known=known)
    assert (decided.new, decided.again) == (1, 0)
    clash = plan(source("a", candidate("a", 1, titles[1], about("symbols"))), known=known)
    assert [str(each) for each in clash.set_aside] == [
        "a.txt:2: record 1: content/papers/paper.md holds this place of the listing already. "
        "Save the new capture under a name of its own and import that."
    ]


def test_titles_in_scripts_without_a_slug_get_names_of_their_own() -> None:
    titles = ["深層学習", "机器学习", "глубина", "???", "🦜"]
    decided = plan(source("a", *(candidate("a", rank, title) for rank, title in enumerate(titles, start=1))))
    names = papers_of(decided)
    assert len(set(names)) == decided.new == 5
    assert all(is_slug(name) for name in names)


def test_a_suffix_comes_from_the_id_and_is_never_taken() -> None:
    """A third title that spells the name which a twin would get cannot take its file."""
    twins = [candidate("a", 1, "Spoons"), candidate("a", 2, "Spoons", about("something else"))]
    suffixed = max(papers_of(plan(source("a", *twins))), key=len)
    third = candidate("a", 3, suffixed.replace("-", " "), about("a third thing"))
    decided = plan(source("a", *twins, third), known=library(paper(suffixed, "Held")))
    names = papers_of(decided)
    assert len(names) == len(set(names)) == 3
    assert suffixed not in names


def test_a_place_held_by_another_paper_is_set_aside() -> None:
    known = library(paper("spoons", "Spoons", abstract=about("spoons"), listed=[("a", 1)]))
    decided = plan(source("a", candidate("a", 1, "Teapots"), candidate("a", 2, "Kettles")), known=known)
    assert [str(each) for each in decided.set_aside] == [
        "a.txt:2: record 1: content/papers/spoons.md holds this place of the listing already. "
        "Save the new capture under a name of its own and import that."
    ]
    assert (decided.records, decided.new, decided.again, papers_of(decided)) == (2, 1, 0, ["kettles"])


@pytest.mark.parametrize("abstract", [about("spoons"), None])
def test_a_title_that_a_person_corrected_is_left_alone(abstract: str | None) -> None:
    known = library(
        paper("spoons", "Spoons and Their Handles", abstract=abstract, listed=[("a", 1)]),
        published=("/listings/a/", "/papers/spoons/", f"/p/{paper('spoons').id}/"),
    )
    decided = plan(source("a", candidate("a", 1, "Spoons and Thier Handles", about("spoons"))), known=known)
    assert (decided.new, decided.again, decided.set_aside, decided.notes) == (0, 1, (), ())
    assert list(decided.files) == ([] if abstract else ["abstracts/spoons.md"])


def test_near_duplicates_are_told_and_kept() -> None:
    title = "Counting the Spoons of an Empty Drawer"
    look_alike = title.replace("o", "\u043e", 1)
    decided = plan(
        source(
            "a",
            candidate("a", 1, title, about("drawers")),
            candidate("a", 2, title.replace("Empty ", "Entirely Empty "), about("emptiness")),
            candidate("a", 3, look_alike, about("letters")),
        )
    )
    assert decided.new == 3
    assert len([note for note in words(decided) if "its title is nearly that of content/papers/" in note]) == 2


def test_a_ledger_without_a_last_line_end_keeps_whole_lines() -> None:
    known = library(published=("/papers/gone/",))
    decided = plan(source("a", candidate("a", 1, "Spoons")), known=known, texts={"urls.txt": "/papers/gone/"})
    assert "urls.txt" not in decided.files, "two imports would meet in it"
    assert "/papers/spoons/" in decided.files["urls/listings-a.txt"].split()


TITLES = st.lists(
    st.one_of(
        st.text("aB ?é深🦜-", min_size=1, max_size=6).map(capture_text).filter(bool),
        st.sampled_from(["Con", "con", "Spoons", "SPOONS", "Café", "Cafe\u0301", "x" * 200]).map(capture_text),
    ),
    min_size=1,
    max_size=12,
)


@given(TITLES, st.randoms(use_true_random=False))
def test_names_are_safe_unique_and_the_same_in_any_order_of_listings(titles: list[str], chance: random.Random) -> None:
    sources = [
        source(f"l{n}", *(candidate(f"l{n}", rank, title) for rank, title in enumerate(titles[n::3], start=1)))
        for n in range(3)
    ]
    decided = plan(*sources)
    names = papers_of(decided)
    assert all(is_slug(name) for name in names)
    assert len({name.casefold() for name in names}) == len(names) == decided.new
    ids = [line for line in decided.files["urls.txt"].split("\n") if line.startswith("/p/")]
    assert len(set(ids)) == decided.new
    chance.shuffle(sources)
    assert plan(*sources).files == decided.files
