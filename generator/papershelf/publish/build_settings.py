"""Where a site is built and of what, and the terms on which it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from papershelf import audit
from papershelf.cluster import Cluster
from papershelf.errors import Problem
from papershelf.publish import program, template_files
from papershelf.publish.digests import Digests
from papershelf.publish.language import ENGLISH, to_script
from papershelf.publish.page import Site

MAX_SITE = 800_000_000
"""The largest site that is published, in bytes; GitHub Pages stops at a gigabyte."""


class Terms(TypedDict):
    """What every page is held to, as the gate takes it."""

    trusted: frozenset[str]
    own_host: str | None
    base_path: str
    policy: str | None


@dataclass(frozen=True, kw_only=True)
class BuildSettings:
    """Where a site is built, of what, and what is trusted in it."""

    root: Path
    """The project's folder, in which drawn cards are kept."""
    folder: Path
    """The output folder, as it was named."""
    site: Site
    fonts: tuple[Path, ...]
    """The folders of the fonts of cards."""
    inline_scripts: frozenset[str] = frozenset()
    """The hashes of the scripts that may be within a page."""
    script_folders: tuple[Path, ...] = ()
    """The folders whose scripts may be in the site."""
    has_policy: bool = True
    """Whether every page states its content security policy, and is held to it."""
    force: bool = False
    """Whether the output folder is replaced though it has no marker."""
    max_size: int = MAX_SITE
    """The largest site that is published, in bytes."""
    jobs: int = 1
    """How many processes may be at work; the site is the same with any number."""
    cluster: Cluster | None = None
    """Who else is at work; the site is the same with or without."""

    def made_with(self, frame: str) -> str:
        """The hash of what every page is made with, and on which terms the gate judges.

        Args:
            frame: The hash of what the shell puts around the contents of pages.
        """
        own = [folder for folder in (template_files.own(self.root),) if folder is not None]
        terms = (
            replace(self.site, words=ENGLISH),
            self.site.words.spoken,
            self.inline_scripts,
            self.trusted,
            self.has_policy,
        )
        return Digests().of((program.digest(), program.digest_of(own), frame, *terms))

    @cached_property
    def trusted(self) -> frozenset[str]:
        """The hashes of all scripts that may run."""
        words = self.site.words  # whose script is in no folder
        spoken = {audit.sha256(to_script(words).encode())} if words.script else set()
        return audit.trusted_hashes(self.script_folders) | self.inline_scripts | spoken

    @property
    def policy(self) -> str | None:
        """The content security policy of every page: this site and nothing else; None: pages have none.

        Raises:
            PapershelfError: A hash is none.
        """
        return audit.state_policy(self.inline_scripts) if self.has_policy else None

    @property
    def terms(self) -> Terms:
        """What every page is held to."""
        address = urlsplit(self.site.url or "")
        return {
            "trusted": self.trusted,
            "own_host": address.netloc or None,
            "base_path": f"{address.path}/",
            "policy": self.policy,
        }


def weigh(sizes: Mapping[str, int], limit: int) -> list[Problem]:
    """Object to a site that is too large to be hosted.

    Args:
        sizes: Those of its files in bytes, by their paths.
        limit: The size of the largest site, in bytes.
    """
    size = sum(sizes.values())
    if size <= limit:
        return []
    largest = max(sizes, key=sizes.__getitem__)
    problem = f"the site has {size / 1e6:,.0f} MB, and {limit / 1e6:,.0f} MB are allowed (GitHub Pages takes 1 GB)"
    remedy = f"Leave out what is large, such as {largest}, or raise `size_limit` for another host"
    return [Problem(path="site", problem=problem, remedy=remedy)]
