"""Candidates taken in or dropped: pure, on an invented list."""

from __future__ import annotations

import pytest
from fabricate import library, paper

from papershelf.content import inbox
from papershelf.content.inbox import Arrival, Inbox
from papershelf.errors import PapershelfError, Rejected, Severity
from papershelf.inbox import decide
from papershelf.model import Paper

DAY = "2026-11-21"


def arrival(slug: str, title: str | None = None, **facts: object) -> Arrival:
    return Arrival(paper=paper(slug, title, added=DAY, **facts), source="daily", reason="It boils")


def texts(*arrivals: Arrival) -> dict[str, str]:
    return {each.file: inbox.write(each) for each in arrivals}


def accept(*arrivals: Arrival, known: tuple[Paper, ...] = ()) -> decide.Change:
    return decide.accept(library(*known, tags={"heat": "warmth"}), texts(*arrivals), arrivals, added="2026-11-23")


@pytest.mark.parametrize(
    "name",
    ["a-kettle", "idkettle", "content/inbox/a-kettle.md", "inbox/a-kettle.md", "2611.00001v2", "arXiv:2611.00001"],
)
def test_a_candidate_is_found_by_whatever_names_it(name: str) -> None:
    box = Inbox(arrivals=(arrival("a-kettle", id="idkettle", arxiv="2611.00001"), arrival("a-pot")))
    assert decide.find(box, [name, name]) == [box.arrivals[0]]


def test_a_slip_in_a_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(Rejected, match=r"Did you mean 'a-kettle'\?"):
        decide.find(Inbox(arrivals=(arrival("a-kettle"),)), ["a-kettel"])


def test_a_paper_that_got_the_name_since_keeps_it() -> None:
    known = paper("a-kettle", "Another Kettle", id="idkettle")
    change = accept(arrival("a-kettle", "A Kettle", id="idkettle"), known=(known,))
    (file,) = [name for name in change.files if name.startswith("papers/")]
    assert file != "papers/a-kettle.md"
    assert "id: idkettle\n" not in str(change.files[file])
    assert change.files["inbox/a-kettle.md"] is None


def test_two_candidates_that_are_one_paper_are_not_taken_in_together() -> None:
    with pytest.raises(PapershelfError) as failed:
        accept(arrival("one", "One", arxiv="2611.00001"), arrival("two", "Two", arxiv="2611.00001v2"))
    assert str(failed.value).startswith("content/inbox/two.md: content/inbox/one.md has the same arXiv identifier. ")


def test_a_former_name_is_not_given_away() -> None:
    change = accept(arrival("a-kettle", "A Kettle"), known=(paper("renamed", aliases=("a-kettle",)),))
    assert "papers/a-kettle.md" not in change.files


def test_a_proposed_tag_that_is_gone_since_is_left_out_with_a_warning() -> None:
    change = accept(arrival("a-kettle", proposed=("heat", "steam")))
    assert [note.severity for note in change.notes] == [Severity.WARNING]
    assert "proposed: [heat]\n" in str(change.files["papers/a-kettle.md"])


def test_an_unknown_tag_stops_it() -> None:
    with pytest.raises(PapershelfError, match="the tag 'steam' is not known"):
        accept(arrival("a-kettle", tags=("steam",)))


def test_lines_and_comments_that_a_person_wrote_stay_whatever_the_line_ends() -> None:
    one = arrival("a-kettle")
    written = inbox.write(one).replace("tags: []\n", "tags: []  # think of heat\n").replace("\n", "\r\n")
    change = decide.accept(library(), {one.file: written}, [one], added="2026-11-23")
    text = str(change.files["papers/a-kettle.md"])
    assert "# think of heat" in text
    assert "\n" not in text.replace("\r\n", "")
    assert 'added: "2026-11-23"' in text


def test_dropping_remembers_what_is_not_remembered_and_leaves_a_paper_s_abstract() -> None:
    one, two = arrival("a-kettle"), arrival("a-pot")
    box = Inbox(arrivals=(one, two), offered=(two.paper,))
    there = texts(one, two) | {"abstracts/a-kettle.md": "It boils.\n", "abstracts/a-pot.md": "It holds.\n"}
    change = decide.drop(library(paper("a-pot")), box, there, [one, two], day=DAY)
    gone = [name for name, text in change.files.items() if text is None]
    assert gone == ["abstracts/a-kettle.md", "inbox/a-kettle.md", "inbox/a-pot.md"]
    (record,) = [str(text) for name, text in change.files.items() if name.startswith("offered/")]
    assert "A-Kettle" in record
    assert "A-Pot" not in record
