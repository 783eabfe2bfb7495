"""The search's files made once more: the bytes of a list that is met for the first time, whatever is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from fabricate import library, paper
from hypothesis import given
from hypothesis import strategies as st

from papershelf.catalog.catalog import Catalog, arrange
from papershelf.model import Library, Link, LinkKind, Name, Paper
from papershelf.publish import search
from papershelf.publish.search import making, reading
from papershelf.publish.search.documents import title_key
from papershelf.publish.search.postings import post, post_again

TAGS = {"kettles": "kitchen", "lids": "kitchen", "sheep": "animals"}
WORDS = ("kettle", "kettles", "lid", "the", "whistles", "Ünder", "研究", "GPT-4", "C++", "steam")
_CHANGES: tuple[Callable[[Paper, int], Paper], ...] = (
    lambda each, number: replace(each, summary=f"{each.summary} {WORDS[number]} {WORDS[number - 1]}."),
    lambda each, number: replace(each, summary=""),
    lambda each, number: replace(each, title=f"{WORDS[number]} {each.title}"),
    lambda each, number: replace(each, tags=tuple(TAGS)[number % 3 :]),
    lambda each, number: replace(each, tags=tuple(TAGS)[::-1]),
    lambda each, number: replace(each, authors=(Name(family=WORDS[number]), *each.authors)),
    lambda each, number: replace(each, abstract=f"{WORDS[number]} {WORDS[number]}."),
    lambda each, number: replace(each, abstract=None),
    lambda each, number: replace(each, finding=f"{WORDS[number]} helps."),
    lambda each, number: replace(each, year=str(2000 + number), venue=f"TeaConf {number}"),
    lambda each, number: replace(each, doi=f"10.9999/{number}.tea"),
    lambda each, number: replace(each, links=(Link(kind=LinkKind.CODE, url=f"https://example.org/{number}"),)),
    lambda each, number: replace(each, added=f"2026-01-{number + 1:02}"),
    lambda each, number: replace(each, withdrawn="Empty."),
)


def shelf(size: int = 45) -> Library:
    """Invented papers; more than so many that one change is one among a few."""
    papers = [
        paper(f"p{number:02}", f"Kettle {number % 7}", id=f"i{number:02}", authors=("Ada Kettle",) * (number % 3 > 1),
              summary=f"It whistles at {number % 5} bar.", tags=tuple(TAGS)[: number % 4])
        for number in range(size)
    ]  # fmt: skip
    return library(*papers, tags=TAGS)


def change(found: Library, place: int, kind: int, number: int) -> Library:
    """One paper of a list changed, or removed or added where the kind says so."""
    papers = list(found.papers)
    place %= len(papers)
    if kind < len(_CHANGES):
        papers[place] = _CHANGES[kind](papers[place], number)
    elif kind == len(_CHANGES):
        del papers[place]
    else:
        papers.insert(place, paper(f"new-{place}-{number}-{len(papers)}", f"New {WORDS[number]}", tags=("lids",)))
    return replace(found, papers=tuple(papers))


class Site:
    """What is in a site, built again and again as a build does it."""

    def __init__(self, whole_up_to: int) -> None:
        self.kept: search.Kept | None = None
        self._whole_up_to = whole_up_to
        self._before: dict[str, str | bytes] = {}

    def build(self, catalog: Catalog, *, anew: bool = False) -> tuple[dict[str, str | bytes], set[str]]:
        """Its files, and the paths of those that were made for it."""
        if anew and self.kept is not None:
            self.kept = search.unpack(search.pack(self.kept))
        files: dict[str, str | bytes] = {}

        def has(path: str) -> bool:
            if path in self._before:
                files[path] = self._before[path]
            return path in self._before

        made, self.kept = search.publish_again(catalog, whole_up_to=self._whole_up_to, before=self.kept, has=has)
        files |= {artifact.path: artifact.content for artifact in made}
        self._before = files
        return files, {artifact.path for artifact in made}


def cold(catalog: Catalog, whole_up_to: int) -> dict[str, str | bytes]:
    return {artifact.path: artifact.content for artifact in search.publish(catalog, whole_up_to=whole_up_to)}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards as small as the list."""
    for name, value in {"runs._SMALL": 8, "runs._LARGE": 40, "shards._IDENTIFIERS": 9}.items():
        monkeypatch.setattr(f"papershelf.publish.search.{name}", value)


_EDITS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, len(_CHANGES) + 1), st.integers(0, len(WORDS) - 1)),
    min_size=1, max_size=4,
)  # fmt: skip


@pytest.mark.parametrize("whole_up_to", [0, 1_000])
def test_after_any_edits_the_files_are_those_of_a_first_build(whole_up_to: int) -> None:
    @given(st.lists(st.tuples(_EDITS, st.booleans()), min_size=1, max_size=3))
    def hold(builds: list[tuple[list[tuple[int, int, int]], bool]]) -> None:
        site, found = Site(whole_up_to), shelf()
        site.build(arrange(found))
        for edits, anew in builds:
            for edit in edits:
                found = change(found, *edit)
            catalog = arrange(found)
            assert site.build(catalog, anew=anew)[0] == cold(catalog, whole_up_to)

    hold()


def test_a_list_that_grows_into_shards_and_back_has_the_files_of_its_form() -> None:
    site = Site(45)
    for size in (45, 46, 45):
        catalog = arrange(shelf(size))
        assert site.build(catalog)[0] == cold(catalog, 45)


def test_an_edit_of_a_summary_makes_no_more_than_what_holds_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    site, found = Site(0), shelf()
    first, _ = site.build(arrange(found))
    edited = arrange(change(found, 20, 0, 0))
    read: list[str] = []
    monkeypatch.setattr(
        reading, "read", lambda each, said, read_one=reading.read: (read.append(each.slug), read_one(each, said))[1]
    )
    files, made = site.build(edited, anew=True)
    assert read == ["p20"]
    assert files == cold(edited, 0)
    roots = {f"search/{name}.json" for name in ("documents", "people", "summaries")}
    assert roots < made
    assert 2 <= len(made - roots) <= 4 < len(first) / 4


def test_words_are_packed_anew_only_where_much_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    site, found = Site(0), shelf()
    site.build(arrange(found))
    monkeypatch.setattr(making, "post", lambda *_: pytest.fail("all words were packed"))
    site.build(arrange(change(found, 20, 0, 0)), anew=True)
    assert site.kept is not None
    assert site.kept.drift == 1
    with pytest.raises(pytest.fail.Exception):
        site.build(arrange(shelf(44)))


def test_a_shard_that_is_not_in_the_site_is_made() -> None:
    site, catalog = Site(0), arrange(shelf())
    site.build(catalog)
    for path in [*site._before]:
        if "shards" in path:
            del site._before[path]
    assert site.build(catalog)[0] == cold(catalog, 0)


def test_several_processes_make_the_same_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_A_PROCESS", 10)
    monkeypatch.setattr("papershelf.publish.search.postings.WORTH_A_PROCESS", 10)
    catalog = arrange(shelf())
    files = search.publish_again(catalog, whole_up_to=0, jobs=3)[0]
    assert {each.path: each.content for each in files} == cold(catalog, 0)


_TEXT = st.lists(st.sampled_from("abcd"), max_size=6).map(" ".join)


@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=9))
def test_postings_of_changed_texts_are_those_of_new_ones(texts: list[tuple[str, str]]) -> None:
    old, new = ([pair[place] for pair in texts] for place in (0, 1))
    changes: Iterable[tuple[int, str, str]] = ((number, *pair) for number, pair in enumerate(texts))
    before, now = post(old), post(new)
    changed = {word for word in before.keys() | now.keys() if before.get(word) != now.get(word)}
    assert post_again(before, changes, len(texts)) == (now, changed)


@given(st.text(st.characters(max_codepoint=127)))
def test_titles_of_ascii_are_ordered_like_all_others(title: str) -> None:
    assert f"{title_key(title)}é" == title_key(f"{title}é")
