"""The pages that are open in browsers under `serve`, which may be shown before the rest of the site is made.

While a site is built, MkDocs' server lets requests wait, and at the end it tells every browser to load its page again.
Here it tells them as soon as the pages that are open are there. These are answered from memory, what pages load (the
files below `assets/`) from the site before, and everything else waits until the new site is whole.
"""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from mkdocs.livereload import LiveReloadServer


MOST = 4
"""So many pages are shown early: those opened last. A page that was left counts as open for up to a minute."""
ASSETS = "assets/"
"""What pages load is below this folder."""
_POLLS = "/livereload/"
"""The address at which MkDocs' script in each page asks whether there is a newer one, and is kept waiting."""
_TURN = 0.0005
"""Seconds after which a build gives way to a thread that answers a request; Python has ten times that."""


class OpenPages:
    """Which pages are open, and what is shown of them while a site is built.

    What the server is doing has no public names: of its two numbers, one is that of the site that is wanted and one
    that of the site that is visible. They differ while a site is built.
    """

    def __init__(self, server: LiveReloadServer) -> None:
        """Stand between a server and whoever asks it."""
        self._server = server
        self._changed = server._epoch_cond
        self._application = server.serve_request
        self._open: dict[str, str] = {}
        """The files of open pages, by the request in which their browser waits, the last one last."""
        self._shown: Mapping[str, bytes | None] = MappingProxyType({})
        """The pages that are shown early; None for one that is as it was."""
        self._answering = 0
        """Requests that MkDocs' server has taken, and answers with the site that is there."""
        self._usual_turn = sys.getswitchinterval()
        server.set_app(self._answer)

    @property
    def paths(self) -> frozenset[str]:
        """The files of the pages that were opened last."""
        with self._changed:
            latest = dict.fromkeys(reversed(self._open.values()))
        return frozenset([*latest][:MOST])

    def show(self, pages: Mapping[str, bytes | None]) -> bool:
        """Let browsers load their pages again, while the rest of the site is made.

        Args:
            pages: The new pages by their files in the site; None for one that is as it was.

        Returns:
            Whether they do: not while one is given the site before, which would pass for the new one.
        """
        with self._changed:
            if self._answering:
                return False
            self._shown = pages
            self._server._visible_epoch = self._server._wanted_epoch
            sys.setswitchinterval(_TURN)
            self._changed.notify_all()
            return True

    def end(self, *, is_right: bool, is_as_before: bool = False) -> None:
        """Answer with the site that is there now, be it new or the one before.

        Args:
            is_right: Whether the site is new and has what was shown. Else browsers load what was shown once more, and
                nothing waits until a build succeeds, as MkDocs' server would have it.
            is_as_before: Whether no file of it is another: browsers have nothing to load again.
        """
        with self._changed:
            if is_as_before:
                self._server._wanted_epoch = self._server._visible_epoch
            if not is_right:
                self._server._wanted_epoch = self._server._visible_epoch + bool(self._shown)
                self._server._visible_epoch = self._server._wanted_epoch
            self._shown = MappingProxyType({})
            sys.setswitchinterval(self._usual_turn)
            self._changed.notify_all()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(_POLLS):
            with self._is_open(environ):
                return self._application(environ, start_response)
        file = self._file_of(path)
        if file.startswith(ASSETS):
            return self._application(environ, start_response)
        with self._changed:
            self._changed.wait_for(lambda: file in self._shown or (self._is_whole and not self._shown))
            early, epoch = self._shown.get(file), self._server._visible_epoch
            if early is None:
                self._answering += 1
        if early is not None:
            content: bytes = self._server._inject_js_into_html(early, epoch)  # type: ignore[no-untyped-call]
            start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(content)))])
            return [content]
        try:
            return self._application(environ, start_response)
        finally:
            with self._changed:
                self._answering -= 1

    @property
    def _is_whole(self) -> bool:
        return self._server._visible_epoch == self._server._wanted_epoch

    @contextmanager
    def _is_open(self, environ: WSGIEnvironment) -> Iterator[None]:
        """Remember the page whose browser waits, as long as it does."""
        request, address = environ["PATH_INFO"], ""
        with suppress(ValueError):  # whoever asks may say anything
            address = unquote(urlsplit(environ.get("HTTP_REFERER", "")).path)
        with self._changed:
            self._open[request] = self._file_of(address)
        try:
            yield
        finally:
            with self._changed:
                self._open.pop(request, None)

    def _file_of(self, path: str) -> str:
        """The file of the site that MkDocs' server answers with at an address."""
        name = f"{path}index.html" if path.endswith("/") else path
        return posixpath.normpath("/" + name.removeprefix(self._server.mount_path)).lstrip("/")
