"""A site built beside the old one, which it replaces once it has passed the gate. Without MkDocs.

What renders pages into the site's frame, the shell, is whoever calls: it fills the folder while the block of
`replacing` runs. Whatever fails, the old site is as it was.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from papershelf import addresses, audit, disk
from papershelf.catalog import catalog
from papershelf.errors import PapershelfError, Problem, Severity, errors_among
from papershelf.publish import output
from papershelf.publish.artifact import Artifact
from papershelf.publish.cards import Look, cache
from papershelf.publish.language import to_script
from papershelf.publish.page import Site
from papershelf.publish.site import compose, publish
from papershelf.publish.templates import Renderer
from papershelf.text import counted

MAX_SITE = 800_000_000
"""The largest site that is published, in bytes; GitHub Pages stops at a gigabyte."""

_DEFAULT_EPOCH = 946684800
"""1 January 2000: the date of a sitemap while no paper has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where a site is built, of what, and what is trusted in it."""

    root: Path
    """The project's folder, in which drawn cards are kept."""
    folder: Path
    """The output folder, as it was named."""
    site: Site
    fonts: tuple[Path, ...]
    """The folders of the fonts of cards."""
    inline_scripts: frozenset[str] = frozenset()
    """The hashes of the scripts that may be within a page."""
    script_folders: tuple[Path, ...] = ()
    """The folders whose scripts may be in the site."""
    has_policy: bool = True
    """Whether every page states its content security policy, and is held to it."""
    force: bool = False
    """Whether the output folder is replaced though it has no marker."""

    @property
    def policy(self) -> str | None:
        """The content security policy of every page: this site and nothing else; None: pages have none.

        Raises:
            PapershelfError: A hash is none.
        """
        return audit.state_policy(self.inline_scripts) if self.has_policy else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A site while it is built."""

    catalog: catalog.Catalog
    settings: Settings
    log: logging.Logger
    writer: output.Writer
    objections: list[Problem] = field(default_factory=list)
    """What the shell has to object; an error among them keeps the site from being published."""

    @property
    def folder(self) -> Path:
        """Where it is built, beside the old one: what the shell renders goes here."""
        return self.writer.folder

    def artifacts(self, renderer: Renderer) -> Iterator[Artifact]:
        """Everything that comes from the content. Pages are for the shell; `write` takes the rest.

        Raises:
            PapershelfError: A template is broken, or a card cannot be drawn.
        """
        yield from chain(publish(self.catalog, self.settings.site, renderer), self._cards())

    def write(self, artifact: Artifact) -> None:
        """Write a file of the site as it is.

        Raises:
            PapershelfError: The disk refuses.
        """
        try:
            self.writer.write(artifact)
        except OSError as error:
            raise disk.refusal(error, self.settings.folder, kept="the old one is as it was") from None

    def _cards(self) -> Iterator[Artifact]:
        """The pictures of the pages, and a word on what they cost."""
        if not self.settings.site.cards:
            return
        jobs = {
            page.address: cache.Job(path=page.picture, source=page.edit or "mkdocs.yml", card=page.card)
            for page in compose(self.catalog, self.settings.site.words)
            if page.card is not None
        }
        run = cache.Press(
            fonts=self.settings.fonts,
            look=Look(
                name=self.settings.site.name,
                accent=self.settings.site.colours.accent,
                logo=self.settings.site.card_logo,
            ),
            overview=jobs[addresses.HOME].card,
            kept=self.settings.root / cache.FOLDER,
        )
        yield from run.run(list(jobs.values()))
        report(self.log, run.problems)
        self.log.info(f"{len(jobs):,} cards, {run.drawn:,} of them newly drawn")

    def _audit(self) -> list[Problem]:
        """What keeps the built site from being published."""
        address = urlsplit(self.settings.site.url or "")
        return audit.inspect(
            self.folder,
            trusted=audit.trusted_hashes(self.settings.script_folders) | self.settings.inline_scripts | self._words(),
            own_host=address.netloc or None,
            base_path=f"{address.path}/",
            policy=self.settings.policy,
        )

    def _words(self) -> frozenset[str]:
        """The hash of the script that holds the site's words, which is in no folder."""
        words = self.settings.site.words
        return frozenset({audit.sha256(to_script(words).encode())} if words.script else ())

    def judge(self) -> None:
        """Hold what was built to the gate and to the size that can be hosted.

        Raises:
            PapershelfError: With everything that keeps it from being published.
        """
        problems = [*self._audit(), *weigh(self.folder, MAX_SITE), *self.objections]
        if errors_among(problems):
            raise PapershelfError(problems)


@contextmanager
def replacing(arranged: catalog.Catalog, settings: Settings, log: logging.Logger) -> Iterator[Build]:
    """Build a site beside the old one; at the end of the block it is judged, and takes the old one's place.

    Args:
        arranged: The list.
        settings: What is built, and where.
        log: Who is told what the build does.

    Yields:
        The build, whose folder the block fills: nobody else can build the same site meanwhile.

    Raises:
        PapershelfError: The folder is not ours to replace, somebody else is building, the gate objects,
            or the disk refuses. The old site is as it was.
    """
    output.check_folder(settings.folder, settings.root, force=settings.force)
    replacement = output.Replacement(settings.folder, force=settings.force)
    replacement.begin()
    try:
        build = Build(catalog=arranged, settings=settings, log=log, writer=output.Writer(replacement.building))
        yield build
        build.judge()
        replacement.publish()
    finally:
        replacement.discard()  # nothing, where it was published


def report(log: logging.Logger, problems: Iterable[Problem]) -> None:
    """Tell what was noticed: errors as such, and what only might be mended as information."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity is Severity.ERROR else logging.INFO, str(problem))


def describe(arranged: catalog.Catalog) -> str:
    """How many papers there are, and how many lack what: nobody publishes gaps or abstracts unknowingly."""
    papers = arranged.papers
    untagged = sum(not paper.tags for paper in papers)
    unsummarised = sum(not paper.summary for paper in papers)
    abstracts = sum(paper.abstract is not None for paper in papers)
    return (
        f"{counted(len(papers), 'paper')}: {untagged:,} without tags, {unsummarised:,} without a summary, "
        f"{len(papers) - abstracts:,} without an abstract at hand (abstracts published: {abstracts:,})"
    )


def keep_promises(arranged: catalog.Catalog) -> catalog.Catalog:
    """The list, if every address that was ever promised still leads somewhere.

    Raises:
        PapershelfError: Addresses would vanish.
    """
    library = arranged.library
    if vanished := tuple(addresses.vanished(library.published, addresses.addresses(library), library.additions)):
        raise PapershelfError(vanished)
    return arranged


def newest_day(arranged: catalog.Catalog) -> int:
    """Seconds since 1970 of the newest day in the list, at midnight UTC."""
    days = [paper.added for paper in arranged.papers]
    return catalog.epoch(max(days)) if days else _DEFAULT_EPOCH


def weigh(built: Path, limit: int) -> list[Problem]:
    """Object to a site that is too large to be hosted."""
    # Each file is asked for once; `rglob` would ask twice what is a file.
    paths = (Path(folder, name) for folder, _, names in os.walk(built) for name in names)
    sizes = {path: path.stat().st_size for path in paths}
    size = sum(sizes.values())
    if size <= limit:
        return []
    largest = max(sizes, key=sizes.__getitem__)
    problem = f"the site has {size / 1e6:,.0f} MB, and {limit / 1e6:,.0f} MB are what GitHub Pages surely takes"
    remedy = f"Leave out what is large, such as {largest.relative_to(built)}"
    return [Problem(path="site", problem=problem, remedy=remedy)]
