"""Addresses on pages: what a browser makes of each, and where on the site it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from auditing import ORDINARY, found, messages, write
from hypothesis import given
from hypothesis import strategies as st

from papershelf.audit.report import page_at
from papershelf.audit.urls import External, Fault, Internal, Place, Site, clean
from papershelf.text import parse_url


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("site")
    write(root, ORDINARY | {"papers/\u00fc b/index.html": "", "a%2Fb.png": b"", "odd;name?.png": b""})
    return Site(root, "example.org", "/base/")


def place(site: Site, address: str, path: str = "papers/two/index.html") -> Place:
    return site.locate(page_at(path), clean(address))


@pytest.mark.parametrize(
    ("address", "file", "fragment"),
    [
        ("../one/", "papers/one/index.html", ""),
        ("../one", "papers/one/index.html", ""),
        ("..\\one\\", "papers/one/index.html", ""),
        (".././../papers/./one/#a", "papers/one/index.html", "a"),
        ("%2e%2E/one/", "papers/one/index.html", ""),
        (".%2e/one/index.html?a=//x.org", "papers/one/index.html", ""),
        ("../\to\nn\re/", "papers/one/index.html", ""),
        ("/base/papers/one/", "papers/one/index.html", ""),
        ("\\base/papers\\one", "papers/one/index.html", ""),
        ("/other/../base/", "index.html", ""),
        ("/base", "index.html", ""),
        ("https://example.org/base/", "index.html", ""),
        ("HTTP://EXAMPLE.ORG:80/base", "index.html", ""),
        ("https:\\\\example.org\\base\\", "index.html", ""),
        ("https://ex%61mple.org/base/papers/one/#%C3%BC", "papers/one/index.html", "%C3%BC"),
        ("../\u00fc b/", "papers/\u00fc b/index.html", ""),
        ("../%C3%BC%20b/", "papers/\u00fc b/index.html", ""),
        ("../../a%252Fb.png", "a%2Fb.png", ""),
        ("../../odd;name%3F.png", "odd;name?.png", ""),
    ],
)
def test_an_address_on_the_site(site: Site, address: str, file: str, fragment: str) -> None:
    assert place(site, address) == Internal(file, fragment)


@pytest.mark.parametrize(
    "address",
    [
        "https://x.org", "HTTPS:\\\\x.org", "https:///x.org", "ht\ttps://x.org", "\x01https://x.org", "https://example.org/",
        "https://example.org/basement", "https://example.org/base/../", "https://example.org:8443/base/",
        "https://example.org./base/", "https://example.org.x.org/base/", "http://127.0.0.1/", "https://b\u00fccher.de/",
        "mailto:a@b.org",
    ],
)  # fmt: skip
def test_an_address_elsewhere(site: Site, address: str) -> None:
    assert isinstance(place(site, address), External)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("//x.org/a", "has a host and no scheme"),
        ("\\\\x.org/a", "has a host and no scheme"),
        ("/\\x.org/a", "has a host and no scheme"),
        ("\\/x.org/a", "has a host and no scheme"),
        ("///x.org/a", "has a host and no scheme"),
        ("/\t/x.org/a", "has a host and no scheme"),
        ("//example.org/base/", "has a host and no scheme"),
        ("https:x.org", "names no host"),
        ("http:x.org", "names no host"),
        ("https:/x.org", "names no host"),
        ("https:\\x.org", "names no host"),
        ("https:../one/", "names no host"),
        ("https://", "not an address that a browser can read"),
        ("https://x y.org/", "not an address that a browser can read"),
        ("https://x.org:99999/", "not an address that a browser can read"),
        ("https://[x]/", "not an address that a browser can read"),
        ("//", "not an address that a browser can read"),
        ("https://a@x.org/", "holds user information"),
        ("https://a:b@example.org/base/", "holds user information"),
        ("https://@x.org/", "holds user information"),
        ("https://:@x.org/", "holds user information"),
        ("javascript:a", "the scheme `javascript:`"),
        ("java\nscript:a", "the scheme `javascript:`"),
        ("data:text/html,a", "the scheme `data:`"),
        ("blob:https://example.org/a", "the scheme `blob:`"),
        ("file:///etc/passwd", "the scheme `file:`"),
        ("ws://x.org", "the scheme `ws:`"),
        ("view-source:https://x.org", "the scheme `view-source:`"),
        ("/papers/one/", "is outside of the site"),
        ("/base/../papers/", "is outside of the site"),
        ("https:a", "names no host"),
        ("../../../base/", "climbs out of the site"),
        ("../../..", "climbs out of the site"),
        ("../../../../../../../1/1/papers/one/", "climbs out of the site"),
        ("%2e%2e/%2E%2e/.%2e/", "climbs out of the site"),
        ("..//one/", "is not on the site"),
        ("../one//", "is not on the site"),
        ("../one/index.html/", "is not on the site"),
        ("../ONE/", "is not on the site"),
        ("/base//papers/one/", "is not on the site"),
        ("..%2fone/", "is not on the site"),
        ("../%2e%2e%2findex.html", "is not on the site"),
        ("/1/1/1/papers/one/", "is outside of the site"),
    ],
)
def test_an_address_that_may_not_be_on_a_page(site: Site, address: str, problem: str) -> None:
    found = place(site, address)
    assert isinstance(found, Fault)
    assert problem in found.problem


PIECES = (
    *(
        "https:",
        "http:",
        "mailto:",
        "/",
        "\\",
        "//",
        "..",
        ".",
        "%2e",
        "a",
        "papers",
        "one",
        "base",
        "@",
        ":",
        "?",
        "#",
    ),
    *("\t", "\n", " ", "x.org", "example.org", "1", "\u00fc", "[::1]"),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(address=pieces, path=st.sampled_from(["index.html", "papers/two/index.html"]))
def test_what_is_called_internal_stays_on_the_site_wherever_a_browser_sees_it(
    site: Site, address: str, path: str
) -> None:
    found = place(site, address, path)
    for origin in ("https://example.org/base/", "http://example.org/base/"):
        url = parse_url(address, origin + path)
        if isinstance(found, Internal):
            assert url is not None
            assert url.hostname == "example.org"
            assert f"{url.path}/".startswith("/base/")
        elif isinstance(found, External):
            assert url is not None
            assert url.scheme in ("http", "https", "mailto")


class Parsing(Site):
    """A site whose addresses all go through the parser."""

    def _locate_plain(self, _folder: str, _address: str) -> None:
        return None


PLAIN_PIECES = ("../", "..", "./", "/", "one", "papers/", "index.html", "?q=\u00fc/..", "#one", "#", "a.b", ".a", "-_")
ORIGINS = ("", "https://example.org/base/", "http://example.org", "https://x.org:443", "https://a@x.org", "https://x..")
plain_addresses = st.builds(
    lambda origin, rest: origin + "".join(rest),
    st.sampled_from(ORIGINS),
    st.lists(st.sampled_from((*PLAIN_PIECES, *PIECES)), max_size=5),
)


@given(address=plain_addresses, path=st.sampled_from(["a.html", "papers/two/index.html", "papers/\u00fc b/index.html"]))
def test_an_address_that_needs_no_parser_leads_where_the_parser_says(site: Site, address: str, path: str) -> None:
    assert place(site, address, path) == place(Parsing(site.root, "example.org", "/base/", site.files), address, path)


def test_an_own_host_is_compared_as_browsers_do(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.html": "<link rel=canonical href='https://b\u00fccher.example/%C3%BC/no/'>"}
    [problem] = found(tmp_path, files, own_host="B\u00dcCHER.example:443", base_path="/\u00fc/")
    assert "`no` is not on the site" in str(problem)


def test_page_404_links_from_the_root_of_the_host(tmp_path: Path) -> None:
    body = '<h1 id=a>404</h1><a href="#a">a</a><img src="/base/assets/a.png"><a href="https://x.org">b</a>'
    assert messages(tmp_path, body, "404.html") == []
    [message] = messages(tmp_path, '<a href="papers/one/">a</a>', "404.html")
    assert message == (
        "404.html:1: <a href>: `papers/one/` is relative, and 404.html is shown at any address. "
        "Write the address from the root of the host."
    )


def test_a_site_without_an_address(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.html": '<a href="/papers/one/">a</a><link rel=canonical href="https://example.org/base/no/">',
    }
    assert found(tmp_path, files, own_host=None, base_path="/") == []
