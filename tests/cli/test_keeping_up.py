"""`papershelf fetch` and `papershelf inbox` on invented lists, with a server of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import feeding
import pytest
from fabricate import tree
from feeding import answers, fetch, inbox, run, shelf
from services import Reply, Server, serving

from papershelf import content
from papershelf.errors import PapershelfError
from papershelf.facts import fetch as door

ALL = ["a-tea-pot-for-every-table", "kettles-at-altitude", "kettles-that-whistle-in-thirds", "lids-for-small-pots"]
ALL += ["spouts-and-their-drips"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(door, "Client", partial(door.Client, sleep=lambda seconds: None))
    with serving(answers) as served:
        yield served


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shelf(tmp_path / "list")


def kept(root: Path) -> dict[str, bytes]:
    """The content but its lock."""
    return {name: raw for name, raw in tree(root / "content").items() if name != ".lock"}


def test_what_is_new_becomes_a_candidate_with_the_reason_it_came(root: Path, server: Server) -> None:
    result = fetch(root, server)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == (
        "7 records looked at, 5 candidates new, 0 known, 1 without the words that are asked for"
    )
    assert list(inbox(root)) == ALL
    assert inbox(root)["kettles-at-altitude"] == (
        "---\n"
        f"id: {content.load(root).inbox.arrivals[1].paper.id}\n"
        'title: "Kettles at Altitude"\n'
        "listed: []\n"
        "links: []\n"
        "tags: []\n"
        'arxiv: "2611.00002"\n'
        'authors: ["Bo Sample", "Cy Instance"]\n'
        'year: "2026"\n'
        'sources: [{source: "arXiv", facts: [arxiv, authors, year]}]\n'
        'source: "new-on-arxiv"\n'
        'day: "2026-11-21"\n'
        'reason: "New at arXiv for the query cat:cs.KT AND abs:\\"kettle\\",'
        " and among the daily papers of Hugging Face; its text has 'kettle'\"\n"
        "---\n"
    )
    assert (root / "content" / "abstracts" / "kettles-at-altitude.md").read_text("utf-8") == (
        "Water boils sooner up there.\n"
    )


def test_each_service_is_asked_in_its_own_form_for_the_newest(root: Path, server: Server) -> None:
    fetch(root, server)
    assert server.asked == [
        "/api/query?search_query=cat%3Acs.KT+AND+abs%3A%22kettle%22&sortBy=submittedDate&sortOrder=descending"
        "&max_results=100",
        "/api/daily_papers?limit=100&p=0",
        "/groups/2345678/items/top?format=bibtex&limit=100&start=0&v=3&sort=dateAdded&direction=desc",
        "/lab.bib",
    ]


def test_keywords_that_mean_a_tag_are_proposed_and_notes_are_left_behind(root: Path, server: Server) -> None:
    fetch(root, server)
    spouts = inbox(root)["spouts-and-their-drips"]
    assert "proposed: [kettles]\n" in spouts
    assert 'keywords: ["Drops"]\n' in spouts
    assert "Friday" not in spouts
    assert "sources:" not in spouts


def test_a_second_run_brings_nothing_and_changes_no_byte(root: Path, server: Server) -> None:
    fetch(root, server)
    before = kept(root)
    result = fetch(root, server, "--refresh")
    assert "0 candidates new, 6 known" in result.output
    assert kept(root) == before


def test_two_lists_get_the_same_bytes(tmp_path: Path, root: Path, server: Server) -> None:
    fetch(root, server)
    other = shelf(tmp_path / "other")
    fetch(other, server)
    assert kept(root) == kept(other)


def test_a_dry_run_shows_the_files_and_writes_none(root: Path, server: Server) -> None:
    before = kept(root)
    result = fetch(root, server, "--dry-run")
    assert "+++ b/content/inbox/kettles-at-altitude.md" in result.output
    assert "5 candidates found" in result.output
    assert kept(root) == before


def test_a_paper_on_the_list_is_no_candidate_whether_withdrawn_or_known_by_its_title(
    tmp_path: Path, server: Server
) -> None:
    root = shelf(
        tmp_path / "list",
        hoax='arxiv: "2611.00001"\nwithdrawn: "It was a hoax"\n',
        drips='doi: "10.1000/SPOUTS.7"\n',
    )
    text = feeding.PAPER.format(id="lids", title="LIDS for small pots!", more="")
    (root / "content" / "papers" / "lids.md").write_text(text, encoding="utf-8")
    fetch(root, server)
    assert list(inbox(root)) == ["a-tea-pot-for-every-table", "kettles-at-altitude"]


@pytest.mark.parametrize("way", ["drop", "file", "accept-and-remove"])
def test_what_was_a_candidate_once_never_comes_again(root: Path, server: Server, way: str) -> None:
    fetch(root, server)
    name = "kettles-at-altitude"
    if way == "drop":
        assert run(root, "inbox", "drop", name).exit_code == 0
        assert not (root / "content" / "abstracts" / f"{name}.md").exists()
    elif way == "file":
        (root / "content" / "inbox" / f"{name}.md").unlink()
    else:
        run(root, "inbox", "accept", name)
        (root / "content" / "papers" / f"{name}.md").unlink()
        for promise in (root / "content").glob("urls*"):
            promise.unlink()
    assert "0 candidates new" in fetch(root, server, "--refresh").output
    assert name not in inbox(root)


def test_a_candidate_that_a_person_wrote_is_remembered_when_it_is_dropped(root: Path, server: Server) -> None:
    text = feeding.PAPER.format(id="handmade", title="Kettles at Altitude", more="").replace(
        'added: "2026-01-02"\n', 'source: "ada"\nday: "2026-01-02"\nreason: "Ada likes it"\n'
    )
    (root / "content" / "inbox").mkdir()
    (root / "content" / "inbox" / "up-there.md").write_text(text, encoding="utf-8")
    assert run(root, "inbox", "drop", "handmade").exit_code == 0
    fetch(root, server)
    assert "kettles-at-altitude" not in inbox(root)


def test_accept_moves_candidates_to_the_list_with_what_a_person_wrote(root: Path, server: Server) -> None:
    fetch(root, server)
    file = root / "content" / "inbox" / "kettles-at-altitude.md"
    text = file.read_text("utf-8").replace("tags: []", "tags: [teapots]")
    file.write_text(f"{text}\nWater boils at fewer degrees. Tea is weaker.\n", encoding="utf-8")
    result = run(root, "inbox", "accept", "2611.00002", "spouts-and-their-drips", "--date", "2026-11-23")
    assert result.exit_code == 0, result.output
    written = (root / "content" / "papers" / "kettles-at-altitude.md").read_text("utf-8")
    assert 'added: "2026-11-23"\n' in written
    assert "tags: [kettles]\n" in written
    assert "Water boils at fewer degrees." in written
    assert not any(line.startswith(("source:", "day:", "reason:")) for line in written.splitlines())
    assert sorted(inbox(root)) == [
        name for name in ALL if name not in ("kettles-at-altitude", "spouts-and-their-drips")
    ]
    paper = content.load(root).library.papers[0]
    assert paper.abstract == "Water boils sooner up there."
    assert any("/papers/kettles-at-altitude/" in path.read_text("utf-8") for path in (root / "content").rglob("*.txt"))


def test_accept_refuses_what_the_list_got_meanwhile_and_writes_nothing(root: Path, server: Server) -> None:
    fetch(root, server)
    text = feeding.PAPER.format(id="meanwhile", title="Another Name", more='arxiv: "2611.00002"\n')
    (root / "content" / "papers" / "meanwhile.md").write_text(text, encoding="utf-8")
    before = kept(root)
    result = run(root, "inbox", "accept", "--all")
    assert isinstance(result.exception, PapershelfError)
    assert str(result.exception) == (
        "content/inbox/kettles-at-altitude.md: content/papers/meanwhile.md has the same arXiv identifier."
        " `papershelf inbox drop kettles-at-altitude`, or state what tells them apart."
    )
    assert kept(root) == before


def test_list_names_what_waits_for_people_and_for_programs(root: Path, server: Server) -> None:
    fetch(root, server)
    said = run(root, "inbox", "list").output
    assert "kettles-at-altitude  Kettles at Altitude\n" in said
    assert "5 candidates in the inbox" in said
    found = json.loads(run(root, "inbox", "list", "--format", "json").output)
    assert [each["slug"] for each in found] == ALL
    assert found[1]["reason"].startswith("New at arXiv for the query")


@pytest.mark.parametrize("words", [(), ("--all", "kettles-at-altitude"), ("kettles-at-altitud",)])
def test_who_names_no_candidate_is_told_how(root: Path, server: Server, words: tuple[str, ...]) -> None:
    fetch(root, server)
    before = kept(root)
    for command in ("accept", "drop"):
        result = run(root, "inbox", command, *words)
        assert result.exit_code == 2
        assert "`papershelf inbox list`" in result.output or "Did you mean 'kettles-at-altitude'?" in result.output
    assert kept(root) == before


WRONG = {
    "a page": (Reply("<html><body>Moved</body></html>", "text/html"), "it answered with an HTML page"),
    "half an answer": (Reply("<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "text/xml"), "cannot be read"),
    "nothing there": (Reply(status=404), "it answered with status 404"),
    "closed": (Reply(status=403), "it answered with status 403"),
    "entities": (
        Reply("<!DOCTYPE feed [<!ENTITY k 'kettle'>]><feed xmlns='http://www.w3.org/2005/Atom'>&k;</feed>", "text/xml"),
        "a document type is declared",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_answer_is_named_with_its_source_and_the_others_count(root: Path, server: Server, kind: str) -> None:
    reply, said = WRONG[kind]
    server.script = lambda path: reply if path.startswith("/api/query?") else answers(path)
    result = fetch(root, server)
    assert result.exit_code == 1
    assert "content/sources.yml:1: new-on-arxiv: " in result.output
    assert said in result.output
    assert sorted(inbox(root)) == [name for name in ALL if "whistle" not in name]


def test_nothing_is_written_where_no_source_answers(root: Path, server: Server) -> None:
    before = kept(root)
    server.script = lambda path: Reply(status=500)
    assert fetch(root, server).exit_code == 1
    assert kept(root) == before


def test_offline_uses_the_answers_that_are_kept(root: Path, server: Server) -> None:
    assert "no answer of it is kept, and --offline asks nobody" in fetch(root, server, "--offline").output
    fetch(root, server, "--dry-run")
    asked = len(server.asked)
    assert fetch(root, server, "--offline").exit_code == 0
    assert len(server.asked) == asked
    assert list(inbox(root)) == ALL


def test_an_empty_answer_is_no_fault(root: Path, server: Server) -> None:
    def script(path: str) -> Reply:
        replies = {"/api/q": feeding.atom(), "/api/d": Reply("[]"), "/group": Reply("\n", feeding.BIBTEX)}
        return next((reply for start, reply in replies.items() if path.startswith(start)), answers(path))

    server.script = script
    result = fetch(root, server)
    assert result.exit_code == 0, result.output
    assert list(inbox(root)) == ["lids-for-small-pots"]


def test_without_sources_a_person_is_told_how_to_name_one(tmp_path: Path, server: Server) -> None:
    result = fetch(shelf(tmp_path / "list", sources=None), server)
    assert str(result.exception).startswith("content/sources.yml: no source is named. Write `new-on-arxiv: ")


def test_one_source_can_be_asked_alone(root: Path, server: Server) -> None:
    fetch(root, server, "lab")
    assert list(inbox(root)) == ["lids-for-small-pots"]
    assert server.asked == ["/lab.bib"]
    assert fetch(root, server, "lib").exit_code == 2
