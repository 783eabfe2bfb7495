"""Links opened on servers of our own; all are invented."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from fabricate import paper
from services import Reply, asking, in_turn, serving

from papershelf.facts import links, tested_links
from papershelf.facts.fetch import Client
from papershelf.model import Link, LinkKind, Paper
from papershelf.text import MARK_OF_LINKS

HERE = {"check_target": lambda url: None}
"""Pages of this machine may be moved to others of it."""


def pages(*urls: str, slug: str = "kettles") -> Paper:
    return paper(slug, links=tuple(Link(kind=LinkKind.OTHER, url=url) for url in urls))


def run(client: Client, *papers: Paper) -> list[tuple[str | None, bool]]:
    return [(each.problem, each.gone) for each in links.test(client, papers, lambda: None)]


@pytest.mark.parametrize(
    ("status", "said"),
    [(200, []), (206, []), (404, [("there is no such page (404)", True)]), (410, [("the page is gone (410)", True)]),
     (403, [("it answered with status 403", False)]), (500, [("it answered with status 500", False)]),
     (429, [("it answered with status 429", False)])],
)  # fmt: skip
def test_a_page_is_there_gone_or_nobody_can_tell(tmp_path: Path, status: int, said: list[tuple[str, bool]]) -> None:
    with serving(in_turn(Reply(status=status))) as server, asking(tmp_path, **HERE) as (client, _):
        assert run(client, pages(f"{server.address}/a")) == said


def test_a_server_that_refuses_head_is_asked_in_full_and_not_read(tmp_path: Path) -> None:
    replies = in_turn(Reply(status=405), Reply(b" " * 50_000_000))
    with serving(replies) as server, asking(tmp_path, **HERE) as (client, _):
        assert run(client, pages(f"{server.address}/a")) == []
        assert server.methods == ["HEAD", "GET"]


def test_a_page_that_moved_is_there(tmp_path: Path) -> None:
    with serving() as other:
        other.script = in_turn(Reply())
        moved = Reply(status=301, headers={"Location": f"{other.address}/b"})
        with serving(in_turn(moved)) as server, asking(tmp_path, **HERE) as (client, _):
            assert run(client, pages(f"{server.address}/a")) == []


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "http://router.local/", "http://[::1]/", "http://10.0.0.1/"])
def test_nobody_is_led_into_our_own_network(tmp_path: Path, target: str) -> None:
    moved = Reply(status=302, headers={"Location": target})
    with serving(in_turn(moved)) as server, asking(tmp_path) as (client, _):
        ((problem, gone),) = run(client, pages(f"{server.address}/a"))
        assert problem is not None
        assert problem.startswith("it redirects to an address that leads ")
        assert not gone


def test_a_host_that_no_name_server_knows_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with asking(tmp_path) as (client, waited):
        assert run(client, pages("https://kettles.example/")) == [("the name of its host is not known", True)]
        assert waited == []


def test_a_name_server_that_does_not_answer_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", busy)
    with asking(tmp_path) as (client, _):
        assert run(client, pages("https://kettles.example/")) == [("it cannot be reached", False)]


def test_a_link_is_opened_once_and_kept_while_it_is_there(tmp_path: Path) -> None:
    with serving(in_turn(Reply())) as server, asking(tmp_path, **HERE) as (client, _):
        url = f"{server.address}/a"
        for _ in range(2):
            assert run(client, pages(url, url), pages(url, slug="spouts")) == []
        assert server.methods == ["HEAD"]


def test_a_page_that_is_gone_is_named_with_each_paper_and_looked_for_again(tmp_path: Path) -> None:
    with serving(in_turn(Reply(status=404), Reply(status=404), Reply())) as server:
        url = f"{server.address}/a"
        with asking(tmp_path, **HERE) as (client, _):
            assert len(run(client, pages(url, url), pages(url, slug="spouts"))) == 3
            assert server.methods == ["HEAD", "GET"]
        with asking(tmp_path, offline=True, **HERE) as (client, _):
            assert run(client, pages(url)) == [("there is no such page (404)", True)]
        with asking(tmp_path, **HERE) as (client, _):
            assert run(client, pages(url)) == []


def test_hosts_take_turns(tmp_path: Path) -> None:
    with serving(in_turn(Reply())) as one, serving(in_turn(Reply())) as other:
        now = iter(range(1000))
        with asking(tmp_path, clock=lambda: float(next(now)), **HERE) as (client, waited):
            urls = [f"{one.address}/1", f"{one.address}/2", f"{other.address}/1", f"{other.address}/2"]
            run(client, pages(*urls))
            assert len(waited) == 0, "while one host rests, the other is asked"


def test_if_nothing_can_be_reached_the_fault_is_ours() -> None:
    kettles = pages("https://a.example/", "https://b.example/")
    lost = [
        tested_links.Tested(paper=kettles, place=n, problem="the name of its host is not known", gone=True)
        for n in (0, 1)
    ]
    assert tested_links.is_cut_off(lost, 2)
    assert not tested_links.is_cut_off(lost[:1], 2)
    gone = [
        tested_links.Tested(paper=kettles, place=n, problem="there is no such page (404)", gone=True) for n in (0, 1)
    ]
    assert not tested_links.is_cut_off(gone, 2)
    assert not tested_links.is_cut_off([], 0)


def test_the_report_names_what_is_gone_and_pings_nobody() -> None:
    kettles = pages("https://a.example/@ada", "https://b.example/`x`")
    gone = tested_links.Tested(paper=kettles, place=0, problem="there is no such page (404)", gone=True)
    unsure = tested_links.Tested(paper=kettles, place=1, problem="it answered with status 403")
    text = tested_links.to_markdown([gone, unsure], 7)
    assert text.startswith(f"{MARK_OF_LINKS}\n1 link of 7 is gone.\n")
    assert "- `content/papers/kettles.md`: `https://a.example/@ada`: there is no such page" in text
    assert "Nobody can tell of 1 link" in text


def test_a_long_report_fits_an_issue() -> None:
    kettles = pages(*(f"https://a.example/{'x' * 200}{n}" for n in range(500)))
    gone = [
        tested_links.Tested(paper=kettles, place=n, problem="there is no such page (404)", gone=True)
        for n in range(500)
    ]
    text = tested_links.to_markdown(gone, 500)
    assert len(text) < 65_536
    assert text.endswith("- and more: run `papershelf check --links`\n")
