"""What the jobs with rights do: comments, issues and requests kept up to date, each found again by its mark.

They take results that another job made of what strangers wrote, and hold them to a closed form first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from papershelf import git
from papershelf.content.files import read_text
from papershelf.errors import stop
from papershelf.github.api import BOT, Api, Run
from papershelf.github.api_formats import to_suggestions
from papershelf.github.comment import MARK, place, to_markdown
from papershelf.github.result import Result
from papershelf.github.suggestion_formats import MARK as ANSWER

CONTENT = "content"
STATUS = "papershelf"
"""The status that a merge requires."""
MAX_RESULT = 40_000_000
"""The largest result that is read, in bytes."""
LONGEST = 60_000
"""The most characters of a text; GitHub takes 65,536."""
ACCEPTED = "accepted"
"""The label by which a maintainer takes a suggestion in."""

_MAX_FILE = 1_048_576
_PATH = re.compile(
    r"content/(?:papers/[a-z0-9]+(?:-[a-z0-9]+)*[.]md|digests/[0-9]{4}-[0-9]{2}-[0-9]{2}[.]md"
    r"|offered/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]{1,26}[.]yml|urls[.]txt|urls/[a-z0-9_-]{1,120}[.]txt)"
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def find_request(api: Api, run: Run) -> int | None:
    """The number of the open request whose check has ended; None where it was closed, or pushed to again."""
    ended = run.event["workflow_run"]
    head = f"{ended['head_repository']['owner']['login']}:{ended['head_branch']}"
    for request in api.get("pulls", state="open", head=head):
        if request["head"]["sha"] == ended["head_sha"] and request["base"]["repo"]["full_name"] == run.repository:
            return int(request["number"])
    return None


def head_of(run: Run) -> str:
    """The last commit of the request that a run is about.

    Raises:
        PapershelfError: The event has none.
    """
    about: Mapping[str, Any] = run.event.get("workflow_run") or run.event.get("pull_request", {}).get("head", {})
    commit = str(about.get("head_sha") or about.get("sha"))
    if not _COMMIT.fullmatch(commit):
        raise stop("GITHUB_EVENT_PATH", "the event is about no pull request", "Start this by one")
    return commit


def comment(api: Api, run: Run, number: int, result: Result) -> None:
    """Say what a review found: the status, the comment, which is renewed, and suggestions that are not there yet."""
    set_status(api, run, head_of(run), sound=result.is_sound, words="Judged by the default branch's own rules")
    ended = run.event["workflow_run"]
    changed = tuple(str(each["filename"]) for each in api.every(f"pulls/{number}/files"))
    where = place(ended["head_repository"]["html_url"], ended["head_branch"])
    keep_comment(api, number, MARK, to_markdown(result, where, ended["html_url"], changed))
    posted = [
        (str(each["path"]), str(each["body"]))
        for each in api.every(f"pulls/{number}/comments")
        if each["user"]["login"] == BOT and each.get("line") is not None
    ]
    suggestions = json.loads(to_suggestions(result, posted))
    if suggestions["comments"]:
        api.send("POST", f"pulls/{number}/reviews", suggestions)


def set_status(api: Api, run: Run, commit: str, *, sound: bool, words: str) -> None:
    """Set the status that a merge requires."""
    state = "success" if sound else "failure"
    data = {"state": state, "context": STATUS, "description": words, "target_url": run.url}
    api.send("POST", f"statuses/{commit}", data)


def keep_comment(api: Api, number: int, mark: str, body: str, *, first: bool = True) -> None:
    """Write the one comment of a mark under an issue or request, or renew it.

    Args:
        api: GitHub.
        number: The issue's or request's number.
        mark: What our comment begins with.
        body: Its text.
        first: Whether it is written where there is none yet.
    """
    for each in api.every(f"issues/{number}/comments"):
        if each["user"]["login"] == BOT and str(each["body"]).startswith(mark):
            api.send("PATCH", f"issues/comments/{each['id']}", {"body": body})
            return
    if first:
        api.send("POST", f"issues/{number}/comments", {"body": body})


def keep_issue(api: Api, mark: str, title: str, body: str, *, is_needed: bool) -> None:
    """Open the one issue of a mark, renew it, or close it where it is not needed any more."""
    mine = (
        each
        for each in api.every("issues?state=open&per_page=100")
        if each["user"]["login"] == BOT and str(each["body"] or "").startswith(mark)
    )
    known = next(mine, None)
    if known is not None:
        state = "open" if is_needed else "closed"
        api.send("PATCH", f"issues/{known['number']}", {"title": title, "body": body, "state": state})
    elif is_needed:
        api.send("POST", "issues", {"title": title, "body": body})


def answer(api: Api, run: Run, data: Mapping[str, Any]) -> None:
    """Act on a suggestion that an issue made: a request once it is accepted, an answer while it cannot be applied."""
    number = int(run.event["issue"]["number"])
    action = run.event.get("action")
    if not data["applied"] or action == "edited":
        keep_comment(api, number, ANSWER, data["answer"], first=not data["applied"])
    if data["applied"] and action == "labeled":
        open_request(api, run, data)
        text = str(api.get(f"issues/{number}").get("body") or "")
        if sha256(text.encode()).hexdigest() != data["accepted"]:
            body = (
                "The text was changed after it was accepted. The request has the accepted text; for the new one, "
                f"a maintainer gives the label `{ACCEPTED}` again."
            )
            api.send("POST", f"issues/{number}/comments", {"body": body})


def find_head(api: Api, run: Run, branch: str) -> str | None:
    """The last commit of the open request of a branch of ours; None where there is none."""
    known = api.get("pulls", state="open", head=f"{run.owner}:{branch}")
    head = str(known[0]["head"]["sha"]) if known else ""
    return head if _COMMIT.fullmatch(head) else None


def open_request(api: Api, run: Run, data: Mapping[str, Any], *, adds: bool = False) -> None:
    """Commit files to a branch of their own, mark them as checked, and open a request for them, or renew it.

    Args:
        api: GitHub.
        run: The run.
        data: The request.
        adds: Whether an open request keeps its commits, and what people did in them; else it begins anew.
    """
    branch = data["branch"]
    head = find_head(api, run, branch) if adds else None
    parent = head or run.commit
    base = api.get(f"git/commits/{parent}")["tree"]["sha"]
    files = [
        {"path": each["path"], "mode": "100644", "type": "blob", "content": each["content"]} for each in data["files"]
    ]
    tree = api.send("POST", "git/trees", {"base_tree": base, "tree": files})["sha"]
    commit = api.send("POST", "git/commits", {"message": data["message"], "tree": tree, "parents": [parent]})["sha"]
    if api.has(f"git/ref/heads/{branch}"):
        api.send("PATCH", f"git/refs/heads/{branch}", {"sha": commit, "force": head is None})
    else:
        api.send("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
    # A request that is opened with a workflow's token starts no other workflow; the job before has run the check.
    set_status(api, run, commit, sound=True, words="Checked before the request was opened")
    words = {"title": data["title"], "body": data["body"]}
    known = api.get("pulls", state="open", head=f"{run.owner}:{branch}")
    if known:
        api.send("PATCH", f"pulls/{known[0]['number']}", words)
    else:
        api.send("POST", "pulls", {**words, "head": branch, "base": run.branch})


def read_result(path: str, raw: bytes, branch: str) -> Mapping[str, Any]:
    """A request, or the answer to a suggestion, that another job made; held to the one form that it may have.

    Args:
        path: The file, for messages.
        raw: Its bytes.
        branch: The branch that the request must have.

    Raises:
        PapershelfError: It has another form.
    """
    try:
        data = json.loads(raw.decode("utf-8"))
        sound = _is_answer(data) if "answer" in data else _is_request(data, branch)
        if "answer" in data and data["applied"]:
            sound = sound and _is_request(data, branch) and 1 <= len(data["files"]) <= 3
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise stop(path, "it is not a result that Papershelf makes", "Look at the job that made it")
    return dict(data)


def request_of(root: Path, title: str, branch: str) -> str:
    """What a command changed in `content/` and nobody committed, as a request for `open_request`: JSON in ASCII.

    Raises:
        PapershelfError: Git cannot be run, or a file cannot be read.
    """
    paths = git.uncommitted(root, CONTENT)
    files = [{"path": path, "content": read_text(root / path, path)} for path in paths]
    body = "Papershelf made this; `papershelf check` ran before it was opened."
    data = {"title": title, "body": body, "branch": branch, "message": title, "files": files}
    return json.dumps(data, indent=1) + "\n"


def _is_answer(data: Mapping[str, Any]) -> bool:
    accepted = data.get("accepted", "0" * 64)
    is_hash = isinstance(accepted, str) and re.fullmatch("[0-9a-f]{64}", accepted) is not None
    return isinstance(data["applied"], bool) and _is_text(data["answer"]) and is_hash


def _is_request(data: Mapping[str, Any], branch: str) -> bool:
    files = data["files"]
    paths = [each["path"] for each in files]
    return (
        data["branch"] == branch
        and all(_is_text(data[name]) for name in ("title", "body", "message"))
        and len(paths) == len(set(paths))
        and all(set(each) == {"path", "content"} and _PATH.fullmatch(each["path"]) is not None for each in files)
        and all(len(each["content"].encode()) < _MAX_FILE for each in files)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST + 1_000
