"""Addresses on pages."""

from __future__ import annotations

from pathlib import Path

from auditing import found, messages


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
