"""What the frame of every page is made from, as one hash: settings, theme, and what the navigation says."""

from __future__ import annotations

import json
from collections import UserDict
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils.meta import get_data

from papershelf.publish import template_files

_ELSEWHERE = frozenset({"site_dir", "config_file_path", "dev_addr", "watch", "theme", "plugins"})
"""Settings that are not in a page, and those that are looked at apart."""
_COPIED = "assets"
"""Where a theme keeps files that no page holds."""


def digest(config: MkDocsConfig, files: Files) -> str | None:
    """The hash of what pages have around their contents.

    Args:
        config: MkDocs' settings, filled in.
        files: The pages that are written by hand.

    Returns:
        None where nobody knows: other plugins, hooks, and a theme of the project's own may do anything.
    """
    if list(config.plugins) != ["papershelf"] or config.hooks or _has_own_frame(config):
        return None
    settings = {name: _plain(value) for name, value in config.items() if name not in _ELSEWHERE}
    theme = {name: _plain(config.theme[name]) for name in sorted(config.theme)}
    try:
        pages = [
            [file.src_uri, file.dest_uri, _plain(get_data(file.content_string)[1])]
            for file in files.documentation_pages()
        ]
    except (OSError, UnicodeDecodeError):
        return None  # MkDocs says what is wrong with the page
    made_from = json.dumps([settings, config.theme.name, theme, pages], sort_keys=True, default=repr)
    return sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest()


def _has_own_frame(config: MkDocsConfig) -> bool:
    """Whether the project has templates of its own for the frame, which might ask for all pages at once."""
    own = template_files.own(Path(config.config_file_path).parent)
    folders = [None if own is None else own / template_files.THEME, config.theme.custom_dir]
    files = (path.relative_to(folder) for folder in folders if folder is not None for path in Path(folder).rglob("*"))
    return any(path.parts[0] != _COPIED for path in files)


def _plain(value: object) -> object:
    """A setting as plain data; what is none is told by its name, which says where it is, so that nothing is kept."""
    if isinstance(value, UserDict | Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else repr(value)
