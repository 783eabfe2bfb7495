"""What the workflows run: pull requests reviewed, and issues made into changes."""

from __future__ import annotations

from pathlib import Path

import click

from papershelf.cli.conventions import read_day, read_file, today
from papershelf.errors import PapershelfError, Rejected
from papershelf.github import review
from papershelf.github.api_formats import MAX_POSTED, read_changed, read_posted, to_annotations, to_suggestions
from papershelf.github.comment import place, to_markdown
from papershelf.github.preview import write_preview
from papershelf.github.request import read as read_request
from papershelf.github.request import write_project
from papershelf.github.result import MAX_BYTES, from_json, to_json
from papershelf.github.suggestion import author as author_of
from papershelf.github.suggestion import read as read_suggestion
from papershelf.github.suggestion_formats import to_answer, to_request
from papershelf.project import Project
from papershelf.publish import output


@click.command("review", epilog="Example: papershelf review --base origin/main --head my-branch")
@click.option("--base", metavar="REV", help="The revision that the request would be merged into.")
@click.option("--head", required=True, metavar="REV", help="The request's last revision.")
@click.option(
    "--result",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A review as JSON, to be put into words; it may be anybody's, and has to be about the commit --head.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "suggestions", "github"]),
    default="markdown",
    show_default=True,
    help="The comment, the review as data, its suggestions as GitHub takes them, or annotations of lines.",
)
@click.option("--repository", metavar="URL", help="Where the request comes from, for its edit links.")
@click.option("--branch", metavar="NAME", help="Its branch there.")
@click.option("--run", "run_url", metavar="URL", help="The workflow's run, which holds the preview.")
@click.option(
    "--posted",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Comments on the request's lines, as GitHub lists them: what is there is not suggested again.",
)
@click.option(
    "--changed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The files that the request changes, as GitHub lists them: whether it changes what checks it.",
)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the project as it would be once the request is merged, to build its site.",
)
@click.option(
    "--preview",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Take the pages that change out of the built site.",
)
@click.pass_obj
def review_request(
    root: Path,
    base: str | None,
    head: str,
    result: Path | None,
    form: str,
    repository: str | None,
    branch: str | None,
    run_url: str | None,
    posted: Path | None,
    changed: Path | None,
    project: Path | None,
    preview: Path | None,
) -> None:
    """Review a pull request: what it changes, what is wrong, and the lines that would fix it.

    Its files are read from git as data, and judged by the rules of this checkout. Nothing is checked out.
    """
    if (base is None) == (result is None):
        raise click.UsageError("Give either --base, to review a request, or --result, to put a review into words")
    for made in filter(None, (project, preview)):
        output.check_place(made, root)
    if result is not None:
        found = from_json(str(result), read_file(result, MAX_BYTES), head)
    else:
        request = read_request(root, str(base), head)
        found = review.review(root, request, today())
        if project is not None:
            write_project(root, request, project)
    if form == "json":
        click.echo(to_json(found), nl=False)
    elif form == "suggestions":
        known = () if posted is None else read_posted(str(posted), read_file(posted, MAX_POSTED))
        click.echo(to_suggestions(found, known), nl=False)
    elif form == "github":
        click.echo(to_annotations(found), nl=False)
    else:
        files = () if changed is None else read_changed(str(changed), read_file(changed, MAX_POSTED))
        click.echo(to_markdown(found, place(repository, branch), run_url, files), nl=False)
    if preview is not None:
        write_preview(root / "site", preview, found)
    if result is None and not found.is_sound:
        raise SystemExit(1)


@click.command("apply-suggestion", epilog="Example: papershelf apply-suggestion issue.md --author ada --issue 12")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--author", required=True, metavar="LOGIN", help="Who opened the issue, for the credit.")
@click.option("--author-id", type=click.IntRange(min=1), metavar="N", help="Their number on GitHub.")
@click.option("--issue", required=True, type=click.IntRange(min=1), metavar="N", help="The issue's number.")
@click.option("--date", "added", metavar="YYYY-MM-DD", help="The day that a new paper is marked with (default: today).")
@click.option("--write", is_flag=True, help="Write the change into content/, too.")
@click.pass_obj
def apply_suggestion(
    root: Path, file: Path, author: str, author_id: int | None, issue: int, added: str | None, write: bool
) -> None:
    """Turn an issue that was written with a form into a change, and print it as JSON.

    It can change one paper's tags, summary, links and facts, or the tags of several, or add one paper. What
    keeps it from being applied is printed as the answer to whoever opened the issue, with exit code 1.
    """
    try:
        who = author_of(author, author_id)
    except Rejected as error:
        raise click.BadParameter(str(error), param_hint="--author") from None
    project = Project(root)
    try:
        with project.edit(write=write) as texts:
            text = read_file(file, review.MAX_ISSUE)
            suggestion = read_suggestion(project, text.decode("utf-8", "replace"), read_day(added))
            texts.update(suggestion.files)
    except PapershelfError as error:
        click.echo(to_answer(error.problems), nl=False)
        raise SystemExit(1) from None
    click.echo(to_request(suggestion, who, issue, text), nl=False)
