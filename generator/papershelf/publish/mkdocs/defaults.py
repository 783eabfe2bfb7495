"""What every list needs of MkDocs' settings. What its `mkdocs.yml` says goes before all of this."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from papershelf.publish.mkdocs.theme import PAGES

_STYLES = ("assets/stylesheets/papershelf.css", "assets/stylesheets/topics.css")
"""Of every page: the look, and the topics' colours, which are written from the vocabulary."""

_EXTENSIONS: Mapping[str, Mapping[str, object]] = {
    "admonition": {},
    "attr_list": {},
    "tables": {"use_align_attribute": True},  # no inline style: the pages' policy would stop it
    "toc": {},
}


def add_defaults(config: MkDocsConfig, written: Mapping[str, Any]) -> None:
    """Add what the settings leave open.

    Args:
        config: The settings as MkDocs has read them.
        written: What is in `mkdocs.yml`, and in what that inherits.
    """
    if "docs_dir" not in written:
        # Never content/: a contributor's front matter would reach MkDocs.
        config.docs_dir = str((Path(config.config_file_path).parent / PAGES).absolute())
    config.extra_css = _behind(_STYLES, config.extra_css)
    config.markdown_extensions = _behind(_EXTENSIONS, config.markdown_extensions)
    for name, options in _EXTENSIONS.items():
        if options:
            config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
    links = written.get("validation") or {}
    said = {**links, **(links.get("links") or {})}
    for name in ("unrecognized_links", "anchors"):
        if name not in said:
            config.validation.links[name] = logging.WARNING


def _behind(first: Iterable[str], then: Iterable[str]) -> list[str]:
    """Both, each once: what a list adds comes behind what it builds on, and where it named that itself, it stays."""
    then = list(then)
    return [*(each for each in first if each not in then), *then]
