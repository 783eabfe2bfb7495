"""The guard of `serve`: the server on this machine answers this machine's own pages, and nothing odd.

A page of another site can let a name of its own lead to 127.0.0.1 (DNS rebinding) and then reads what is
served there as if it were its own. The name is in the request's Host, so only our own names are answered.
MkDocs' server also trips over paths that no file can have.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_PATH = 2_048
"""Bytes of a path; longer than every address of a site."""

_LOCAL = ("localhost", "127.0.0.1", "::1")
_METHODS = ("GET", "HEAD")


def install(server: WSGIServer, host: str, port: int) -> None:
    """Let a server answer only what is asked of it by its own name, and by requests that can have an answer.

    Args:
        server: The server, which has its application already.
        host: The name or address at which it listens.
        port: Its port.
    """
    application = server.get_app()
    assert application is not None, "MkDocs sets it when it makes the server"
    server.set_app(_guarded(application, host, port))
    # An attribute of this server, and not of a class: MkDocs makes it.
    setattr(server, "handle_error", _shrug(server.handle_error))  # noqa: B010


def _guarded(application: WSGIApplication, host: str, port: int) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if (refused := _objection(environ, host, port)) is not None:
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(refused)))]
            if refused.startswith("405"):
                headers.append(("Allow", ", ".join(_METHODS)))
            start_response(refused, headers)
            body: Iterable[bytes] = [refused.encode()]
        else:
            body = application(environ, start_response)
        return body if environ["REQUEST_METHOD"] != "HEAD" else _close(body)

    return answer


def _close(body: Iterable[bytes]) -> Iterable[bytes]:
    """An answer without its body, whose file is closed."""
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return []


def _objection(environ: WSGIEnvironment, host: str, port: int) -> str | None:
    """The status with which a request is refused, or None."""
    if not _is_own(environ.get("HTTP_HOST", ""), host, port):
        return "421 Misdirected Request"
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and not (origin.startswith("http://") and _is_own(origin[len("http://") :], host, port)):
        return "403 Forbidden"
    if environ["REQUEST_METHOD"] not in _METHODS:
        return "405 Method Not Allowed"
    return _objection_to_path(environ["PATH_INFO"])


def _objection_to_path(path: str) -> str | None:
    """Why no file can be at a path, which WSGI (PEP 3333) hands over as bytes in Latin-1."""
    if len(path) > LONGEST_PATH:
        return "404 Not Found"
    try:
        text = path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return "400 Bad Request"
    # Two slashes at the beginning would lead to another host where MkDocs answers with `Location: PATH/`.
    odd = not text.startswith("/") or text.startswith("//") or "\\" in text or ".." in text.split("/")
    return "400 Bad Request" if odd or any(ord(sign) < 32 or ord(sign) == 127 for sign in text) else None


def _is_own(authority: str, host: str, port: int) -> bool:
    """Whether a request means this server: by one of its names, with its port."""
    try:
        parts = urlsplit(f"http://{authority}")
        name, asked = parts.hostname or "", 80 if parts.port is None else parts.port
    except ValueError:
        return False
    if parts.netloc != authority or "@" in authority:
        return False
    if _is_unspecified(host):
        # It listens at every address of this machine, perhaps behind a forwarded port. An address is not a name that
        # could be led astray.
        return name in (*_LOCAL, socket.gethostname().lower()) or _is_address(name)
    return asked == port and name in (*_LOCAL, host.lower())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_unspecified(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_unspecified


def _shrug(handle_error: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """What a server does about a failed request: nothing where only the browser went away."""

    def handle(request: Any, client: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            handle_error(request, client)

    return handle
