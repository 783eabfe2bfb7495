"""Artifacts as MkDocs knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from papershelf.publish.artifact import Artifact, Head


class GeneratedPage(Page):
    """A page whose body is HTML from top to bottom, which Markdown passes on as it is.

    Having 900 of them parsed to find that out took a third of the build.
    """

    head: Head | None = None
    """What the theme writes into the page's head; nothing of it comes from front matter."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the body as it is."""
        self.content = self.markdown


class SiteFiles(Files):
    """MkDocs' files, and those that it only has to know where a page links to them.

    Having it go through 20,000 files took longer than a build after an edit may take.
    """

    def __init__(self, files: Files, has: Callable[[str], bool], config: MkDocsConfig) -> None:
        """Begin with the files that MkDocs knows.

        Args:
            files: These.
            has: Whether a file is in the built site already, by its path.
            config: MkDocs' settings.
        """
        super().__init__(files)
        self._has = has
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        """Find the file of a path."""
        found = super().get_file_from_path(path)
        return (
            WrittenFile(Artifact(path=path, content=""), self._config) if found is None and self._has(path) else found
        )


class WrittenFile(File):
    """A file that is in the built site already: MkDocs only has to know of it, where a page links to it.

    Having MkDocs keep and copy some 4,000 of them cost twice as much as writing them.
    """

    def __init__(self, artifact: Artifact, config: MkDocsConfig) -> None:
        # Not as MkDocs does, which takes each path apart and puts it together again.
        self.src_uri = artifact.path
        self.src_dir = self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.generated_by = "papershelf"

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it where it is."""


class KeptFile(WrittenFile):
    """A page that is not MkDocs' to make: it neither reads nor renders it; its sitemap names it."""

    def __init__(self, artifact: Artifact, config: MkDocsConfig) -> None:
        super().__init__(artifact, config)
        self.dest_uri = f"{artifact.path.removesuffix('.md')}.html"

    def is_documentation_page(self) -> bool:
        """Say that there is nothing to render."""
        return False


class _Listed(NamedTuple):
    """A file as a sitemap knows it."""

    page: _ListedPage


class _ListedPage(NamedTuple):
    canonical_url: str
    abs_url: str
    update_date: str
    is_link: bool = False


def listed(files: Iterable[File], config: MkDocsConfig) -> list[File | _Listed]:
    """Files with what a sitemap says of their pages. Of those that are kept MkDocs would find out much more.

    Args:
        files: Files for which `has_page` is true.
        config: MkDocs' settings.
    """
    site, date = config.site_url, get_build_date()
    if not site:
        return list(files)
    base = site if site.endswith("/") else f"{site}/"
    path = urlsplit(base).path

    def list_kept(url: str) -> _Listed:
        if url == "./":
            return _Listed(_ListedPage(base, path, date))
        return _Listed(_ListedPage(base + url, path + url, date))

    return [file if file.page is not None else list_kept(file.url) for file in files]


def has_page(file: File) -> bool:
    """Whether a file is a page of the site, rendered by MkDocs or not."""
    return file.is_documentation_page() or isinstance(file, KeptFile)


def templates(config: MkDocsConfig) -> list[str]:
    """The files that MkDocs makes of the theme's templates and of those that the settings name."""
    return [*config.theme.static_templates, *config.extra_templates, "sitemap.xml.gz"]


def file_of(artifact: Artifact, config: MkDocsConfig) -> File:
    """What MkDocs knows an artifact as: a page to build, one that others make, or a file that is written as it is."""
    if artifact.is_kept or artifact.later is not None:
        return KeptFile(artifact, config)
    if not artifact.path.endswith(".md"):
        return WrittenFile(artifact, config)
    return File.generated(config, artifact.path, content=artifact.content, inclusion=InclusionLevel.NOT_IN_NAV)
