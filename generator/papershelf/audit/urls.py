"""Addresses on the pages of a site: what a browser makes of each, and where on the site it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from papershelf.audit.hashes import files_below, sha256
from papershelf.audit.report import Page, quote
from papershelf.text import Url, parse_url

_TRIMMED = "".join(map(chr, range(0x21)))
"""What a browser strips from both ends of an address: C0 controls and the space."""
_DROPPED = str.maketrans("", "", "\t\n\r")
"""What a browser drops from the middle of an address."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_USER = re.compile(r"[^:/?#]*:[/\\]*[^/\\?#]*@")
"""A name, or nothing but the sign behind a name, in front of a host."""

_SEGMENT = r"[\w-][\w.-]*"
_PLAIN = re.compile(
    r"(?P<steps>(?:\.?\.(?:/|(?=[?#]|\Z)))*)"
    rf"(?P<path>(?:{_SEGMENT}/)*(?:{_SEGMENT})?)(?:\?[^#]*)?(?:#(?P<fragment>[\w.-]*))?",
    re.ASCII,
)
"""A relative address in which nothing is encoded or dropped on the way to its file: `../one/?q=%20#two`."""
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.:-]+(?=[/?#]|\Z)")
"""Scheme, host and port at the head of an address, with no user in front of the host."""

_MEND_LINK = "Correct the address, or add the page"


class Internal(NamedTuple):
    """An address on this site: a file that exists, and a place in it."""

    file: str
    fragment: str


class External(NamedTuple):
    """An address elsewhere that people may follow."""

    scheme: str


class Fault(NamedTuple):
    """An address that may not be on a page."""

    problem: str
    remedy: str
    is_elsewhere: bool = False
    """Whether a browser would leave the site for it."""


Place = Internal | External | Fault


def clean(address: str) -> str:
    """An address as a browser takes it up."""
    if address.isprintable():
        return address.strip(" ")
    return address.strip(_TRIMMED).translate(_DROPPED)


def has_scheme(address: str) -> bool:
    """Whether an address that is cleaned names its scheme."""
    return _SCHEME.match(address) is not None


class Site:
    """What addresses are resolved against: the files that exist, and where they will be served."""

    def __init__(
        self,
        root: Path,
        own_host: str | None,
        base_path: str,
        files: frozenset[str] | None = None,
        digests: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Prepare to resolve addresses.

        Args:
            root: The folder of the site.
            own_host: The host of its address, if it has one.
            base_path: The path of its address.
            files: Those that it is to have; None: those that it has.
            digests: The hashes of files that need not be read to know them.
        """
        self.root = root
        self.files = frozenset(files_below(root)) if files is None else files
        own = parse_url(f"https://{own_host}/") if own_host else None
        self._own_host = own.host if own else None
        base = parse_url(f"https://one.invalid/{base_path.strip('/')}")
        self._base_path = f"{base.path.rstrip('/') if base else ''}/"
        self._locate_parsed = lru_cache(maxsize=1 << 16)(self._parse)  # the bound keeps memory level
        self._parse_origin = lru_cache(maxsize=1 << 10)(parse_url)
        self.hash_of = lru_cache(maxsize=None)(lambda file: digests.get(file) or sha256((root / file).read_bytes()))

    def locate(self, page: Page, address: str) -> Place:
        """What a browser that shows `page` makes of an address in it, already cleaned."""
        if not address or address[0] in "#?":
            return Internal(page.path, address.partition("#")[2])
        folder = page.folder
        if page.root and address.startswith(page.root):
            # From the root, links of all pages to one place are one question. What is left is
            # a path still, also where it begins like an address of another kind.
            folder, address = "", f"./{address.removeprefix(page.root)}"
        return self._locate_plain(folder, address) or self._locate_parsed(folder, address)

    def _locate_plain(self, folder: str, address: str) -> Internal | External | None:
        """Where an address leads that a browser takes as it is written; None: it takes a parser to say."""
        if not address.startswith(("https://", "http://")):
            return self._locate_below(folder, address)
        match = _ORIGIN.match(address)
        if match is None or not address.isascii() or (origin := self._parse_origin(match[0])) is None:
            return None
        if origin.host != self._own_host:
            return External(origin.scheme)  # what follows a host leads to no other
        root = match[0] + self._base_path
        return self._locate_below("", address[len(root) :]) if address.startswith(root) else None

    def _locate_below(self, folder: str, address: str) -> Internal | None:
        plain = _PLAIN.fullmatch(address)
        if plain is None:
            return None
        steps, path, fragment = plain.groups("")
        for _ in range(steps.count("..")):
            if not folder:
                return None
            folder = folder[: folder.rfind("/", 0, -1) + 1]
        file = self._find(folder + path)
        return None if file is None else Internal(file, fragment)

    def _parse(self, folder: str, address: str) -> Place:
        """Parse an address on two sites that share nothing: what differs tells what it takes from its page.

        Each site is deeper in folders than the address could climb, so that climbing out shows.
        """
        depth = 1 + address.count(".") + address.count("%")
        path = percent_encode(folder)
        secure = parse_url(address, f"https://one.invalid{'/1' * depth}/{path}")
        plain = parse_url(address, f"http://two.invalid{'/2' * depth}/{path}")
        if secure is None or plain is None:
            return Fault(f"{quote(address)} is not an address that a browser can read", _MEND_LINK)
        if secure.href == plain.href:
            return self._locate_absolute(address, secure)
        if secure.host == plain.host:
            return Fault(f"{quote(address)} has a host and no scheme", "Write https: in front of it", True)
        if secure.scheme == plain.scheme:
            return Fault(f"{quote(address)} names no host", "Write the address as https://host/path", True)
        if secure.path == plain.path:
            return self._locate_path(address, secure.path, secure.fragment)
        inside = secure.path.removeprefix(f"{'/1' * depth}/")
        if len(inside) == len(secure.path) or inside != plain.path.removeprefix(f"{'/2' * depth}/"):
            return Fault(f"{quote(address)} climbs out of the site", _MEND_LINK)
        return self._locate_file(inside, secure.fragment)

    def _locate_absolute(self, address: str, url: Url) -> Place:
        if url.scheme == "mailto":
            return External("mailto")
        if url.scheme not in ("http", "https"):
            return Fault(f"an address with the scheme `{url.scheme}:`", "Use an https address, or none", bool(url.host))
        if url.has_user or _USER.match(address):
            return Fault(f"{quote(address)} holds user information", "Write the address without it", True)
        # Beside a project's site on a shared host (GitHub Pages) there are other people's sites.
        if url.host == self._own_host and self._is_ours(url.path):
            return self._locate_path(address, url.path, url.fragment)
        return External(url.scheme)

    def _locate_path(self, address: str, path: str, fragment: str) -> Place:
        if not self._is_ours(path):
            return Fault(f"{quote(address)} is outside of the site", _MEND_LINK)
        return self._locate_file(path[len(self._base_path) :], fragment)

    def _locate_file(self, path: str, fragment: str) -> Internal | Fault:
        name = unquote(path)
        if (file := self._find(name)) is not None:
            return Internal(file, fragment)
        return Fault(f"{quote(name.removesuffix('/') or '/')} is not on the site", _MEND_LINK)

    def _find(self, name: str) -> str | None:
        """The file that a host sends for a path: itself, or the index of the folder."""
        if name in self.files:
            return name
        folder = name.removesuffix("/")
        index = f"{folder}/index.html" if folder else "index.html"
        return index if index in self.files else None

    def _is_ours(self, path: str) -> bool:
        return f"{path}/".startswith(self._base_path)
