"""The one request of candidates: what it holds, what people do in it, and what merging it makes of the list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import feeding
import pytest
from feeding import answers, run, shelf
from repositories import Repository
from services import Reply, Server, serving

from papershelf import content
from papershelf.facts import fetch as door
from papershelf.github import candidates

BRANCH = candidates.BRANCH
SOURCES = "new-on-arxiv: {arxiv-category: cs.KT}\n"


class Week:
    """A list in a repository, and the runs of its workflow."""

    def __init__(self, root: Path, server: Server) -> None:
        self.root, self.server, self.number = root, server, 0
        shelf(root, SOURCES)
        (root / "mkdocs.yml").write_text("site_name: Kettles\ntheme: papershelf\nplugins: [papershelf]\n", "utf-8")
        (root / ".gitignore").write_text("/.cache/\n/content/.lock*\n/content/abstracts/\n", "utf-8")
        self.repository = Repository.make(root)
        self.repository.commit({})

    def fetch(self, *entries: str, onto: str = "main") -> dict[str, Any]:
        """What a run makes of some papers that are new on arXiv, for a request of which the head is given."""
        self.number += 1
        self.server.script = lambda path: feeding.atom(*entries)
        merged, result = self.root.parent / f"merged-{self.number}", self.root.parent / f"request-{self.number}.json"
        run(self.root, "review", "--base", "main", "--head", onto, "--format", "json", "--project", str(merged))
        done = feeding.fetch(self.root, self.server, "--refresh", "--request", str(result), "--onto", str(merged))
        assert done.exit_code == 0, done.output
        checked = run(merged, "check")
        assert checked.exit_code == 0, checked.output
        data: dict[str, Any] = json.loads(result.read_text("ascii"))
        return data

    def push(self, request: dict[str, Any]) -> None:
        """What the job with rights does: a commit behind what is there."""
        known = BRANCH in self.repository.git("branch", "--list", BRANCH)
        self.repository.git("checkout", "--quiet", *([] if known else ["-b"]), BRANCH)
        self.repository.commit({each["path"]: each["content"] for each in request["files"]})
        self.repository.git("checkout", "--quiet", "main")

    def edit(self, change: Callable[[Path], None]) -> None:
        """What a person does in the request."""
        self.repository.git("checkout", "--quiet", BRANCH)
        change(self.root / "content" / "papers")
        self.repository.commit({})
        self.repository.git("checkout", "--quiet", "main")

    def merge(self) -> None:
        self.repository.git("merge", "--quiet", "--squash", BRANCH)
        self.repository.commit({})
        self.repository.git("branch", "--quiet", "-D", BRANCH)

    @property
    def papers(self) -> list[str]:
        return [paper.slug for paper in content.load(self.root).library.papers]


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Week]:
    monkeypatch.setattr(door, "Client", partial(door.Client, sleep=lambda seconds: None))
    with serving(answers) as server:
        yield Week(tmp_path / "list", server)


def entry(number: int, title: str) -> str:
    return feeding.entry(f"2611.0000{number}", title, "Ada Example", abstract=f"About {title}.")


ONE, TWO, THREE = entry(1, "Kettles One"), entry(2, "Kettles Two"), entry(3, "Kettles Three")


def paths(request: dict[str, Any]) -> list[str]:
    return [each["path"] for each in request["files"] if not each["path"].startswith("content/offered/")]


def test_merging_takes_in_what_is_left_and_what_was_deleted_never_comes_again(week: Week) -> None:
    first = week.fetch(ONE, TWO)
    assert paths(first) == ["content/papers/kettles-one.md", "content/papers/kettles-two.md"]
    assert first["branch"] == BRANCH
    assert week.papers == []
    week.push(first)

    def drop_and_improve(folder: Path) -> None:
        (folder / "kettles-one.md").unlink()
        file = folder / "kettles-two.md"
        file.write_text(f"{file.read_text('utf-8')}\nTwo kettles boil at once. Neither waits.\n", encoding="utf-8")

    week.edit(drop_and_improve)
    second = week.fetch(ONE, TWO, THREE, onto=BRANCH)
    assert paths(second) == ["content/papers/kettles-three.md"]
    assert second["title"] == "Take in 2 candidates"
    assert "### From earlier runs\n\n- `papers/kettles-two.md` Kettles Two" in second["body"]
    week.push(second)
    week.merge()
    assert week.papers == ["kettles-three", "kettles-two"]
    two = (week.root / "content" / "papers" / "kettles-two.md").read_text("utf-8")
    assert "Neither waits." in two
    assert week.fetch(ONE, TWO, THREE)["files"] == []


def test_addresses_are_promised_by_the_request_after_the_one_that_brought_the_papers(week: Week) -> None:
    week.push(week.fetch(ONE))
    week.merge()
    following = week.fetch(TWO)
    assert any(path.startswith("content/urls") for path in paths(following))
    written = "".join(each["content"] for each in following["files"] if each["path"].startswith("content/urls"))
    assert "/papers/kettles-one/" in written
    assert "/papers/kettles-two/" not in written


def test_a_request_that_was_closed_is_begun_anew(week: Week) -> None:
    week.push(week.fetch(ONE))
    assert paths(week.fetch(ONE)) == ["content/papers/kettles-one.md"]


def test_what_the_list_got_meanwhile_is_not_proposed_even_if_the_request_cannot_be_merged(week: Week) -> None:
    week.push(week.fetch(ONE))
    mine = feeding.PAPER.format(id="byhand", title="By Hand", more='arxiv: "2611.00002"\n')
    other = feeding.PAPER.format(id="another", title="Another", more="")
    week.repository.commit({"content/papers/by-hand.md": mine, "content/papers/kettles-one.md": other})
    second = week.fetch(ONE, TWO, THREE, onto=BRANCH)
    assert paths(second)[-1:] == ["content/papers/kettles-three.md"]


def test_the_text_is_data_and_says_why_each_came(week: Week) -> None:
    request = week.fetch(entry(4, "Kettles @everyone <img src=x> [a](javascript:b) `c`"))
    assert "<img" not in request["body"]
    assert "@everyone" not in request["body"]
    assert "New in cs&#46;KT at arXiv." in request["body"]
    assert "arXiv `2611.00004`" in request["body"]


def test_a_list_without_sources_makes_an_empty_request(week: Week) -> None:
    (week.root / "content" / "sources.yml").unlink()
    week.repository.commit({})
    assert week.fetch(ONE)["files"] == []
    assert week.server.asked == []


def test_a_source_that_fails_is_named_in_the_request(week: Week, tmp_path: Path) -> None:
    (week.root / "content" / "sources.yml").write_text(f"{SOURCES}lab: {{zotero: groups/1}}\n", "utf-8")
    week.server.script = lambda path: feeding.atom(ONE) if path.startswith("/api") else Reply(status=403)
    done = feeding.fetch(week.root, week.server, "--request", str(tmp_path / "request.json"))
    assert done.exit_code == 1
    request = json.loads((tmp_path / "request.json").read_text("ascii"))
    assert paths(request) == ["content/papers/kettles-one.md"]
    assert "it answered with status 403" in request["body"]
    assert not (week.root / "content" / "papers" / "kettles-one.md").exists()


def test_onto_belongs_to_a_request(week: Week) -> None:
    assert feeding.fetch(week.root, week.server, "--onto", str(week.root)).exit_code == 2
