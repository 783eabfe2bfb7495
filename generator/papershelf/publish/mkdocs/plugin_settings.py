"""What `mkdocs.yml` may say about the plugin."""

from __future__ import annotations

from mkdocs.config import base, config_options

from papershelf.publish import search
from papershelf.publish.build_settings import MAX_SITE
from papershelf.publish.mkdocs.settings import Megabytes

CARDS = ("build", "always", "never")
_ABSTRACTS = ("none", "open")


class Settings(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's settings, with their defaults."""

    cards = config_options.Optional(config_options.Choice(CARDS))
    """When pages get a card: in a build but not under `serve`, always, or never.

    Where nothing is said, the environment's `PAPERSHELF_CARDS` decides, or else `build`.
    """
    # What follows is judged by `identity`, which says what would be right.
    content_language = config_options.Optional(config_options.Type(str))
    """The language of titles and summaries, where it is not English: `de`."""
    licence = config_options.Optional(config_options.Type(str))
    """That of summaries, by its SPDX identifier: `CC-BY-4.0`."""
    footer = config_options.Optional(config_options.Type(str))
    """A sentence for the foot of every page, in Markdown."""
    link_colour = config_options.Optional(config_options.Type(str))
    """Of links on a light page: `"#1d4e89"`. Each colour is held to a contrast of 4.5 to 1."""
    link_colour_dark = config_options.Optional(config_options.Type(str))
    """The same on a dark page; where it is not given, it is made of the other."""
    accent_colour = config_options.Optional(config_options.Type(str))
    """Of what is pointed at, chosen or marked, and of the list's cards."""
    accent_colour_dark = config_options.Optional(config_options.Type(str))
    """The same on a dark page."""
    card_logo = config_options.Optional(config_options.Type(str))
    """A PNG file for the foot of cards, from the project's folder."""

    anthology = config_options.Type(bool, default=False)
    """For a list of more than 20,000 papers: shared files instead of several for each paper, and no cards."""
    size_limit = Megabytes(int, default=MAX_SITE // 1_000_000)
    """The largest site that is published, in megabytes. The default is what GitHub Pages surely takes."""

    abstracts = config_options.Choice(_ABSTRACTS, default="none")
    """Which abstracts `papershelf enrich` keeps in `content/open-abstracts/`, from where they are published.

    `open` are those that the terms of their source give freely: arXiv's.
    """
    search_whole_up_to = config_options.Type(int, default=search.WHOLE_UP_TO)
    """Up to how many papers a reader's search fetches its index whole; of a longer list, only what a query needs."""
