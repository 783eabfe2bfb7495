"""A site built beside the old one, which it replaces once it has passed the gate. Without MkDocs.

What renders pages into the site's frame, the shell, is whoever calls: it fills the folder while the block of
`replacing` runs. Whatever fails, the old site is as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from papershelf import addresses, audit, disk, processes
from papershelf.catalog import catalog
from papershelf.errors import PapershelfError, Problem, Severity, errors_among
from papershelf.publish import assembly, kept, kept_file, kept_work, output
from papershelf.publish.artifact import Artifact
from papershelf.publish.assembly import Assembly
from papershelf.publish.awaited import Awaited
from papershelf.publish.build_settings import BuildSettings, weigh
from papershelf.publish.cards import Look, cache
from papershelf.publish.site import UNDIVIDED, compose, publish
from papershelf.publish.templates import Renderer

WORTH_LOOKING_BESIDE = 5_000
"""So many files are looked at while another process begins."""


@dataclass(slots=True, kw_only=True)
class Build:
    """A site while it is built."""

    catalog: catalog.Catalog
    settings: BuildSettings
    log: logging.Logger
    replacement: output.Replacement
    lasts: bool
    """Whether the site must be there still when the power has failed."""
    objections: list[Problem] = field(default_factory=list)
    """What the shell has to object; an error among them keeps the site from being published."""
    record: kept.Record | None = field(init=False, default=None)
    """What is remembered for the next build; None: nothing."""
    _memory: kept.Memory | None = field(init=False, default=None)
    _assembly: Assembly | None = field(init=False, default=None)
    """What makes files, where they are remembered."""
    _stock: output.Stock = field(init=False)
    _is_reused: bool = field(init=False, default=False)
    _held: ExitStack = field(init=False, default_factory=ExitStack)
    """Holds what is begun beside."""

    def __post_init__(self) -> None:
        self._stock = output.Stock(self.folder, audit.sha256)

    @property
    def folder(self) -> Path:
        """Where it is built, beside the old one: what the shell renders goes here."""
        return self.replacement.building

    def remember(self, frame: str, before: kept.Record | None = None) -> None:
        """Keep of the site before what would be the same, and remember this one for the next build.

        Args:
            frame: The hash of what the shell puts around the contents of pages.
            before: What this process remembers of the site before; None: what a process before has kept.
        """
        made_with = self.settings.made_with(frame)
        if before is None:
            before = kept_file.load(self.settings.root, made_with)
        elif before.made_with != made_with:
            before = kept.Record(made_with=made_with)
        kept_file.load_work(self.settings.root, before)
        with self._refusing():
            here, before.spare = before.spare, None  # it is changed from here on
            self._is_reused = bool(before.files) and self.replacement.reuse()
            if not self._is_reused:
                here = {}
            self._stock.reuse(self.settings.folder, before.files, self._look(before.files) if here is None else here)
            if not before.files and (following := self.replacement.begin_next()) is not None:
                self._stock.write_twice(following)
        self._memory = kept.Memory(before, self._keep)
        self._memory.know(self.catalog.library.papers)
        self._assembly = self._assemble(self._memory, is_new=not before.files)

    def _assemble(self, memory: kept.Memory, *, is_new: bool) -> Assembly:
        papers = self.catalog.library.papers
        return Assembly(
            folder=self.folder,
            memory=memory,
            stock=self._stock,
            write=self.write,
            reader=partial(audit.reader, self.folder, **self.settings.terms),
            jobs=self._jobs,
            is_divided=is_new and self._jobs > 1 and len(papers) >= assembly.WORTH_A_PROCESS,
            planned=self._promised() if is_new else frozenset(),
            held=self._held,
        )

    def _promised(self) -> frozenset[str]:
        """The files of the addresses that are kept whatever happens, and of the icon: where most files lead to."""
        kept_always = map(kept.html_of, addresses.addresses(self.catalog.library))
        return frozenset([*kept_always, addresses.file_path(self.settings.site.icon)])

    def _look(self, known: Mapping[str, output.Filed]) -> Callable[[], output.Look]:
        """Have a copy of this process look at the folder, while it finds out what it needs of it."""
        jobs = self._jobs if len(known) >= WORTH_LOOKING_BESIDE else 1
        return self._held.enter_context(processes.beside(partial(output.look, self.folder, known), jobs=jobs))

    def close(self) -> None:
        """End what was begun beside, wherever the build has stopped."""
        self._held.close()

    def _keep(self, path: str, digest: str | None) -> bool:
        try:  # not as a context, which costs more than to keep a file
            return self._stock.keep(path, digest)
        except OSError as error:
            raise self._refusal(error) from None

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Word what the disk refuses."""
        try:
            yield
        except OSError as error:
            raise self._refusal(error) from None

    def _refusal(self, error: OSError) -> PapershelfError:
        return disk.refusal(error, self.settings.folder, kept="the old one is as it was")

    def has(self, path: str) -> bool:
        """Whether a file is in the new site already, written or kept."""
        return self._stock.has(path)

    def expect(self, files: Iterable[str]) -> None:
        """Make room for the files that the shell is going to write, now that all others are written or kept.

        Raises:
            PapershelfError: The disk refuses.
        """
        if self._memory is not None:
            with self._refusing():
                self._stock.settle(files)

    @property
    def makes_pages(self) -> bool:
        """Whether pages are made and read here, in the end; otherwise they are for the shell to render."""
        return self._memory is not None

    @property
    def _jobs(self) -> int:
        """How many processes can make pages."""
        return self.settings.jobs if processes.can_copy() else 1

    def had_page(self, path: str) -> bool:
        """Whether a file was a page of ours in the site before, which was made with the same as this one."""
        return self._memory is not None and path in self._memory.before.pages

    def reader(self) -> audit.Read:
        """What reads pages as the gate does, on a site that has the files of the one before."""
        known = frozenset(() if self._memory is None else self._memory.before.files)
        return audit.reader(self.settings.folder, known, **self.settings.terms)

    def artifacts(self, renderer: Renderer, awaited: Awaited | None = None) -> Iterator[Artifact]:
        """Everything that comes from the content. Pages that are not kept are for the shell; `write` takes the rest.

        Where `makes_pages` is true, these only say how they are made, for `finish`, but for those awaited.

        Raises:
            PapershelfError: A template is broken, a card cannot be drawn, or the disk refuses.
        """
        jobs, later = self.settings.jobs, self.makes_pages
        division = self._assembly or UNDIVIDED
        how = partial(publish, later=later, awaited=awaited, jobs=jobs, connect=self._connect, division=division)
        yield from how(self.catalog, self.settings.site, renderer, self._memory)
        if self.settings.site.cards:
            with self._connect() as workers:
                yield from self._cards(workers or processes.Copies(jobs))

    def _connect(self) -> AbstractContextManager[processes.Workers | None]:
        """Have the workers of the cluster for a while, if there is one."""
        return nullcontext() if self.settings.cluster is None else self.settings.cluster.connect(self.log)

    def finish(self, pages: Sequence[Callable[[], Artifact]], files: Iterable[str]) -> None:
        """Make pages, write them, and read them as the gate does, in as many processes as may be at work.

        Args:
            pages: What makes the file of each.
            files: The files that the site will have besides those that are there.

        Raises:
            PapershelfError: A template is broken, or the disk refuses.
        """
        assert self._assembly is not None, "`makes_pages` was true"
        is_divided = self._assembly.is_divided
        with processes.beside(self._begin_to_keep, jobs=self._jobs if is_divided else 1) as wait:
            self._assembly.finish(pages, files)
            if is_divided:
                wait()
        if is_divided and self.lasts:
            self._held.enter_context(processes.meanwhile(self._flush))

    def _begin_to_keep(self) -> None:
        """Have on the disk what there is of the site, and what is remembered of the list: all would wait in the end."""
        if self.lasts and self._memory is not None:
            self._flush()
            kept_work.save_list(self.settings.root, self._memory.related)

    def write(self, artifact: Artifact, digest: str | None = None) -> None:
        """Write a file of the site as it is.

        Args:
            artifact: The file.
            digest: The hash of its bytes, if the gate has told it.

        Raises:
            PapershelfError: The disk refuses.
        """
        try:
            self._stock.write(artifact, digest)
        except OSError as error:
            raise self._refusal(error) from None

    def _cards(self, workers: processes.Workers) -> Iterator[Artifact]:
        """The pictures of the pages, and a word on what they cost."""
        site = self.settings.site
        jobs = {
            page.address: cache.Job(path=page.picture, source=page.edit or "mkdocs.yml", card=page.card())
            for page in compose(self.catalog, site.words)
            if page.card is not None
        }
        run = cache.Press(
            fonts=self.settings.fonts,
            look=Look(name=site.name, accent=site.colours.accent, logo=site.card_logo),
            overview=jobs[addresses.HOME].card,
            kept=self.settings.root / cache.FOLDER,
            workers=workers,
        )
        yield from run.run(list(jobs.values()))
        report(self.log, run.problems)
        self.log.info(f"{len(jobs):,} cards, {run.drawn:,} of them newly drawn")

    def _audit(self) -> list[Problem]:
        """What keeps the built site from being published."""
        told, known, known_on = dict[str, audit.Verdict](), dict[str, audit.Verdict](), frozenset[str]()
        if self._assembly is not None:
            before, told = self._assembly.memory.before, self._assembly.verdicts
            known, known_on = {**before.verdicts, **told}, self._assembly.planned.union(before.files)
        with self._refusing():
            sizes = self._stock.survey()
            judgement = audit.judge(
                self.folder,
                known=known,
                known_on=known_on,
                files=frozenset(sizes),
                digests=self._stock.digests,
                jobs=self.settings.jobs,
                **self.settings.terms,
            )
            if self._memory is not None:
                files = self._stock.record({path: verdict.digest for path, verdict in judgement.verdicts.items()})
                self.record = self._memory.finish(judgement.verdicts, files, told if self.lasts else None)
                self.record.related, self.record.search = self._memory.related, self._memory.search
        return [*judgement.problems, *weigh(sizes, self.settings.max_size)]

    def judge(self) -> None:
        """Hold what was built to the gate and to the size that can be hosted.

        Raises:
            PapershelfError: With everything that keeps it from being published.
        """
        problems = [*self._audit(), *self.objections]
        if errors_among(problems):
            raise PapershelfError(problems)

    def prepare_to_keep(self) -> Callable[[], None] | None:
        """Keep what is remembered, while the disk begins with the site; what keeps the rest once it is published."""
        if self.record is None:
            return None
        is_divided = self._assembly is not None and self._assembly.is_divided
        return kept_file.prepare(self.settings.root, self.record, has_list=is_divided)

    def _flush(self) -> None:
        """Have the files of a site made from nothing on the disk; whoever publishes it sees to it as well."""
        with suppress(OSError):
            disk.flush_tree(self.folder)

    def publish(self) -> None:
        """Put what was built in the place of the old site.

        Raises:
            PapershelfError: The old one is no longer ours, or the disk refuses.
        """
        changed = self._stock.changed if self._is_reused else None
        self.replacement.publish(changed, keeps=self.record is not None, lasts=self.lasts)
        if self.record is not None and self._memory is not None:
            self.record.spare = self._memory.before.files or None


@contextmanager
def replacing(
    arranged: catalog.Catalog, settings: BuildSettings, log: logging.Logger, *, keeps: bool = True
) -> Iterator[Build]:
    """Build a site beside the old one; at the end of the block it is judged, and takes the old one's place.

    Args:
        arranged: The list.
        settings: What is built, and where.
        log: Who is told what the build does.
        keeps: Whether the site and what is remembered are there for other processes, when this one has ended.

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
        build = Build(catalog=arranged, settings=settings, log=log, replacement=replacement, lasts=keeps)
        with closing(build):
            yield build
            build.judge()
            keep = build.prepare_to_keep() if keeps else None
            build.publish()
            if keep is not None:
                keep()
    finally:
        replacement.discard()  # nothing, where it was published


def report(log: logging.Logger, problems: Iterable[Problem]) -> None:
    """Tell what was noticed: errors as such, and what only might be mended as information."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity is Severity.ERROR else logging.INFO, str(problem))
