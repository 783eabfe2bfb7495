"""Papers related once more after a change of the list: what comes out is what a list never seen before comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fabricate import library, paper
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Paper
from papershelf.similarity import again, index, kept, listed, nearest, neighbours, related, term_matrix, whole
from papershelf.similarity.again import relate_again
from papershelf.similarity.listed import Related, unpack
from papershelf.similarity.related import relate

TAGS = {f"t{number}": "kind" if number == 0 else "kitchen" for number in range(6)}
WORDS = [f"{start}{middle}{end}" for start in "bdfgklm" for middle in "aeo" for end in ("lor", "Mun", "tik", "zop")]

words = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
tags = st.lists(st.sampled_from(sorted(TAGS)), max_size=3, unique=True).map(tuple)
titles = st.one_of(words, words.map("KETL: {}".format), words.map("{} (Kin Ewe Tin Lor, KETL)".format))
drafts = st.builds(lambda title, summary, its: ("add", title, summary, its), titles, words, tags)
edits = st.tuples(st.sampled_from(("title", "summary", "tags", "remove")), titles, words, tags)
changes = st.lists(st.tuples(st.integers(0, 10_000), st.one_of(drafts, edits, edits)), min_size=1, max_size=4)


@pytest.fixture
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bound so low that small lists come to it."""
    for module, bounds in {
        index: {"POSTINGS": 4, "FINDERS": 5},
        neighbours: {"POSTINGS": 4, "CANDIDATES": 3, "KEPT": 4, "_MOST_KEPT": 5},
        term_matrix: {"POSTINGS": 4, "FINDERS": 5},
        nearest: {"CANDIDATES": 3, "KEPT": 4, "_BLOCK": 5},
        related: {"_AT_ONCE": 7},
        kept: {"GAP": 4},
        listed: {"FINDERS": 5, "GAP": 4},
        again: {"FEW": 1},
    }.items():
        for name, bound in bounds.items():
            monkeypatch.setattr(module, name, bound)


def arranged(papers: dict[str, Paper], of: dict[str, str] = TAGS) -> Catalog:
    return arrange(library(*(papers[slug] for slug in sorted(papers)), tags=of))


def change(papers: dict[str, Paper], place: int, what: str, title: str, summary: str, its: tuple[str, ...]) -> None:
    slug = sorted(papers)[place % len(papers)]
    if what == "add":
        new = f"p{place:05d}x"
        papers[new] = paper(new, title, id=f"i{place}", summary=summary, tags=its)
    elif what == "remove" and len(papers) > 1:
        del papers[slug]
    else:
        value = {"title": title, "summary": summary, "tags": its}
        papers[slug] = replace(papers[slug], **{what: value.get(what)} if what in value else {})


@pytest.mark.usefixtures("_narrow")
@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(titles, words, tags), min_size=1, max_size=24), st.lists(changes, min_size=1, max_size=4))
def test_any_changes_come_to_what_the_list_comes_to_by_itself(
    first: list[tuple[str, str, tuple[str, ...]]],
    rounds: list[list[tuple[int, tuple[str, str, str, tuple[str, ...]]]]],
) -> None:
    papers = {
        f"p{number:05d}": paper(f"p{number:05d}", title, id=f"n{number}", summary=summary, tags=its)
        for number, (title, summary, its) in enumerate(first)
    }
    known: Related | None = None
    for each in rounds:
        _, known = relate_again(arranged(papers), known)
        for place, what in each:
            change(papers, place, *what)
        after, known = relate_again(arranged(papers), known)
        assert list(after.items()) == list(relate(arranged(papers)).items())


def shelf(count: int = 90) -> dict[str, Paper]:
    """Papers of which each has a few words with some others in common, and none with all; invented."""
    return {
        f"p{number:05d}": paper(
            f"p{number:05d}",
            f"{WORDS[number % 7]} {WORDS[number % 11]}",
            id=f"n{number}",
            summary=" ".join(WORDS[(number * step) % len(WORDS)] for step in (1, 3, 4, 9)),
            tags=(f"t{number % 6}",),
        )
        for number in range(count)
    }


def looked_at(monkeypatch: pytest.MonkeyPatch, papers: dict[str, Paper], before: Related) -> int:
    """For how many papers candidates were looked for."""
    numbers: list[int] = []
    look = index.PaperIndex.scores

    def scores(self: index.PaperIndex, number: int) -> dict[int, int]:
        numbers.append(number)
        return look(self, number)

    monkeypatch.setattr(index.PaperIndex, "scores", scores)
    after, _ = relate_again(arranged(papers), before)
    monkeypatch.undo()
    assert after == relate(arranged(papers))
    return len(numbers)


def test_nobody_looks_again_where_nothing_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = shelf()
    _, before = relate_again(arranged(papers), None)
    assert looked_at(monkeypatch, papers, before) == 0


def test_words_that_no_other_paper_has_make_nobody_look_again(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = shelf()
    _, before = relate_again(arranged(papers), None)
    papers["p00010"] = replace(papers["p00010"], summary=f"{papers['p00010'].summary} Never said before.")
    assert looked_at(monkeypatch, papers, before) == 0


def test_after_an_edit_of_one_paper_hardly_another_one_looks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = shelf()
    _, before = relate_again(arranged(papers), None)
    papers["p00010"] = replace(papers["p00010"], summary=f"{papers['p00010'].summary} {WORDS[10]}.")
    assert 1 <= looked_at(monkeypatch, papers, before) <= 3


def test_another_vocabulary_gives_other_reasons() -> None:
    papers = shelf(30)
    _, before = relate_again(arranged(papers), None)
    kinds = dict.fromkeys(TAGS, "kind")
    after, known = relate_again(arranged(papers, kinds), before)
    assert after == relate(arranged(papers, kinds)) != relate(arranged(papers))
    assert relate_again(arranged(papers, kinds), unpack(known.kept.data))[1].kept.data == known.kept.data


def test_matrices_are_made_only_where_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """They need a library that takes a while to import: neither an edit of a paper nor one of the tags waits for it."""
    papers, kinds = shelf(), dict.fromkeys(TAGS, "kind")
    _, before = relate_again(arranged(papers), None)
    reworded = papers | {"p00010": replace(papers["p00010"], summary=f"Marmalade. {WORDS[10]}.")}
    expected = relate(arranged(reworded)), relate(arranged(papers, kinds))
    anew = relate_again(arranged(papers, kinds), None)[1]
    monkeypatch.setattr(whole, "to_matrix", None)
    assert relate_again(arranged(reworded), before)[0] == expected[0]
    relations, known = relate_again(arranged(papers, kinds), before)
    assert relations == expected[1]
    assert known.is_kept
    assert (known.known, known.vocabulary) == (anew.known, anew.vocabulary)
    for number in known.numbers.values():
        for part in ("own", "vectors", "near", "named"):
            assert getattr(known.kept, part)[number] == getattr(anew.kept, part)[number]


def test_a_word_that_was_a_reason_and_is_gone_is_none() -> None:
    papers = shelf()
    for slug in ("p00003", "p00004"):
        papers[slug] = replace(papers[slug], title="Marmalade Pots", tags=())
    relations, before = relate_again(arranged(papers), None)
    assert any(relation.words == ("Marmalade Pots",) for relation in relations["p00003"])
    papers["p00003"] = replace(papers["p00003"], title="Nothing Else")
    after, _ = relate_again(arranged(papers), before)
    assert after == relate(arranged(papers))


@pytest.mark.parametrize("jobs", [2, 8])
def test_any_number_of_processes_finds_the_same(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    for module, name in ((whole, "WORTH_A_PROCESS"), (related, "WORTH_A_PROCESS"), (related, "_WORTH_TO_NAME")):
        monkeypatch.setattr(module, name, 1)
    papers = shelf(30)
    alone, known = relate_again(arranged(papers), None)
    together, again = relate_again(arranged(papers), None, jobs=jobs)
    assert list(together.items()) == list(alone.items())
    assert again.known == known.known, "or a later edit would overlook a reason that has gone"
    kinds = arranged(papers, dict.fromkeys(TAGS, "kind"))
    assert relate_again(kinds, again, jobs=jobs)[0] == relate_again(kinds, known)[0] == relate(kinds, jobs=jobs)


def test_a_paper_that_comes_and_goes_leaves_others_their_numbers() -> None:
    papers = shelf()
    _, first = relate_again(arranged(papers), None)
    papers["p00010b"] = paper("p00010b", "Marmalade", id="new", summary="Nobody has it.")
    _, then = relate_again(arranged(papers), first)
    assert then.kept is first.kept
    assert {slug: then.numbers[slug] for slug in first.numbers} == first.numbers
    del papers["p00010b"]
    after, last = relate_again(arranged(papers), then)
    assert last.kept is first.kept
    assert after == relate(arranged(papers))


@pytest.mark.usefixtures("_narrow")
def test_a_paper_that_was_looked_at_again_and_went_is_not_looked_at_any_more() -> None:
    """Of 90 papers, each has one word with two others, and another one with one other."""
    titles = {f"p{number:05d}": f"spout{number % 30}a lid{number % 45}b" for number in range(90)}
    papers = {slug: paper(slug, title, id=slug) for slug, title in titles.items()}
    relations, known = relate_again(arranged(papers), None)
    beside = relations["p00010"][0].paper.slug
    for slug in ("p00010", beside):
        papers[slug] = replace(papers[slug], summary="Marmalade.")
    _, known = relate_again(arranged(papers), known)
    del papers["p00010"]
    _, known = relate_again(arranged(papers), known)
    papers[beside] = replace(papers[beside], summary="Honey.")
    after, known = relate_again(arranged(papers), known)
    assert after == relate(arranged(papers))
    assert 0 < known.drift < len(papers), "it was not begun anew"
