"""The command line: words to calls, results to sentences and exit codes.

Exit codes: 0 done, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import difflib
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import click

from generator import (
    __version__,
    atlas,
    catalog,
    content,
    inspection,
    listings,
    output,
    pages,
    post,
    prose,
    review,
    suggest,
)
from generator import check as rules
from generator.errors import PapershelfError, Problem, Rejected, Severity, errors_among, stop
from generator.exports import bibtex, csl, data, ris, spreadsheet
from generator.exports import digest as issues
from generator.exports.citation import Citation, cite
from generator.model import Artifact, Delivery, Digest, Library, Listing, Paper, Vocabulary
from generator.prose import counted
from generator.render import Renderer


class Commands(click.Group):
    """A group that answers an unknown command with the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known commands: {', '.join(self.list_commands(ctx))}."
            raise click.UsageError(f"No such command '{name}'. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: papershelf --root my-list import captured/*.txt",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="The project's folder, which holds content/ (default: here).",
)
@click.version_option(__version__, prog_name="papershelf")
@click.pass_context
def papershelf(ctx: click.Context, root: Path) -> None:
    """Publish a curated reading list of research papers as a static site."""
    if not root.is_dir():
        raise click.UsageError(f"--root: there is no folder '{root}'", ctx)
    ctx.obj = root


@papershelf.command("import", epilog="Example: papershelf import listings/*.txt --date 2026-11-21")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--date", "added", metavar="YYYY-MM-DD", help="The day that new papers are marked with (default: today).")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and touch nothing.")
@click.pass_obj
def import_(root: Path, files: tuple[Path, ...], added: str | None, dry_run: bool) -> None:
    """Import captured listings: each paper becomes a file in content/papers/.

    Nothing that a person wrote is changed, and a second import changes nothing.
    """
    day = _day(added)
    folder = content.locate(root)
    sources, notes = _read_listings(files)
    if dry_run:
        plan = _plan(root, sources, day)
        for name in plan.files:
            click.echo(f"would write content/{name}")
    else:
        with content.lock(folder):
            plan = _plan(root, sources, day)
            content.write_files(folder, plan.files)
    _print([*notes, *plan.notes, *plan.set_aside])
    click.echo(
        f"{counted(plan.records, 'record')} read, {counted(plan.new, 'paper')} new, "
        f"{plan.again:,} seen again, {len(plan.set_aside):,} set aside"
    )
    if plan.set_aside:
        raise SystemExit(1)


@papershelf.command(
    epilog='Example: papershelf new --title "Kettles in tune" --link https://arxiv.org/abs/2306.14898 --tag theory'
)
@click.option("--title", metavar="TITLE", help="The title as printed. Without it, a terminal asks for everything.")
@click.option(
    "--link",
    "links",
    multiple=True,
    metavar="URL",
    help="An address, repeated for each. That of an arXiv page or a DOI states the identifier.",
)
@click.option("--author", "authors", multiple=True, metavar="NAME", help="`Given Family`, repeated for each.")
@click.option("--year", metavar="YYYY", help="The year of publication.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag or another name of it, repeated for each.")
@click.option("--venue", metavar="NAME", help="Where it was published.")
@click.option("--arxiv", metavar="ID", help="Its arXiv identifier, such as 2306.14898.")
@click.option("--doi", metavar="DOI", help="Its DOI, such as 10.1000/182.")
@click.option(
    "--summary", default="", metavar="TEXT", help="Two to four sentences in your own words; or write it later."
)
@click.option("--date", "added", metavar="YYYY-MM-DD", help="The day that it is marked with (default: today).")
@click.pass_obj
def new(root: Path, /, title: str | None, added: str | None, **facts: Any) -> None:
    """Add one paper: writes its file and its lines of the ledger. State what you know, and no more.

    A paper that the list has already is refused by its name.
    """
    day = _day(added)
    content.locate(root)
    facts["tags"] = tuple(word for tag in facts["tags"] for word in tag.split(","))
    if title is not None:
        draft = content.Draft(title=title, **facts)
    elif _is_terminal():
        draft = _ask(content.load(root), facts, day)
    else:
        raise click.UsageError("Name the paper with --title; only on a terminal it can be asked for")
    created = content.create_paper(root, draft, day)
    _print(created.notes)
    click.echo(f"{created.paper.source} written")
    if not created.paper.summary:
        click.echo("Next: write its summary behind the front matter; content/GUIDE.md says how.")


def _is_terminal() -> bool:
    return sys.stdin.isatty()


_QUESTIONS = (
    ("title", "Title", None),
    ("links", "Links, with spaces between them (that of an arXiv page or a DOI is best)", " "),
    ("authors", "Authors, with semicolons between them", ";"),
    ("year", "Year", None),
    ("venue", "Venue", None),
    ("tags", "Tags, with commas between them", ","),
)
"""What `new` asks: the field, the question, and what stands between several answers."""


def _ask(loaded: content.Loaded, given: Mapping[str, Any], day: str) -> content.Draft:
    """Ask for everything that no flag gave; each answer is judged before the next question."""
    click.echo("An empty answer leaves a fact out.")
    facts: dict[str, Any] = {"title": ""} | dict(given)
    for field, question, between in _QUESTIONS:
        if not facts[field]:
            judge = partial(_judge, loaded.library.vocabulary, field, between)
            answer: Any = (
                click.prompt(question, value_proc=judge)
                if field == "title"
                else click.prompt(question, value_proc=judge, default="", show_default=False)
            )
            facts[field] = answer
        if field == "links":
            # Whether the list has it is better known before the rest is typed.
            known = content.Draft(title=facts["title"], links=facts["links"], arxiv=facts["arxiv"], doi=facts["doi"])
            content.plan_paper(loaded.library, loaded.texts, known, added=day)
    return content.Draft(**facts)


def _judge(words: Vocabulary, field: str, between: str | None, answer: str) -> str | tuple[str, ...]:
    """One answer, or several; refused, so that the question comes again, where it cannot stand in its field."""
    several = None if between is None else tuple(filter(None, map(str.strip, answer.split(between))))
    value = answer.strip() if several is None else several
    facts: dict[str, Any] = {"title": "A title", field: value}
    try:
        content.plan_paper(Library(vocabulary=words), {}, content.Draft(**facts), added="2026-01-01")
    except PapershelfError as error:
        raise click.BadParameter(" ".join(problem.sentences for problem in error.problems)) from None
    return value


@papershelf.command(epilog="Example: papershelf build")
@click.option("--strict", is_flag=True, help="Publish nothing if the build gives a warning.")
@click.option("--no-cards", is_flag=True, help="Draw no pictures for shared links; a first build is much faster.")
@click.pass_obj
def build(root: Path, strict: bool, no_cards: bool) -> None:
    """Build the site into site/. The old site stays until the new one has passed the gate."""
    _run_mkdocs(root, serving=False, strict=strict, cards=not no_cards)


@papershelf.command(epilog="Example: papershelf serve")
@click.pass_obj
def serve(root: Path) -> None:
    """Build the site, serve it on this machine, and rebuild it whenever a file is saved."""
    _run_mkdocs(root, serving=True, strict=False, cards=True)


@papershelf.command(epilog="Example: papershelf check --base origin/main content/papers/a-paper.md")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--base", metavar="REV", help="Compare with where this branch left REV: owned fields, addresses.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="For a person, as annotations of a GitHub workflow, or for another program.",
)
@click.option("--fix", is_flag=True, help="Mend what has one right answer, then say what is left.")
@click.option("--release", is_flag=True, help="Take a tag with too few or too many papers for an error.")
@click.pass_obj
def check(root: Path, paths: tuple[Path, ...], base: str | None, form: str, fix: bool, release: bool) -> None:
    """Check the list against the rules for contributors, and print the statistics of its vocabulary.

    With paths, files or folders, only what concerns them is printed or mended.
    """
    only = _under_content(root, paths)
    compared = None if base is None else _compared(root, base)
    mended = inspection.mend(root, compared, only) if fix else ()
    found = inspection.inspect(root, compared, release=release)
    problems = [problem for problem in found.problems if only is None or problem.path in only]
    errors = len(errors_among(problems))
    if form == "json":
        click.echo(rules.as_json(problems))
    elif form == "github":
        for problem in sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR):
            click.echo(rules.as_github(problem, root))
    else:
        for problem in problems:
            click.echo(rules.as_text(problem), err=True)
    if form != "json":
        for path in mended:
            click.echo(f"mended {path}")
        if only is None and not found.material.doubts:
            for line in rules.describe(found.material.catalog):
                click.echo(line)
        click.echo(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    if errors:
        raise SystemExit(1)


def _compared(root: Path, revision: str) -> rules.Base:
    try:
        return inspection.base(root, revision)
    except PapershelfError as error:
        raise click.UsageError(f"--base: {error.problems[0].sentences}") from None


class _Named(frozenset[str]):
    """Files and folders that a person named, relative to the project; what is below a folder counts as named."""

    def __contains__(self, path: object) -> bool:
        return not self.isdisjoint([str(path), *map(str, PurePosixPath(str(path)).parents)])


def _under_content(root: Path, paths: tuple[Path, ...]) -> _Named | None:
    """What a person named; None: the whole list."""
    folder = content.locate(root).resolve()
    names = []
    for path in paths:
        # Not through a link at its end: what that leads to is not what was named.
        whole = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
        if not os.path.lexists(whole):
            raise click.UsageError(f"there is no file or folder '{path}'")
        if whole != folder.parent and not whole.is_relative_to(folder):
            raise click.UsageError(f"'{path}' is not in '{root / 'content'}', where the list is")
        names.append(whole.relative_to(folder.parent).as_posix())
    return _Named(names) if names else None


@papershelf.command("suggest", epilog="Example: papershelf suggest --new --write")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--new", is_flag=True, help="Take every paper that has no tags.")
@click.option("--write", is_flag=True, help="Write the proposed tags into the papers' files.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=suggest.MOST_TAGS,
    show_default=True,
    metavar="N",
    help="The most tags for a paper.",
)
@click.pass_obj
def suggest_tags(root: Path, files: tuple[Path, ...], new: bool, write: bool, limit: int) -> None:
    """Propose tags for papers that have none, learnt from the tagged ones, with confidence and reason.

    A confidence of 0.8 means that about 8 of 10 such proposals are right. Nothing is written without --write.
    """
    if not files and not new:
        raise click.UsageError("Name the files of papers, or give --new for all that have no tags")
    folder = content.locate(root)
    with content.lock(folder) if write else nullcontext():
        loaded = content.load(root)
        arranged = catalog.arrange(loaded.library)
        asked = _to_tag(root, arranged, files, new)
        model = suggest.learn(arranged)
        proposed = {paper.slug: model.suggest(paper, limit) for paper in asked}
        if write:
            content.write_files(folder, _retagged(loaded, arranged, proposed))
    for paper in asked:
        click.echo(paper.source)
        for found in proposed[paper.slug]:
            click.echo(f"  {found.confidence:.2f}  {found.tag:<24}  {found.reason}")
    with_tags = sum(bool(found) for found in proposed.values())
    click.echo(
        f"{counted(len(asked), 'paper')} without tags, {with_tags:,} with proposals{', written' if write else ''}"
    )


def _to_tag(root: Path, arranged: catalog.Catalog, files: tuple[Path, ...], new: bool) -> list[Paper]:
    """The papers to propose tags for, or every reason why a named file is none of them."""
    by_file = {(root / paper.source).resolve(): paper for paper in arranged.papers}
    problems = []
    for path in files:
        paper = by_file.get(path.resolve())
        if paper is None:
            remedy = "Name a file of content/papers/"
            problems.append(Problem(path=str(path), problem="it is no paper on the list", remedy=remedy))
        elif paper.tags:
            remedy = "Remove its tags first, if they are to be proposed anew"
            problems.append(Problem(path=str(path), field="tags", problem="it has tags already", remedy=remedy))
    if problems:
        raise PapershelfError(problems)
    named = {path.resolve() for path in files}
    return [paper for path, paper in by_file.items() if path in named or (new and not paper.tags)]


def _in_house_order(arranged: catalog.Catalog, found: tuple[suggest.Suggestion, ...]) -> list[str]:
    """The proposed tags, the kind of contribution last."""
    return list(arranged.library.vocabulary.in_house_order(each.tag for each in found))


def _retagged(
    loaded: content.Loaded, arranged: catalog.Catalog, proposed: Mapping[str, tuple[suggest.Suggestion, ...]]
) -> dict[str, str]:
    """The files of the papers that get their proposed tags."""
    names = {f"papers/{slug}.md": found for slug, found in proposed.items() if found}
    return {
        name: content.update_paper(loaded.texts[name], {"tags": _in_house_order(arranged, found)})
        for name, found in names.items()
    }


@papershelf.command(epilog="Example: papershelf editor")
@click.pass_obj
def editor(root: Path) -> None:
    """Write what lets an editor complete tags: the vocabulary's schema, and snippets for papers' files.

    Run it after the vocabulary has changed.
    """
    for path, written in inspection.write_editor_files(root).items():
        click.echo(f"{path} {'written' if written else 'is current'}")


@papershelf.command("review", epilog="Example: papershelf review --base origin/main --head my-branch")
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
    if result is not None:
        found = review.from_json(str(result), _read_file(result, review.MAX_BYTES), head)
    else:
        request = review.read_request(root, str(base), head)
        found = review.review(root, request)
        if project is not None:
            review.write_project(root, request, project)
    if form == "json":
        click.echo(review.to_json(found), nl=False)
    elif form == "suggestions":
        known = () if posted is None else review.read_posted(str(posted), _read_file(posted, review.MAX_POSTED))
        click.echo(review.to_suggestions(found, known), nl=False)
    elif form == "github":
        click.echo(review.to_annotations(found), nl=False)
    else:
        files = () if changed is None else review.read_changed(str(changed), _read_file(changed, review.MAX_POSTED))
        click.echo(review.to_markdown(found, review.place(repository, branch), run_url, files), nl=False)
    if preview is not None:
        review.write_preview(root / "site", preview, found)
    if result is None and not found.is_sound:
        raise SystemExit(1)


@papershelf.command("apply-suggestion", epilog="Example: papershelf apply-suggestion issue.md --author ada --issue 12")
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
            text = _read_file(file, review.MAX_ISSUE).decode("utf-8", "replace")
            suggestion = review.read_suggestion(root, text, _day(added))
            if write:
                content.write_files(folder, suggestion.files)
    except PapershelfError as error:
        click.echo(review.to_answer(error.problems), nl=False)
        raise SystemExit(1) from None
    click.echo(review.to_request(suggestion, who, issue), nl=False)


def _read_file(path: Path, limit: int) -> bytes:
    """The bytes of a file that somebody else wrote, one more than the limit at the most."""
    try:
        return content.read_bounded(path, limit)
    except OSError as error:
        raise stop(str(path), f"it cannot be read ({error.strerror})", "Name a file that is there") from None


@papershelf.command("map", epilog="Example: papershelf map")
@click.pass_obj
def draw_map(root: Path) -> None:
    """Draw the map anew: find a place for every paper near those that it is like.

    The places are written to content/map.csv, from which a build takes them. The same list gives the
    same map on every machine.
    """
    folder = content.locate(root)
    with content.lock(folder):
        arranged = catalog.arrange(content.load(root).library)
        quiet = not sys.stderr.isatty()
        with click.progressbar(length=atlas.ROUNDS, label="Drawing", file=sys.stderr, hidden=quiet) as bar:
            places = atlas.draw(arranged, lambda: bar.update(1))
        content.write_files(folder, {content.MAP_FILE: content.write_map(places)})
    click.echo(f"{counted(len(places), 'paper')} placed, written to content/{content.MAP_FILE}")


@papershelf.group(
    cls=Commands,
    invoke_without_command=True,
    epilog="Example: papershelf digest --since 2026-11-14, and from then on: papershelf digest --since LAST",
)
@click.option("--since", metavar="DATE|LAST", help="The first day of what is new, or all that no digest has told of.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the digest (default: today).")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where Markdown and mail go (dist/digest).")
@click.option("--dry-run", is_flag=True, help="Print the digest as Markdown, and write nothing.")
@click.pass_context
def digest(ctx: click.Context, since: str | None, day: str | None, out: Path | None, dry_run: bool) -> None:
    """Write what is new, by topic: as a page of the site, as Markdown, and as a mail.

    The page's source is content/digests/YYYY-MM-DD.md, which a curator may begin with a few words. Without
    new papers there is no digest.
    """
    if ctx.invoked_subcommand is not None:
        if since or day or out or dry_run:
            raise click.UsageError("These options belong to `papershelf digest` alone, not to its commands", ctx)
        return
    if since is None:
        raise click.UsageError("Give --since with a day, or --since LAST", ctx)
    root: Path = ctx.obj
    folder = content.locate(root)
    site = _read_site(root / "mkdocs.yml")
    today = _day(day)
    with nullcontext() if dry_run else content.lock(folder):
        loaded = content.load(root)
        arranged = catalog.arrange(loaded.library)
        new = _new_digest(arranged, since, today)
        if new is None:
            click.echo(f"Nothing is new up to {today}, and there is no digest.")
            return
        if not dry_run:
            content.write_files(folder, content.record(loaded.texts, new))
    if dry_run:
        click.echo(issues.to_markdown(issues.compose(arranged, new, name=site.name, address=site.url or "")), nl=False)
        return
    click.echo(f"{new.source}: {counted(len(new.papers), 'paper')} since {new.since}")
    _write_issue(root, arranged, new, site, out)


def _new_digest(arranged: catalog.Catalog, since: str, today: str) -> Digest | None:
    """The digest of what is new; None if nothing is."""
    digests = arranged.library.digests
    if any(digest.date == today for digest in digests):
        if since == "LAST" and not arranged.untold(today):
            return None
        source = Digest(date=today, since=today, papers=()).source
        raise stop(
            source, "there is a digest of this day already", "Give another --date, or delete it if it is not sent"
        )
    if since != "LAST":
        first = _day(since, "--since")
        papers = arranged.new_between(first, today)
    elif digests:
        first, papers = min(digests[-1].date, today), arranged.untold(today)
    else:
        raise stop("content/digests", "there is no digest yet that LAST could mean", "Begin with `--since YYYY-MM-DD`")
    return Digest(date=today, since=first, papers=tuple(paper.id for paper in papers)) if papers else None


def _write_issue(root: Path, arranged: catalog.Catalog, new: Digest, site: pages.Site, out: Path | None) -> None:
    """Write a digest as Markdown, and as a mail where links can be absolute."""
    out = out or root / "dist" / "digest"
    output.check_folder(out, root)
    whole = issues.compose(arranged, new, name=site.name, address=site.url or "")
    files = {f"{new.date}.md": issues.to_markdown(whole)}
    if site.url:
        files[f"{new.date}.eml"] = _mail(root, arranged, new, site, f"digest@{urlsplit(site.url).hostname}").as_string()
    else:
        remedy = "Set SITE_URL, or site_url in mkdocs.yml"
        problem = "site_url is not set: links in the Markdown begin at the site's root, and there is no mail"
        _print([Problem(path="mkdocs.yml", problem=problem, remedy=remedy, severity=Severity.WARNING)])
    out.mkdir(parents=True, exist_ok=True)
    content.write_files(out, files)
    for name in files:
        click.echo(f"{out / name} written")


def _mail(
    root: Path, arranged: catalog.Catalog, told: Digest, site: pages.Site, sender: str, unsubscribe: str | None = None
) -> EmailMessage:
    issue = issues.compose(arranged, told, name=site.name, address=site.url or "", most=issues.MOST)
    html = Renderer(root / "templates").render("mail/digest.html.j2", {"issue": issue, "unsubscribe": unsubscribe})
    return post.compose(issue, html, sender=sender, unsubscribe=unsubscribe)


@digest.command("show", epilog="Example: papershelf digest show --date 2026-11-21")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Which digest (default: the latest).")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where Markdown and mail go (dist/digest).")
@click.pass_obj
def show_digest(root: Path, day: str | None, out: Path | None) -> None:
    """Write Markdown and mail of a digest anew, such as when it has got an introduction."""
    library = content.load(root).library
    _write_issue(root, catalog.arrange(library), _digest_of(library, day), _read_site(root / "mkdocs.yml"), out)


@digest.command("send", epilog="Example: papershelf digest send --date 2026-11-21")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Which digest (default: the latest).")
@click.option("--again", is_flag=True, help="Send it although it was sent, or may have been.")
@click.option("--mark-sent", is_flag=True, help="Send nothing, and note that it was sent.")
@click.pass_obj
def send_digest(root: Path, day: str | None, again: bool, mark_sent: bool) -> None:
    """Hand a digest to a mail server, for one address: a mailing list's.

    \b
    The environment names the server and the addresses:
      PAPERSHELF_SMTP_HOST, PAPERSHELF_SMTP_PORT      the mail server
      PAPERSHELF_SMTP_TLS                             starttls (default), implicit or none
      PAPERSHELF_SMTP_USER, PAPERSHELF_SMTP_PASSWORD  where the server asks for them
      PAPERSHELF_MAIL_FROM, PAPERSHELF_MAIL_TO        the sender, and the one recipient
      PAPERSHELF_MAIL_UNSUBSCRIBE                     an https or mailto address, if there is one

    content/digests/sent.txt remembers what was sent, so that a second run sends nothing.
    """
    folder = content.locate(root)
    with content.lock(folder):
        library = content.load(root).library
        told = _digest_of(library, day)
        if mark_sent:
            content.write_files(folder, content.mark(library, told.date, Delivery.SENT))
            click.echo(f"The digest of {told.date} is marked as sent.")
            return
        if told.delivery is Delivery.SENT and not again:
            click.echo(f"The digest of {told.date} was sent before; nothing is sent.")
            return
        if told.delivery is Delivery.BEGUN and not again:
            problem = f"sending the digest of {told.date} began, and nobody wrote down how it ended"
            remedy = "See whether it arrived; then `papershelf digest send --again`, or `--mark-sent`"
            raise stop("content/digests/sent.txt", problem, remedy)
        _send(root, folder, library, told)
    click.echo(f"The digest of {told.date} was sent.")
    for missed in _missed(library, told):
        click.echo(f"The digest of {missed} was not: `papershelf digest send --date {missed}`", err=True)


def _send(root: Path, folder: Path, library: Library, told: Digest) -> None:
    """Send a digest between two notes: one that it begins, and one how it ended."""
    settings = post.read_settings(os.environ)
    site = _read_site(root / "mkdocs.yml")
    if site.url is None:
        raise stop("mkdocs.yml", "site_url is not set, and a mail's links need it", "Set it, or SITE_URL")
    message = _mail(root, catalog.arrange(library), told, site, settings.sender, settings.unsubscribe)
    content.write_files(folder, content.mark(library, told.date, Delivery.BEGUN))
    try:
        post.deliver(message, settings)
    except post.NotDelivered:
        content.write_files(folder, content.mark(library, told.date, told.delivery))
        raise
    content.write_files(folder, content.mark(library, told.date, Delivery.SENT))


def _read_site(settings: Path) -> pages.Site:
    """The site's name and address, as a build would have them."""
    # Here and not above: it brings MkDocs along, which the other commands do without.
    from generator import plugin

    return plugin.read_site(settings)


def _missed(library: Library, told: Digest) -> list[str]:
    """The days of digests that were left out between two that were sent."""
    before = [digest for digest in library.digests if digest.date < told.date]
    first = next((number for number, digest in enumerate(before) if digest.delivery is Delivery.SENT), len(before))
    return [digest.date for digest in before[first:] if digest.delivery is not Delivery.SENT]


def _digest_of(library: Library, day: str | None) -> Digest:
    """The digest of a day, or the latest one."""
    if not library.digests:
        raise stop("content/digests", "there is no digest", "Write one with `papershelf digest --since YYYY-MM-DD`")
    if day is None:
        return library.digests[-1]
    found = next((digest for digest in library.digests if digest.date == day), None)
    if found is None:
        problem = f"there is no digest of the day '{day[:40]}'"
        raise stop("content/digests", problem, f"The latest is of {library.digests[-1].date}")
    return found


@papershelf.group(cls=Commands)
def export() -> None:
    """Write the list in a format for other programs."""


@export.command("markdown", epilog="Example: papershelf export markdown --out ../list-as-markdown")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to write.")
@click.option("--name", metavar="NAME", help="The site's name on its pages (default: the project folder's).")
@click.pass_obj
def export_markdown(root: Path, out: Path, name: str | None) -> None:
    """Write every page of the site as a plain tree of Markdown, for another site generator."""
    output.check_folder(out, root)
    arranged = catalog.arrange(content.load(root).library)
    renderer = Renderer(root / "templates")
    published = pages.publish(arranged, pages.Site(name=name or root.resolve().name), renderer)
    count = output.write(out, chain(published, _beside(root)))
    click.echo(f"{counted(count, 'file')} written to {out}")


def _beside(root: Path) -> Iterator[Artifact]:
    """What stands beside the generated pages: those written by hand, and the pictures that pages show."""
    for source, target in (("content/pages", ""), ("templates/theme/assets/images", "assets/images")):
        for path in sorted((root / source).rglob("*")):
            if path.is_file():
                name = PurePosixPath(target, path.relative_to(root / source).as_posix())
                if name.suffix == ".md" and name.stem != "index":
                    name = name.with_suffix("") / "index.md"  # where its links are made for
                yield Artifact(path=str(name), content=path.read_bytes())


def _add_export(name: str, shown: str, example: str, write: Callable[[catalog.Catalog, str], str]) -> None:
    """Add a command that writes the whole list as one file."""

    @export.command(
        name, help=f"Write the list as {shown}.", epilog=f"Example: papershelf export {name} --out {example}"
    )
    @click.option(
        "--out",
        required=True,
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE",
        help="The file to write; - for the standard output.",
    )
    @click.option(
        "--url",
        envvar="SITE_URL",
        default="",
        metavar="ADDRESS",
        help="Where the site is published (default: SITE_URL).",
    )
    @click.pass_obj
    def command(root: Path, out: Path, url: str) -> None:
        to_stdout = str(out) == "-"
        if not to_stdout:
            output.check_file(out, root)
        arranged = catalog.arrange(content.load(root).library)
        written = write(arranged, _site_address(url)).encode()
        if to_stdout:
            click.echo(written, nl=False)
        else:
            output.write_file(out, written)
            click.echo(f"{counted(len(arranged.papers), 'paper')} written to {out}")


def _site_address(url: str) -> str:
    """The address of a site without a slash at its end."""
    try:
        if url:
            prose.check_url(url)
    except Rejected as error:
        raise click.BadParameter(str(error), param_hint="--url") from None
    return url.rstrip("/")


def _bibliography(write: Callable[[Iterable[Citation]], str]) -> Callable[[catalog.Catalog, str], str]:
    return lambda arranged, address: write(cite(paper, address) for paper in arranged.papers)


for _name, _shown, _example, _write in (
    ("bibtex", "BibTeX", "papers.bib", _bibliography(bibtex.to_bibtex)),
    ("ris", "RIS", "papers.ris", _bibliography(ris.to_ris)),
    ("csl", "CSL-JSON", "papers.csl.json", _bibliography(csl.to_csl)),
    ("csv", "CSV, for spreadsheets", "papers.csv", spreadsheet.to_csv),
    ("json", "JSON, by the schema at /data/", "papers.json", data.to_papers),
):
    _add_export(_name, _shown, _example, _write)


@papershelf.group(cls=Commands)
def tags() -> None:
    """List the vocabulary, or rename and merge its tags in every file."""


@tags.command("list", epilog="Example: papershelf tags list")
@click.pass_obj
def list_tags(root: Path) -> None:
    """List every tag with its number of papers, by topic."""
    arranged = catalog.arrange(content.load(root).library)
    for topic in arranged.library.vocabulary.topics.values():
        click.echo(f"{topic.label} ({topic.key})")
        for tag in arranged.library.vocabulary.tags_of(topic.key):
            click.echo(f"  {len(arranged.by_tag[tag.key]):5,}  {tag.key}: {tag.label}")


@tags.command("rename", epilog="Example: papershelf tags rename moe mixture-of-experts")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename_tag(root: Path, old: str, new: str) -> None:
    """Give a tag a new key in every file. The old key stays as an alias, its address redirects."""
    _retag(root, content.rename_tag, old, new)


@tags.command("merge", epilog="Example: papershelf tags merge llm-routing model-routing")
@click.argument("source")
@click.argument("target")
@click.pass_obj
def merge_tags(root: Path, source: str, target: str) -> None:
    """Merge the tag SOURCE into TARGET, which takes over its papers, its names and its address."""
    _retag(root, content.merge_tags, source, target)


def _retag(root: Path, change: Callable[[Library, Mapping[str, str], str, str], dict[str, str]], *keys: str) -> None:
    folder = content.locate(root)
    with content.lock(folder):
        loaded = content.load(root)
        try:
            files = change(loaded.library, loaded.texts, *keys)
        except Rejected as error:
            raise click.UsageError(str(error)) from None
        content.write_files(folder, files)
    changed = sum(name.startswith("papers/") for name in files)
    click.echo(f"{counted(changed, 'paper')} changed, and content/tags.yml")


def _run_mkdocs(root: Path, *, serving: bool, strict: bool, cards: bool) -> None:
    """Start MkDocs: the one place that does, so that every way to build is the same build."""
    # Here and not above, because the other commands need no site builder and start in half the time.
    from mkdocs.commands.build import build as build_site
    from mkdocs.commands.serve import serve as serve_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    path = root / "mkdocs.yml"
    if not path.is_file():
        raise stop(str(path), "there is no such file", "Name the project's folder: `papershelf --root DIR build`")
    _log_plainly(serving)
    try:
        if serving:
            serve_site(str(path))
        else:
            config = load_config(str(path), strict=strict or None)
            if not cards and (plugin := config.plugins.get("papershelf")) is not None:
                plugin.config["cards"] = "never"
            config.plugins.on_startup(command="build", dirty=False)
            build_site(config)
    except MkDocsException as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None


def _log_plainly(serving: bool) -> None:
    """Let MkDocs say what matters: our own lines, warnings, and under `serve` the address."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    ours = ("mkdocs.plugins.papershelf", "mkdocs.livereload") if serving else ("mkdocs.plugins.papershelf",)
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name in ours)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


def _plan(root: Path, sources: list[content.Source], day: str) -> content.Plan:
    loaded = content.load(root)
    plan = content.plan_import(loaded.library, loaded.texts, sources, added=day)
    # An import promises its papers and listings; the other pages, tags and topics among them, are promised with it.
    before = plan.files.get("urls.txt", loaded.texts.get("urls.txt", ""))
    ledger = content.remember(before, pages.promised(catalog.arrange(loaded.library)))
    return plan if ledger == before else replace(plan, files={**plan.files, "urls.txt": ledger})


def _read_listings(files: Iterable[Path]) -> tuple[list[content.Source], list[Problem]]:
    """Every listing read, or every reason why one cannot be."""
    sources: list[content.Source] = []
    notes: list[Problem] = []
    problems: list[Problem] = []
    for path in files:
        try:
            source, noted = _read_listing(path)
        except PapershelfError as error:
            problems.extend(error.problems)
            continue
        twin = next((other for other in sources if other.listing.id == source.listing.id), None)
        if twin is not None:
            problem = f"{twin.path} has the same name, which is the listing's id"
            problems.append(Problem(path=str(path), problem=problem, remedy="Give each capture a name of its own"))
        sources.append(source)
        notes.extend(noted)
    if problems:
        raise PapershelfError(problems)
    return sources, notes


def _read_listing(path: Path) -> tuple[content.Source, tuple[Problem, ...]]:
    try:
        raw = content.read_bounded(path, listings.MAX_BYTES)
    except OSError as error:
        raise stop(str(path), f"it cannot be read ({error.strerror})", "Name a captured listing's text file") from None
    name = path.name.removesuffix(path.suffix)
    listing = name if prose.is_slug(name) else prose.slugify(name)
    document = listings.read(str(path), listing, raw)
    notes = document.notes
    if listing != name:
        note = Problem(
            path=str(path),
            problem=f"its name cannot be part of an address; the listing is called '{listing}'",
            remedy="Nothing to do, unless you prefer another name",
            severity=Severity.NOTE,
        )
        notes = (*notes, note)
    source = content.Source(
        path=str(path),
        listing=Listing(id=listing, date=document.date, source=document.source),
        candidates=document.candidates,
        set_aside=document.set_aside,
    )
    return source, notes


def _day(written: str | None, option: str = "--date") -> str:
    """The day that was written, or today in UTC: the only clock that papershelf reads."""
    if written is None:
        return datetime.now(UTC).date().isoformat()
    if not content.is_day(written):
        raise click.BadParameter(f"'{written[:40]}' is no day of the calendar; write YYYY-MM-DD", param_hint=option)
    return written


def _print(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def main() -> None:
    """Run the command line; every failure that was foreseen ends in sentences and exit code 1."""
    try:
        papershelf(prog_name="papershelf")
    except PapershelfError as error:
        _print(error.problems)
        sys.exit(1)
    except OSError as error:
        # Whatever is foreseen was worded where it happened; this is a disk that fails, or a folder that is closed.
        problem = f"the system refuses ({error.strerror or error})"
        _print([Problem(path=str(error.filename or "papershelf"), problem=problem, remedy="Check its permissions")])
        sys.exit(1)


if __name__ == "__main__":
    main()
