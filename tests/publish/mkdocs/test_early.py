"""Under `serve`, the page that is open is shown while the rest of the site is made, and nothing wrong for long."""

from __future__ import annotations

import logging
import queue
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fabricate import REPOSITORY, Project
from kitchen import SUMMARY, VOCABULARY, Kitchen
from mkdocs.livereload import LiveReloadServer

from papershelf.errors import PapershelfError, stop
from papershelf.publish.build import Build
from papershelf.publish.mkdocs import run, watching
from papershelf.publish.mkdocs.early import Early
from papershelf.publish.mkdocs.open_pages import OpenPages

PATIENCE = 30.0
MOMENT = 0.2
HOST = "127.0.0.1:8000"
CUPS = "/papers/cups/"


@dataclass
class Tab:
    """A page that is open in a browser."""

    address: str
    text: str
    poll: str
    """What its script asks."""
    epoch: int


@dataclass
class Browser:
    """Asks a server as a browser does, without a network between them."""

    server: LiveReloadServer
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(20))

    def get(self, address: str, **headers: str) -> str:
        """What is answered, after its status."""
        said: list[str] = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": address, "HTTP_HOST": HOST} | headers
        body = self.server.get_app()(environ, lambda status, _: said.append(status))  # type: ignore[misc]
        text = b"".join(body).decode()
        getattr(body, "close", lambda: None)()
        return f"{said[0]}\n{text}"

    def asks(self, address: str) -> Future[str]:
        return self.pool.submit(self.get, address)

    def opens(self, address: str = CUPS) -> Tab:
        """A page, loaded."""
        text = self.asks(address).result(PATIENCE)
        found = re.findall(r"livereload\((\d+), (\d+)\);", text)
        epoch, request = found[-1]
        return Tab(address, text, f"/livereload/{epoch}/{request}", int(epoch))

    def stays(self, tab: Tab) -> Future[bool]:
        """Whether a page is to be loaded again, when the server says something."""

        def ask() -> bool:
            answer = self.get(tab.poll, HTTP_REFERER=f"http://{HOST}{tab.address}")
            return int(answer.splitlines()[-1]) > tab.epoch

        return self.pool.submit(ask)


class Served:
    """A list that is served by a server without a network, whose builds can be held before they are judged."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kitchen = Kitchen.furnish(root)
        (root / "content" / "urls.txt").unlink()
        self.kitchen.put("cups", f"Cups are warm. {SUMMARY}", tags="[heat]")
        self.kitchen.put("lids", tags="[teapots]")
        self.kitchen.write("pages/about.md", "---\ntitle: About\n---\nAll is invented.\n")
        shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
        self.project = Project(root)
        self.may_go_on, self.judged = threading.Event(), threading.Semaphore(0)
        self.may_go_on.set()
        self.objection: PapershelfError | None = None
        started: queue.Queue[LiveReloadServer] = queue.Queue()
        judge = Build.judge

        def judge_when_told(build: Build) -> None:
            assert self.may_go_on.wait(PATIENCE)
            judge(build)
            if self.objection is not None:
                raise self.objection

        def loop(server: LiveReloadServer, **_: object) -> None:
            server.build_delay = 0
            started.put(server)
            server._build_loop()  # type: ignore[no-untyped-call]

        monkeypatch.setattr(Build, "judge", judge_when_told)
        monkeypatch.setattr(watching, "install", lambda _: None)
        monkeypatch.setattr(LiveReloadServer, "serve", loop)
        self._thread = threading.Thread(target=run.serve, args=(root, HOST))
        self._thread.start()
        self.server = started.get(timeout=PATIENCE)
        self.browser = Browser(self.server)

    def reading(self, address: str = CUPS) -> Future[bool]:
        """A page that is open, once the server knows of it."""
        server = self.server
        before = _waiting(server)
        told = self.browser.stays(self.browser.opens(address))
        _until(lambda: _waiting(server) > before)
        return told

    def cool(self, word: str = "cold") -> None:
        self.kitchen.put("cups", f"Cups are {word}. {SUMMARY}", tags="[heat]")

    def save(self) -> None:
        """Have the server notice that something was saved."""
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()
        _until(lambda: self.server._visible_epoch != self.server._wanted_epoch)

    def finish(self) -> None:
        """Let the build end that goes on."""
        self.may_go_on.set()
        assert "200 OK" in self.browser.asks("/about/").result(PATIENCE)  # which waits for it

    def end(self) -> None:
        self.may_go_on.set()
        with self.server._rebuild_cond:
            self.server._shutdown = True
            self.server._rebuild_cond.notify_all()
        self._thread.join(PATIENCE)
        with self.server._epoch_cond:
            self.server._wanted_epoch = self.server._visible_epoch = sys.maxsize
            self.server._epoch_cond.notify_all()
        self.browser.pool.shutdown()


def _waiting(server: LiveReloadServer) -> int:
    return len(server._epoch_cond._waiters)  # type: ignore[attr-defined]


def _until(happened: Callable[[], bool]) -> None:
    for _ in range(int(PATIENCE / 0.01)):
        if happened():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with _quiet():
        served = Served(tmp_path / "list", monkeypatch)
        yield served
        served.end()
    assert sys.getswitchinterval() == pytest.approx(0.005)


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    handlers = logger.handlers[:]
    yield
    assert logger.handlers == handlers


def test_the_open_page_is_shown_while_the_rest_of_the_site_is_made(served: Served) -> None:
    browser = served.browser
    told = served.reading()
    served.may_go_on.clear()
    served.cool()
    served.save()

    assert told.result(PATIENCE), "its browser loads the page again"
    tab = browser.opens()
    assert "Cups are cold." in tab.text
    assert "Cups are cold." in browser.opens("/papers/cups/index.html").text
    assert "200 OK" in browser.asks("/assets/stylesheets/papershelf.css").result(PATIENCE)
    others = [browser.asks(address) for address in ("/tags/heat/", "/papers/lids/", "/data/papers.json")]
    for other in others:
        with pytest.raises(NotYet):
            other.result(MOMENT)

    still = browser.stays(tab)
    served.finish()
    assert all("200 OK" in other.result(PATIENCE) for other in others)
    assert "Cups are cold." in others[2].result()
    with pytest.raises(NotYet):
        still.result(MOMENT)  # it is what the site has
    last = browser.opens()
    assert re.sub(r"livereload\(.*\);", "", last.text) == re.sub(r"livereload\(.*\);", "", tab.text)

    served.cool("hot")
    served.save()
    assert still.result(PATIENCE)
    assert "Cups are hot." in browser.opens().text


def test_a_build_that_fails_takes_the_page_back(served: Served) -> None:
    told = served.reading()
    served.may_go_on.clear()
    served.cool()
    served.objection = stop("site", "it has an invented fault", "Wait for the end of the test")
    served.save()
    assert told.result(PATIENCE)
    tab = served.browser.opens()
    assert "Cups are cold." in tab.text
    again = served.browser.stays(tab)
    served.finish()
    assert again.result(PATIENCE), "its browser loads the page before"
    before = served.browser.opens()
    assert "Cups are warm." in before.text

    told, served.objection = served.reading(), None
    served.save()
    assert told.result(PATIENCE)
    assert "Cups are cold." in served.browser.opens().text


def test_while_settings_are_wrong_the_site_is_served_as_it_was(served: Served) -> None:
    told = served.reading()
    served.cool()
    served.project.replace("mkdocs.yml", "plugins:", "kettles: 3\nplugins:")
    served.save()
    _until(lambda: served.server._visible_epoch == served.server._wanted_epoch)
    assert "Cups are warm." in served.browser.opens().text
    with pytest.raises(NotYet):
        told.result(MOMENT)
    served.project.replace("mkdocs.yml", "kettles: 3\n", "")
    served.save()
    assert told.result(PATIENCE)
    assert "Cups are cold." in served.browser.opens().text


def test_a_page_that_does_not_pass_the_gate_is_not_shown(served: Served) -> None:
    served.kitchen.write("pages/kettles.md", "---\ntitle: All\n---\nKettles.\n")
    served.save()
    served.finish()
    told = served.reading()
    served.may_go_on.clear()
    # It leads to a paper that the site before has not.
    served.kitchen.put("spoons", tags="[heat]")
    served.cool("[beside spoons](paper:spoons)")
    served.save()
    with pytest.raises(NotYet):
        told.result(MOMENT)
    served.finish()
    assert told.result(PATIENCE)
    assert "beside spoons" in served.browser.opens().text


@pytest.mark.parametrize("address", ["/about/", "/search/", "/papers/lids/"])
def test_other_pages_are_loaded_again_when_the_site_is_whole(served: Served, address: str) -> None:
    told = served.reading(address)
    served.may_go_on.clear()
    served.cool()
    served.save()
    with pytest.raises(NotYet):
        told.result(MOMENT)
    served.finish()
    assert told.result(PATIENCE)
    assert "Cups are cold." in served.browser.opens().text


def test_a_page_that_is_gone_is_not_waited_for(served: Served) -> None:
    told = served.reading()
    papers = served.project.root / "content" / "papers"
    (papers / "cups.md").rename(papers / "mugs.md")
    served.save()
    assert told.result(PATIENCE)
    assert "/papers/mugs/" in served.browser.asks(CUPS).result(PATIENCE) or "404" in served.browser.get(CUPS)


def test_of_a_site_that_is_as_it_was_no_page_is_loaded_again(served: Served) -> None:
    served.cool()
    served.save()
    served.finish()
    told = served.reading()
    served.may_go_on.clear()
    served.save()
    waiting = served.browser.asks("/data/papers.json")
    with pytest.raises(NotYet):
        waiting.result(MOMENT)
    served.finish()
    assert "Cups are cold." in waiting.result(PATIENCE)
    with pytest.raises(NotYet):
        told.result(MOMENT)
    served.cool("hot")
    served.save()
    assert told.result(PATIENCE)
    assert "Cups are hot." in served.browser.opens().text


def test_with_another_frame_or_template_no_page_is_shown_early(served: Served) -> None:
    told = served.reading()
    served.may_go_on.clear()
    served.project.replace("mkdocs.yml", "site_name: Papershelf", "site_name: A Cupboard")
    served.save()
    with pytest.raises(NotYet):
        told.result(MOMENT)
    served.finish()
    assert told.result(PATIENCE)
    assert "A Cupboard" in served.browser.opens().text


def test_where_a_style_sheet_changes_the_page_is_loaded_twice(served: Served) -> None:
    ways, things = _topic("ways"), _topic("things")
    vocabulary = VOCABULARY.replace('label: "Teapots"\n    topic: things', 'label: "Teapots"\n    topic: ways')
    served.kitchen.write("tags.yml", vocabulary.replace("topics:\n", f"topics:\n{ways}"))
    served.save()
    served.finish()
    told = served.reading("/topics/")
    served.may_go_on.clear()
    served.kitchen.write("tags.yml", vocabulary.replace(things, things + ways))  # in another order they change colours
    served.save()
    assert told.result(PATIENCE)
    again = served.browser.stays(served.browser.opens("/topics/"))
    served.finish()
    assert again.result(PATIENCE)


def test_where_nothing_could_be_shown_early_pages_are_loaded_again_at_the_end(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenPages, "show", lambda *_: False)
    monkeypatch.setattr(Early, "_was_right", lambda self, _: not self._hashes)
    told = served.reading()
    served.cool()
    served.save()
    assert told.result(PATIENCE)
    assert "Cups are cold." in served.browser.opens().text


def _topic(key: str) -> str:
    return f'  {key}:\n    label: "{key.title()}"\n    description: "Invented things."\n'


def test_an_edit_that_arrives_during_a_build_is_built_next(served: Served) -> None:
    told = served.reading()
    served.may_go_on.clear()
    served.cool()
    served.save()
    assert told.result(PATIENCE)
    tab = served.browser.opens()
    still = served.browser.stays(tab)
    served.cool("hot")
    with served.server._rebuild_cond:
        served.server._want_rebuild = True
        served.server._rebuild_cond.notify_all()
    served.may_go_on.set()
    assert still.result(PATIENCE)
    assert "Cups are hot." in served.browser.opens().text


def test_a_request_that_waits_when_pages_are_shown_gets_none_of_the_site_before(served: Served) -> None:
    told = served.reading()
    served.may_go_on.clear()
    served.cool()
    waiting = _waiting(served.server)
    served.save()
    late = served.browser.asks(CUPS)
    assert told.result(PATIENCE)
    assert waiting >= 1
    assert "Cups are cold." in late.result(PATIENCE)
