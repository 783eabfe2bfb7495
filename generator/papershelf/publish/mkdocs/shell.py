"""A page within MkDocs' frame, made without MkDocs' own loop over pages, so that several processes can make pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from papershelf import addresses
from papershelf.publish.artifact import Artifact
from papershelf.publish.mkdocs.files import GeneratedPage
from papershelf.publish.mkdocs.framing import Framing
from papershelf.publish.mkdocs.front_matter import split_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What MkDocs puts around the contents of pages, as its own build does where no other plugin has a say."""

    config: MkDocsConfig
    files: Files
    pages: Sequence[File]
    """Those that MkDocs renders. It would look for them among all files, for each page anew."""
    nav: Navigation
    env: Any
    """MkDocs' Jinja environment."""
    framing: Framing = field(init=False)

    def __post_init__(self) -> None:
        single = frozenset(addresses.for_theme().values())
        object.__setattr__(self, "framing", Framing(self.env, self._context, single))

    def _context(self, page: GeneratedPage) -> Mapping[str, Any]:
        return get_context(self.nav, self.pages, self.config, page)

    def finish(self, page: GeneratedPage, artifact: Artifact) -> Artifact:
        """The file of a page whose contents are made now.

        Raises:
            PapershelfError: A template is broken.
        """
        assert artifact.later is not None, "others are for MkDocs"
        made = artifact.later()
        assert isinstance(made.content, str), "a page is text"
        page.markdown, page.meta = split_page(made.content)
        page.content, page.meta["head"] = page.markdown, made.head
        page.active = True
        written, framed = self.framing.render(page)
        page.active, page.markdown, page.content, page.meta = False, None, None, {}
        content = written.encode("utf-8", errors="xmlcharrefreplace")
        return Artifact(path=page.file.dest_uri, content=content, framed=framed)
