"""`papershelf build` and `serve`."""

from __future__ import annotations

import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from papershelf import processes
from papershelf.content.ahead import reading_early
from papershelf.errors import PapershelfError, stop, visible

_TRIED = 20
"""How many ports are tried for one to propose."""
_LONGEST_LINE = 1_000
_FIRST_FREE = 1024
"""Ports below it belong to the system."""


@click.command(epilog="Example: papershelf build")
@click.option("--strict", is_flag=True, help="Publish nothing if the build gives a warning.")
@click.option("--no-cards", is_flag=True, help="Draw no pictures for shared links; a first build is much faster.")
@click.option("--force", is_flag=True, help="Replace site/ although Papershelf did not write what is in it.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Use so many processes (default: PAPERSHELF_JOBS, or one for each processor). The site is the same.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster make pages and cards, by its scheduler's address: tcp://HOST:PORT.",
)
@click.pass_obj
def build(root: Path, strict: bool, no_cards: bool, force: bool, jobs: int | None, dask: str | None) -> None:
    """Build the site into site/. The old site stays until the new one has passed all checks."""
    _log_plainly(serving=False)
    with reading_early(root, jobs or processes.allowed()), _saying_why():
        from papershelf.publish.mkdocs import run

        run.build(root, strict=strict, cards=not no_cards, force=force, jobs=jobs, dask=dask)


class _Host(click.ParamType[str]):
    """An address, without the brackets of IPv6, or `localhost`: what MkDocs can listen at."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return value if value == "localhost" else str(ipaddress.ip_address(value.strip("[]")))
        except ValueError:
            self.fail(f"'{value[:60]}' is not an address; write 127.0.0.1 or localhost", param, ctx)


_PORT = click.IntRange(1, 65535)


def _read_both(written: str) -> tuple[str, int]:
    host, _, port = written.rpartition(":")
    try:
        return _Host().convert(host, None, None), int(_PORT(port))
    except click.BadParameter as error:
        raise click.BadParameter(error.message, param_hint="--dev-addr") from None


@click.command(epilog="Example: papershelf serve --port 8001")
@click.option(
    "--host",
    metavar="ADDRESS",
    type=_Host(),
    help="The address to listen at (default: that of `dev_addr` in mkdocs.yml, or 127.0.0.1: this machine alone).",
)
@click.option(
    "--port",
    type=_PORT,
    metavar="N",
    help="The port to listen at (default: that of `dev_addr` in mkdocs.yml, or 8000).",
)
@click.option("-a", "--dev-addr", "both", metavar="ADDRESS:PORT", help="Both at once, as MkDocs has it.")
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None, both: str | None) -> None:
    """Build the site, serve it on this machine, and rebuild it whenever a file is saved."""
    if both is not None:
        if host is not None or port is not None:
            raise click.UsageError("Give either --dev-addr, or --host and --port", ctx)
        host, port = _read_both(both)
    _log_plainly(serving=True)
    with _saying_why():
        _serve(ctx.obj, host, port)


def _serve(root: Path, host: str | None, port: int | None) -> None:
    from papershelf.publish.mkdocs import run

    usual_host, usual_port = run.address_of(root)
    host, port = host or usual_host, port or usual_port
    _check_free(host, port)
    with _ending_like_ctrl_c(), _naming_failures(host, port):
        run.serve(root, _joined(host, port))


@contextmanager
def _saying_why() -> Iterator[None]:
    """End with exit code 1 where nothing was published; the reasons have been logged."""
    # Here and not above, because the other commands need no site builder and start in half the time.
    from papershelf.publish.mkdocs.run import NotPublished

    try:
        yield
    except NotPublished as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None


def _joined(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _check_free(host: str, port: int) -> None:
    """Object to a port that cannot be taken, before a build that may take long."""
    with _naming_failures(host, port):
        _try(host, port)


def _try(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        probe.bind((host, port))
        probe.listen()


@contextmanager
def _naming_failures(host: str, port: int) -> Iterator[None]:
    """Say what keeps a server from its port, and which other one it could have.

    Raises:
        PapershelfError: The port is in use, belongs to the system, or the address is another machine's.
    """
    try:
        yield
    except OSError as error:
        failure = _failure(host, port, error.errno)
        if failure is None:
            raise
        raise failure from None


def _failure(host: str, port: int, code: int | None) -> PapershelfError | None:
    shown = _joined(host, port)
    if code == errno.EADDRINUSE:
        proposed = f"Choose another: papershelf serve --port {_next_free(host, port)}"
        return stop("papershelf", f"{shown} is in use", proposed)
    if code == errno.EACCES and port < _FIRST_FREE:
        proposed = f"Choose one from {_FIRST_FREE}: papershelf serve --port {_next_free(host, 7999)}"
        return stop("papershelf", f"port {port} belongs to the system", proposed)
    if code in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        return stop("papershelf", f"{host} is not an address of this machine", "Leave --host out, or name one that is")
    return None


def _next_free(host: str, port: int) -> int:
    """The next port that nothing listens at, or just the next one where all that are tried are taken."""
    first = max(port + 1, _FIRST_FREE) if port < 65535 else _FIRST_FREE
    for other in range(first, min(first + _TRIED, 65536)):
        try:
            _try(host, other)
        except OSError:
            continue
        return other
    return first


@contextmanager
def _ending_like_ctrl_c() -> Iterator[None]:
    """Let a server that is told to end, or whose terminal is closed, clean up as after Ctrl-C."""
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # Whoever had a signal ignored, as nohup does, keeps that.
    told = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]
    for number in told:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in told:
            signal.signal(number, signal.SIG_DFL)


class _OneLineEach(logging.Formatter):
    """Writes what a terminal would obey, as a browser may have sent it, so that it is seen; and not all of it."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(visible(line)[:_LONGEST_LINE] for line in super().format(record).split("\n"))


def _log_plainly(serving: bool) -> None:
    """Let MkDocs say what matters: our own lines, warnings, and under `serve` the address."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLineEach("%(message)s"))
    ours = ("mkdocs.plugins.papershelf", "mkdocs.livereload") if serving else ("mkdocs.plugins.papershelf",)
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name in ours)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
