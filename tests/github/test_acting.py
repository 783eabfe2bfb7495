"""What the jobs with rights say on GitHub, to a program that stands for `gh` and notes what it is told."""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from papershelf import cli
from papershelf.errors import PapershelfError
from papershelf.github.suggestion_formats import MARK

GH = """#!{python}
import json, pathlib, sys
here = pathlib.Path({folder!r})
words = sys.argv[2:]
method = words[words.index("--method") + 1] if "--method" in words else "GET"
path = next(word for word in words if word.startswith("repos/")).removeprefix("repos/ada/kettles/")
data = json.load(sys.stdin) if "--input" in words else None
with (here / "said.jsonl").open("a") as file:
    file.write(json.dumps([method, path, data]) + "\\n")
known = json.loads((here / "answers.json").read_text())
if method == "GET" and path not in known:
    sys.exit("HTTP 404")
answer = known.get(path, {{"sha": "f" * 40}}) if method == "GET" else {{"sha": "f" * 40}}
print(json.dumps([answer] if "--slurp" in words else answer))
"""
FOUND = {"path": "content/papers/a-kettle.md", "content": "x\n"}
REQUEST = {"title": "Complete", "body": "b", "branch": "enrich/facts", "message": "m", "files": [FOUND]}
SUGGESTION = REQUEST | {
    "branch": "suggestion/issue-12",
    "applied": True,
    "answer": f"{MARK}\nyes",
    "accepted": sha256(b"text").hexdigest(),
}
BOT = {"login": "github-actions[bot]"}


class GitHub:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.answers: dict[str, Any] = {f"git/commits/{'c' * 40}": {"tree": {"sha": "t" * 40}}}
        program = folder / "gh"
        program.write_text(GH.format(python=sys.executable, folder=str(folder)), "utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("GITHUB_REPOSITORY", "ada/kettles")
        monkeypatch.setenv("GITHUB_SHA", "c" * 40)
        monkeypatch.setenv("GITHUB_EVENT_PATH", str(folder / "event.json"))

    def run(self, *words: str, event: object = None, result: object = None) -> tuple[Result, list[list[Any]]]:
        (self.folder / "said.jsonl").unlink(missing_ok=True)
        (self.folder / "answers.json").write_text(json.dumps(self.answers), "utf-8")
        (self.folder / "event.json").write_text(json.dumps(event or {}), "utf-8")
        path = self.folder / "result"
        path.write_text(result if isinstance(result, str) else json.dumps(result), "utf-8")
        done = CliRunner().invoke(cli.papershelf, ["github", *words[:1], str(path), *words[1:]])
        said = self.folder / "said.jsonl"
        rows = [json.loads(row) for row in said.read_text("utf-8").splitlines()] if said.exists() else []
        return done, [row for row in rows if row[0] != "GET"]


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitHub:
    return GitHub(tmp_path, monkeypatch)


def test_a_request_is_committed_marked_as_checked_and_opened(github: GitHub) -> None:
    github.answers["pulls"] = []
    done, said = github.run("open", "--branch", "enrich/facts", result=REQUEST)
    assert done.exit_code == 0, done.output
    assert [row[:2] for row in said] == [
        ["POST", "git/trees"],
        ["POST", "git/commits"],
        ["POST", "git/refs"],
        ["POST", f"statuses/{'f' * 40}"],
        ["POST", "pulls"],
    ]
    assert said[0][2]["tree"] == [{**FOUND, "mode": "100644", "type": "blob"}]
    assert said[3][2]["context"] == "papershelf"
    assert said[4][2] == {"title": "Complete", "body": "b", "head": "enrich/facts", "base": "main"}


def test_a_request_that_is_open_is_renewed(github: GitHub) -> None:
    github.answers |= {"pulls": [{"number": 7}], "git/ref/heads/enrich/facts": {}}
    _, said = github.run("open", "--branch", "enrich/facts", result=REQUEST)
    assert ["PATCH", "git/refs/heads/enrich/facts", {"sha": "f" * 40, "force": True}] in said
    assert said[-1] == ["PATCH", "pulls/7", {"title": "Complete", "body": "b"}]


def test_nothing_found_is_nothing_requested(github: GitHub) -> None:
    done, said = github.run("open", "--branch", "enrich/facts", result=REQUEST | {"files": []})
    assert (done.exit_code, said) == (0, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"branch": "main"},
        {"title": 1},
        {"body": "x" * 70_000},
        {"files": [FOUND, FOUND]},
        {"files": [FOUND | {"mode": "120000"}]},
        {"files": [FOUND | {"content": "x" * 1_100_000}]},
        {"files": [FOUND | {"content": ["x"]}]},
        *(
            {"files": [FOUND | {"path": path}]}
            for path in (
                ".github/workflows/check.yml",
                "content/papers/../../.github/x.md",
                "content/papers/a.md\n",
                "content/tags.yml",
                "content/.journal",
                "",
                7,
            )
        ),
    ],
)
def test_a_result_of_another_form_is_not_acted_on(github: GitHub, changed: dict[str, object]) -> None:
    done, said = github.run("open", "--branch", "enrich/facts", result=REQUEST | changed)
    assert isinstance(done.exception, PapershelfError)
    assert said == []


def test_a_suggestion_becomes_a_request_once_it_is_accepted(github: GitHub) -> None:
    github.answers |= {"pulls": [], "issues/12": {"body": "text"}}
    event = {"action": "labeled", "issue": {"number": 12}}
    done, said = github.run("open", event=event, result=SUGGESTION)
    assert done.exit_code == 0, done.output
    assert said[-1][:2] == ["POST", "pulls"]
    github.answers["issues/12"] = {"body": "another text"}
    _, said = github.run("open", event=event, result=SUGGESTION)
    assert said[-1][1] == "issues/12/comments"
    assert "was changed after it was accepted" in said[-1][2]["body"]


def test_a_suggestion_that_cannot_be_applied_is_answered_and_the_answer_renewed(github: GitHub) -> None:
    event = {"action": "opened", "issue": {"number": 12}}
    no = {"applied": False, "answer": f"{MARK}\nno"}
    github.answers["issues/12/comments"] = [{"id": 1, "user": {"login": "eve"}, "body": f"{MARK} mine"}]
    _, said = github.run("open", event=event, result=no)
    assert said == [["POST", "issues/12/comments", {"body": f"{MARK}\nno"}]]
    github.answers["issues/12/comments"] += [{"id": 2, "user": BOT, "body": f"{MARK}\nold"}]
    _, said = github.run("open", event=event | {"action": "edited"}, result=SUGGESTION)
    assert said == [["PATCH", "issues/comments/2", {"body": f"{MARK}\nyes"}]]
    _, said = github.run("open", event=event, result=SUGGESTION)
    assert said == []


def test_the_issue_of_links_is_opened_renewed_and_closed(github: GitHub) -> None:
    from papershelf.facts.links import to_markdown

    none = to_markdown([], 8)
    gone = none.replace("0 links", "1 link", 1)
    github.answers["issues?state=open&per_page=100"] = []
    assert github.run("issue", result=gone)[1][0][:2] == ["POST", "issues"]
    assert github.run("issue", result=none)[1] == []
    github.answers["issues?state=open&per_page=100"] = [{"number": 3, "user": BOT, "body": none}]
    assert github.run("issue", result=gone)[1][0][2]["state"] == "open"
    assert github.run("issue", result=none)[1][0][2]["state"] == "closed"


def test_outside_of_a_workflow_it_is_said(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY")
    done, _ = github.run("issue", result="x")
    assert "Run this in a workflow of GitHub Actions" in str(done.exception)
