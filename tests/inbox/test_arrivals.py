"""What of the feeds' answers is new: pure, on invented records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from captures import candidate, source
from fabricate import library, paper

from papershelf.content import inbox
from papershelf.content.feeds import Feed, FeedKind
from papershelf.content.inbox import Arrival, Inbox
from papershelf.content.yaml.fields import Report
from papershelf.inbox import arrivals
from papershelf.ingest.capture import Candidate
from papershelf.model import Library, Link, LinkKind, Paper
from papershelf.similarity.suggest import Suggestion

DAY = "2026-11-21"
LISTED = library(paper("known"), tags={"heat": "warmth"})


def feed(name: str = "kettles", **facts: object) -> Feed:
    return replace(Feed(id=name, kind=FeedKind.ZOTERO, what="groups/7", line=1), **facts)  # type: ignore[arg-type]


def plan(
    *records: Candidate, box: Inbox | None = None, of: Feed | None = None, known: Library = LISTED
) -> arrivals.Arrivals:
    asked = of or feed()
    captures = [(asked, source(asked.id, *records))]
    return arrivals.plan(
        known, box or Inbox(), captures, lambda paper: (Suggestion(tag="heat", confidence=0.9),), day=DAY
    )


def titles(found: arrivals.Arrivals) -> list[str]:
    return [each.paper.title for each in found.arrivals]


def test_suggested_tags_are_proposed_and_never_tags() -> None:
    found = plan(candidate("kettles", 1, "Kettles in Spring"))
    (arrival,) = found.arrivals
    assert (arrival.paper.tags, arrival.paper.proposed, arrival.paper.listed) == ((), ("heat",), ())
    assert found.suggested[arrival.paper.slug][0].confidence == 0.9


def test_every_candidate_is_remembered_by_what_tells_it_apart() -> None:
    stated = candidate("kettles", 1, "Kettles in Spring", arxiv="2611.00001", doi="10.1000/Spring")
    found = plan(stated, candidate("kettles", 2, "Pots of $n$ Litres"))
    (name,) = [name for name in found.files if name.startswith("offered/")]
    assert name.startswith(f"offered/{DAY}-")
    report = Report(path=name)
    read = inbox.read_offered(report, DAY, found.files[name])
    assert not report.problems
    assert {each.title for each in read} == set(titles(found))
    box = Inbox(offered=read)
    again = replace(stated, title="Kettles, Renamed since")
    assert titles(plan(again, candidate("kettles", 2, "Pots of $n$ Litres"), box=box)) == []


@pytest.mark.parametrize(
    "link", ["https://openreview.net/forum?id=kettle1234", "https://aclanthology.org/2030.kettle-main.7/"]
)
def test_identifiers_that_only_links_state_are_remembered_too(link: str) -> None:
    text = inbox.record([paper("pot", links=paper_links(link))], DAY)
    (read,) = inbox.read_offered(Report(path=""), DAY, *text.values())
    known = Inbox(offered=(read,))
    renamed = replace(candidate("kettles", 1, "Renamed since"), links=paper_links(link))
    assert titles(plan(renamed, box=known)) == []


def paper_links(url: str) -> tuple[Link, ...]:
    return (Link(kind=LinkKind.PAPER, url=url),)


def test_one_paper_of_two_feeds_is_one_candidate_with_both_reasons() -> None:
    record = candidate("kettles", 1, "Kettles in Spring", arxiv="2611.00001")
    captures = [(feed(name), source(name, replace(record, listing=name))) for name in ("kettles", "teapots")]
    found = arrivals.plan(LISTED, Inbox(), captures, lambda paper: (), day=DAY)
    (arrival,) = found.arrivals
    assert arrival.source == "kettles"
    assert arrival.reason == "New in the Zotero library groups/7, and new in the Zotero library groups/7"


def test_a_candidate_that_is_called_as_a_paper_is_gets_a_name_of_its_own_and_neither_is_lost() -> None:
    waiting = Arrival(paper=paper("known", "Other Kettles", id="waits", arxiv="2611.00005"), source="a", reason="b")
    found = plan(
        candidate("kettles", 1, "Known", "Another text altogether.", arxiv="2611.00006"),
        candidate("kettles", 2, "Other Kettles", arxiv="2611.00005"),
        box=Inbox(arrivals=(waiting,)),
        known=library(paper("known", abstract="What was known.", arxiv="2611.00001"), tags={"heat": "warmth"}),
    )
    (arrival,) = found.arrivals
    assert arrival.paper.slug.startswith("known-")


@pytest.mark.parametrize(
    ("words", "title", "wanted"),
    [
        (("kettle",), "KETTLES in Spring", True),
        (("tea pot",), "A Tea-Pot", True),
        (("pot",), "Teapots", False),
        (("データ",), "新しいデータの選び方", True),
        (("écume",), "L'Écume des jours", True),
        (("hedge", "kettle"), "A Kettle", True),
    ],
)
def test_words_are_found_at_the_beginning_of_words(words: tuple[str, ...], title: str, wanted: bool) -> None:
    found = plan(candidate("kettles", 1, title, "Nothing."), of=feed(words=words))
    assert bool(found.arrivals) is wanted
    assert found.other == (not wanted)


def test_a_run_brings_so_many_and_the_next_one_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "MOST_NEW", 2)
    records = [candidate("kettles", rank, f"Kettle Number {rank}") for rank in (1, 2, 3)]
    first = plan(*records)
    assert (len(first.arrivals), first.left) == (2, 1)
    offered = [paper for name, text in first.files.items() if name.startswith("offered/") for paper in read(text)]
    assert titles(plan(*records, box=Inbox(offered=tuple(offered)))) == ["Kettle Number 3"]


def read(text: str) -> tuple[Paper, ...]:
    return inbox.read_offered(Report(path=""), DAY, text)


def test_another_list_s_own_export_brings_facts_and_none_of_its_judgements() -> None:
    theirs = paper(
        "theirs", "Kettles in Spring", tags=("spouts",), summary="They say so.", note="Good.", authors=["Ada Example"]
    )
    record = replace(candidate("kettles", 1, "Kettles in Spring"), paper=theirs)
    (arrival,) = plan(record).arrivals
    assert (arrival.paper.summary, arrival.paper.note, arrival.paper.tags) == ("", None, ())
    assert [str(author) for author in arrival.paper.authors] == ["Ada Example"]


def test_a_record_of_which_only_a_number_is_known_is_named_and_left_out() -> None:
    found = plan(replace(candidate("kettles", 1, "", ""), arxiv="2611.00001"))
    assert not found.arrivals
    assert "only its identifier is known, 2611.00001" in str(found.problems[0])


def test_every_candidate_s_file_loads_whatever_a_service_says() -> None:
    hostile = candidate("kettles", 1, '# "Kettles": [x](javascript:alert) --- <b>', "---\ntext", venue="{{ config }}")
    (arrival,) = plan(hostile).arrivals
    report = Report(path="")
    again = inbox.read(report, arrival.paper.slug, inbox.write(arrival))
    assert not report.problems
    assert again is not None
    assert again.paper.title == arrival.paper.title


def test_a_title_that_nearly_repeats_one_of_the_list_is_named() -> None:
    known = library(
        paper("kettles-in-the-spring", "Kettles in the Spring of Tea", arxiv="2611.00001"), tags={"heat": "w"}
    )
    found = plan(candidate("kettles", 1, "Kettles in a Spring of Tea", arxiv="2611.00002"), known=known)
    assert [str(problem) for problem in found.problems] == [
        "content/inbox/kettles-in-a-spring-of-tea.md: warning: title: it is nearly that of"
        " content/papers/kettles-in-the-spring.md. Check whether they are one paper."
    ]
