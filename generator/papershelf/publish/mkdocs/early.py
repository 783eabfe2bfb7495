"""Under `serve`, the pages that are open in browsers are shown before the rest of the site is made.

Each is put into the frame that the build before has made, and read as the gate reads it. When the site is whole it is
compared with what was shown, so that nobody is left with a page that the site does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from papershelf import audit
from papershelf.publish.artifact import Artifact
from papershelf.publish.awaited import Awaited
from papershelf.publish.build import Build
from papershelf.publish.kept import Record
from papershelf.publish.mkdocs.files import GeneratedPage, KeptFile
from papershelf.publish.mkdocs.open_pages import ASSETS, OpenPages
from papershelf.publish.mkdocs.shell import Shell

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class Early:
    """What is shown early, from build to build."""

    def __init__(self) -> None:
        self._open: OpenPages | None = None
        self._before: tuple[Record, Shell] | None = None
        """What is remembered of the site that is served, and what it has around the contents of pages."""
        self._hashes: dict[str, str] = {}
        """Those of the pages that are shown of the site that is built, by their files."""

    def install(self, server: LiveReloadServer) -> None:
        """Let a server that is not started yet show pages early."""
        self._open = OpenPages(server)

    def awaited(self, build: Build, config: MkDocsConfig) -> Awaited | None:
        """The pages that a build makes first; None: nobody waits for one, or all pages have another frame now."""
        if self._open is None or self._before is None:
            return None
        paths = frozenset(filter(build.had_page, self._open.paths))
        return Awaited(paths=paths, show=partial(self._show, self._open, build, config)) if paths else None

    def _show(self, browsers: OpenPages, build: Build, config: MkDocsConfig, artifacts: Sequence[Artifact]) -> None:
        pages = [self._framed(artifact, config) for artifact in artifacts]
        made = [page for page in pages if not page.is_kept]
        read: audit.Read = build.reader() if made else lambda *_: None
        verdicts = {page.path: read(page.path, page.to_bytes(), page.framed) for page in made}
        hashes = {path: verdict.digest for path, verdict in verdicts.items() if verdict is not None}
        ready = {page.path: None if page.is_kept else page.to_bytes() for page in pages}
        if hashes and browsers.show({path: page for path, page in ready.items() if page is None or path in hashes}):
            self._hashes = hashes

    def _framed(self, artifact: Artifact, config: MkDocsConfig) -> Artifact:
        """A page as it is on the site, if its frame is that of the build before."""
        file = KeptFile(artifact, config)
        if artifact.is_kept:
            return replace(artifact, path=file.dest_uri)
        assert self._before is not None, "otherwise nobody waits"
        file.edit_uri = artifact.edit
        return self._before[1].finish(GeneratedPage(None, file, config), replace(artifact, later=lambda: artifact))

    def end(self, record: Record | None, shell: Shell | None, *, is_published: bool) -> None:
        """Answer with the site that is there now.

        Args:
            record: What is remembered of the site that was built, if anything.
            shell: What it has around the contents of pages, if that is known.
            is_published: Whether it took the place of the one before.
        """
        if self._open is not None:
            is_right = is_published and self._was_right(record)
            self._open.end(is_right=is_right, is_as_before=is_right and self._is_as_before(record))
        self._hashes = {}
        if is_published:
            self._before = None if record is None or shell is None else (record, shell)

    def _was_right(self, record: Record | None) -> bool:
        """Whether a new site has the pages that were shown, if any were, and what they load as it was."""
        if not self._hashes or record is None:
            return not self._hashes
        before, now = {} if self._before is None else self._before[0].files, record.files
        loaded = (path for path in now if path.startswith(ASSETS))
        return all(path in now and now[path].digest == digest for path, digest in self._hashes.items()) and all(
            path in before and before[path].digest == now[path].digest for path in loaded
        )

    def _is_as_before(self, record: Record | None) -> bool:
        """Whether a new site is the one before: a file was saved as it was, or in steps, and a build began between."""
        if self._before is None or record is None:
            return False
        before, now = self._before[0].files, record.files
        return len(before) == len(now) and all(
            path in before and before[path].digest == file.digest for path, file in now.items()
        )
