"""What the workflows run: pull requests reviewed, and issues made into changes."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from generator import content, output, review
from generator.cli.conventions import read_day, read_file, today
from generator.errors import PapershelfError, Rejected


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
    help="Comments on the request's lines, as GitHub lists them: what stands there is not suggested again.",
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
    """Review a pull request: what it changes, what is wrong, and the lines that would mend it.

    Its files are read from git as data, and judged by the rules of this checkout. Nothing is checked out.
    """
    if (base is None) == (result is None):
        raise click.UsageError("Give either --base, to review a request, or --result, to put a review into words")
    for made in filter(None, (project, preview)):
        output.check_place(made, root)
    if result is not None:
        found = review.from_json(str(result), read_file(result, review.MAX_BYTES), head)
    else:
        request = review.read_request(root, str(base), head)
        found = review.review(root, request, today())
        if project is not None:
            review.write_project(root, request, project)
    if form == "json":
        click.echo(review.to_json(found), nl=False)
    elif form == "suggestions":
        known = () if posted is None else review.read_posted(str(posted), read_file(posted, review.MAX_POSTED))
        click.echo(review.to_suggestions(found, known), nl=False)
    elif form == "github":
        click.echo(review.to_annotations(found), nl=False)
    else:
        files = () if changed is None else review.read_changed(str(changed), read_file(changed, review.MAX_POSTED))
        click.echo(review.to_markdown(found, review.place(repository, branch), run_url, files), nl=False)
    if preview is not None:
        review.write_preview(root / "site", preview, found)
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
    """Make a change of the text of an issue that was written with a form, and print it as JSON.

    It can change nothing but one paper's tags, summary, links and optional facts, or add one paper. What
    keeps it from being applied is printed as the answer to whoever opened the issue, with exit code 1.
    """
    try:
        who = review.author(author, author_id)
    except Rejected as error:
        raise click.BadParameter(str(error), param_hint="--author") from None
    folder = content.locate(root)
    try:
        with content.lock(folder) if write else nullcontext():
            text = read_file(file, review.MAX_ISSUE).decode("utf-8", "replace")
            suggestion = review.read_suggestion(root, text, read_day(added))
            if write:
                content.write_files(folder, suggestion.files)
    except PapershelfError as error:
        click.echo(review.to_answer(error.problems), nl=False)
        raise SystemExit(1) from None
    click.echo(review.to_request(suggestion, who, issue), nl=False)
