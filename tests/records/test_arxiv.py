"""arXiv's XML: what a feed is, what is none, and the year of a number."""

from __future__ import annotations

import pytest
import samples

from papershelf.records import arxiv


@pytest.mark.parametrize(
    ("number", "year"),
    [("2306.14898", "2023"), ("0704.0001", "2007"), ("math/0309136", "2003"), ("hep-th/9108001", "1991")],
)
def test_a_number_tells_its_year(number: str, year: str) -> None:
    assert arxiv.year_of(number) == year


@pytest.mark.parametrize(
    "document",
    [
        "",
        "tea",
        "<html/>",
        '<!DOCTYPE feed><feed xmlns="http://www.w3.org/2005/Atom"/>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><rss>&b;</rss>',
        "<rss>" * 100_000,
    ],
)
def test_what_is_no_feed_is_unreadable(document: str) -> None:
    with pytest.raises(arxiv.Unreadable):
        arxiv.parse(document)


def test_bytes_and_text_are_read_alike() -> None:
    read = [arxiv.read_entry(entry) for entry in arxiv.entries(arxiv.parse(samples.ATOM))]
    assert read == [arxiv.read_entry(entry) for entry in arxiv.entries(arxiv.parse(samples.ATOM.encode()))]
    assert [record is None for record in read] == [False, False, True]


def test_other_things_in_a_feed_are_passed_over() -> None:
    assert arxiv.entries(arxiv.parse("<rss><channel><title>arXiv</title></channel></rss>")) == []
