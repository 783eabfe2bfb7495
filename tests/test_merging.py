"""Requests that were made at the same time, merged by git alone: real branches, no `.gitattributes`. All invented."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from proposals import make
from repositories import Repository

from papershelf import content
from papershelf.check import run
from papershelf.curate.new_paper import Draft
from papershelf.errors import errors_among
from papershelf.project import Project

COUNT = 20
TITLES = [f"Kettles that sing, part {chr(97 + n)} of a row" for n in range(COUNT)]
"""Neighbours in the alphabet, so that whatever is kept in order would meet in one place."""


def branches(root: Path) -> Repository:
    """A branch a paper, each from the same commit, written as `papershelf new` writes it."""
    repository = make(root).repository
    for n, title in enumerate(TITLES):
        repository.git("switch", "--quiet", "--create", f"paper-{n}", "main")
        Project(root).add(Draft(title=title, tags=("kettles", "heat")), day="2026-03-02")
        repository.commit({})
    return repository


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return branches(tmp_path_factory.mktemp("merging") / "list")


@pytest.mark.parametrize("seed", ["in order", "backwards", 1, 2])
def test_twenty_papers_merge_in_any_order(requests: Repository, seed: str | int) -> None:
    order = list(range(COUNT))
    if seed == "backwards":
        order.reverse()
    elif isinstance(seed, int):
        random.Random(seed).shuffle(order)
    assert not (requests.root / ".gitattributes").exists()
    requests.git("switch", "--quiet", "--detach", "main")
    for n in order:
        requests.git("merge", "--quiet", "--no-edit", f"paper-{n}")
    loaded = content.load(requests.root).library
    assert {paper.title for paper in loaded.papers} >= set(TITLES)
    own = {f"/papers/{paper.slug}/" for paper in loaded.papers} | {f"/p/{paper.id}/" for paper in loaded.papers}
    assert own <= set(loaded.published)


def test_a_merged_paper_that_goes_is_missed_without_git(requests: Repository) -> None:
    requests.git("switch", "--quiet", "--detach", "main")
    requests.git("merge", "--quiet", "--no-edit", "paper-3")
    (paper,) = [paper for paper in content.load(requests.root).library.papers if paper.title == TITLES[3]]
    (requests.root / paper.source).unlink()
    lost = [each.problem for each in errors_among(run.inspect(Project(requests.root)).problems)]
    assert lost == [
        f"the published address {address} would vanish" for address in (f"/p/{paper.id}/", f"/papers/{paper.slug}/")
    ]
    requests.git("checkout", "--quiet", "--", "content")


def test_a_release_and_requests_that_are_open_merge_too(requests: Repository) -> None:
    requests.git("switch", "--quiet", "--detach", "main")
    requests.git("merge", "--quiet", "--no-edit", "paper-0", "paper-1")
    before = set(content.load(requests.root).library.published)
    run.gather_ledger(Project(requests.root))
    requests.commit({})
    requests.git("merge", "--quiet", "--no-edit", "paper-2")
    assert set(content.load(requests.root).library.published) > before
