"""Feeds asked on a server of the tests' own: pages, forms, refusals. All papers are invented."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feeding
import pytest
from services import Reply, Server, asking, atom, entry, in_turn, paper_info, serving

from papershelf.content.feeds import Feed, FeedKind
from papershelf.facts import fetch
from papershelf.inbox.feeds import Answers, ask

NAMES = {
    FeedKind.ARXIV_CATEGORY: "arXiv",
    FeedKind.ARXIV_QUERY: "arXiv",
    FeedKind.HUGGING_FACE: "Hugging Face",
    FeedKind.ZOTERO: "Zotero",
    FeedKind.FILE: "lab",
}


def feed(kind: FeedKind, what: str, limit: int = 100) -> Feed:
    return Feed(id="lab", kind=kind, what=what, limit=limit, line=7)


def answer(server: Server, tmp_path: Path, *feeds: Feed, **settings: object) -> Answers:
    with asking(tmp_path / "cache", **settings) as (client, _):
        moved = {NAMES[each.kind]: server.address for each in feeds}
        moved |= {each.id: f"{server.address}/{each.what}" for each in feeds if each.kind is FeedKind.FILE}
        return ask(client, feeds, moved, lambda count: None)


def titles(found: Answers) -> list[str]:
    return [candidate.title for _, capture in found.captures for candidate in capture.candidates]


def query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query)


def daily(path: str) -> Reply:
    """Two hundred and fifty papers, on pages of as many as were asked for."""
    size, page = int(query(path)["limit"][0]), int(query(path)["p"][0])
    papers = [paper_info(f"2611.{number:05d}", f"Kettle {number}") for number in range(250)]
    return Reply(json.dumps([{"paper": each} for each in papers[size * page : size * (page + 1)]]))


@pytest.mark.parametrize(("limit", "wanted", "pages"), [(20, 20, 1), (100, 100, 1), (150, 150, 2), (1000, 250, 3)])
def test_pages_of_hugging_face_are_read_until_there_are_enough(
    tmp_path: Path, limit: int, wanted: int, pages: int
) -> None:
    with serving(daily) as server:
        found = answer(server, tmp_path, feed(FeedKind.HUGGING_FACE, "daily", limit))
    assert found.problems == []
    assert titles(found) == [f"Kettle {number}" for number in range(wanted)]
    assert len(server.asked) == pages


def test_a_page_of_zotero_with_fewer_papers_than_items_is_not_the_last(tmp_path: Path) -> None:
    def library(path: str) -> Reply:
        start = int(query(path)["start"][0])
        books = "".join(
            f"@book{{b{n}, title={{Book {n}}}, author={{Example, Ada}}}}\n"
            for n in range(start, min(start + 100, 120), 2)
        )
        return Reply(books or "\n", feeding.BIBTEX)

    with serving(library) as server:
        found = answer(server, tmp_path, feed(FeedKind.ZOTERO, "groups/7/collections/ABCD2345", 300))
    assert found.problems == []
    assert titles(found) == [f"Book {number}" for number in range(0, 120, 2)]
    assert [query(path)["start"] for path in server.asked] == [["0"], ["100"], ["200"]]
    assert server.asked[0].startswith("/groups/7/collections/ABCD2345/items/top?")


def test_a_category_is_asked_as_one(tmp_path: Path) -> None:
    with serving(lambda path: atom(entry("2611.00001", "Kettles", "Ada Example"))) as server:
        found = answer(server, tmp_path, feed(FeedKind.ARXIV_CATEGORY, "cs.KT", 7))
    assert titles(found) == ["Kettles"]
    assert query(server.asked[0]) == {
        "search_query": ["cat:cs.KT"],
        "sortBy": ["submittedDate"],
        "sortOrder": ["descending"],
        "max_results": ["7"],
    }


FILES = {
    "BibTeX": (feeding.LAB, "text/plain"),
    "BibTeX from a bucket": (feeding.LAB, "binary/octet-stream"),
    "RIS": (
        "TY  - JOUR\nTI  - Lids for Small Pots\nAU  - Form, Fay\nPY  - 2025\nER  - \n",
        "application/x-research-info-systems",
    ),
    "CSL-JSON": (
        json.dumps([{"type": "book", "title": "Lids for Small Pots", "issued": {"date-parts": [[2025]]}}]),
        "application/vnd.citationstyles.csl+json",
    ),
    "a feed of arXiv": (atom(entry("2611.00009", "Lids for Small Pots", "Fay Form")).body, "application/atom+xml"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_recognised_by_its_content(tmp_path: Path, kind: str) -> None:
    body, media_type = FILES[kind]
    with serving(lambda path: Reply(body, media_type)) as server:
        found = answer(server, tmp_path, feed(FeedKind.FILE, "lab"))
    assert [str(problem) for problem in found.problems] == []
    assert titles(found) == ["Lids for Small Pots"]


WRONG = {
    "a page": (Reply("<!doctype html><title>Sign in</title>", "text/html"), "it answered with an HTML page instead of"),
    "no list": (
        Reply("Nothing but prose is here.\n" * 3, "text/plain"),
        "its answer cannot be read: ",
    ),
    "an archive": (Reply(b"PK\x03\x04" + bytes(60), "application/octet-stream"), "its answer cannot be read: "),
    "a byte that is no text": (Reply(b"[\xff]", "application/json"), "its answer cannot be read: "),
    "gone": (Reply(status=410), "it answered with status 410"),
    "another host": (Reply(status=302, headers={"Location": "http://example.org/"}), "it redirects to another host"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_file_is_named_at_its_line(tmp_path: Path, kind: str) -> None:
    reply, said = WRONG[kind]
    with serving(lambda path: reply) as server:
        found = answer(server, tmp_path, feed(FeedKind.FILE, "lab"))
    assert found.captures == []
    (problem,) = found.problems
    assert str(problem).startswith("content/sources.yml:7: lab: ")
    assert said in str(problem)


def test_an_answer_that_is_too_large_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BODY", 1024 * 1024)
    with serving(lambda path: Reply(b"@" * (1024 * 1024 + 1), "text/plain")) as server:
        found = answer(server, tmp_path, feed(FeedKind.FILE, "lab"))
    assert "its answer has more than 1 MB" in str(found.problems[0])


def test_a_busy_service_is_asked_again_and_what_it_said_is_kept(tmp_path: Path) -> None:
    whole = atom(entry("2611.00001", "Kettles", "Ada Example"))
    busy = Reply(status=503, headers={"Retry-After": "3"})
    with serving(in_turn(busy, whole)) as server:
        asked = feed(FeedKind.ARXIV_QUERY, "all:kettle")
        assert titles(answer(server, tmp_path, asked)) == ["Kettles"]
        assert len(server.asked) == 2
        assert titles(answer(server, tmp_path, asked)) == ["Kettles"]
        assert titles(answer(server, tmp_path, asked, offline=True)) == ["Kettles"]
        assert len(server.asked) == 2


def test_half_of_the_pages_count_for_nothing(tmp_path: Path) -> None:
    """A run goes on where it was, so that no page is taken for the whole."""
    script = lambda path: daily(path) if query(path)["p"] == ["0"] else Reply(status=404)  # noqa: E731
    with serving(script) as server:
        found = answer(server, tmp_path, feed(FeedKind.HUGGING_FACE, "daily", 200))
    assert found.captures == []
    assert "it answered with status 404" in str(found.problems[0])
