"""What the jobs with rights say on GitHub, to a program that stands for `gh` and notes what it is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from papershelf import cli
from papershelf.errors import PapershelfError
from papershelf.github import acting
from papershelf.github.suggestion_formats import MARK
from papershelf.skeleton import begin
from papershelf.skeleton.answers import Answers
from papershelf.skeleton.render import Tool

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
NEW = ["new", "--title", "Kettles in Tune", "--tag", "theory"]
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


CANDIDATE = {"path": "content/offered/2026-11-21-abcdefgh.yml", "content": "x\n"}
CANDIDATES = REQUEST | {"branch": "inbox/candidates", "files": [CANDIDATE]}


def test_candidates_are_added_behind_what_people_did_in_the_request(github: GitHub) -> None:
    theirs = {"number": 7, "head": {"sha": "a" * 40}}
    github.answers |= {"pulls": [theirs], "git/ref/heads/inbox/candidates": {}}
    github.answers[f"git/commits/{'a' * 40}"] = {"tree": {"sha": "u" * 40}}
    done, said = github.run("open", "--branch", "inbox/candidates", "--add", result=CANDIDATES)
    assert done.exit_code == 0, done.output
    assert said[0][2]["base_tree"] == "u" * 40
    assert said[1][2]["parents"] == ["a" * 40]
    assert ["PATCH", "git/refs/heads/inbox/candidates", {"sha": "f" * 40, "force": False}] in said


def test_candidates_begin_anew_where_no_request_is_open(github: GitHub) -> None:
    github.answers |= {"pulls": [], "git/ref/heads/inbox/candidates": {}}
    _, said = github.run("open", "--branch", "inbox/candidates", "--add", result=CANDIDATES)
    assert said[1][2]["parents"] == ["c" * 40]
    assert ["PATCH", "git/refs/heads/inbox/candidates", {"sha": "f" * 40, "force": True}] in said


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
    from papershelf.facts.tested_links import to_markdown

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


# -- a request and an issue, read as data ---------------------------------------------------------


def git(root: Path, *words: str) -> str:
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    words = ("git", "-C", str(root), *author, *words)
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a new list's `main`, whose origin has a request with a tag that is not known."""
    origin = tmp_path / "origin"
    begin.begin(origin, Answers(name="Kettles"), Tool(version="0.1.0"))
    git(origin, "commit", "--quiet", "-m", "Begin")
    git(origin, "checkout", "--quiet", "-b", "request")
    done = CliRunner().invoke(
        cli.papershelf, ["--root", str(origin), "new", "--title", "Kettles in Tune", "--tag", "theory"]
    )
    assert done.exit_code == 0, done.output
    paper = origin / "content/papers/kettles-in-tune.md"
    paper.write_text(paper.read_text("utf-8").replace("theory", "theorie"), "utf-8")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "-m", "Add a paper")
    git(tmp_path, "clone", "--quiet", "--single-branch", "--branch", "main", origin.as_uri(), "clone")
    return tmp_path / "clone"


def test_a_request_is_fetched_reviewed_and_commented_on(github: GitHub, clone: Path, tmp_path: Path) -> None:
    base = git(clone, "rev-parse", "HEAD")
    head = git(tmp_path / "origin", "rev-parse", "request")
    event: dict[str, Any] = {"pull_request": {"base": {"sha": base}, "head": {"sha": head}}}
    (tmp_path / "event.json").write_text(json.dumps(event), "utf-8")
    (tmp_path / "answers.json").write_text("{}", "utf-8")
    words = ["--root", str(clone), "github", "review", "--out", str(tmp_path / "found/review.json")]
    done = CliRunner().invoke(cli.papershelf, words)
    assert done.exit_code == 1, done.output
    assert "::error file=content/papers/kettles-in-tune.md" in done.output
    assert git(clone, "status", "--porcelain") == ""

    repository = {"owner": {"login": "eve"}, "html_url": "https://github.com/eve/kettles"}
    run = {"head_repository": repository, "head_branch": "b", "head_sha": head, "html_url": "https://github.com/r/1"}
    request = {"number": 5, "head": {"sha": head}, "base": {"repo": {"full_name": "ada/kettles"}}}
    github.answers |= {"pulls": [request], "issues/5/comments": [], "pulls/5/comments": [], "pulls/5/files": []}
    result = (tmp_path / "found/review.json").read_text("ascii")
    done, said = github.run("comment", event={"workflow_run": run}, result=result)
    assert done.exit_code == 0, done.output
    assert [row[1] for row in said] == [f"statuses/{head}", "issues/5/comments", "pulls/5/reviews"]
    assert said[0][2]["state"] == "failure"
    assert "theorie" in said[1][2]["body"]
    # Pushed to again, or closed: nothing is said.
    github.answers["pulls"] = []
    done, said = github.run("comment", event={"workflow_run": run}, result=result)
    assert (done.exit_code, said) == (0, [])


@pytest.mark.parametrize("is_open", [True, False])
def test_an_open_request_is_continued_as_data(github: GitHub, clone: Path, tmp_path: Path, is_open: bool) -> None:
    head = git(tmp_path / "origin", "rev-parse", "request")
    known = {"pulls": [{"number": 7, "head": {"sha": head}}] if is_open else []}
    (tmp_path / "event.json").write_text("{}", "utf-8")
    (tmp_path / "answers.json").write_text(json.dumps(known), "utf-8")
    words = ["--root", str(clone), "github", "continue", "--branch", "request", "--project", str(tmp_path / "merged")]
    done = CliRunner().invoke(cli.papershelf, words)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "merged/content/papers/kettles-in-tune.md").is_file() is is_open
    assert (tmp_path / "merged/content/tags.yml").is_file()
    assert git(clone, "status", "--porcelain") == ""


def test_a_result_about_another_commit_is_not_commented(github: GitHub) -> None:
    run = {"head_repository": {"owner": {"login": "eve"}}, "head_branch": "b", "head_sha": "a" * 40}
    request = {"number": 5, "head": {"sha": "a" * 40}, "base": {"repo": {"full_name": "ada/kettles"}}}
    github.answers["pulls"] = [request]
    done, said = github.run("comment", event={"workflow_run": run}, result={"head": "b" * 40})
    assert isinstance(done.exception, PapershelfError)
    assert said == []


def test_an_issue_becomes_a_change_or_an_answer(github: GitHub, clone: Path, tmp_path: Path) -> None:
    form = "### Title\n\nKettles in Tune\n\n### Link\n\nhttps://example.org/k\n\n### Tags\n\n{}\n"
    out = tmp_path / "out/suggestion.json"
    for tags, applied in (("theorie und so", False), ("foundations, theory", True)):
        issue = {"number": 12, "user": {"login": "eve", "id": 7}, "body": form.format(tags)}
        (tmp_path / "event.json").write_text(json.dumps({"issue": issue}), "utf-8")
        words = ["--root", str(clone), "github", "suggest", "--out", str(out)]
        done = CliRunner().invoke(cli.papershelf, words)
        assert done.exit_code == 0, done.output
        raw = out.read_bytes()
        assert acting.read_result("r", raw, "suggestion/issue-12")["applied"] is applied
        assert (clone / "content/papers/kettles-in-tune.md").exists() is applied


def test_what_a_command_changed_is_prepared_as_a_request(clone: Path, tmp_path: Path) -> None:
    CliRunner().invoke(cli.papershelf, ["--root", str(clone), "new", "--title", "Teapots", "--tag", "theory"])
    (clone / "content/abstracts").mkdir()
    (clone / "content/abstracts/x.md").write_text("ignored", "utf-8")
    words = ["--root", str(clone), "github", "changes", "--title", "New", "--branch", "b", "--out", str(tmp_path / "r")]
    assert CliRunner().invoke(cli.papershelf, words).exit_code == 0
    data = acting.read_result("r", (tmp_path / "r").read_bytes(), "b")
    first, second = (each["path"] for each in data["files"])
    assert first == "content/papers/teapots.md"
    assert second.startswith("content/urls/")
