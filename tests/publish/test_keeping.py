"""After any edit the files beside pages are those of a build from nothing, and few of them are made for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain

import pytest
from fabricate import library, paper

from papershelf.catalog.catalog import arrange
from papershelf.model import Library, Merged, Paper
from papershelf.publish.keeping import ANEW
from papershelf.publish.kept import Memory, Record
from papershelf.publish.kept_entries import Entries, KeptEntries, pack_entries
from papershelf.publish.page import Site
from papershelf.publish.site import formats

SITES = {
    "usual": Site(name="Kettles", url="https://example.org/kettles"),
    "anthology": Site(name="Kettles", anthology=True),
}
TAGS = {"heat": "physics", "spouts": "things", "lids": "things"}


class Shelf:
    """The files beside pages, as one build after another leaves them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._record = Record(made_with="one program")
        self.files: dict[str, bytes] = {}

    def build(self, made_from: Library, *, anew: bool = False) -> set[str]:
        """Build, as another process does or the same one; the files that were made."""
        kept: set[str] = set()
        memory = Memory(self._record, lambda path, _: path in self.files and (kept.add(path) or True))
        made = {
            each.path: each.to_bytes() for each in chain.from_iterable(formats(arrange(made_from), self._site, memory))
        }
        self.files = {path: self.files[path] for path in kept} | made
        self._record = memory.finish({}, {})
        if anew:
            self._record.digests = None
            self._record.entries = KeptEntries(*self._record.entries.pack({each.slug for each in made_from.papers}))
        return made.keys() - kept


def from_nothing(made_from: Library, site: Site) -> dict[str, bytes]:
    return {each.path: each.to_bytes() for each in chain.from_iterable(formats(arrange(made_from), site, ANEW))}


def list_of(papers: Iterable[Paper]) -> Library:
    return library(*papers, tags=TAGS)


PAPERS = tuple(
    paper(f"kettle-{number}", summary=f"Kettle {number} is warm.", tags=tags, added=f"2026-01-0{number}")
    for number, tags in enumerate([("heat",), ("heat", "spouts"), ("lids",), ("heat", "lids"), ()], start=1)
)

EDITS: dict[str, Callable[[random.Random, Paper], Paper]] = {
    "summary": lambda chance, each: replace(each, summary=f"Warm by {chance.random()}. See [it](paper:kettle-2)."),
    "no summary": lambda _, each: replace(each, summary=""),
    "finding": lambda chance, each: replace(each, finding=f"Kettles boil at {chance.random()}."),
    "title": lambda chance, each: replace(each, title=f"Kettles and {chance.random()}"),
    "tags": lambda chance, each: replace(each, tags=tuple(chance.sample([*TAGS], chance.randrange(3)))),
    "year": lambda chance, each: replace(each, year=str(1990 + chance.randrange(30)), venue="Journal of Kettles"),
    "withdrawn": lambda chance, each: replace(each, withdrawn=chance.choice([None, "It leaks."])),
    "former name": lambda chance, each: replace(each, aliases=(f"{each.slug}-{chance.randrange(9)}",)),
    "merged": lambda _, each: replace(
        each, aliases=(f"{each.slug}s",), merged=(Merged(id=f"{each.id}z", slug=f"{each.slug}s"),)
    ),
    "day": lambda chance, each: replace(each, added=f"2026-02-0{chance.randrange(1, 9)}"),
}


@pytest.mark.parametrize("kind", SITES)
@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_files_are_those_of_a_build_from_nothing(kind: str, seed: int) -> None:
    chance, papers, shelf = random.Random(seed), list(PAPERS), Shelf(SITES[kind])
    for turn in range(12):
        for edit in chance.sample([*EDITS.values()], 2):
            place = chance.randrange(len(papers))
            papers[place] = edit(chance, papers[place])
        present = [each for each in papers if chance.random() < 0.9]
        shelf.build(list_of(present), anew=turn % 2 == 0)
        assert shelf.files == from_nothing(list_of(present), SITES[kind])


def test_where_nothing_changed_only_the_index_is_made() -> None:
    shelf = Shelf(SITES["usual"])
    assert shelf.build(list_of(PAPERS), anew=True) == shelf.files.keys()
    assert shelf.build(list_of(PAPERS)) == shelf.build(list_of(PAPERS)) == {"data/by-id/index.json"}


def test_an_edited_summary_leaves_the_bibliographies_of_others_alone() -> None:
    shelf = Shelf(SITES["usual"])
    shelf.build(list_of(PAPERS), anew=True)
    edited = replace(PAPERS[0], summary="It is cold by now.")
    made = shelf.build(list_of([edited, *PAPERS[1:]]))
    assert {path for path in made if path.endswith((".bib", ".ris", ".csl.json"))} == {
        f"papers/{edited.slug}/cite.{ending}" for ending in ("bib", "ris")
    }
    assert {"data/papers.csv", "data/papers.json", "tags/heat/feed.xml", f"p/{edited.id}/index.html"} <= made
    assert made.isdisjoint({"tags/lids/feed.xml", "papers/kettle-2/cite.json", "data/tags.json"})


def test_another_name_of_a_tag_is_told_in_feeds_and_leaves_citations_alone() -> None:
    shelf = Shelf(SITES["usual"])
    before = list_of(PAPERS)
    shelf.build(before, anew=True)
    tags = before.vocabulary.tags
    after = replace(
        before, vocabulary=replace(before.vocabulary, tags={**tags, "heat": replace(tags["heat"], label="Warmth")})
    )
    made = shelf.build(after)
    assert shelf.files == from_nothing(after, SITES["usual"])
    assert {"tags/heat/feed.json", "data/tags.json"} <= made
    assert not [path for path in made if path.endswith((".bib", ".ris")) or path.startswith(("papers/", "p/"))]


def test_links_that_lead_elsewhere_are_told_in_feeds() -> None:
    shelf = Shelf(SITES["usual"])
    telling = replace(PAPERS[0], summary="It is as warm as [that one](paper:kettle-9).")
    shelf.build(list_of([telling, *PAPERS[1:]]), anew=True)
    named = replace(PAPERS[2], aliases=("kettle-9",))
    shelf.build(after := list_of([telling, PAPERS[1], named, *PAPERS[3:]]))
    assert shelf.files == from_nothing(after, SITES["usual"])
    assert b"kettles/papers/kettle-3/" in shelf.files["tags/heat/feed.xml"]


def test_entries_come_out_as_they_went_in() -> None:
    kept = KeptEntries()
    kept.replace("csv", Entries("terms", {"cups": ("as it is", "Cups"), "lids": ("as it is", "Lids")}), 2)
    assert kept.share_new(4) == 0.5
    again = KeptEntries(*kept.pack({"cups"}))
    assert again.of("csv", "terms") == {"cups": ("as it is", "Cups")}
    assert not again.of("csv", "other terms")
    assert not again.of("json", "terms")
    assert kept.share_new(4) == again.share_new(4) == KeptEntries().share_new(0) == 0


def test_packed_entries_are_the_same() -> None:
    kept, made = KeptEntries(), Entries("terms", {"cups": ("as it is", "Cups")})
    kept.replace("csv", Entries("terms", {"cups": ("as it was", "Mugs")}), 1)
    kept.replace("csv", pack_entries(made), 1)
    for entries in (kept, KeptEntries(*kept.pack({"cups"}))):
        assert entries.of("csv", "terms") == made.by_slug
        assert not entries.of("csv", "other terms")
    kept.replace("csv", pack_entries(made), 1)
    assert KeptEntries(*kept.pack({"cups"})).of("csv", "terms") == made.by_slug
    kept.replace("csv", Entries("terms", {}), 1)
    assert not kept.of("csv", "terms")


def test_more_entries_than_are_worth_it_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptEntries()
    kept.replace("csv", Entries("terms", {"cups": ("as it is", "Cups" * 100)}), 1)
    monkeypatch.setattr("papershelf.publish.kept_entries.MOST", 99)
    assert kept.pack({"cups"}) == []
