"""Addresses as browsers read them, by the WHATWG URL standard (https://url.spec.whatwg.org/).

The one door to the parser: whether an address is a link in a list, or is on a page that was
built, it means what a browser would make of it.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import NamedTuple

from ada_url import URL

from papershelf.errors import Rejected
from papershelf.text.names import skeleton


class Url(NamedTuple):
    """An address after parsing: normalised, percent-encoded, its host in ASCII."""

    href: str
    scheme: str
    """Without the colon."""
    host: str
    """With the port, unless it is the scheme's own."""
    hostname: str
    path: str
    fragment: str
    """Without the `#`, percent-encoded."""
    has_user: bool
    """Whether a name or a password precedes the host."""


_SERIALISED = re.compile(
    r"(?P<scheme>[^:]*):(?://(?:(?P<user>[^@/?#]*)@)?(?P<host>(?P<hostname>\[[^\]]*\]|[^:/?#]*)(?::\d+)?))?"
    r"(?P<path>[^?#]*)(?:\?[^#]*)?(?:#(?P<fragment>.*))?"
)
"""An address after parsing, which has one form only. Asking the parser for each part took three times as long."""


def parse_url(address: str, base: str | None = None) -> Url | None:
    """What a browser makes of an address, on a page at `base`; None if it makes nothing of it."""
    try:
        href = URL(address, base).href
    except ValueError:  # also half a character, which no file can hold
        return None
    parts = _SERIALISED.fullmatch(href)
    assert parts is not None, "the parser writes every address in this form"
    return Url(
        href=href,
        scheme=parts["scheme"],
        host=parts["host"] or "",
        hostname=parts["hostname"] or "",
        path=parts["path"],
        fragment=parts["fragment"] or "",
        has_user=parts["user"] is not None,
    )


_AUTHORITY = re.compile(
    r"https?://(?P<user>[^/?#]*@)?(?P<host>\[[^\]/?#]*\]|[^:/?#]*)(?P<port>:[^/?#]*)?", re.IGNORECASE
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_HOST = 253

_OWN_MACHINE = "leads to the reader's own machine"
_PRIVATE = "leads into a private network"
_NOWHERE = "leads nowhere on the public internet"
_GIVE_PUBLIC = "Give an address that every reader can open"

_NETWORKS = tuple(
    (ipaddress.ip_network(network), problem)
    for problem, networks in (
        (_OWN_MACHINE, ("0.0.0.0/8", "127.0.0.0/8", "::/128", "::1/128")),
        (_PRIVATE, ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16")),
        (_PRIVATE, ("fc00::/7", "fe80::/10", "fec0::/10")),
        (_NOWHERE, ("192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24")),
        (_NOWHERE, ("224.0.0.0/4", "240.0.0.0/4", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "ff00::/8")),
    )
    for network in networks
)
"""Addresses that are not for the public, after the IANA's registries of special-purpose addresses
(https://www.iana.org/assignments/iana-ipv4-special-registry/, …/iana-ipv6-special-registry/). Not taken
from `ipaddress`, whose table differs between releases of Python."""

_WRAPPED = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)
"""Networks of IPv6 whose addresses hold one of IPv4, and how many bits follow it."""

_LOCAL_NAMES = {
    **dict.fromkeys(("localhost", "localdomain"), _OWN_MACHINE),
    **dict.fromkeys(("corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "private"), _PRIVATE),
    **dict.fromkeys(("alt", "invalid", "onion", "test"), _NOWHERE),
}
"""Ends of names that are not public domains (RFC 6761, 6762, 7686, 8375, 9476; ICANN's `internal`),
with those that routers and offices commonly use."""


def check_host(address: str) -> None:
    """Object to the host of a web address, as a reader sees it and as a browser reads it.

    Raises:
        Rejected: The host misleads, or is not for the public.
    """
    remedy = "Write a whole address such as https://example.org/page"
    written = _AUTHORITY.match(address)
    if written is None or not (written["user"] or written["host"]):
        raise Rejected("an address without a host", remedy)
    if written["user"]:
        raise Rejected("an address with user information before its host", "Delete everything up to the @")
    url = parse_url(address)
    if url is None:
        raise Rejected("an address whose host or port cannot be read", remedy)
    if written["port"] in (":", ":0") or url.host.endswith(":0"):
        raise Rejected("an address whose port is not a port", "Delete the colon after the host")
    if url.hostname.startswith("["):
        _check_number(ipaddress.IPv6Address(url.hostname[1:-1]))
        return
    # A browser takes a host for a number, in whichever notation, if its last part is one.
    if url.hostname.rpartition(".")[2].isdigit():
        _check_number(ipaddress.IPv4Address(url.hostname))
    else:
        _check_name(url.hostname, remedy)
    if written["host"].lower() not in (url.hostname, read := _readable(url.hostname)):
        raise Rejected("an address whose host a browser reads as another", f"Write the host as {read}")


def _check_number(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    for network, problem in _NETWORKS:
        if number in network:
            raise Rejected(f"an address that {problem}", _GIVE_PUBLIC)
    if isinstance(number, ipaddress.IPv6Address):
        for wrapper, behind in _WRAPPED:
            if number in wrapper:
                _check_number(ipaddress.IPv4Address(int(number) >> behind & 0xFFFFFFFF))
        if number not in ipaddress.IPv6Network("2000::/3"):
            raise Rejected(f"an address that {_NOWHERE}", _GIVE_PUBLIC)


def _check_name(host: str, remedy: str) -> None:
    bare = host.rstrip(".")
    for end, problem in _LOCAL_NAMES.items():
        if bare == end or bare.endswith(f".{end}"):
            raise Rejected(f"an address that {problem}", _GIVE_PUBLIC)
    labels = host.split(".")
    if len(labels) < 2 or len(host) > _LONGEST_HOST:
        raise Rejected("an address whose host is not a full name", remedy)
    for label in labels:
        _check_label(label, remedy)


def _check_label(label: str, remedy: str) -> None:
    if not _LABEL.fullmatch(label):
        raise Rejected("an address whose host holds what no host may hold", remedy)
    if label.startswith("xn--"):
        try:
            plain = _decoded(label)
        except UnicodeError as error:
            raise Rejected("an address whose host cannot be decoded", remedy) from error
        scripts = {_script(character) for character in plain if character.isalpha()}
        if len(scripts) != 1 or skeleton(plain).isascii() or unicodedata.normalize("NFKC", plain) != plain:
            raise Rejected("an address whose host mixes scripts or imitates another", "Type the host by hand")


def _readable(host: str) -> str:
    return ".".join(_decoded(label) if label.startswith("xn--") else label for label in host.split("."))


def _decoded(label: str) -> str:
    return label.removeprefix("xn--").encode("ascii").decode("punycode")


def _script(character: str) -> str:
    name = unicodedata.name(character, "UNKNOWN").split()[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name
