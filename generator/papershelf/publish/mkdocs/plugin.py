"""The seam to MkDocs: its events carry a build of `publish.build` along, and it renders the pages' frame.

MkDocs cleans its output folder first and aborts a strict build last, so a failed build would leave a half-made
site. So it is given the folder beside the site in which a build goes on.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from papershelf import addresses, audit, processes
from papershelf.catalog.catalog import Catalog, arrange
from papershelf.cluster import Cluster
from papershelf.content import ahead
from papershelf.content.steady import steady
from papershelf.errors import PapershelfError, Problem, stop
from papershelf.project import Project
from papershelf.publish import build, kept, kept_work, list_state, output, sitemap
from papershelf.publish.anthology import ABSENT
from papershelf.publish.artifact import Artifact
from papershelf.publish.build_settings import BuildSettings
from papershelf.publish.compiled import compiled
from papershelf.publish.frame import frame_of, frame_words
from papershelf.publish.mkdocs import frame as frames
from papershelf.publish.mkdocs import handwritten, settings_file
from papershelf.publish.mkdocs.counting import WarningCounter
from papershelf.publish.mkdocs.defaults import add_defaults
from papershelf.publish.mkdocs.early import Early
from papershelf.publish.mkdocs.files import (
    GeneratedPage,
    SiteFiles,
    WrittenFile,
    file_of,
    has_page,
    listed,
    templates,
)
from papershelf.publish.mkdocs.garbage import IdleCollector, without_collecting
from papershelf.publish.mkdocs.plugin_settings import CARDS, Settings
from papershelf.publish.mkdocs.settings import check_settings, fill_in, site_of
from papershelf.publish.mkdocs.shell import Shell
from papershelf.publish.mkdocs.theme import add_own, check_theme, quicken
from papershelf.publish.template_files import HASHES, overrides, places
from papershelf.publish.templates import Renderer

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.papershelf")

_AS_BEFORE = "The site is served as it was before this change."


class PapershelfPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Publishes `content/` through MkDocs."""

    replaces_any: bool = False
    """Whether the output folder may be replaced though it has no marker: `papershelf build --force`."""
    jobs: int | None = None
    cluster: Cluster | None = None
    """How many processes may be at work, and who else is: `papershelf build --jobs`, `--dask`."""
    _serving = False
    """Whether pages are served while they are written; whoever builds without a startup event serves nothing."""
    _overrides: Sequence[Problem] = ()
    """What was said of the project's own templates."""
    _last: tuple[Catalog, tuple[Problem, ...]] | None = None
    """The list that was sound last, with what was noticed about it."""
    _site_dir: str = ""
    """The output folder, while MkDocs is given another."""
    _record: kept.Record | None = None
    """Under `serve`, what is remembered of the site that is served."""

    def __init__(self) -> None:
        self._begun = ExitStack()
        """Holds the build while it goes on."""
        self._early = Early()
        self._shell: Shell | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command, and nothing of one before; as this is defined, the plugin lives on over rebuilds."""
        self._serving = command == "serve"
        self._last = self._record = self._shell = None
        self._early = Early()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the content, and let MkDocs build beside the site instead of into it."""
        self._warnings = WarningCounter()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        root = Path(config.config_file_path).parent
        self._untitled: list[Problem] = []
        if not self._serving:
            self._begun.enter_context(without_collecting())
        try:
            strange = settings_file.check(Path(config.config_file_path), Path(config.config_file_path).name)
            written = settings_file.read(Path(config.config_file_path), Path(config.config_file_path).name)
            fill_in(config, written)
            add_defaults(config, written)
            check_theme(config.theme, Path(config.config_file_path))
            self._with_cards = self._has_cards()
            problems = [*strange, *check_settings(config), *self._changed_overrides(config.theme, root)]
            add_own(config.theme, root)
            quicken(config.theme)
            arranged, noticed = self._load(root)
            build.report(log, [*problems, *noticed])
            replacing = build.replacing(arranged, self._settings(config, root), log, keeps=not self._serving)
            self._build = self._begun.enter_context(replacing)
        except PapershelfError as error:
            raise self._abort(error) from None
        log.info(list_state.describe(arranged))
        if self.config.anthology:
            log.info(ABSENT)
        os.environ["SOURCE_DATE_EPOCH"] = str(list_state.newest_day(arranged))
        self._site_dir, config.site_dir = config.site_dir, str(self._build.folder)
        return config

    def _load(self, root: Path) -> tuple[Catalog, tuple[Problem, ...]]:
        """The list; under `serve`, the last that was sound while a file is being mended."""
        if self._last is None:
            kept_work.take_papers(root)
        ahead.begin_reading(root)
        try:
            with ahead.reading(root, self.jobs or processes.allowed()):
                project = Project(root)
                library = project.library if self._last is None else steady(project.library, self._last[0].library)
            self._last = list_state.keep_promises(arrange(library)), project.warnings
        except PapershelfError as error:
            if not self._serving or self._last is None:
                raise
            build.report(log, error.problems)
            log.error(_AS_BEFORE)
        assert self._last is not None, "an error was raised otherwise"
        return self._last

    def _changed_overrides(self, theme: Theme, root: Path) -> list[Problem]:
        """What the project's own templates override, unless the build before, under `serve`, has said so."""
        told, self._overrides = self._overrides, list(overrides(root, map(Path, theme.dirs)))
        return self._overrides if self._overrides != told else []

    def _has_cards(self) -> bool:
        when = self.config.cards or os.environ.get("PAPERSHELF_CARDS") or "build"
        if when not in CARDS:
            raise stop("PAPERSHELF_CARDS", f"{when[:60]!r} is not a known value", f"Write one of {', '.join(CARDS)}")
        return not self.config.anthology and (when == "always" or (when == "build" and not self._serving))

    def _settings(self, config: MkDocsConfig, root: Path) -> BuildSettings:
        templates = places(root)
        lists = [folder / HASHES for folder in templates if (folder / HASHES).is_file()]
        return BuildSettings(
            root=root,
            folder=Path(config.site_dir),
            site=site_of(config, cards=self._with_cards),
            fonts=tuple(folder / "fonts" for folder in templates),
            inline_scripts=frozenset().union(*map(audit.read_hash_list, lists)),
            # The theme's folders but MkDocs' own, whose scripts belong to a theme that is not used here.
            script_folders=tuple(folder for folder in map(Path, config.theme.dirs) if (folder / "assets").is_dir()),
            # Under `serve` pages have none: MkDocs' script that reloads them is inline.
            has_policy=not self._serving,
            force=self.replaces_any,
            jobs=self.jobs or processes.allowed(),
            cluster=self.cluster,
            max_size=self.config.size_limit * 1_000_000,
        )

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Answer our own pages only, and rebuild when a paper, the vocabulary or a template is saved."""
        # Here and not above, because a build needs neither a server nor what watches files.
        from papershelf.publish.mkdocs import request_guard, watching

        self._early.install(server)
        request_guard.install(server, config.dev_addr.host, config.dev_addr.port)
        watching.install(server)
        watching.watch(server, Path(config.config_file_path).parent)
        server.builder = IdleCollector().after(server.builder)
        if not Path(config.docs_dir).is_dir():
            server.unwatch(config.docs_dir)  # which MkDocs watches, whether it is there or not
        return server

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add everything that comes from the content."""
        for file in files.documentation_pages():
            file.edit_uri = f"content/pages/{file.src_uri}"
        # By where they go: `tags/x.md` and `tags/x/index.md` are one page.
        self._by_hand = {file.dest_uri: file for file in files}
        frame = frames.digest(config, files)
        self._is_framed_alone = frame is not None  # no other plugin has a say in it
        self._later: list[tuple[GeneratedPage, Artifact]] = []
        try:
            if frame is not None:
                self._build.remember(frame, self._record)
                files = SiteFiles(files, self._build.has, config)
            renderer = Renderer(*places(self._build.settings.root), words=self._build.settings.site.words)
            for artifact in self._build.artifacts(renderer, self._early.awaited(self._build, config)):
                self._add(artifact, files, config)
            for path in filter(self._build.has, self._by_hand):
                self._leave_free(path)
        except PapershelfError as error:
            raise self._abort(error) from None
        self._files = files
        return files

    def _add(self, artifact: Artifact, files: Files, config: MkDocsConfig) -> None:
        """Write a file of the site, or let MkDocs know of a page."""
        if not artifact.path.endswith(".md"):
            self._build.write(artifact)
            if self._is_framed_alone:
                return  # nobody else asks for it
        file = file_of(artifact, config)
        file.edit_uri = artifact.edit
        self._leave_free(file.dest_uri)
        files.append(file)
        if artifact.later is not None:
            self._later.append((GeneratedPage(None, file, config), artifact))
        elif not isinstance(file, WrittenFile):
            GeneratedPage(None, file, config).head = artifact.head

    def _leave_free(self, path: str) -> None:
        """Object to a page that was written by hand where a file of ours goes.

        Raises:
            PapershelfError: There is one.
        """
        if (other := self._by_hand.get(path)) is not None:
            problem = f"Papershelf writes a page of its own at /{path}"
            raise stop(f"content/pages/{other.src_uri}", problem, "Rename this page")

    def on_template_context(self, context: Any, /, *, template_name: str, config: MkDocsConfig) -> Any:
        """Let the sitemap name the pages that are kept, each at its place."""
        if template_name == "sitemap.xml":
            context["pages"] = listed(filter(has_page, self._files), config)
        return context

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Let a sitemap have no more addresses than search engines read."""
        parts: tuple[Artifact, ...] = ()
        if template_name == "sitemap.xml":
            output_content, parts = sitemap.divide(output_content, self._build.settings.site.url or "")
        for part in parts:
            self._build.write(part)
        return output_content

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation, which is in the frame of pages, and copy the files that are in no page's frame."""
        self._nav = nav
        try:
            if self._is_framed_alone:
                self._copy(config, files)
        except PapershelfError as error:
            raise self._abort(error) from None
        return nav

    def _copy(self, config: MkDocsConfig, files: Files) -> None:
        """Write what MkDocs would copy, where it is not there already, and make room for what it makes."""
        is_published = InclusionLevel.is_in_serve if self._serving else InclusionLevel.is_included
        for file in [file for file in files if not isinstance(file, WrittenFile)]:
            is_copied = not file.is_documentation_page() and file.src_uri not in config.extra_templates
            if is_copied and is_published(file.inclusion):  # type: ignore[no-untyped-call]
                self._build.write(Artifact(path=file.dest_uri, content=file.content_bytes))
                files.remove(file)
        made = [file.dest_uri for file in files if has_page(file) and not self._build.has(file.dest_uri)]
        self._build.expect([*made, *templates(config)])

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give each page its metadata, and hold hand-written ones to a title of their own."""
        if isinstance(page, GeneratedPage):
            page.meta["head"] = page.head
        else:
            problem = handwritten.prepare(page, self._build.catalog, config, self._build.settings.site)
            self._untitled += [problem] if problem is not None else []
        return markdown

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:
        """Stop, now that all pages were read, if one of them would have its title made of a heading.

        Then make MkDocs' Jinja environment ready for the theme: it knows the pages' policy and all addresses, and
        writes no blank lines, which are a fifth of Material's frame.
        """
        if self._untitled:
            raise self._abort(PapershelfError(self._untitled))
        env.trim_blocks = env.lstrip_blocks = True
        if self._is_framed_alone:
            env.bytecode_cache = compiled(self._build.settings.site.words)
        config.extra["urls"] = addresses.for_theme()
        site = self._build.settings.site
        config.extra["addresses"] = addresses.for_scripts(shares=site.anthology)
        config.extra["words"], config.extra["frame"] = frame_words(site.words), frame_of(site)
        config.extra["has_about"] = any(file.dest_uri == "about/index.html" for file in files)
        try:
            env.globals["policy"] = self._build.settings.policy
            self._shell = Shell(config=config, files=files, pages=files.documentation_pages(), nav=self._nav, env=env)
            self._make_pages(self._shell)
        except PapershelfError as error:
            raise self._abort(error) from None

    def _make_pages(self, shell: Shell) -> None:
        """Make the pages that were left for now, when everything that is in their frame is known."""
        if self._later:
            pages = (file.dest_uri for file in shell.files if has_page(file))
            make = [partial(shell.finish, page, artifact) for page, artifact in self._later]
            self._build.finish(make, [*pages, *templates(shell.config)])

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the build end, last of all plugins: it is judged, and takes the old site's place."""
        config.site_dir = self._site_dir
        if config.strict and self._warnings.count:
            remedy = "Fix what the build warned about, or build without --strict"
            problem = f"the build gave warnings ({self._warnings.count}), and strict mode allows none"
            self._build.objections.append(Problem(path="mkdocs.yml", problem=problem, remedy=remedy))
        self._stop_counting()
        try:
            self._begun.close()
            self._record = self._build.record if self._serving else None
            self._early.end(self._record, self._shell, is_published=True)
        except PapershelfError as error:
            self._early.end(None, None, is_published=False)
            if not self._serving:
                raise self._abort(error) from None
            build.report(log, error.problems)
            log.error(_AS_BEFORE)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-written behind."""
        self._stop_counting()
        self._give_up(error)
        self._early.end(None, None, is_published=False)

    def on_shutdown(self) -> None:
        """Leave nothing of a site that was only served, wherever its build was stopped."""
        if self._serving:
            self._give_up(KeyboardInterrupt())
            if self._site_dir:
                output.remove_spare(Path(self._site_dir))
        gc.freeze()  # MkDocs ends now: to look for garbage in circles would take a second with a large list

    def _give_up(self, error: BaseException) -> None:
        """Let the build fail, if one goes on."""
        self._begun.__exit__(type(error), error, error.__traceback__)

    def _stop_counting(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self._warnings)

    def _abort(self, error: PapershelfError) -> Abort:
        """Print every problem, and the way out of MkDocs that shows no traceback."""
        build.report(log, error.problems)
        return Abort("The site was not published; the one before is as it was.")
