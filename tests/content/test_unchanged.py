"""Papers whose files are as they were."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.content import papers
from papershelf.content.unchanged import Remembered
from papershelf.content.yaml.fields import Report
from papershelf.model import Paper

posix = pytest.mark.skipif(os.name != "posix", reason="other systems do not say when a file was changed")

FRONT = """\
---
id: abcd23
title: "Kettles of $x^2$"
listed: [{listing: "teatime", rank: 3}, {listing: "supper", rank: 12}]
added: "2026-01-02"
links: [{kind: code, url: "https://example.org/a"}, {kind: video, url: "https://example.org/b"}]
tags: [kettles]
proposed: [teapots]
keywords: ["steam"]
arxiv: "2306.14898"
authors: ["Ada van den Berg", "{Kettle Works}", "Pour, Jr., Tea"]
year: "2023"
venue: "Teatime"
doi: "10.1000/182"
sources: [{source: "arXiv", facts: [authors, year]}]
finding: "Kettles whistle."
note: "They do."
aliases: [pots]
merged: [{id: efgh45, slug: another}]
---
Kettles *whistle*.
"""
BARE = '---\nid: bcde34\ntitle: "Tea"\nadded: "2026-01-02"\nlinks: []\ntags: []\nlisted: []\n---\n'


def read(text: str, slug: str = "one", abstract: str | None = None) -> Paper | None:
    return papers.read(Report(path=""), slug, text, abstract)


def packed(*texts: tuple[str, str, str | None]) -> bytes:
    remembered = Remembered()
    for each in texts:
        assert remembered.read_sound(*each) is not None
    return remembered.pack()


def test_papers_come_out_as_they_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (("one", FRONT, None), ("two", FRONT, "On kettles.\n"), ("three", BARE, ""))
    expected = [read(text, slug, abstract) for slug, text, abstract in texts]
    data = packed(*texts)
    monkeypatch.setattr(papers, "read", lambda *_: pytest.fail("it was read again"))
    remembered = Remembered()
    remembered.take(data)
    found = [remembered.read_sound(*each) for each in texts]
    assert found == expected
    assert [repr(each) for each in found] == [repr(each) for each in expected]
    assert remembered.share_new == 0
    assert remembered.pack() == data


@pytest.mark.parametrize(
    ("slug", "text", "abstract"),
    [
        ("two", FRONT, None),
        ("one", FRONT.replace("whistle", "hiss"), None),
        ("one", FRONT, ""),
        ("one", FRONT, "On kettles."),
    ],
)
def test_another_file_is_read(slug: str, text: str, abstract: str | None) -> None:
    remembered = Remembered()
    remembered.take(packed(("one", FRONT, None)))
    assert remembered.read_sound(slug, text, abstract) == read(text, slug, abstract)
    assert remembered.share_new == 1


def test_a_file_with_a_problem_is_never_remembered() -> None:
    remembered = Remembered()
    broken = FRONT.replace("year:", "yaer:")
    assert read(broken) is not None
    assert remembered.read_sound("one", broken, None) is None
    assert remembered.read_sound("one", broken, None) is None
    assert remembered.pack() == Remembered().pack()


def test_papers_that_are_gone_are_not_kept_for_ever() -> None:
    remembered = Remembered()
    remembered.take(packed(("one", FRONT, None), ("two", FRONT, None)))
    remembered.read_sound("two", FRONT, None)
    assert remembered.pack() == packed(("two", FRONT, None))


@settings(max_examples=30)
@given(st.text(max_size=30), st.text(max_size=30))
def test_no_two_files_are_one(text: str, abstract: str) -> None:
    remembered = Remembered()
    remembered.read_sound("one", f"{BARE}{text}", abstract)
    remembered.read_sound("one", f"{BARE}{text}{abstract}", "")
    for each in ((f"{BARE}{text}", abstract), (f"{BARE}{text}{abstract}", "")):
        found = remembered.read_sound("one", *each)
        assert found is None or found == read(each[0], abstract=each[1])


def test_a_paper_has_the_mark_of_its_file() -> None:
    remembered, other = Remembered(), Remembered()
    paper = remembered.read_sound("one", BARE, None)
    assert paper is not None
    other.take(remembered.pack())
    again = other.read_sound("one", BARE, None)
    assert again is not None
    assert remembered.mark_of(paper) == other.mark_of(again) is not None
    changed = remembered.read_sound("one", f"{BARE}Tea.\n", None)
    assert changed is not None
    assert remembered.mark_of(changed) != remembered.mark_of(paper)


def test_a_paper_that_was_made_of_another_has_no_mark() -> None:
    remembered = Remembered()
    paper = remembered.read_sound("one", BARE, None)
    assert paper is not None
    assert remembered.mark_of(replace(paper, tags=("kettles",))) is None
    assert Remembered().mark_of(paper) is None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that nobody has touched for an hour, as far as the clock of its disk is asked below."""
    place = tmp_path / "one.md"
    place.write_text(BARE, "utf-8")
    return place


HOUR = 3_600_000_000_000


def seen(file: Path, clock: int | None) -> Remembered:
    """What remembers a file that was read at some time."""
    remembered = Remembered()
    remembered.begin(clock)
    paper = remembered.read_sound("one", file.read_text("utf-8"), None)
    assert paper is not None
    remembered.note(paper, file.lstat())
    return remembered


@posix
def test_a_file_that_is_as_it_was_is_not_read(file: Path) -> None:
    remembered = seen(file, file.lstat().st_ctime_ns + HOUR)
    assert remembered.unread("one", file.lstat()) == read(BARE)
    assert remembered.unread("two", file.lstat()) is None
    again = Remembered()
    again.take(remembered.pack())
    assert again.unread("one", file.lstat()) == read(BARE)
    assert again.share_new == 0


@posix
def test_a_file_of_other_bytes_is_read_though_it_has_the_size_and_the_time_of_before(file: Path) -> None:
    remembered, before = seen(file, file.lstat().st_ctime_ns + HOUR), file.lstat()
    while file.lstat().st_ctime_ns == before.st_ctime_ns:
        file.write_text(BARE.replace("Tea", "Pot"), "utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert remembered.unread("one", file.lstat()) is None


@pytest.mark.parametrize("later", [0, 1_000_000, None])
def test_a_file_that_was_only_just_written_is_read_again(file: Path, later: int | None) -> None:
    """It may be written once more without a trace."""
    remembered = seen(file, None if later is None else file.lstat().st_ctime_ns + later)
    assert remembered.unread("one", file.lstat()) is None


@posix
def test_the_share_of_files_that_had_to_be_read_is_known(file: Path) -> None:
    again = Remembered()
    again.take(seen(file, None).pack())
    again.begin(file.lstat().st_ctime_ns + HOUR)
    paper = again.read_sound("one", BARE, None)
    assert paper is not None
    again.note(paper, file.lstat())
    assert again.share_new == 1, "so that it is written down"
