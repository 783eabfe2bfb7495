"""Work done by a Dask cluster: pure functions over shards, whose results are the same from any of its workers.

A worker knows nothing but what it is sent. This machine works along, from the last shard to the first, on whatever
no worker has finished. So it waits for nobody, and workers that are slow, are killed or go away cost time alone:
Dask does their shards again elsewhere, and what nobody has done is done here.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from papershelf import processes
from papershelf.errors import PapershelfError, stop

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10.0
"""Seconds in which a scheduler, its workers and each result have to answer."""

_PIECE = 4_000_000
"""What everybody is sent goes in pieces of so many bytes: Dask warns of messages that are longer than 10 MB."""
_KEPT = 2
"""So many things that were sent to it a worker keeps unpacked."""
_OPTION = "--dask"
_ADDRESS = re.compile(r"(?P<scheme>(tcp|tls)://)?([\w.-]{1,253}|\[[0-9a-fA-F:.%]+\]):(?P<port>[0-9]{1,5})", re.ASCII)

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Shared = TypeVar("_Shared")

Describe = Callable[[], Mapping[str, str]]
"""Says what is installed: versions by name. The bytes of a result depend on nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A Dask cluster. Whoever can reach its scheduler can run code on its workers, and here."""

    address: str
    """Its scheduler's, such as `tcp://10.0.0.5:8786`."""
    describe: Describe
    """Called here and there: only a worker of which the same is true makes the same bytes."""

    def check(self) -> None:
        """Hold the cluster to what is needed of it.

        Raises:
            PapershelfError: Dask is not installed, no scheduler or no worker answers, or a worker has other versions.
        """
        with self._client() as client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError:
                remedy = f"Start one with `dask worker {self.address}`"
                raise stop(_OPTION, f"the cluster at {self.address} has no workers", remedy) from None
            try:
                found = client.sync(  # type: ignore[no-untyped-call]
                    client.run, self.describe, on_error="return", callback_timeout=PATIENCE
                )
            except TimeoutError:
                raise stop(_OPTION, f"a worker at {self.address} does not answer", "Restart the workers") from None
        ours = self.describe()
        for worker, theirs in sorted(found.items()):
            _compare(worker, theirs, ours)

    @contextmanager
    def connect(self, log: logging.Logger) -> Iterator[processes.Workers | None]:
        """Have the cluster's workers for a while.

        Args:
            log: Who is told how much they did.

        Yields:
            The workers; None, where the scheduler has gone away since `check`.
        """
        with ExitStack() as stack:
            try:
                client = stack.enter_context(self._client())
            except PapershelfError as error:
                log.info(f"{error} This machine works alone.")
                yield None
                return
            workers = _Workers(client, self.describe)
            yield workers
            workers.tell(log)

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """A connection to the scheduler. While it is open, this process has another thread.

        Raises:
            PapershelfError: There is none at the address.
        """
        library = _library()
        with _quietly():
            client = self._open(library)
            try:
                yield client
            finally:
                client.close(timeout=PATIENCE)  # type: ignore[no-untyped-call]

    def _open(self, library: ModuleType) -> Client:
        self._check_address(library)
        try:
            client: Client = library.Client(self.address, timeout=PATIENCE, set_as_default=False)
        except OSError:
            remedy = "Start one with `dask scheduler`, or correct the address"
            raise stop(_OPTION, f"no scheduler answers at {self.address}", remedy) from None
        return client

    def _check_address(self, library: ModuleType) -> None:
        """Object to what Dask's client would fail at, and not end properly."""
        match = _ADDRESS.fullmatch(self.address)
        if match is None or not 0 < int(match["port"]) < 1 << 16:
            remedy = "Write it as tcp://HOST:PORT"
            raise stop(_OPTION, f"{self.address[:60]!r} is not the address of a scheduler", remedy)
        security = library.Security()  # by Dask's settings
        if match["scheme"] != "tls://" and security.require_encryption:
            raise stop(
                _OPTION, f"Dask's settings refuse {self.address}, which is not encrypted", "Write tls://HOST:PORT"
            )
        if match["scheme"] == "tls://" and security.get_connection_args("client")["ssl_context"] is None:
            remedy = "Name its certificates in Dask's settings, under `distributed.comm.tls`"
            raise stop(_OPTION, f"{self.address} needs TLS", remedy)


@contextmanager
def _quietly() -> Iterator[None]:
    """Let Dask log nothing: what goes wrong is handled and told here."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado.application")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _library() -> ModuleType:
    """Dask's client, loaded when it is needed.

    Raises:
        PapershelfError: It is not installed.
    """
    try:
        import cloudpickle  # noqa: F401
        import dask

        # Or long messages would be packed by a thread that stays, and a process with threads cannot be copied.
        dask.config.set({"distributed.comm.offload": False})
        import distributed
    except ModuleNotFoundError as error:
        problem = f"the library {error.name} is not installed"
        raise stop(_OPTION, problem, "Run `pip install 'papershelf[dask]'`") from None
    return distributed


def _compare(worker: str, theirs: object, ours: Mapping[str, str]) -> None:
    """Object to a worker that does not have what this machine has.

    Raises:
        PapershelfError: Something is missing there, or of another version.
    """
    if not isinstance(theirs, Mapping):
        problem = "has no Papershelf" if "ModuleNotFoundError" in repr(theirs) else f"fails ({str(theirs)[:60]})"
        raise stop(_OPTION, f"the worker {worker} {problem}", "Install the same version there, and restart it")
    for name in sorted(ours.keys() | theirs.keys()):
        there, here = theirs.get(name, "none"), ours.get(name, "none")
        if there != here:
            problem = f"the worker {worker} has {name} {there}, and this machine has {here}"
            raise stop(_OPTION, problem, "Install the same there, and restart it")


class _Workers:
    """The workers of a cluster that is connected."""

    def __init__(self, client: Client, describe: Describe) -> None:
        self._client = client
        self._describe = describe
        self._there = self._here = 0
        self._failures: Counter[str] = Counter()

    def begin(
        self, work: processes.Work[_Shared, _Item, _Result], shared: _Shared, items: Sequence[_Item], *, least: int
    ) -> Callable[[], list[_Result]]:
        """Send some work to the cluster; whoever asks for the results helps until all of it is done."""
        count = len(items) // least
        shards = processes.split(items, count) if count > 1 else [items]
        futures: dict[int, Future[bytes]] = {}
        if count > 1:
            try:
                self._send(work, shared, shards, futures)
            except Exception as error:  # of any kind: the connection is Dask's
                self._note(error)
        return partial(self._results, work, shared, shards, futures)

    def _send(
        self, work: Callable[..., Any], shared: Any, shards: Sequence[Any], futures: dict[int, Future[bytes]]
    ) -> None:
        import cloudpickle

        sent = cloudpickle.dumps((self._describe, self._describe(), shared))
        key = blake2b(sent, digest_size=20).hexdigest()
        # Results of tasks, for what a client has put there itself is lost with the worker that has it.
        pieces = [self._client.submit(_hold, sent[at : at + _PIECE], pure=False) for at in range(0, len(sent), _PIECE)]
        for number, shard in enumerate(shards):
            task = cloudpickle.dumps((work, shard))
            futures[number] = self._client.submit(_do, key, task, *pieces, pure=False)

    def _results(
        self,
        work: processes.Work[_Shared, _Item, _Result],
        shared: _Shared,
        shards: Sequence[Sequence[_Item]],
        futures: dict[int, Future[bytes]],
    ) -> list[_Result]:
        results: dict[int, _Result] = {}
        left = list(range(len(shards)))
        while left:
            self._take(futures, results)
            left = [number for number in left if number not in results]
            if left:
                number = left.pop()
                futures.pop(number, None)  # Dask forgets a task that nobody holds
                results[number] = work(shared, shards[number])
                self._here += 1
        return [results[number] for number in range(len(shards))]

    def _take(self, futures: dict[int, Future[bytes]], results: dict[int, Any]) -> None:
        """Fetch what workers have finished. What has failed there is left, and shows here why it fails."""
        import cloudpickle

        for number in [number for number, each in futures.items() if each.status in ("finished", "error")]:
            if number not in futures:
                continue
            future = futures.pop(number)
            try:
                results[number] = cloudpickle.loads(future.result(timeout=PATIENCE))
                self._there += 1
            except Exception as error:  # of any kind: the work's, or Dask's
                self._note(error)
                if isinstance(error, TimeoutError):
                    futures.clear()  # nobody is there any longer

    def _note(self, error: Exception) -> None:
        self._failures[type(error).__name__] += 1

    def tell(self, log: logging.Logger) -> None:
        """Say how much was done by whom."""
        log.info(f"Dask: workers did {self._there:,} parts of the work, this machine {self._here:,}")
        if self._failures:
            causes = ", ".join(f"{count} {name}" for name, count in sorted(self._failures.items()))
            log.info(f"Dask: what failed there ({causes}) was done here")


# What follows is called on workers.

_alone = threading.Lock()
"""A worker may have threads; what is sent is used by one at a time."""
_unpacked: dict[str, Any] = {}
"""What was sent last, by its hash."""


def _hold(piece: bytes) -> bytes:
    return piece


def _do(key: str, task: bytes, *pieces: bytes) -> bytes:
    """Do a shard of some work with what was sent along.

    Raises:
        ValueError: Another version is installed here than where this was sent from.
    """
    import cloudpickle

    with _alone:
        if key not in _unpacked:
            describe, described, shared = cloudpickle.loads(b"".join(pieces))
            if describe() != described:
                raise ValueError("another version is installed here")
            while len(_unpacked) >= _KEPT:
                del _unpacked[next(iter(_unpacked))]
            _unpacked[key] = shared
        work, shard = cloudpickle.loads(task)
        return bytes(cloudpickle.dumps(work(_unpacked[key], shard)))
