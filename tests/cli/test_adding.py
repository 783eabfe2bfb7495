"""`papershelf new ADDRESS`, with a server of our own that answers as the services do. All papers are invented."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kitchen import Kitchen
from services import Reply, Server, atom, entry, message, serving, work

from papershelf.cli import papershelf
from papershelf.facts import fetch
from papershelf.facts.sources import SOURCES

KETTLE = entry("3101.00001", "Kettles in $k$ Voices", "Ada Kettle", "Bo van den Pot", abstract="They sing.")
SPOUT = work(
    "10.18653/v1/2099.acl-long.7", "On Spouts", {"family": "Kettle", "given": "Ada"}, **{"container-title": ["Spouts"]}
)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    kitchen = Kitchen.furnish(tmp_path / "list")
    kitchen.put("steam", arxiv='"2306.14898"')
    kitchen.put("drip", links='[{kind: paper, url: "https://openreview.net/forum?id=dripdrip"}]')
    kitchen.promise()
    return kitchen


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Every service at once; nobody waits for it."""
    monkeypatch.setattr(
        fetch, "Client", partial(fetch.Client, sleep=lambda seconds: None, check_target=lambda url: None)
    )
    with serving(_answer) as served:
        yield served


def _answer(path: str) -> Reply:
    if path.startswith("/api/query"):
        old = entry("math/0309136", "Old Kettles", "Cy Copper")
        return atom(KETTLE) if "3101.00001" in path else atom(old) if "math" in path else atom()
    if path.startswith("/works/10.18653"):
        return message(SPOUT)
    return Reply(status=404)


def run(kitchen: Kitchen, server: Server | None, *words: str) -> Result:
    at = [] if server is None else [word for each in SOURCES for word in ("--service", f"{each.name}={server.address}")]
    return CliRunner().invoke(papershelf, ["--root", str(kitchen.root), "new", *words, "--date", "2026-11-21", *at])


@pytest.mark.parametrize(
    "address",
    [
        "3101.00001",
        "arXiv:3101.00001v2",
        "https://arxiv.org/abs/3101.00001v1",
        "https://arxiv.org/pdf/3101.00001.pdf",
        "https://arxiv.org/html/3101.00001v2",
        "https://huggingface.co/papers/3101.00001",
        "https://www.alphaxiv.org/abs/3101.00001",
        "https://doi.org/10.48550/arXiv.3101.00001",
    ],
)
def test_any_form_of_an_identifier_is_enough(kitchen: Kitchen, server: Server, address: str) -> None:
    done = run(kitchen, server, address, "--tag", "warmth")
    assert done.exit_code == 0, done.output
    rows = kitchen.read("papers/kettles-in-k-voices.md").split("\n")
    assert rows[2:] == [
        'title: "Kettles in $k$ Voices"',
        "listed: []",
        'added: "2026-11-21"',
        "links: []",
        "tags: [heat]",
        'arxiv: "3101.00001"',
        'authors: ["Ada Kettle", "Bo van den Pot"]',
        'year: "2031"',
        'sources: [{source: "arXiv", facts: [authors, year]}]',
        "---",
        "",
    ]


def test_an_old_number_of_arxiv_is_read(kitchen: Kitchen, server: Server) -> None:
    assert run(kitchen, server, "https://arxiv.org/abs/math.GT/0309136v2").exit_code == 0
    assert 'arxiv: "math/0309136"' in kitchen.read("papers/old-kettles.md")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://aclanthology.org/2099.acl-long.7.pdf", True),
        ("10.18653/v1/2099.acl-long.7", False),
        ("https://dx.doi.org/10.18653/V1/2099.acl-long.7", False),
    ],
)
def test_crossref_knows_dois_and_the_anthology(kitchen: Kitchen, server: Server, address: str, link: bool) -> None:
    assert run(kitchen, server, address).exit_code == 0
    text = kitchen.read("papers/on-spouts.md")
    assert 'venue: "Spouts"' in text
    assert 'sources: [{source: "Crossref", facts: [authors, year, venue]}]' in text
    assert ("https://aclanthology.org/2099.acl-long.7/" in text) == link


def test_what_a_person_says_goes_before_what_a_service_says(kitchen: Kitchen, server: Server) -> None:
    assert run(kitchen, server, "3101.00001", "--year", "2030", "--author", "Ada K. Kettle").exit_code == 0
    text = kitchen.read("papers/kettles-in-k-voices.md")
    assert 'year: "2030"' in text
    assert "sources:" not in text


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("arxiv.org/abs/2306.14898v3", "steam"),
        ("10.48550/arXiv.2306.14898", "steam"),
        ("https://openreview.net/pdf?id=dripdrip", "drip"),
    ],
)
def test_a_paper_on_the_list_is_named_and_nobody_is_asked(
    kitchen: Kitchen, server: Server, address: str, named: str
) -> None:
    done = run(kitchen, server, address)
    assert done.exit_code == 1
    assert f"content/papers/{named}.md: '{address}' is on the list already" in str(done.exception)
    assert server.asked == []


def test_a_title_that_is_on_the_list_is_refused_with_what_was_found(kitchen: Kitchen, server: Server) -> None:
    kitchen.put("voices", title='"Kettles in $k$ voices"')
    done = run(kitchen, server, "3101.00001")
    assert done.exit_code == 1
    assert "content/papers/voices.md has the same title" in str(done.exception)


INSTEAD = 'papershelf new --title "…" --link'


def test_a_preview_writes_nothing(kitchen: Kitchen, server: Server) -> None:
    done = run(kitchen, server, "3101.00001", "--dry-run")
    assert '+title: "Kettles in $k$ Voices"' in done.stdout.splitlines()
    assert not (kitchen.root / "content/papers/kettles-in-k-voices.md").exists()


def test_a_number_that_nobody_knows_is_said_with_the_way_on(kitchen: Kitchen, server: Server) -> None:
    done = run(kitchen, server, "3102.99999")
    assert done.exit_code == 1
    said = f"3102.99999: no service has a record of it. Type `{INSTEAD} https://arxiv.org/abs/3102.99999`."
    assert str(done.exception) == said


def test_a_forum_of_openreview_cannot_be_asked_for(kitchen: Kitchen, server: Server) -> None:
    done = run(kitchen, server, "https://openreview.net/forum?id=kettlekettle")
    assert done.exit_code == 1
    assert "no service here knows papers of OpenReview. Type" in str(done.exception)
    assert server.asked == []


def test_a_service_that_fails_is_named(kitchen: Kitchen, server: Server) -> None:
    server.script = lambda path: Reply(status=503)
    done = run(kitchen, server, "3101.00001")
    assert done.exit_code == 1
    assert "arXiv: warning: 3101.00001: " in str(done.exception)
    assert INSTEAD in str(done.exception)


def test_offline_the_kept_answers_are_used(kitchen: Kitchen, server: Server) -> None:
    assert INSTEAD in str(run(kitchen, server, "3101.00001", "--offline").exception)
    run(kitchen, server, "3101.00001", "--dry-run")
    asked = list(server.asked)
    assert run(kitchen, server, "3101.00001", "--offline").exit_code == 0
    assert server.asked == asked


def test_a_missing_library_is_named_with_what_to_type_instead(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "papershelf.facts.newcomer":
            raise ModuleNotFoundError("No module named 'httpx'", name="httpx")
        return known(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    done = run(kitchen, None, "3101.00001")
    assert done.exit_code == 1
    assert "pip install 'papershelf[enrich]'" in str(done.exception)
    assert INSTEAD in str(done.exception)


@pytest.mark.parametrize("address", ["Kettles in k voices", "https://example.org/kettles", "3199.1", "10.1"])
def test_what_names_no_paper_is_wrong_usage(kitchen: Kitchen, address: str) -> None:
    done = run(kitchen, None, address)
    assert done.exit_code == 2
    assert "names no paper that a service knows" in done.output


def test_a_title_beside_the_address_asks_nobody(kitchen: Kitchen, server: Server) -> None:
    assert run(kitchen, server, "3101.00001", "--title", "Kettles by hand").exit_code == 0
    assert 'arxiv: "3101.00001"' in kitchen.read("papers/kettles-by-hand.md")
    assert server.asked == []
