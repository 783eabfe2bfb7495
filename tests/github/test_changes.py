"""What a request changes, in the order in which its reviewer reads it."""

from __future__ import annotations

from fabricate import library, paper

from papershelf.github import changes
from papershelf.github.result import Event


def test_new_papers_stand_before_changed_and_removed_ones() -> None:
    before = library(paper("apples"), paper("bread"))
    after = library(paper("bread", "Bread, Buttered"), paper("zest"))
    changed = tuple(f"content/papers/{slug}.md" for slug in ("apples", "bread", "zest"))
    found = changes.papers(changes.pair(before, after, changed, present=(), renamed={}))
    assert [(change.event, change.title) for change in found] == [
        (Event.ADDED, "Zest"),
        (Event.CHANGED, "Bread, Buttered"),
        (Event.REMOVED, "Apples"),
    ]


def test_proposed_tags_are_no_tags() -> None:
    tags = {"heat": "kitchen", "survey": "kind"}
    before = library(paper("bread", tags=("heat",)), tags=tags)
    after = library(paper("bread", tags=("heat",), proposed=("survey",)), paper("zest", proposed=("heat",)), tags=tags)
    changed = tuple(f"content/papers/{slug}.md" for slug in ("bread", "zest"))
    found = changes.papers(changes.pair(before, after, changed, present=(), renamed={}))
    assert [(change.title, change.tags_added, change.proposed) for change in found] == [
        ("Zest", (), ("heat",)),
        ("Bread", (), ("survey",)),
    ]
    assert found[1].fields == ()
