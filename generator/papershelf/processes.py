"""Work divided over processes: a pure function over shards, whose results are the same from any of them."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from papershelf.errors import stop
from papershelf.lazy_import import lazy_import

if TYPE_CHECKING:
    import multiprocessing
    from concurrent.futures import process as pools
    from concurrent.futures import thread as threads
    from multiprocessing import reduction
    from multiprocessing.connection import Connection
else:
    multiprocessing, reduction, pools, threads = map(
        lazy_import,
        (
            "multiprocessing",
            "multiprocessing.reduction",
            "concurrent.futures.process",
            "concurrent.futures.thread",
        ),
    )

MOST = 8
"""So many processes are used where nobody says how many."""

_MOST_TURNS = 256
"""So many shards can be told by a byte."""

_SET_SIGNAL_AT_PARENTS_DEATH = 1
"""Linux's `PR_SET_PDEATHSIG`."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_Shared = TypeVar("_Shared")


Work = Callable[[_Shared, Sequence[_Item]], _Result]
"""What is done with a shard, and with what everybody is sent."""


class Workers(Protocol):
    """Who does shards of work: other processes of this machine, or other machines."""

    def begin(
        self, work: Work[_Shared, _Item, _Result], shared: _Shared, items: Sequence[_Item], *, least: int
    ) -> Callable[[], list[_Result]]:
        """Let some work be done, in shards of items that follow one another.

        Args:
            work: A function that everybody can import.
            shared: What it needs besides a shard.
            items: What there is to do.
            least: How many items are worth sending.

        Returns:
            What gives the result of each shard, in the order of the items.
        """


class Copies:
    """Processes of this machine, which begin when their results are asked for."""

    def __init__(self, jobs: int) -> None:
        """Say how many there may be, this one included."""
        self._jobs = jobs

    def begin(
        self, work: Work[_Shared, _Item, _Result], shared: _Shared, items: Sequence[_Item], *, least: int
    ) -> Callable[[], list[_Result]]:
        """Let some work be done by `over`."""
        return partial(over, partial(work, shared), items, jobs=self._jobs, least=least)


_is_copy = False
"""Whether this process is one that was begun here: it divides nothing any more."""


def available() -> int:
    """How many processors there are for this process; only Linux says which ones it may use."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST)


def allowed() -> int:
    """How many processes may be at work, where a command does not say.

    Raises:
        PapershelfError: The environment has a number that is none.
    """
    said = os.environ.get("PAPERSHELF_JOBS", "")
    if not said:
        return available()
    if not said.isdecimal() or int(said) < 1:
        raise stop("PAPERSHELF_JOBS", f"{said[:60]!r} is not a number of processes", "Write a number from 1")
    return int(said)


def can_copy() -> bool:
    """Whether other processes can begin as copies of this one, and so know everything that it knows.

    Only on Linux, where system libraries bear it, and where no other thread could be in the middle of something.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def over(
    work: Callable[[Sequence[_Item]], _Result], items: Sequence[_Item], *, jobs: int, least: int, parts: int = 1
) -> list[_Result]:
    """Do some work on items, in shards that follow one another.

    Args:
        work: What is done with a shard. Where `can_copy` is false it is sent to other processes, as its items are.
        items: What there is to do.
        jobs: How many processes may be at work, this one included; one that was begun here works alone.
        least: How many items are worth another process.
        parts: How many shards a process gets; more than one where some items are more work than others.

    Returns:
        The result of each shard, in the order of the items.
    """
    count = 1 if _is_copy else max(1, min(jobs, len(items) // least))
    if count == 1:
        return [work(items)]
    if can_copy():
        with begun(work, items, jobs=count, parts=parts) as wait:
            return wait()
    # Others begin anew: a copy of a process with threads would share locks that nobody opens.
    return _send_out(work, split(items, count * parts), count - 1)


@contextmanager
def begun(
    work: Callable[[Sequence[_Item]], _Result], items: Sequence[_Item], *, jobs: int, parts: int = 1
) -> Iterator[Callable[[], list[_Result]]]:
    """Let copies of this process begin with some work while the block runs, in which other work may be divided.

    Whoever is free takes another shard; this process joins in when it asks for the results. A copy works alone,
    whatever it is told of processes.

    Args:
        work: What is done with a shard, for which it does not matter what the block does.
        items: What there is to do.
        jobs: How many processes may be at work, this one included. If it is only this one, it does all of it.
        parts: How many shards there are for each process.

    Yields:
        What waits for the result of each shard, in the order of the items. It is asked for once.
    """
    copies = jobs - 1 if can_copy() else 0
    shards = split(items, min((copies + 1) * parts, _MOST_TURNS))
    with ExitStack() as held:
        left, first = (held.enter_context(_numbered(len(shards))) for _ in range(2))
        # Copies begin at one end and this process at the other, so that each has what belongs together.

        def take_first(store: Callable[[object], int]) -> dict[int, int]:
            return _take_turns(left, lambda: os.read(first, 1)[0], lambda shard: store(work(shard)), shards)

        with _frozen():
            begun_copies = [held.enter_context(_begin_copy(take_first)) for _ in range(copies)]
        last = iter(range(len(shards) - 1, -1, -1))
        yield partial(_join_in, partial(_take_turns, left, last.__next__, work, shards), work, shards, begun_copies)


@contextmanager
def beside(work: Callable[[], _Result], *, jobs: int) -> Iterator[Callable[[], _Result]]:
    """Let a copy of this process do some work while the block runs, as `begun` does; yield what gives its result."""
    with begun(lambda _: work(), (None,), jobs=min(jobs, 2)) as results:
        yield lambda: results()[0]


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Let a thread of this process do some work while the block runs, and wait for it in the end.

    It is for work that mostly waits for the system: of Python's own, threads do one thing at a time. Unlike a copy it
    costs nothing to begin with; but while it runs, there can be no copies.
    """
    with threads.ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        yield
        done.result()


@contextmanager
def _numbered(count: int) -> Iterator[int]:
    """The end of a pipe from which any process reads the next number, a byte, from 0; then its end."""
    numbers, written = os.pipe()
    try:
        with open(written, "wb") as file:  # noqa: PTH123 - it has no path
            file.write(bytes(range(count)))
        yield numbers
    finally:
        os.close(numbers)


class _Copy(NamedTuple):
    """A copy of this process, as that sees it."""

    told: Connection
    """Where it tells how many bytes each result takes, by the numbers of its shards, or what has gone wrong."""
    results: int
    """The file in memory that it writes them into, one behind the other: a pipe would let it wait for whoever reads."""


@contextmanager
def _begin_copy(do: Callable[[Callable[[object], int]], dict[int, int]]) -> Iterator[_Copy]:
    """Let a copy of this process do some work; end it with the block, if it has not ended.

    Args:
        do: Does the work, of which each result is given to a function that tells its size.
    """
    copies = multiprocessing.get_context("fork")
    told, tell = copies.Pipe(duplex=False)
    results = os.memfd_create("papershelf")
    copy = copies.Process(target=_tell, args=(partial(do, partial(_store, results)), tell, os.getpid()), daemon=True)
    try:
        with told:
            with tell:
                copy.start()
            try:
                yield _Copy(told, results)
            finally:
                copy.kill()
                copy.join()
    finally:
        os.close(results)


def _tell(do: Callable[[], object], tell: Connection, first: int) -> None:
    _end_with(first)
    outcome: tuple[object, BaseException | None]
    try:
        outcome = do(), None
    except BaseException as error:
        outcome = None, error
    with suppress(BrokenPipeError):  # nobody waits any more
        tell.send(outcome)


def _store(results: int, result: object) -> int:
    """Add a result to a file; its size."""
    packed = reduction.ForkingPickler.dumps(result)
    with open(results, "wb", closefd=False) as file:
        return file.write(packed)


def _stored(copy: _Copy) -> dict[int, Any]:
    """The results of a copy by the numbers of its shards; none where it was killed.

    Raises:
        BaseException: What has gone wrong in it.
    """
    try:
        sizes, error = copy.told.recv()
    except EOFError:
        return {}
    if error is not None:
        raise error
    ends = accumulate(sizes.values())
    packed = (os.pread(copy.results, size, end - size) for size, end in zip(sizes.values(), ends, strict=True))
    return dict(zip(sizes, map(reduction.ForkingPickler.loads, packed), strict=True))


def _take_turns(
    left: int,
    take: Callable[[], int],
    work: Callable[[Sequence[_Item]], _Result],
    shards: Sequence[Sequence[_Item]],
) -> dict[int, _Result]:
    """Do one shard after the other, as long as any are left; the results by their numbers."""
    results = {}
    while os.read(left, 1):
        number = take()
        results[number] = work(shards[number])
    return results


def _join_in(
    take_turns: Callable[[], dict[int, _Result]],
    work: Callable[[Sequence[_Item]], _Result],
    shards: Sequence[Sequence[_Item]],
    copies: Iterable[_Copy],
) -> list[_Result]:
    """Do what nobody has begun with, and wait for the rest; where a copy was killed, this process does its work."""
    results = take_turns()
    for copy in copies:
        results.update(_stored(copy))
    return [results[number] if number in results else work(shard) for number, shard in enumerate(shards)]


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep copies that begin now from looking for garbage in what is there: they would copy all memory by doing so."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _send_out(
    work: Callable[[Sequence[_Item]], _Result], shards: Sequence[Sequence[_Item]], count: int
) -> list[_Result]:
    """The results of shards of which so many new processes do some, and this one the rest."""
    with pools.ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        others = [_submit(pool, work, shard) for shard in shards[:-1]]
        results = {len(others): work(shards[-1])}
        for number in reversed(range(len(others))):  # what nobody has begun with
            if others[number].cancel():
                results[number] = work(shards[number])
        for number, other in enumerate(others):
            if number not in results:
                results[number] = _result_of(other, work, shards[number])
    return [results[number] for number in range(len(shards))]


def _submit(pool: pools.ProcessPoolExecutor, work: Callable[[_Item], _Result], item: _Item) -> Future[_Result]:
    """Ask other processes for some work; where one was killed meanwhile, nobody begins with it."""
    try:
        return pool.submit(work, item)
    except BrokenExecutor:
        return Future()


def _result_of(other: Future[_Result], work: Callable[[Sequence[_Item]], _Result], shard: Sequence[_Item]) -> _Result:
    """What another process came to; where none could be started, or it was killed, this one does its work."""
    try:
        return other.result()
    except BrokenExecutor:
        return work(shard)


def _end_with(first: int) -> None:
    """Let this process end when the one that it is a copy of does, however that ends.

    A copy holds both ends of the pipe that work comes through, so it would wait for more for good
    (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html).
    """
    global _is_copy
    _is_copy = True
    ctypes.CDLL(None).prctl(_SET_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
    if os.getppid() != first:
        os._exit(1)  # it has ended already


def split(items: Sequence[_Item], count: int) -> list[Sequence[_Item]]:
    """So many shards of nearly the same length, none of them empty."""
    count = min(count, len(items))
    if count == 0:
        return []
    ends = [len(items) * number // count for number in range(count + 1)]
    return [items[ends[number] : ends[number + 1]] for number in range(count)]
