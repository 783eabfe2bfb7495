"""Files that were clean are not read again, as long as what was found in them still holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from auditing import GOOD, ORDINARY, write

from papershelf import audit
from papershelf.audit import gate
from papershelf.audit.hashes import files_below

LINKS = '<h1 id=x>X</h1><a href="../one/">One</a><a href="../one/index.html#one">One</a>'


def judge(
    site: Path, known: dict[str, audit.Verdict] | None = None, jobs: int = 1, known_on: frozenset[str] | None = None
) -> audit.Judgement:
    terms = partial(audit.judge, site, trusted=GOOD, own_host="example.org", base_path="/base/")
    return terms(known=known or {}, jobs=jobs, known_on=known_on)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, ORDINARY | {"papers/two/index.html": LINKS})
    return tmp_path


def known(site: Path) -> dict[str, audit.Verdict]:
    """What a build has kept and another one has read."""
    found = judge(site)
    assert found.problems == []
    return audit.unpack(audit.pack(found.verdicts))


def test_what_was_clean_is_not_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(site)
    read: list[str] = []
    monkeypatch.setattr(gate, "inspect_file", lambda _inspection, path, _raw: read.append(path))
    (site / "index.html").write_text("<h1>Another</h1>", "utf-8")
    assert judge(site, before).problems == []
    # A script is known by its hash, and asked about each time.
    assert read == ["assets/good.js", "index.html"]


def test_a_page_is_wrong_once_what_it_links_to_is_gone(site: Path) -> None:
    before, there = known(site), frozenset(files_below(site))
    (site / "papers/one/index.html").unlink()
    problems = judge(site).problems
    assert {problem.path for problem in problems} == {"papers/two/index.html"}
    assert judge(site, before).problems == problems
    assert judge(site, before, known_on=there).problems == problems


def test_only_files_that_are_gone_are_looked_for_in_what_was_found(site: Path) -> None:
    before, there = known(site), frozenset(files_below(site))
    (site / "assets/b.png").unlink()
    (site / "new.html").write_text("<h1>New</h1>", "utf-8")
    again = judge(site, before, known_on=there)
    assert again.problems == []
    assert {path: verdict for path, verdict in again.verdicts.items() if verdict.is_clean}.keys() == {
        *before,
        "new.html",
    }


def test_a_page_is_wrong_once_the_place_that_it_names_is_gone(site: Path) -> None:
    before = known(site)
    (site / "papers/one/index.html").write_text("<h1 id=eins>One</h1>", "utf-8")
    problems = judge(site, before).problems
    assert [problem.path for problem in problems] == ["papers/two/index.html"]
    assert problems == judge(site).problems


def test_what_was_wrong_is_wrong_again(site: Path) -> None:
    write(site, {"papers/two/index.html": '<a href="javascript:x">x</a>'})
    found = judge(site)
    assert found.problems
    assert judge(site, audit.unpack(audit.pack(found.verdicts))).problems == found.problems


def test_any_number_of_processes_finds_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "WORTH_A_PROCESS", 2)
    faults = [f'<a href="x{number % 3}">x</a><b id=a></b><b id=a></b><a href="#{number}">y</a>' for number in range(12)]
    write(site, {f"papers/p{number:02}/index.html": fault for number, fault in enumerate(faults)})
    alone = judge(site)
    assert alone.problems
    for jobs in (2, 3):
        assert judge(site, jobs=jobs) == alone
