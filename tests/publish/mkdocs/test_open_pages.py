"""Which pages are open in browsers, and what a server answers while some of them are shown early."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from papershelf.publish.mkdocs.open_pages import MOST, OpenPages

HOST = "http://127.0.0.1:8000"


class Kitchen:
    """A server without a network, of a site with one page, while its next build goes on or not."""

    def __init__(self, root: Path, mount: str = "/") -> None:
        (root / "cups").mkdir()
        (root / "cups" / "index.html").write_text("<body>Cups are warm.</body>", "utf-8")
        self.server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(root), mount)
        self.server._watched_paths["content"] = 1
        self.pages = OpenPages(self.server)
        self.pool = ThreadPoolExecutor(20)

    def ask(self, path: str, **headers: str) -> str:
        body = self.server.get_app()({"PATH_INFO": path} | headers, lambda *_: None)  # type: ignore[misc, arg-type]
        return b"".join(body).decode()

    def read(self, *referers: str) -> None:
        """Have browsers wait for news of the pages at these addresses, one after the other."""
        for referer in referers:
            before = len(self.pages._open)
            poll = f"/livereload/{self.server._visible_epoch}/{before}"
            self.pool.submit(self.ask, poll, HTTP_REFERER=referer)
            while len(self.pages._open) == before:
                threading.Event().wait(0.001)

    def begin(self) -> None:
        with self.server._epoch_cond:
            self.server._wanted_epoch += 10

    def end(self) -> None:
        with self.server._epoch_cond:
            self.server._wanted_epoch += 1
            self.server._visible_epoch = self.server._wanted_epoch
            self.server._epoch_cond.notify_all()
        self.pool.shutdown()
        self.server.server_close()
        assert self.pages.paths == frozenset()


@pytest.fixture
def kitchen(tmp_path: Path) -> Iterator[Kitchen]:
    made = Kitchen(tmp_path)
    yield made
    made.end()


def test_pages_are_open_whose_browsers_wait_and_the_last_ones_count(kitchen: Kitchen) -> None:
    kitchen.read(*(f"{HOST}/tags/{number}/" for number in range(9)), f"{HOST}/tags/8/")
    assert kitchen.pages.paths == {f"tags/{number}/index.html" for number in (8, 7, 6, 5)}
    assert len(kitchen.pages.paths) == MOST


@pytest.mark.parametrize(
    ("referer", "file"),
    [
        (f"{HOST}/", "index.html"),
        (f"{HOST}/papers/cups/?q=x#top", "papers/cups/index.html"),
        (f"{HOST}/papers/cups/index.html", "papers/cups/index.html"),
        (f"{HOST}/papers/caf%C3%A9/", "papers/café/index.html"),
        (f"{HOST}/../../etc/passwd", "etc/passwd"),
        ("http://[x", ""),
        ("", ""),
    ],
)
def test_an_address_leads_to_a_file(kitchen: Kitchen, referer: str, file: str) -> None:
    kitchen.read(referer)
    assert kitchen.pages.paths == {file}


def test_a_site_may_be_below_its_host(tmp_path: Path) -> None:
    kitchen = Kitchen(tmp_path, "/list/")
    kitchen.read(f"{HOST}/list/papers/cups/", f"{HOST}/list/")
    assert kitchen.pages.paths == {"papers/cups/index.html", "index.html"}
    kitchen.end()


def test_a_page_is_shown_under_all_its_addresses_and_taken_back(kitchen: Kitchen) -> None:
    kitchen.begin()
    kitchen.pages.show({"cups/index.html": b"<body>Cups are cold.</body>"})
    assert "Cups are cold." in kitchen.ask("/cups/")
    assert "Cups are cold." in kitchen.ask("/cups/index.html")
    epoch = kitchen.server._visible_epoch
    kitchen.pages.end(is_right=False)
    assert "Cups are warm." in kitchen.ask("/cups/")
    assert kitchen.server._visible_epoch == kitchen.server._wanted_epoch > epoch


def test_nothing_is_shown_while_the_site_before_is_being_handed_out(kitchen: Kitchen) -> None:
    """It would pass for the new one, and its browser would hear of no other."""
    is_taken, may_go_on = threading.Event(), threading.Event()
    answer = kitchen.pages._application

    def slow(*request: object) -> object:
        is_taken.set()
        may_go_on.wait()
        return answer(*request)  # type: ignore[arg-type]

    kitchen.pages._application = slow  # type: ignore[assignment]
    asked = kitchen.pool.submit(kitchen.ask, "/cups/")
    is_taken.wait()
    kitchen.begin()
    assert not kitchen.pages.show({"cups/index.html": b"<body>Cups are cold.</body>"})
    assert kitchen.server._visible_epoch < kitchen.server._wanted_epoch
    may_go_on.set()
    kitchen.end()
    assert "Cups are warm." in asked.result()
