"""arXiv's Atom, in the form of its manual (https://info.arxiv.org/help/api/user-manual.html). All is invented."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from services import ATOM, Reply, asking, atom, entry, in_turn, serving

from papershelf.facts import arxiv
from papershelf.facts.fetch import Unanswered
from papershelf.model import Name


def read(*entries: str) -> list[arxiv.Record]:
    body = atom(*entries).body
    assert isinstance(body, str)
    return arxiv.read(body.encode("utf-8"))


def test_an_entry_becomes_a_record() -> None:
    (found,) = read(
        entry("3101.00042", "Kettles  that\n  sing", "Ada Kettle", "Bo  van Spout", "The Teapot Collaboration",
              abstract="We boil.\n Twice.", comment="9 pages", doi="10.5555/Kettle.1 10.5555/other")
    )  # fmt: skip
    assert (found.source, found.title, found.arxiv, found.year) == ("arXiv", "Kettles that sing", "3101.00042", "2031")
    assert found.authors == (
        Name(given="Ada", family="Kettle"),
        Name(given="Bo", particle="van", family="Spout"),
        Name(family="The Teapot Collaboration", literal=True),
    )
    assert (found.doi, found.abstract, found.venue, found.notices) == ("10.5555/Kettle.1", "We boil. Twice.", None, ())


def test_old_numbers_and_arxivs_own_dois_are_read() -> None:
    old, own = read(
        entry("hep-th/9901001", "Old kettles", "Ada Kettle"),
        entry("3101.01234", "Own", doi="10.48550/arXiv.3101.01234"),
    )
    assert (old.arxiv, old.year) == ("hep-th/9901001", "1999")
    assert (own.arxiv, own.doi) == ("3101.01234", None)


def test_an_error_of_arxivs_is_told_and_is_no_paper() -> None:
    """The manual's 3.4: an error is an entry of a feed, with status 200 or 400."""
    error = "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_kettle</id><title>Error</title>"
    with pytest.raises(Unanswered, match="it refuses the request: incorrect id format for kettle"):
        read(f"{error}<summary>incorrect id format for kettle</summary></entry>")


def test_an_entry_for_a_number_that_nobody_has_is_passed_over() -> None:
    assert read("<entry><title>Error</title></entry>", "<entry/>") == []


@pytest.mark.parametrize(
    ("comment", "abstract"),
    [
        ("This paper has been withdrawn by the author due to a crack", "We boil."),
        ("Withdrawn: the lid was wrong", ""),
        ("", "This submission has been withdrawn by arXiv administrators."),
        ("the manuscript was retracted", ""),
        ("2 pages. This article is withdrawn", ""),
    ],
)
def test_a_withdrawal_is_noticed(comment: str, abstract: str) -> None:
    (found,) = read(entry("3101.00001", "A kettle", comment=comment, abstract=abstract))
    assert len(found.notices) == 1
    assert found.notices[0].startswith("arXiv marks it as withdrawn: '")


@pytest.mark.parametrize(
    "text", ["The water is withdrawn from the well.", "We study retracted papers.", "Spouts retract"]
)
def test_a_paper_about_withdrawal_is_not_withdrawn(text: str) -> None:
    (found,) = read(entry("3101.00001", "A kettle", comment="4 pages", abstract=text))
    assert found.notices == ()


BOMB = '<!DOCTYPE k [<!ENTITY a "kettle"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><feed>&b;</feed>'
OUTSIDE = '<!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>'


@pytest.mark.parametrize(
    "body",
    [b"", b"<feed", b"<html><body>Busy</body></html>", b"Rate exceeded.", b"{}", b"\xff\xfe", BOMB.encode(),
     OUTSIDE.encode(), b"<!DOCTYPE feed><feed xmlns='http://www.w3.org/2005/Atom'/>", b"<feed/>",
     b"<a>" * 100_000],
)  # fmt: skip
def test_what_is_no_feed_is_a_failure(body: bytes) -> None:
    with pytest.raises(Unanswered, match="not of the form"):
        arxiv.read(body)


def test_numbers_are_asked_for_at_once(tmp_path: Path) -> None:
    reply = atom(entry("3101.00001", "One"), entry("3101.00002", "Two"))
    with serving(in_turn(reply)) as server, asking(tmp_path) as (client, _):
        found = arxiv.look_up(client, server.address, ["3101.00001", "3101.00002"])
        assert [record.title for record in found] == ["One", "Two"]
        (path,) = server.asked
        assert urlsplit(path).path == "/api/query"
        assert parse_qs(urlsplit(path).query) == {"id_list": ["3101.00001,3101.00002"], "max_results": ["2"]}


def test_a_title_is_searched_by_its_words(tmp_path: Path) -> None:
    with serving(in_turn(atom())) as server, asking(tmp_path) as (client, _):
        assert arxiv.search(client, server.address, 'Kettles: "sing" AND) boil?') == []
        assert parse_qs(urlsplit(server.asked[0]).query)["search_query"] == ['ti:"Kettles sing AND boil"']
        assert arxiv.search(client, server.address, "∞ → ?") == []
        assert len(server.asked) == 1


def test_a_page_that_says_busy_is_a_failure(tmp_path: Path) -> None:
    with (
        serving(in_turn(Reply("Rate exceeded.", "text/plain"))) as server,
        asking(tmp_path) as (client, _),
        pytest.raises(Unanswered, match="'text/plain' instead of application/atom"),
    ):
        arxiv.search(client, server.address, "Kettles")


def test_it_rests_three_seconds(tmp_path: Path) -> None:
    with (
        serving(in_turn(Reply(atom().body, ATOM))) as server,
        asking(tmp_path, clock=lambda: 5.0) as (client, waited),
    ):
        arxiv.search(client, server.address, "Kettles")
        arxiv.search(client, server.address, "Teapots")
        assert waited == [3.0]
