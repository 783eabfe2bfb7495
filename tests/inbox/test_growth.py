"""Telling what is new, and taking it in, takes a time in proportion to the records, whatever they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from captures import source
from growth import Work, assert_linear

from papershelf.content import feeds, inbox
from papershelf.content.feeds import Feed, FeedKind
from papershelf.content.inbox import Arrival, Inbox
from papershelf.content.yaml.fields import Report
from papershelf.inbox import arrivals, decide
from papershelf.ingest.capture import Candidate
from papershelf.model import Library, Paper

DAY = "2026-11-21"


def record(n: int, title: str, number: str | None = None, abstract: str = "") -> Candidate:
    return Candidate(listing="lab", rank=n, title=title, line=n, arxiv=number, abstract=abstract)


def unlike(n: int) -> str:
    return " ".join(f"w{n * 40 + m}" for m in range(40))


def stub(n: int, title: str) -> Paper:
    return Paper(slug=f"x{n}", id=f"x{n}", title=title, added=DAY)


def planned(of: Callable[[int], Candidate], known: Callable[[int], Paper] | None = None) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        capture = source("lab", *(of(n) for n in range(size)))
        feed = Feed(id="lab", kind=FeedKind.FILE, what="lab", line=1, words=("kettle", "pot"))
        box = Inbox(offered=() if known is None else tuple(known(n) for n in range(size)))
        return lambda: arrivals.plan(Library(), box, [(feed, capture)], lambda paper: (), day=DAY)

    return make


def accepted(size: int) -> Work:
    waiting = [Arrival(paper=stub(n, f"Kettle {n}"), source="lab", reason="So") for n in range(size)]
    texts = {each.file: inbox.write(each) for each in waiting}
    return lambda: decide.accept(Library(), texts, waiting, added=DAY)


def offered(size: int) -> Work:
    (text,) = inbox.record([stub(n, f"Kettle {n}") for n in range(size)], DAY).values()
    return lambda: inbox.read_offered(Report(path="x"), DAY, text)


def words(size: int) -> Work:
    text = f"a: {{hugging-face: daily, words: [{', '.join(f'w{n}' for n in range(size))}]}}\n"
    return lambda: feeds.read(Report(path="x"), text)


CASES: dict[str, Callable[[int], Work]] = {
    "new ones": planned(lambda n: record(n, f"Kettle {n}")),
    "known ones": planned(lambda n: record(n, f"Kettle {n}"), lambda n: stub(n, f"Kettle {n}")),
    "one title, told apart": planned(lambda n: record(n, "Kettle", f"2611.{n:05d}")),
    "one title, other texts": planned(
        lambda n: record(n, "Kettle", None, " ".join(f"w{n * 40 + m}" for m in range(40)))
    ),
    "one record again and again": planned(lambda n: record(n, "Kettle")),
    "taking in": accepted,
    "what was offered": offered,
    "words": words,
}


@pytest.mark.parametrize("case", CASES)
def test_the_time_grows_with_the_records(case: str) -> None:
    assert_linear(CASES[case])
