"""What a new list is told of itself: its name, its address and its licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from papershelf.errors import Rejected
from papershelf.publish.look import CC_BY, licence_of
from papershelf.text import check_url, check_written, is_blank, parse_url

LONGEST_NAME = 120
"""The most characters of a list's name."""
USUAL_LICENCE = CC_BY.identifier

_PAGES = ".github.io"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What `init` asks."""

    name: str
    url: str = ""
    """Where the site will be published, with a slash at its end; empty while nobody knows."""
    licence: str = USUAL_LICENCE
    """An SPDX identifier, for what the list's contributors write."""

    @property
    def licence_url(self) -> str:
        """Where the licence can be read."""
        return licence_of(self.licence).url

    @property
    def owner(self) -> str:
        """The account on GitHub whose Pages the address is of, or nothing."""
        address = parse_url(self.url) if self.url else None
        if address is None or not address.hostname.endswith(_PAGES):
            return ""
        return address.hostname.removesuffix(_PAGES)


def check_name(name: str) -> str:
    """A list's name, with single spaces.

    Raises:
        Rejected: It is empty, too long, or has characters that nobody sees.
    """
    written = " ".join(name.split())
    if not written or is_blank(written):
        raise Rejected("the name is empty", "Write one, such as 'Papers on kettles'")
    if len(written) > LONGEST_NAME:
        raise Rejected(f"the name has {len(written)} characters, over {LONGEST_NAME}", "Write a shorter one")
    check_written(written)
    return written


def check_address(url: str) -> str:
    """The address of the site, with a slash at its end, or nothing.

    Raises:
        Rejected: It is not an address, or not one of a site.
    """
    url = url.strip()
    if not url:
        return ""
    check_url(url)
    address = parse_url(url)
    if address is None or address.has_user or "?" in url or "#" in url:
        raise Rejected("it is not the address of a site", "Write one such as https://example.org/papers/")
    return address.href if address.href.endswith("/") else f"{address.href}/"


def check_licence(licence: str) -> str:
    """A licence by its SPDX identifier, in its usual spelling.

    Raises:
        Rejected: SPDX lists none of that name.
    """
    return licence_of(licence.strip()).identifier


def name_of(folder: Path) -> str:
    """A name for a list in a folder, made of the folder's."""
    words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    try:
        return check_name(words[:1].upper() + words[1:])
    except Rejected:
        return "Reading list"
