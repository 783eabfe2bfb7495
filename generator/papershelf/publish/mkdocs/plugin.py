"""The seam to MkDocs: artifacts become its files, and what it built is gated before it is published.

MkDocs cleans its output folder first and aborts a strict build last, so a failed build would
leave a half-made site. Here it builds into a folder beside the site; only a site that passes
the gate takes the old one's place, by renaming.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from papershelf import audit, content
from papershelf.catalog import catalog
from papershelf.errors import PapershelfError, Problem, Severity, errors_among, stop
from papershelf.publish import output
from papershelf.publish.artifact import Artifact
from papershelf.publish.build import MAX_SITE, check_ledger, describe, newest_day, weigh
from papershelf.publish.cards import cache
from papershelf.publish.formats import metadata
from papershelf.publish.mkdocs import request_guard, settings_file
from papershelf.publish.mkdocs.files import GeneratedPage, WrittenFile, file_of
from papershelf.publish.mkdocs.settings import check_settings, fill_in, site_of
from papershelf.publish.page import LIST_CARD, Site
from papershelf.publish.site import addresses as addresses_of
from papershelf.publish.site import compose, publish
from papershelf.publish.templates import Renderer
from papershelf.text import escape_html

log = logging.getLogger("mkdocs.plugins.papershelf")


class _WarningCounter(logging.Handler):
    """Counts what MkDocs warns about, because its own strict mode counts too late for the gate."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


class Settings(base.Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say about the plugin."""

    cards = config_options.Choice(("build", "always", "never"), default="build")
    """When pages get a card: in a build but not under `serve`, always, or never."""


class PapershelfPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Publishes `content/` through MkDocs."""

    _serving = False
    """Whether pages are served while they are written; whoever builds without a startup event serves nothing."""
    replaces_any: bool = False
    """Whether the output folder may be replaced though it has no marker: `papershelf build --force`."""
    _replacement: output.Replacement | None = None
    """The folder that is being built in the place of the site."""
    _last: tuple[content.Loaded, catalog.Catalog] | None = None
    """The content that was sound last."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command; that this is defined keeps the plugin alive over rebuilds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the content, and let MkDocs build beside the site instead of into it."""
        self._warnings = _WarningCounter()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        root = Path(config.config_file_path).parent
        self._untitled: list[Problem] = []
        try:
            strange = settings_file.check(Path(config.config_file_path), Path(config.config_file_path).name)
            fill_in(config)
            output.check_folder(Path(config.site_dir), root, force=self.replaces_any)
            problems = [*strange, *check_settings(config)]
            loaded, self._catalog = self._load(root)
            _report([*problems, *loaded.warnings])
            self._replacement = output.Replacement(Path(config.site_dir), force=self.replaces_any)
            self._replacement.begin()
        except PapershelfError as error:
            raise self._abort(error) from None
        log.info(describe(self._catalog))
        os.environ["SOURCE_DATE_EPOCH"] = str(newest_day(self._catalog))
        self._site_dir, config.site_dir = config.site_dir, str(self._replacement.building)
        return config

    def _load(self, root: Path) -> tuple[content.Loaded, catalog.Catalog]:
        """The content; under `serve`, the last that was sound while a file is being mended."""
        try:
            loaded = content.load(root)
            arranged = catalog.arrange(loaded.library)
            check_ledger(loaded.library, addresses_of(arranged))
            self._last = loaded, arranged
        except PapershelfError as error:
            if not self._serving or self._last is None:
                raise
            _report(error.problems)
            log.error("The site is served as it was before this change.")
        assert self._last is not None, "an error was raised otherwise"
        return self._last

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Answer our own pages only, and rebuild when a paper, the vocabulary or a template is saved."""
        request_guard.install(server, config.dev_addr.host, config.dev_addr.port)
        root = Path(config.config_file_path).parent
        for name in (
            "content/papers",
            "content/abstracts",
            "content/digests",
            "content/tags.yml",
            "content/listings.yml",
            "content/synonyms.txt",
            "content/map.csv",
            "templates",
        ):
            if (root / name).exists():
                server.watch(str(root / name))
        return server

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add everything that comes from the content."""
        root = Path(config.config_file_path).parent
        for file in files.documentation_pages():
            file.edit_uri = f"content/pages/{file.src_uri}"
        site = site_of(config, cards=self._has_cards)
        # By where they go: `tags/x.md` and `tags/x/index.md` are one page.
        by_hand = {file.dest_uri: file for file in files}
        writer = output.Writer(Path(config.site_dir))
        try:
            published = publish(self._catalog, site, Renderer(root / "templates"))
            for artifact in chain(published, self._cards(site, root)):
                file = file_of(artifact, config)
                if (other := by_hand.get(file.dest_uri)) is not None:
                    raise stop(
                        f"content/pages/{other.src_uri}",
                        f"Papershelf writes a page of its own at /{file.dest_uri}",
                        "Rename this page",
                    )
                file.edit_uri = artifact.edit
                files.append(file)
                if isinstance(file, WrittenFile):
                    writer.write(artifact)
                else:
                    GeneratedPage(None, file, config).head = artifact.head
        except PapershelfError as error:
            raise self._abort(error) from None
        return files

    @property
    def _has_cards(self) -> bool:
        return self.config.cards == "always" or (self.config.cards == "build" and not self._serving)

    def _cards(self, site: Site, root: Path) -> Iterator[Artifact]:
        """The pictures of the pages, and a word on what they cost."""
        if not site.cards:
            return
        jobs = {
            page.address: cache.Job(path=page.picture, source=page.edit or "mkdocs.yml", card=page.card)
            for page in compose(self._catalog)
            if page.card is not None
        }
        fonts = root / "templates" / "fonts"
        run = cache.Press(fonts=fonts, name=site.name, overview=jobs["/"].card, kept=root / cache.FOLDER)
        yield from run.run(list(jobs.values()))
        _report(run.problems)
        log.info(f"{len(jobs):,} cards, {run.drawn:,} of them drawn anew")

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Hold hand-written pages to an escaped title, which the theme writes as it is."""
        if isinstance(page, GeneratedPage):
            page.meta["head"] = page.head
            return markdown
        page.meta.pop("card", None)
        if self._has_cards:
            page.meta["card"] = LIST_CARD
        title = page.meta.get("title")
        described = str(page.meta.get("description") or config.site_description or "")
        if not isinstance(title, str) or not title.strip():
            self._untitled.append(
                Problem(
                    path=f"content/pages/{page.file.src_uri}",
                    problem="its front matter has no title",
                    remedy="Begin the file with `---`, `title: The page's title`, `---`",
                )
            )
        for name in ("title", "description"):
            if name in page.meta:
                page.meta[name] = str(escape_html(str(page.meta[name])))
        page.meta["head"] = metadata.head(
            self._catalog,
            name=config.site_name,
            address=(config.site_url or "").rstrip("/"),
            page=f"/{page.url.removeprefix('./')}",
            title=str(title),
            description=described,
        )
        return markdown

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:
        """Stop, now that all pages were read, if one of them would have its title made of a heading.

        Then make MkDocs' Jinja environment ready for the theme: it knows the pages' policy, and writes no
        blank lines, which are a fifth of Material's frame.
        """
        if self._untitled:
            raise self._abort(PapershelfError(self._untitled))
        env.trim_blocks = env.lstrip_blocks = True
        try:
            env.globals["policy"] = None if self._serving else _policy(config)
        except PapershelfError as error:
            raise self._abort(error) from None

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Gate what was built, last of all plugins, and put it in the old site's place."""
        built = Path(config.site_dir)
        config.site_dir = self._site_dir
        assert self._replacement is not None, "a build begins with its settings"
        problems = [*_gate(built, config, serving=self._serving), *weigh(built, MAX_SITE)]
        if config.strict and self._warnings.count:
            remedy = "Mend what the build warned about, or build without --strict"
            problem = f"the build gave warnings ({self._warnings.count}), and strict mode allows none"
            problems.append(Problem(path="mkdocs.yml", problem=problem, remedy=remedy))
        self._stop_counting()
        if not errors_among(problems):
            try:
                self._replacement.publish()
            except PapershelfError as error:
                raise self._abort(error) from None
            return
        self._replacement.discard()
        if self._serving:
            _report(problems)
            log.error("The site is served as it was before this change.")
            return
        raise self._abort(PapershelfError(problems))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-written behind."""
        self._stop_counting()
        if self._replacement is not None:
            self._replacement.discard()

    def on_shutdown(self) -> None:
        """Leave nothing of a site that was only served, wherever its build was stopped."""
        if self._serving and self._replacement is not None:
            self._replacement.discard()

    def _stop_counting(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self._warnings)

    def _abort(self, error: PapershelfError) -> Abort:
        """Print every problem, and the way out of MkDocs that shows no traceback."""
        _report(error.problems)
        return Abort("The site was not published; the one before is as it was.")


def _report(problems: list[Problem] | tuple[Problem, ...]) -> None:
    for problem in problems:
        log.log(logging.ERROR if problem.severity is Severity.ERROR else logging.INFO, str(problem))


def _inline_scripts(config: MkDocsConfig) -> frozenset[str]:
    return audit.read_hash_list(Path(config.config_file_path).parent / "templates" / "scripts.sha256")


def _policy(config: MkDocsConfig) -> str:
    """The content security policy of every page: this site and nothing else."""
    return audit.state_policy(_inline_scripts(config))


def _gate(built: Path, config: MkDocsConfig, *, serving: bool) -> list[Problem]:
    """What keeps the built site from being published."""
    theme: Theme = config.theme
    # The theme's folders but MkDocs' own, whose scripts belong to a theme that is not used here.
    scripts = [folder for folder in map(Path, theme.dirs) if (folder / "assets").is_dir()]
    trusted = audit.trusted_hashes(scripts) | _inline_scripts(config)
    address = urlsplit(config.site_url or "")
    return audit.inspect(
        built,
        trusted=trusted,
        own_host=address.netloc or None,
        base_path=address.path or "/",
        # Under `serve` pages have none: MkDocs' script that reloads them is inline.
        policy=None if serving else _policy(config),
    )
