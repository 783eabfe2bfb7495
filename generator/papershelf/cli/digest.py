"""`papershelf digest`: what is new, written as a page, as Markdown and as a mail, and handed to a mail server."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import click

from papershelf import content
from papershelf.catalog import catalog
from papershelf.cli.conventions import Commands, print_problems, read_day
from papershelf.digest import issue as issues
from papershelf.digest import mail
from papershelf.errors import Problem, Severity, stop
from papershelf.model import Delivery, Digest, Library
from papershelf.project import Project, Texts
from papershelf.publish import output, template_files
from papershelf.publish.page import Site
from papershelf.publish.templates import Renderer
from papershelf.text import counted


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog="Example: papershelf digest --since 2026-11-14, and from then on: papershelf digest --since last",
)
@click.option(
    "--since", metavar="DATE|last", help="The first day of what is new; or `last`: all that no digest has told of."
)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day of the digest (default: today).")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where Markdown and mail go (dist/digest).")
@click.option("--force", is_flag=True, help="Replace files there that Papershelf did not write, or that changed since.")
@click.option("--dry-run", is_flag=True, help="Print the digest as Markdown, and write nothing.")
@click.pass_context
def digest(
    ctx: click.Context, since: str | None, day: str | None, out: Path | None, force: bool, dry_run: bool
) -> None:
    """Write what is new, by topic: as a page of the site, as Markdown, and as a mail.

    The page's source is content/digests/YYYY-MM-DD.md, which a curator may begin with a few words. Without
    new papers there is no digest.
    """
    if ctx.invoked_subcommand is not None:
        if since or day or out or force or dry_run:
            raise click.UsageError("These options belong to `papershelf digest` alone, not to its commands", ctx)
        return
    if since is None:
        raise click.UsageError("Give --since with a day, or --since last", ctx)
    root: Path = ctx.obj
    today = read_day(day)
    project = Project(root)
    site = _read_site(root)
    out = out or root / "dist" / "digest"
    if not dry_run:
        # Before the digest is recorded, and not when its files are written.
        _check_out(root, out, today, force)
    with project.edit(write=not dry_run) as texts:
        arranged = project.catalog
        new = _new_digest(arranged, since, today)
        if new is None:
            click.echo(f"Nothing is new up to {today}, and there is no digest.")
            return
        texts.update(content.record(texts, new))
    if dry_run:
        click.echo(issues.to_markdown(issues.compose(arranged, new, name=site.name, address=site.url or "")), nl=False)
        return
    click.echo(f"{new.source}: {counted(len(new.papers), 'paper')} since {new.since}")
    _write_issue(root, arranged, new, site, out, force)


def _new_digest(arranged: catalog.Catalog, since: str, today: str) -> Digest | None:
    """The digest of what is new; None if nothing is."""
    digests, is_rest = arranged.library.digests, since.casefold() == "last"
    if any(digest.date == today for digest in digests):
        if is_rest and not arranged.untold(today):
            return None
        source = Digest(date=today, since=today, papers=()).source
        raise stop(
            source, "there is a digest of this day already", "Give another --date, or delete it if it is not sent"
        )
    if not is_rest:
        first = read_day(since, "--since")
        papers = arranged.new_between(first, today)
    elif digests:
        first, papers = min(digests[-1].date, today), arranged.untold(today)
    else:
        raise stop(
            "content/digests", "there is no digest yet that `last` could mean", "Begin with `--since YYYY-MM-DD`"
        )
    return Digest(date=today, since=first, papers=tuple(paper.id for paper in papers)) if papers else None


def _check_out(root: Path, out: Path, day: str, force: bool) -> None:
    """Refuse a folder that is not for output, and files in it that are not former outputs."""
    output.check_place(out, root)
    for name in (f"{day}.md", f"{day}.eml"):
        output.check_file(out / name, root)
        output.check_former(out / name, root, force=force)


def _write_issue(root: Path, arranged: catalog.Catalog, new: Digest, site: Site, out: Path, force: bool) -> None:
    """Write a digest as Markdown, and as a mail where links can be absolute."""
    whole = issues.compose(arranged, new, name=site.name, address=site.url or "")
    files = {f"{new.date}.md": issues.to_markdown(whole)}
    if site.url:
        files[f"{new.date}.eml"] = _mail(root, arranged, new, site, f"digest@{urlsplit(site.url).hostname}").as_string()
    else:
        remedy = "Set SITE_URL, or site_url in mkdocs.yml"
        problem = "site_url is not set: links in the Markdown begin at the site's root, and there is no mail"
        print_problems([Problem(path="mkdocs.yml", problem=problem, remedy=remedy, severity=Severity.WARNING)])
    for name, text in files.items():
        output.write_file(out / name, text.encode(), root, force=force)
        click.echo(f"{out / name} written")


def _mail(
    root: Path, arranged: catalog.Catalog, told: Digest, site: Site, sender: str, unsubscribe: str | None = None
) -> EmailMessage:
    issue = issues.compose(
        arranged, told, name=site.name, address=site.url or "", most=issues.MOST, short=not site.anthology
    )
    leads = arranged.leads(lambda address: f"{site.url or ''}{address}")
    html = Renderer(*template_files.places(root)).render(
        "mail/digest.html.j2", {"issue": issue, "unsubscribe": unsubscribe, "leads": leads}
    )
    return mail.compose(issue, html, sender=sender, unsubscribe=unsubscribe)


@digest.command("show", epilog="Example: papershelf digest show --date 2026-11-21")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Which digest (default: the latest).")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where Markdown and mail go (dist/digest).")
@click.option("--force", is_flag=True, help="Replace files there that Papershelf did not write, or that changed since.")
@click.pass_obj
def show_digest(root: Path, day: str | None, out: Path | None, force: bool) -> None:
    """Write Markdown and mail of a digest again, such as after it got an introduction."""
    project = Project(root)
    told = _digest_of(project.library, day)
    out = out or root / "dist" / "digest"
    _check_out(root, out, told.date, force)
    _write_issue(root, project.catalog, told, _read_site(root), out, force)


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
    project = Project(root)
    with project.edit() as texts:
        library = project.library
        told = _digest_of(library, day)
        if mark_sent:
            texts.update(content.mark(library, told.date, Delivery.SENT))
            click.echo(f"The digest of {told.date} is marked as sent.")
            return
        if told.delivery is Delivery.SENT and not again:
            click.echo(f"The digest of {told.date} was sent before; nothing is sent.")
            return
        if told.delivery is Delivery.BEGUN and not again:
            problem = f"sending the digest of {told.date} began, and nobody wrote down how it ended"
            remedy = "See whether it arrived; then `papershelf digest send --again`, or `--mark-sent`"
            raise stop("content/digests/sent.txt", problem, remedy)
        _send(project, texts, told)
    click.echo(f"The digest of {told.date} was sent.")
    for missed in _missed(library, told):
        click.echo(f"The digest of {missed} was not: `papershelf digest send --date {missed}`", err=True)


def _send(project: Project, texts: Texts, told: Digest) -> None:
    """Send a digest between two notes: one that it begins, and one how it ended."""
    settings = mail.read_settings(os.environ)
    site = _read_site(project.root)
    if site.url is None:
        raise stop("mkdocs.yml", "site_url is not set, and a mail's links need it", "Set it, or SITE_URL")
    message = _mail(project.root, project.catalog, told, site, settings.sender, settings.unsubscribe)
    texts.update(content.mark(project.library, told.date, Delivery.BEGUN))
    texts.save()
    try:
        mail.deliver(message, settings)
    except mail.NotDelivered:
        texts.update(content.mark(project.library, told.date, told.delivery))
        texts.save()
        raise
    texts.update(content.mark(project.library, told.date, Delivery.SENT))
    texts.save()


def _read_site(root: Path) -> Site:
    """The site's name and address, as a build would have them."""
    # Here and not above: it brings MkDocs along, which the other commands do without.
    from papershelf.publish.mkdocs import settings

    return settings.read_site(root / "mkdocs.yml")


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
