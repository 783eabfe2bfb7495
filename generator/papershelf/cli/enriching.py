"""`papershelf enrich`, and the part of `check` that opens links: the two that ask the network."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from papershelf import content, disk
from papershelf.cli.conventions import print_problems, read_file
from papershelf.curate.lookup import find_paper
from papershelf.errors import PapershelfError, Problem, Rejected, Severity, stop
from papershelf.facts import facts_file, review, tested_links
from papershelf.facts.cache import MAX_AGE, Cache
from papershelf.facts.enrich import Gathered, from_rows
from papershelf.facts.proposals import Plan
from papershelf.facts.proposals import plan as plan_changes
from papershelf.github import enrichment
from papershelf.model import Library, Paper
from papershelf.project import Project
from papershelf.text import counted

if TYPE_CHECKING:
    from papershelf.facts.fetch import Client

CACHE = Path(".cache") / "facts"
_CONTACT = "A mail address at which a service reaches you; Crossref and arXiv ask for one."


def _check_contact(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    with network_libraries():
        from papershelf.facts.fetch import check_contact
    try:
        return check_contact(value)
    except Rejected as error:
        raise click.BadParameter(str(error)) from None


def contact_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option of commands that ask the network."""
    return click.option(
        "--contact", metavar="MAIL", envvar="PAPERSHELF_CONTACT", callback=_check_contact, help=_CONTACT
    )(command)


@click.command(epilog="Example: papershelf enrich --contact list@example.org")
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the facts from a file of JSON Lines, and ask nobody.",
)
@click.option(
    "--source", metavar="NAME", help="With --from: what papers name as the source (default: the file's name)."
)
@click.option("--accept", "accepted", multiple=True, metavar="KEY", help=f"Take in a record of {review.NAME}.")
@click.option("--reject", "rejected", multiple=True, metavar="KEY", help=f"Refuse a record of {review.NAME} for good.")
@contact_option
@click.option("--offline", is_flag=True, help="Ask nobody; use the answers that are kept in .cache/facts/.")
@click.option("--refresh", is_flag=True, help="Ask again for what is kept.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and touch nothing.")
@click.option(
    "--request", type=click.Path(path_type=Path), metavar="FILE", help="Write a pull request as JSON instead."
)
@click.option("--service", "services", multiple=True, metavar="NAME=URL", hidden=True, help="Another address of one.")
@click.pass_obj
def enrich(root: Path, /, papers: tuple[str, ...], file: Path | None, **options: Any) -> None:
    """Complete papers with what public data says: arXiv number, authors, year, venue and DOI.

    PAPER is a paper's slug or file; without one, all are completed. Only what is absent is written, with its source.
    A record that is not certain to be of a paper goes to facts-to-review.jsonl.
    """
    _check_usage(file, **options)
    project = Project(root)
    if options["rejected"]:
        _reject(project, options["rejected"])
        return
    library = project.library
    asked = _asked(root, library, papers)
    keeps = _keeps_abstracts(root)
    gathered = _gather(root, library, asked, file, **options)
    refused = review.rejected(root)
    gathered.candidates = [each for each in gathered.candidates if each.key not in refused]
    writes = not options["dry_run"] and options["request"] is None
    with project.edit(write=writes) as texts:
        # Asking took its time: the plan is made of what is there now.
        planned = plan_changes(project.library, texts, gathered.found, keeps_abstracts=keeps)
        texts.update(planned.files)
    if options["request"] is not None:
        _write_request(options["request"], planned, gathered)
    elif writes and not options["accepted"]:
        review.write(root, gathered.candidates)
    print_problems([*planned.problems, *gathered.problems])
    _tell(planned, gathered, written=writes)
    if gathered.problems:
        raise SystemExit(1)


def _keeps_abstracts(root: Path) -> bool:
    """Whether the list's settings ask for abstracts; without settings it asks for none."""
    path = root / "mkdocs.yml"
    if not path.exists():
        return False
    from papershelf.publish.mkdocs.settings import keeps_abstracts

    return keeps_abstracts(path)


def _reject(project: Project, keys: tuple[str, ...]) -> None:
    with project.edit() as texts:
        texts[content.REJECTED] = review.reject(project.root, keys)
    review.drop(project.root, keys)
    click.echo(f"{counted(len({*keys}), 'record')} refused; see content/{content.REJECTED}")


def _check_usage(
    file: Path | None, *, accepted: tuple[str, ...], rejected: tuple[str, ...], source: str | None, **options: Any
) -> None:
    if rejected and (file or accepted or options["dry_run"] or options["request"] or options["refresh"]):
        raise click.UsageError("--reject does nothing else: leave the other options out")
    if file is not None and (options["offline"] or options["refresh"] or accepted):
        raise click.UsageError("--from asks nobody: leave --offline, --refresh and --accept out")
    if source is not None and file is None:
        raise click.UsageError("--source says what to call the file of --from")
    if options["offline"] and options["refresh"]:
        raise click.UsageError("Give either --offline or --refresh")


def _asked(root: Path, library: Library, names: tuple[str, ...]) -> list[Paper]:
    """The papers that a person named, or all that are not withdrawn."""
    if not names:
        return [paper for paper in library.papers if paper.withdrawn is None]
    found: dict[str, Paper] = {}
    problems = []
    for name in names:
        try:
            paper = find_paper(library, name, root)
            found[paper.id] = paper
        except Rejected as error:
            problems.append(Problem(path=name[:200], problem="it is not a paper on the list", remedy=error.remedy))
    if problems:
        raise PapershelfError(problems)
    return list(found.values())


def _gather(root: Path, library: Library, asked: list[Paper], file: Path | None, **options: Any) -> Gathered:
    if options["accepted"]:
        return Gathered(found=review.accept(root, options["accepted"]))
    if file is not None:
        raw = read_file(file, facts_file.MAX_BYTES, "Name a facts file")
        rows = facts_file.read(str(file), raw, options["source"] or file.name)
        return from_rows(str(file), library, rows, frozenset(paper.slug for paper in asked))
    return ask_services(root, library, asked, **options)


def ask_services(
    root: Path, library: Library, asked: list[Paper], *, services: tuple[str, ...], **options: Any
) -> Gathered:
    """What the services say of some papers.

    Args:
        root: The project's folder.
        library: The list.
        asked: The papers.
        services: Other addresses of services, `NAME=URL`.
        options: Of the client: `contact`, `offline` and `refresh`.

    Raises:
        PapershelfError: Another command asks at this moment, or a library is missing.
    """
    with network_libraries():
        from papershelf.facts.online import gather, moved
        from papershelf.facts.sources import SOURCES
    sources = moved(SOURCES, dict(service.split("=", 1) for service in services if "=" in service))
    with (
        client(root, options["contact"], options["offline"], options["refresh"]) as asking,
        progress("Asking", len(asked) * len(sources)) as tick,
    ):
        return gather(asking, sources, library, asked, tick)


@contextmanager
def network_libraries() -> Iterator[None]:
    """Say which extra is missing, where an import fails."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("httpx", "tenacity"):
            raise
        problem = f"the library {error.name} is not installed"
        raise stop("papershelf", problem, "Run `pip install 'papershelf[enrich]'`") from None


@contextmanager
def client(
    root: Path, contact: str | None, offline: bool = False, refresh: bool = False, *, max_age: float = MAX_AGE
) -> Iterator[Client]:
    """What asks the network, alone with its cache.

    Raises:
        PapershelfError: Another command asks at this moment, or a library is missing.
    """
    with network_libraries():
        from papershelf.facts.fetch import Client
    cache = Cache(root / CACHE, max_age=max_age)
    with cache.hold():
        asking = Client(cache=cache, contact=contact, offline=offline, refresh=refresh)
        try:
            yield asking
        finally:
            asking.close()


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, and none in a pipe; told of what is done."""
    quiet = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=quiet) as bar:
        yield bar.update


def _write_request(path: Path, planned: Plan, gathered: Gathered) -> None:
    problems = [*planned.problems, *gathered.problems]
    text = enrichment.to_json(planned, gathered.candidates, problems)
    try:
        disk.write_whole(path, text.encode("ascii"))
    except OSError as error:
        raise disk.refusal(error, path) from None


def _tell(planned: Plan, gathered: Gathered, *, written: bool) -> None:
    counts = Counter(addition.fact for addition in planned.additions)
    facts = ", ".join(f"{fact} {count:,}" for fact, count in counts.items())
    click.echo(
        f"{counted(len(planned.additions), 'fact')} of {counted(planned.papers, 'paper')} "
        f"{'written' if written else 'found'}{f' ({facts})' if facts else ''}"
    )
    if gathered.candidates:
        keys = len({candidate.key for candidate in gathered.candidates})
        place = f"; see {review.NAME}, and `papershelf enrich --accept KEY`" if written else ""
        click.echo(f"{counted(keys, 'record')} to review{place}")


def test_links(
    root: Path, papers: Iterable[Paper], report: Path | None, contact: str | None, offline: bool
) -> list[Problem]:
    """Open the links of some papers; what is said of those that are not there.

    Raises:
        PapershelfError: No link at all can be reached: the fault is on this side.
    """
    with network_libraries():
        from papershelf.facts import links
    papers = [paper for paper in papers if paper.links and paper.withdrawn is None]
    number = sum(len(paper.links) for paper in papers)
    with client(root, contact, offline) as asking, progress("Opening", number) as tick:
        tested = links.test(asking, papers, lambda: tick(1))
    if tested_links.is_cut_off(tested, number):
        raise stop("papershelf check --links", "no link can be reached", "Check the connection to the network")
    if report is not None:
        try:
            disk.write_whole(report, tested_links.to_markdown(tested, number).encode("utf-8"))
        except OSError as error:
            raise disk.refusal(error, report) from None
    return [each.to_problem() for each in tested if each.gone or not offline] + (
        [_unasked(tested)] if offline and any(not each.gone for each in tested) else []
    )


def _unasked(tested: Iterable[Any]) -> Problem:
    count = counted(sum(not each.gone for each in tested), "link")
    remedy = "Leave --offline out to open them"
    return Problem(path="--offline", problem=f"no answer is kept of {count}", remedy=remedy, severity=Severity.NOTE)
