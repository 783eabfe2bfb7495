"""Work done by a Dask cluster: what is sent, what workers have to be, and what happens when they fail."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from clusters import files_anew, list_of_kettles, two_workers

from papershelf import cluster
from papershelf.cluster import Cluster
from papershelf.errors import PapershelfError
from papershelf.publish import bodies

pytest.importorskip("distributed", reason="the extra papershelf[dask] is not installed")

LOG = logging.getLogger("papershelf.test")


def versions() -> dict[str, str]:
    return {"Python": "3.14.1", "kettle": "2"}


def boil(shared: tuple[int, Path, bool], items: Sequence[int]) -> list[int]:
    """Work during which a worker is killed, or each that begins; here it goes on when that has happened."""
    here, mark, all_die = shared
    if os.getpid() != here:
        is_first = not mark.exists()
        mark.touch()
        if is_first or all_die:
            os._exit(9)
    while not mark.exists():
        time.sleep(0.01)
    return [item * 10 for item in items]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler and two workers, in processes of their own."""
    import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers cannot import this file
    with two_workers() as started:
        yield started
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


@pytest.mark.parametrize("all_die", [False, True])
def test_a_worker_that_is_killed_costs_time_and_nothing_else(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, all_die: bool
) -> None:
    caplog.set_level(logging.INFO)
    given = Cluster(address=address, describe=versions)
    given.check()
    with given.connect(LOG) as workers:
        assert workers is not None
        shards = workers.begin(boil, (os.getpid(), tmp_path / "mark", all_die), range(100), least=4)()
    assert [each for shard in shards for each in shard] == [item * 10 for item in range(100)]
    assert (f"Dask: workers did 0 parts of the work, this machine {len(shards)}" in caplog.messages) or not all_die
    assert all(thread is threading.main_thread() or thread.name != "IO loop" for thread in threading.enumerate())


def test_a_build_during_which_a_worker_is_killed_gives_the_same(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(bodies, "WORTH_SENDING", 2)
    project = list_of_kettles(tmp_path / "list")
    alone = files_anew(project)
    usual = cluster._Workers.begin

    def begin(self: cluster._Workers, *given: Any, **options: Any) -> Any:
        finish = usual(self, *given, **options)
        os.kill(min(self._client.run(os.getpid).values()), signal.SIGKILL)
        return finish

    monkeypatch.setattr(cluster._Workers, "begin", begin)
    assert files_anew(project, address) == alone
    assert "Dask: workers did" in caplog.text


@dataclass
class Promise:
    """What Dask's client gives for a task."""

    status: str
    result_of: Callable[[], bytes]

    def result(self, timeout: float) -> bytes:
        assert timeout == cluster.PATIENCE
        return self.result_of()


def lost() -> bytes:
    raise TimeoutError


def broken() -> bytes:
    raise ZeroDivisionError


@dataclass
class Teapots:
    """A cluster of which each task ends as it is told: `finished`, `pending`, `error`, `lost` or `refused`."""

    ends: list[str]
    sent: list[bytes] = field(default_factory=list)

    def submit(self, work: Callable[..., bytes], *given: Any, pure: bool) -> Any:
        assert not pure
        if work is cluster._hold:
            self.sent.append(given[0])
            return given[0]
        end = self.ends.pop(0)
        if end == "refused":
            raise OSError("the connection is closed")
        if end in ("lost", "error"):
            return Promise("finished" if end == "lost" else "error", lost if end == "lost" else broken)
        return Promise(end, lambda: work(*given))


def squares(shared: list[int], items: Sequence[int]) -> list[int]:
    shared.append(len(items))
    return [item * item for item in items]


@pytest.mark.parametrize(
    ("ends", "there", "failures"),
    [
        (["finished"] * 5, 5, {}),
        (["pending"] * 5, 0, {}),
        (["finished", "pending", "finished", "pending", "pending"], 2, {}),
        (["error", "finished", "pending", "finished", "error"], 2, {"ZeroDivisionError": 2}),
        (["finished", "lost", "finished", "finished", "finished"], 1, {"TimeoutError": 1}),
        (["finished", "refused"], 1, {"OSError": 1}),
    ],
)
def test_what_no_worker_finishes_is_done_here(
    ends: list[str], there: int, failures: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    workers = cluster._Workers(cast("Any", Teapots(ends)), versions)
    here: list[int] = []
    results = workers.begin(squares, here, range(10), least=2)()
    assert results == [[0, 1], [4, 9], [16, 25], [36, 49], [64, 81]]
    assert here == [2] * (5 - there), "what is sent is a copy"
    workers.tell(LOG)
    assert f"Dask: workers did {there} parts of the work, this machine {5 - there}" in caplog.messages
    causes = ", ".join(f"{count} {name}" for name, count in failures.items())
    assert (f"Dask: what failed there ({causes}) was done here" in caplog.messages) == bool(failures)


def test_little_work_is_not_sent() -> None:
    teapots = Teapots([])
    workers = cluster._Workers(cast("Any", teapots), versions)
    assert workers.begin(squares, [], range(3), least=2)() == [[0, 1, 4]]
    assert workers.begin(squares, [], (), least=2)() in ([], [[]])
    assert teapots.sent == []


def test_what_is_large_is_sent_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PIECE", 1000)
    teapots = Teapots(["finished"] * 2)
    workers = cluster._Workers(cast("Any", teapots), versions)
    assert workers.begin(squares, [7] * 4000, range(2), least=1)() == [[0], [1]]
    assert len(teapots.sent) > 3
    assert max(map(len, teapots.sent)) == 1000


def test_a_worker_that_came_later_with_another_version_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([{"kettle": "1"}, {"kettle": "2"}])
    monkeypatch.setattr(sys.modules[__name__], "versions", lambda: next(told))
    workers = cluster._Workers(cast("Any", Teapots(["finished"] * 2)), versions)
    here: list[int] = []
    assert workers.begin(squares, here, range(2), least=1)() == [[0], [1]]
    assert here == [1, 1]


def refusal(address: str, describe: cluster.Describe = versions) -> str:
    with pytest.raises(PapershelfError) as caught:
        Cluster(address=address, describe=describe).check()
    return str(caught.value)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("kettle", "'kettle' is not the address of a scheduler. Write it as tcp://HOST:PORT."),
        ("", "'' is not the address of a scheduler"),
        ("127.0.0.1", "'127.0.0.1' is not the address of a scheduler"),
        ("http://127.0.0.1:8786", "'http://127.0.0.1:8786' is not the address of a scheduler"),
        ("tcp://127.0.0.1:99999", "'tcp://127.0.0.1:99999' is not the address of a scheduler"),
        ("tcp://tea pot:8786", "'tcp://tea pot:8786' is not the address of a scheduler"),
        ("tcp://127.0.0.1:1\n", "is not the address of a scheduler"),
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1. Start one with `dask scheduler`"),
        ("[::1]:1", "no scheduler answers at [::1]:1"),
        ("tls://127.0.0.1:1", "tls://127.0.0.1:1 needs TLS. Name its certificates in Dask's settings"),
    ],
)
def test_an_address_that_is_of_no_scheduler(address: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    told = refusal(address)
    assert said in told
    assert told.startswith("--dask: ")
    assert len(told.split()) < 20


def test_settings_that_want_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    with dask.config.set({"distributed.comm.require-encryption": True}):
        assert "which is not encrypted. Write tls://HOST:PORT." in refusal("tcp://127.0.0.1:1")


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    wanted = "--dask: the library distributed is not installed. Run `pip install 'papershelf[dask]'`."
    assert refusal("tcp://127.0.0.1:1") == wanted


class Nobody:
    """A scheduler without workers, or with some that do not answer."""

    def __init__(self, *, answers: bool) -> None:
        self.answers = answers

    def wait_for_workers(self, count: int, timeout: float) -> None:
        assert (count, timeout) == (1, cluster.PATIENCE)
        if not self.answers:
            raise TimeoutError

    def sync(self, *_: object, **__: object) -> None:
        raise TimeoutError

    def run(self) -> None: ...


@pytest.mark.parametrize(
    ("nobody", "said"),
    [
        (Nobody(answers=False), "the cluster at tcp://a:1 has no workers. Start one with `dask worker tcp://a:1`."),
        (Nobody(answers=True), "a worker at tcp://a:1 does not answer. Restart the workers."),
    ],
)
def test_a_scheduler_without_workers(nobody: Nobody, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cluster, "_client", lambda _: nullcontext(nobody))
    assert refusal("tcp://a:1") == f"--dask: {said}"


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({"Python": "3.12.0", "kettle": "2"}, "Python 3.12.0, and this machine has 3.14.1. Install the same there"),
        ({"Python": "3.14.1"}, "kettle none, and this machine has 2"),
        ({"Python": "3.14.1", "kettle": "2", "spoon": "1"}, "spoon 1, and this machine has none"),
        (Exception("ModuleNotFoundError(\"No module named 'papershelf'\")"), "has no Papershelf. Install the same"),
        (ZeroDivisionError("cold"), "fails (cold)"),
    ],
)
def test_a_worker_with_something_else(theirs: object, said: str) -> None:
    with pytest.raises(PapershelfError) as caught:
        cluster._compare("tcp://10.0.0.7:4040", theirs, versions())
    assert re.match(r"--dask: the worker tcp://10.0.0.7:4040 (has|fails)", str(caught.value))
    assert said in str(caught.value)
    assert len(str(caught.value).split()) < 20


def test_the_same_everywhere_is_accepted() -> None:
    cluster._compare("tcp://10.0.0.7:4040", versions(), versions())


def test_a_scheduler_that_is_gone_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with Cluster(address="tcp://127.0.0.1:1", describe=versions).connect(LOG) as workers:
        assert workers is None
    assert caplog.messages[0].endswith("This machine works alone.")
