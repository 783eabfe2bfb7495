"""`papershelf github`: what a list's workflows run. Everything else they know from the environment of the run."""

from __future__ import annotations

import os
from pathlib import Path

import click

from papershelf import git
from papershelf.cli.conventions import Commands, read_file, today
from papershelf.errors import PapershelfError
from papershelf.github import acting, api, review
from papershelf.github.api_formats import to_annotations
from papershelf.github.request import read as read_request
from papershelf.github.request import write_project
from papershelf.github.result import MAX_BYTES, from_json, to_json
from papershelf.github.suggestion import author as author_of
from papershelf.github.suggestion import read as read_suggestion
from papershelf.github.suggestion_formats import to_answer, to_request
from papershelf.project import Project
from papershelf.publish import output
from papershelf.text import MARK_OF_LINKS

_FILE = click.Path(path_type=Path, dir_okay=False)
_CLOSED = "The request was closed, or pushed to again: there is nothing to say."


@click.group("github", cls=Commands, epilog="Example: papershelf github issue result/links.md")
def github() -> None:
    """Steps of the workflows on GitHub. They read what GitHub says of the run, and speak through `gh`."""


@github.command("review", epilog="Example: papershelf github review --project merged")
@click.option(
    "--out", type=_FILE, default=Path("result/review.json"), metavar="FILE", help="Where the review is written."
)
@click.option(
    "--project", type=click.Path(path_type=Path), metavar="DIR", help="Write the project as it would be merged."
)
@click.pass_obj
def review_run(root: Path, out: Path, project: Path | None) -> None:
    """Review the request that started the run: fetch it, judge it as data, and write what was found.

    In a run that a request started, lines are annotated, and the exit code is 1 where something is to mend.
    """
    run = api.read_run(os.environ)
    head, own = acting.head_of(run), "pull_request" in run.event
    out.parent.mkdir(parents=True, exist_ok=True)
    if not own and acting.find_request(api.Api(run.repository), run) is None:
        out.write_text("", encoding="ascii")  # for the next job, which expects a result
        click.echo(_CLOSED)
        return
    git.fetch(root, head)
    request = read_request(root, run.event["pull_request"]["base"]["sha"] if own else "HEAD", head)
    found = review.review(root, request, today())
    out.write_text(to_json(found), encoding="ascii")
    if project is not None:
        output.check_place(project, root)
        write_project(root, request, project)
    if own:
        click.echo(to_annotations(found), nl=False)
        if not found.is_sound:
            raise SystemExit(1)


@github.command("comment", epilog="Example: papershelf github comment result/review.json")
@click.argument("file", type=_FILE, metavar="FILE")
def comment(file: Path) -> None:
    """Say under the request what a review found, and set the status that a merge requires."""
    run = api.read_run(os.environ)
    github_api = api.Api(run.repository)
    number = acting.find_request(github_api, run)
    raw = read_file(file, MAX_BYTES)
    if number is None or not raw:
        click.echo(_CLOSED)
        return
    result = from_json(str(file), raw, acting.head_of(run))
    acting.comment(github_api, run, number, result)


@github.command("suggest", epilog="Example: papershelf github suggest --out result/suggestion.json")
@click.option(
    "--out", type=_FILE, default=Path("result/suggestion.json"), metavar="FILE", help="Where the result is written."
)
@click.pass_obj
def suggest(root: Path, out: Path) -> None:
    """Turn the issue that started the run into a change of the list, or into an answer that says what is wrong."""
    issue = api.read_run(os.environ).event["issue"]
    who = author_of(issue["user"]["login"], issue["user"]["id"])
    text = str(issue["body"] or "").encode()[: review.MAX_ISSUE + 1]
    try:
        project = Project(root)
        with project.edit() as texts:
            suggestion = read_suggestion(project, text.decode("utf-8", "replace"), today())
            texts.update(suggestion.files)
        result = to_request(suggestion, who, int(issue["number"]), text)
    except PapershelfError as error:
        result = to_answer(error.problems)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(result, encoding="ascii")


@github.command("open", epilog="Example: papershelf github open result/request.json --branch enrich/facts")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--branch", metavar="NAME", help="The request's branch (default: that of the issue's suggestion).")
@click.option("--add", "adds", is_flag=True, help="Add a commit to an open request, instead of beginning it anew.")
def open_request(file: Path, branch: str | None, adds: bool) -> None:
    """Open the pull request that a job before prepared, renew it, or answer the issue."""
    run = api.read_run(os.environ)
    github_api = api.Api(run.repository)
    if branch is None:
        branch = f"suggestion/issue-{run.event['issue']['number']}"
    data = acting.read_result(str(file), read_file(file, acting.MAX_RESULT), branch)
    if "answer" in data:
        acting.answer(github_api, run, data)
    elif not data["files"]:
        click.echo("Nothing was found: there is nothing to request.")
    else:
        acting.open_request(github_api, run, data, adds=adds)


@github.command("continue", epilog="Example: papershelf github continue --branch inbox/candidates --project merged")
@click.option("--branch", required=True, metavar="NAME", help="The branch of a request of ours.")
@click.option(
    "--project", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where the project is written."
)
@click.pass_obj
def continue_(root: Path, branch: str, project: Path) -> None:
    """Write the project as the open request of a branch would leave it, or as it is where none is open.

    The request's files are read from git as data.
    """
    run = api.read_run(os.environ)
    head = acting.find_head(api.Api(run.repository), run, branch)
    if head is not None:
        git.fetch(root, head)
    output.check_place(project, root)
    write_project(root, read_request(root, "HEAD", head or "HEAD"), project)


@github.command("changes", epilog="Example: papershelf github changes --title Digest --branch digest/next")
@click.option("--title", required=True, metavar="TEXT", help="The request's title.")
@click.option("--branch", required=True, metavar="NAME", help="The request's branch.")
@click.option("--out", type=_FILE, default=Path("result/request.json"), metavar="FILE", help="Where it is written.")
@click.pass_obj
def changes(root: Path, title: str, branch: str, out: Path) -> None:
    """Prepare a pull request of what the step before changed in `content/`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(acting.request_of(root, title, branch), encoding="ascii")


@github.command("issue", epilog="Example: papershelf github issue result/links.md")
@click.argument("file", type=_FILE, metavar="FILE")
def issue(file: Path) -> None:
    """Keep one issue with the links that are gone, as `check --links-report` wrote them; close it when none is."""
    body = read_file(file, acting.LONGEST * 4).decode("utf-8")
    run = api.read_run(os.environ)
    needed = not body.startswith(f"{MARK_OF_LINKS}\n0 ")
    acting.keep_issue(api.Api(run.repository), MARK_OF_LINKS, "Links that are gone", body, is_needed=needed)
