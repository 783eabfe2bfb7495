"""The services asked in turn, each played by a server of our own. All papers are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from fabricate import library, paper
from services import Reply, asking, atom, entry, hits, in_turn, message, paper_info, serving, work

from papershelf.facts.enrich import Gathered
from papershelf.facts.online import PATIENCE, gather, moved
from papershelf.facts.sources import SOURCES
from papershelf.model import Paper

BOILING = "Kettles boil water. We measure how long each of nine kettles takes, and find that lids save a third of it."


def run(
    folder: Path, papers: list[Paper], script: Callable[[str], Reply], **settings: bool
) -> tuple[Gathered, list[str], int]:
    """What is gathered, what the services were asked, and how far the progress went."""
    ticks: list[int] = []
    with serving(script) as server, asking(folder, **settings) as (client, _):
        sources = moved(SOURCES, {source.name: server.address for source in SOURCES})
        gathered = gather(client, sources, library(*papers), papers, ticks.append)
        return gathered, [urlsplit(path).path for path in server.asked], sum(ticks)


def play(**replies: Reply) -> Callable[[str], Reply]:
    """A script by the beginnings of paths."""
    starts = {"arxiv": "/api/query", "found": "/api/papers/search", "paper": "/api/papers/", "crossref": "/works"}

    def script(path: str) -> Reply:
        name = next(name for name, start in starts.items() if path.startswith(start))
        return replies.get(name, Reply(status=404) if name in ("paper", "crossref") else atom())

    return script


def test_a_number_is_completed_from_arxiv_and_its_doi_from_crossref(tmp_path: Path) -> None:
    script = play(
        arxiv=atom(entry("3101.00001", "Nine kettles", "Ada Kettle", doi="10.5555/a")),
        crossref=message(work("10.5555/a", "Nine kettles", **{"container-title": ["Teapot Letters"]})),
    )
    gathered, asked, ticks = run(tmp_path, [paper("kettles", "Nine kettles", arxiv="3101.00001")], script)
    assert [(found.record.source, found.reason) for found in gathered.found] == [
        ("arXiv", "the same arXiv number"), ("Crossref", "the same DOI"),
    ]  # fmt: skip
    assert asked == ["/api/query", "/works/10.5555%2Fa"]
    assert ticks == 3
    assert gathered.problems == []


def test_a_hundred_numbers_are_one_request(tmp_path: Path) -> None:
    papers = [paper(f"k{n:03}", id=f"id{n:05}", arxiv=f"3101.{n:05}", year="2031") for n in range(150)]

    def script(path: str) -> Reply:
        numbers = parse_qs(urlsplit(path).query).get("id_list", [""])[0].split(",")
        return atom(*(entry(number, "A", "Ada Kettle") for number in numbers)) if "query" in path else Reply(status=404)

    gathered, asked, ticks = run(tmp_path, papers, script)
    assert asked == ["/api/query"] * 2, "and Hugging Face is not asked for what arXiv said"
    assert len(gathered.found) == 150
    assert ticks == 450


def test_a_title_is_found_by_search_and_a_second_witness(tmp_path: Path) -> None:
    script = play(found=hits(paper_info("3101.00001", "Nine Kettles", "Ada Kettle", abstract=BOILING)))
    gathered, asked, _ = run(tmp_path, [paper("kettles", "Nine kettles", abstract=BOILING)], script)
    (found,) = gathered.found
    assert (found.record.arxiv, found.reason) == ("3101.00001", "the same title; the abstract is alike")
    assert asked == ["/api/query", "/api/papers/search"], "Crossref is not asked for a paper that has a number"


def test_without_a_witness_it_waits_for_a_person(tmp_path: Path) -> None:
    script = play(found=hits(paper_info("3101.00001", "Nine Kettles", "Ada Kettle", abstract=BOILING)))
    gathered, _, _ = run(tmp_path, [paper("kettles", "Nine kettles", id="kettle")], script)
    assert gathered.found == []
    assert [candidate.key for candidate in gathered.candidates] == ["kettle:3101.00001"]


def test_a_service_that_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    script = play(
        arxiv=Reply("<html>", "text/html"),
        paper=Reply(json.dumps(paper_info("3101.00001", "Nine kettles", "Ada Kettle"))),
    )
    gathered, _, _ = run(tmp_path, [paper("kettles", "Nine kettles", arxiv="3101.00001")], script)
    assert [found.record.source for found in gathered.found] == ["Hugging Face"]
    (problem,) = gathered.problems
    assert str(problem).startswith(
        "arXiv: warning: content/papers/kettles.md: it answered with an HTML page instead of"
    )


def test_a_service_that_keeps_failing_is_left_alone(tmp_path: Path) -> None:
    papers = [paper(f"k{n}", f"Kettle {n}", id=f"kettle{n}") for n in range(10)]
    script = play(arxiv=Reply(status=403), found=hits(), crossref=message([]))
    gathered, asked, ticks = run(tmp_path, papers, script)
    assert asked.count("/api/query") == PATIENCE == len(gathered.problems)
    assert "It is asked no more in this run" in str(gathered.problems[-1])
    assert asked.count("/api/papers/search") == 10
    assert ticks == 30


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    papers = [paper(f"k{n}", f"Kettle {n}", id=f"kettle{n}") for n in range(4)]
    answers = play(arxiv=atom(), found=hits(), crossref=message([]))
    count = 0

    def stopping(path: str) -> Reply:
        nonlocal count
        count += 1
        return Reply(status=403) if count > 3 else answers(path)

    with serving(stopping) as server, asking(tmp_path) as (client, _):
        sources = moved(SOURCES, {source.name: server.address for source in SOURCES})
        gather(client, sources, library(*papers), papers, lambda _: None)
        first = server.asked[:3]
        server.script = answers
        gather(client, sources, library(*papers), papers, lambda _: None)
        assert all(server.asked.count(path) == 1 for path in first)
        before = len(server.asked)
        client.offline = True
        gathered = gather(client, sources, library(*papers), papers, lambda _: None)
        assert (gathered.problems, len(server.asked)) == ([], before), "and works offline from what is kept"


def test_a_withdrawal_of_a_whole_paper_is_found(tmp_path: Path) -> None:
    known = paper("kettles", "Nine kettles", arxiv="3101.00001", year="2031")
    script = in_turn(
        atom(entry("3101.00001", "Nine kettles", comment="This paper has been withdrawn")), Reply(status=404)
    )
    gathered, _, _ = run(tmp_path, [known], script)
    assert gathered.found[0].record.notices == ("arXiv marks it as withdrawn: 'This paper has been withdrawn'",)
