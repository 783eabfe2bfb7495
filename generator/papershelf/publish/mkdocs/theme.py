"""The theme `papershelf`, as MkDocs finds it: by an entry point of the group `mkdocs.themes`.

MkDocs takes the folder of what an entry point names, which has to be a module. The theme is not a module: a source
checkout has it in its top-level `templates/theme/`. So the entry point names something with a module's `__file__`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import DocsDir
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from papershelf.errors import stop
from papershelf.publish import template_files

PAGES = "content/pages"
"""The folder of the pages that are written by hand, below the project's."""


class _Place:
    """Where the theme is."""

    @property
    def folder(self) -> Path:
        return template_files.packaged() / template_files.THEME

    @property
    def __file__(self) -> str:
        return str(self.folder / "mkdocs_theme.yml")


PLACE = _Place()


def _accept_missing_pages() -> None:
    """Let a list be built that has no pages written by hand.

    MkDocs judges `docs_dir` before it asks any plugin, but after it has loaded the theme. Where a folder that is
    written in the settings is missing, `settings_file` says so.
    """
    for _, option in MkDocsConfig._schema:
        if isinstance(option, DocsDir):
            option.exists = False


_accept_missing_pages()


def add_own(theme: Theme, root: Path) -> None:
    """Let a project's own theme files go before those of the package, and behind its `custom_dir`."""
    mine = template_files.own(root)
    if mine is not None and (mine / template_files.THEME).is_dir():
        theme.dirs.insert(0 if theme.custom_dir is None else 1, str(mine / template_files.THEME))


def quicken(theme: Theme) -> None:
    """Have MkDocs pass over the theme's hidden files, which it leaves out later: Material has 12,000 icons."""
    get_env: Callable[[], Any] = theme.get_env

    def get_quick_env() -> Any:
        env = get_env()
        env.loader.list_templates = partial(_visible_files, theme.dirs)
        return env

    setattr(theme, "get_env", get_quick_env)  # noqa: B010 - an attribute of this theme, which MkDocs made


def _visible_files(folders: Iterable[str]) -> list[str]:
    """The files below some folders that are neither hidden nor in a hidden folder, relative to these."""
    found: set[str] = set()
    for top in folders:
        for folder, inner, names in os.walk(top):
            inner[:] = [name for name in inner if not name.startswith(".")]
            prefix = os.path.relpath(folder, top).replace(os.sep, "/")
            found.update(name if prefix == "." else f"{prefix}/{name}" for name in names if name[0] != ".")
    return sorted(found)


def check_theme(theme: Theme, settings: Path) -> None:
    """Object to a theme that has none of the pages' frame.

    Raises:
        PapershelfError: It is neither Papershelf's, nor builds on it, nor brings a frame of its own.
    """
    if theme.custom_dir is None and str(PLACE.folder) not in theme.dirs:
        remedy = "Write `theme: papershelf`; your own files go into templates/theme/"
        raise stop(settings.name, f"theme: '{theme.name}' is not the theme of a list", remedy)
