"""`papershelf enrich` and `check --links` on invented lists, with servers of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fabricate import LIBRARY, assemble, environment, tree
from services import Reply, Server, atom, entry, hits, message, paper_info, serving

from papershelf import content
from papershelf.cli import papershelf
from papershelf.facts import fetch, review
from papershelf.facts.sources import SOURCES
from papershelf.model import Paper


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(papershelf, ["--root", str(root), *words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "list", LIBRARY).root


@pytest.fixture
def bare(root: Path) -> Paper:
    """A paper of the list that states no fact."""
    papers = content.load(root).library.papers
    return next(paper for paper in papers if not (paper.authors or paper.identifiers or paper.withdrawn))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Every service at once; nobody waits for it."""
    monkeypatch.setattr(
        fetch, "Client", partial(fetch.Client, sleep=lambda seconds: None, check_target=lambda url: None)
    )
    with serving() as served:
        yield served


def at(server: Server) -> list[str]:
    return [word for source in SOURCES for word in ("--service", f"{source.name}={server.address}")]


def facts(root: Path, *rows: object) -> Path:
    file = root.parent / "kettle-facts.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def changed(root: Path, before: dict[str, bytes]) -> list[str]:
    after = tree(root / "content")
    return sorted(name for name in after if after[name] != before.get(name) and not name.startswith(".lock"))


def test_a_facts_file_completes_papers_and_a_second_time_changes_no_byte(root: Path, bare: Paper) -> None:
    before = tree(root / "content")
    file = facts(root, {"id": bare.id, "slug": bare.slug, "authors": ["Ada Kettle"], "year": 2031})
    done = run(root, "enrich", "--from", str(file))
    assert (done.exit_code, done.output) == (0, "2 facts of 1 paper written (authors 1, year 1)\n")
    assert changed(root, before) == [bare.file]
    paper = next(paper for paper in content.load(root).library.papers if paper.id == bare.id)
    assert [origin.source for origin in paper.sources] == ["kettle-facts.jsonl"]
    after = tree(root / "content")
    assert run(root, "enrich", "--from", str(file)).output == "0 facts of 0 papers written\n"
    assert changed(root, after) == []


def test_the_source_has_the_name_that_it_is_given(root: Path, bare: Paper) -> None:
    file = facts(root, {"id": bare.id, "year": 2031})
    run(root, "enrich", "--from", str(file), "--source", "the kettle census")
    assert 'sources: [{source: "the kettle census", facts: [year]}]' in (root / bare.source).read_text("utf-8")


def test_a_dry_run_touches_nothing(root: Path, bare: Paper) -> None:
    before = tree(root)
    done = run(root, "enrich", "--dry-run", "--from", str(facts(root, {"id": bare.id, "year": 2031})))
    assert done.output == "1 fact of 1 paper found (year 1)\n"
    assert {name: text for name, text in tree(root).items() if not name.startswith("content/.lock")} == before


def test_a_broken_facts_file_writes_nothing(root: Path, bare: Paper) -> None:
    before = tree(root / "content")
    file = facts(root, {"id": bare.id, "year": 2031}, {"id": bare.id, "yaer": 2031})
    done = run(root, "enrich", "--from", str(file))
    assert done.exit_code == 1
    assert changed(root, before) == []


def test_a_candidate_waits_and_is_accepted(root: Path, bare: Paper, server: Server) -> None:
    found = hits(paper_info("3101.00001", bare.title, "Ada Kettle"))
    server.script = partial(_play, found)
    done = run(root, "enrich", bare.slug, *at(server))
    assert done.exit_code == 0, done.output
    assert done.output == (
        "0 facts of 0 papers written\n"
        "1 record to review; see facts-to-review.jsonl, and `papershelf enrich --accept KEY`\n"
    )
    (row,) = (root / review.NAME).read_text("utf-8").splitlines()
    done = run(root, "enrich", "--accept", json.loads(row)["accept"])
    assert done.output == "3 facts of 1 paper written (arxiv 1, authors 1, year 1)\n"
    paper = next(paper for paper in content.load(root).library.papers if paper.id == bare.id)
    assert (paper.arxiv, paper.year, paper.sources[0].source) == ("3101.00001", "2031", "Hugging Face")


def test_what_is_refused_is_not_proposed_again(root: Path, bare: Paper, server: Server) -> None:
    found = hits(paper_info("3101.00001", bare.title, "Ada Kettle"), paper_info("3101.00002", bare.title, "Bo Spout"))
    server.script = partial(_play, found)
    run(root, "enrich", bare.slug, *at(server))
    one, other = (f"{bare.id}:3101.0000{number}" for number in (1, 2))
    done = run(root, "enrich", "--reject", one)
    assert (done.exit_code, done.output) == (0, "1 record refused; see content/rejected-facts.txt\n")
    assert [json.loads(row)["accept"] for row in (root / review.NAME).read_text("utf-8").splitlines()] == [other]
    done = run(root, "enrich", "--accept", one)
    assert done.exit_code == 1
    assert f"'{one}' is not among the candidates" in str(done.exception)

    before = tree(root / "content")
    done = run(root, "enrich", bare.slug, "--refresh", *at(server))
    assert "1 record to review" in done.output
    assert [json.loads(row)["accept"] for row in (root / review.NAME).read_text("utf-8").splitlines()] == [other]
    assert run(root, "enrich", "--reject", one).exit_code == 0  # once more
    assert run(root, "enrich", "--reject", f"{bare.id}:9").exit_code == 1
    assert changed(root, before) == []


def _play(found: Reply, path: str) -> Reply:
    if path.startswith("/api/query"):
        return atom()
    return found if path.startswith("/api/papers/search") else message([])


def test_services_complete_a_paper_and_what_they_said_does_offline(root: Path, bare: Paper, server: Server) -> None:
    (root / bare.source).write_text(
        content.update_paper((root / bare.source).read_text("utf-8"), {"arxiv": "3101.00001"}), "utf-8"
    )
    answer = atom(entry("3101.00001", bare.title, "Ada Kettle", "Bo Spout"))
    server.script = lambda path: answer if path.startswith("/api/query") else Reply(status=404)
    done = run(root, "enrich", str(root / bare.source), "--contact", "list@kettles.example", "--dry-run", *at(server))
    assert server.agents[-1].endswith("(mailto:list@kettles.example)")
    asked = len(server.asked)
    done = run(root, "enrich", bare.slug, "--offline", *at(server))
    assert (done.exit_code, done.output) == (0, "2 facts of 1 paper written (authors 1, year 1)\n")
    assert len(server.asked) == asked


def test_open_abstracts_are_kept_where_the_list_asks_for_them_and_only_once(
    root: Path, bare: Paper, server: Server
) -> None:
    file = root / bare.source
    file.write_text(content.update_paper(file.read_text("utf-8"), {"arxiv": "3101.00001"}), "utf-8")
    answer = atom(entry("3101.00001", bare.title, "Ada Kettle", abstract="Kettles sing: a --- b, $x^2$."))
    server.script = lambda path: answer if path.startswith("/api/query") else Reply(status=404)
    kept = root / "content" / "open-abstracts" / f"{bare.slug}.md"
    assert run(root, "enrich", bare.slug, *at(server)).exit_code == 0
    assert not kept.exists()

    settings = root / "mkdocs.yml"
    asking = settings.read_text("utf-8").replace("- papershelf", "- papershelf: {abstracts: open}")
    settings.write_text(asking, "utf-8")
    done = run(root, "enrich", bare.slug, "--offline", *at(server))
    assert (done.exit_code, done.output) == (0, "1 fact of 1 paper written (abstract 1)\n")
    assert kept.read_text("utf-8") == '---\nsource: "arXiv"\n---\n\nKettles sing: a --- b, $x^2$.\n'
    paper = next(paper for paper in content.load(root).library.papers if paper.id == bare.id)
    assert (paper.abstract, paper.abstract_source) == ("Kettles sing: a --- b, $x^2$.", "arXiv")
    before = tree(root / "content")
    done = run(root, "enrich", bare.slug, "--offline", *at(server))
    assert (done.output, changed(root, before)) == ("0 facts of 0 papers written\n", [])


def test_a_service_that_fails_is_told_and_nothing_is_half_written(root: Path, bare: Paper, server: Server) -> None:
    before = tree(root / "content")
    server.script = lambda path: Reply("<html>Sorry</html>", "text/html")
    done = run(root, "enrich", bare.slug, *at(server))
    assert done.exit_code == 1
    assert done.stderr.count("it answered with an HTML page instead of") == 3
    assert changed(root, before) == []


def test_a_request_holds_files_and_reasons_and_changes_nothing(root: Path, bare: Paper) -> None:
    before = tree(root / "content")
    file = facts(root, {"id": bare.id, "venue": "@ada <b>#1</b>"})
    done = run(root, "enrich", "--from", str(file), "--request", str(root.parent / "request.json"))
    assert done.exit_code == 0
    assert changed(root, before) == []
    request = json.loads((root.parent / "request.json").read_text("utf-8"))
    assert (request["title"], request["branch"]) == ("Complete 1 fact of 1 paper", "enrich/facts")
    assert [each["path"] for each in request["files"]] == [bare.source]
    assert "named in kettle" in request["body"]
    assert "@ada" not in request["body"]
    assert "<b>" not in request["body"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "x", "--offline"], "--from asks nobody"),
        (["--source", "x"], "--source says what to call the file of --from"),
        (["--offline", "--refresh"], "Give either --offline or --refresh"),
        (["--contact", "kettle"], "'kettle' is not a mail address"),
    ],
)
def test_wrong_usage_is_told(root: Path, words: list[str], said: str) -> None:
    done = run(root, "enrich", *words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_a_paper_that_is_not_on_the_list_is_named(root: Path, bare: Paper) -> None:
    done = run(root, "enrich", f"{bare.slug}x")
    assert done.exit_code == 1
    assert f"Did you mean '{bare.slug}'?" in str(done.exception)


def test_without_its_libraries_a_facts_file_is_read_and_services_are_not_asked(root: Path, bare: Paper) -> None:
    hide = "import sys\nfor name in ('httpx', 'tenacity'): sys.modules[name] = None\n"
    start = f"{hide}from papershelf.cli import main\nmain()"
    file = facts(root, {"id": bare.id, "year": 2031})
    for words, code, said in (
        (["enrich", "--from", str(file)], 0, "1 fact of 1 paper written"),
        (["enrich", "--offline"], 1, "pip install 'papershelf[enrich]'"),
        (["check", "--links"], 1, "pip install 'papershelf[enrich]'"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", start, "--root", str(root), *words],
            capture_output=True, encoding="utf-8", env=environment(), check=False,
        )  # fmt: skip
        assert (done.returncode, said in done.stdout + done.stderr) == (code, True), done.stderr


def link_to(root: Path, paper: Paper, url: str) -> None:
    file = root / paper.source
    file.write_text(content.update_paper(file.read_text("utf-8"), {"links": [{"kind": "code", "url": url}]}), "utf-8")


def test_links_that_are_gone_are_warned_of_and_reported(
    root: Path, bare: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://code.kettles.example/nine"
    link_to(root, bare, url)

    def status_of(self: object, asked: str, *, pause: float) -> int:
        return 404 if asked == url else 200

    monkeypatch.setattr("papershelf.facts.links.Client.status_of", status_of)
    report = root.parent / "links.md"
    done = run(root, "check", "--links", "--links-report", str(report), "--format", "json", str(root / bare.source))
    (problem,) = [each for each in json.loads(done.stdout)["problems"] if each["rule"] == "link-gone"]
    assert problem["problem"] == f"{url}: there is no such page (404)"
    assert (problem["severity"], problem["path"], problem["field"]) == ("warning", bare.source, "links[1].url")
    assert url in report.read_text("utf-8")


def test_links_alone_are_opened_on_demand(root: Path) -> None:
    done = run(root, "check", "--offline")
    assert (done.exit_code, "belong to --links" in done.stderr) == (2, True)
