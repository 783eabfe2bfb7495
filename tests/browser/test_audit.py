"""The gate's judgement beside a real browser's: what is refused really asks another host, what passes does not.

No request leaves this machine: each is answered here, whatever host it is for.
"""

from __future__ import annotations

from contextlib import suppress
from mimetypes import guess_type
from pathlib import Path

import pytest
from attacks import FETCHING, STAYING, Files
from playwright.sync_api import Browser, Error, Route

SITE = "https://site.example/base/"
OTHER = "other.example"


def asked(browser: Browser, files: Files) -> list[str]:
    """The addresses at the other host that a browser asks for when it shows the page."""
    requests: list[str] = []

    def answer(route: Route) -> None:
        address = route.request.url
        if address.split("/")[2].endswith(OTHER):
            requests.append(address)
            route.fulfill(status=204)
            return
        path = address.removeprefix(SITE).partition("?")[0]
        kind = guess_type(Path(path).name)[0] or "text/plain"
        route.fulfill(body=files.get(path, ""), content_type=f"{kind}; charset=utf-8")

    # A context of its own, for a picture that was asked for once is remembered.
    context = browser.new_context()
    context.route("**/*", answer)
    page = context.new_page()
    try:
        # Some pages leave for the other host at once, whose answer is empty.
        with suppress(Error):
            page.goto(SITE + next(iter(files)), wait_until="load")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    finally:
        context.close()
    return requests


@pytest.mark.parametrize("files", FETCHING.values(), ids=FETCHING.keys())
def test_what_the_gate_refuses_asks_another_host(browser: Browser, files: Files) -> None:
    assert asked(browser, files)


@pytest.mark.parametrize("files", STAYING.values(), ids=STAYING.keys())
def test_what_the_gate_lets_pass_asks_no_other_host(browser: Browser, files: Files) -> None:
    assert asked(browser, files) == []
