"""A build by a Dask cluster of this machine, beside one by one process: the same bytes, also when a worker is killed.

    python -m benchmarks.cluster [--papers 5000] [--cards] [--workers 2]

A scheduler and its workers are processes of their own. The project is built cold by one process, by the cluster, and
by the cluster again while one of its workers is killed. Files that differ end it with an error.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import as_installed, invented
from benchmarks.build import papershelf, prepare_ours, write_apart

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A scheduler on this machine, and its workers by their process numbers."""

    address: str
    scheduler: int
    workers: Sequence[int]

    def processor(self) -> float:
        """Seconds of processor time; nobody knows that of a process that was killed."""
        return sum(map(_processor_of, (self.scheduler, *self.workers)))


def _processor_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def started(count: int) -> Iterator[Cluster]:
    """A cluster, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "scheduler.json"
        common = ["--no-dashboard", "--scheduler-file", str(place)]
        commands = [[sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", *common]]
        for _ in range(count):
            one = ["--nthreads", "1", "--no-nanny", "--local-directory", folder]
            commands.append([sys.executable, "-m", "dask", "worker", *one, *common])
        usual = {"env": as_installed.environment(), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = [subprocess.Popen(command, cwd=folder, **usual) for command in commands]  # type: ignore[call-overload]
        try:
            from distributed import Client

            while not place.exists():
                time.sleep(0.1)
            with Client(scheduler_file=str(place), set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
                address = str(client.scheduler_info()["address"])
            yield Cluster(address=address, scheduler=running[0].pid, workers=[one.pid for one in running[1:]])
        finally:
            for process in reversed(running):
                process.kill()
                process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One cold build."""

    seconds: float
    here: float
    """Seconds of processor time of the process that builds, and of its own."""
    said: str
    files: dict[str, str]


def build(project: Path, options: Sequence[str], *, kill: int | None = None, after: float = 0.0) -> Run:
    """Build cold.

    Args:
        project: The project.
        options: Those of `papershelf build`.
        kill: The process that is killed meanwhile.
        after: How many seconds of processor time it has worked by then.
    """
    for made in ("site", ".site.spare", ".cache"):
        shutil.rmtree(project / made, ignore_errors=True)
    begun = time.perf_counter()
    command = papershelf(project, "build", *options)
    usual, pipe = as_installed.environment(), subprocess.PIPE
    with subprocess.Popen(command, env=usual, stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
        if kill is not None:
            _kill_at_work(kill, after)
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-4000:]}")
    seconds = time.perf_counter() - begun
    return Run(seconds=seconds, here=usage.ru_utime + usage.ru_stime, said=said, files=_hashes(project / "site"))


def _kill_at_work(process: int, after: float) -> None:
    """Kill a worker when it has worked for so many seconds of processor time."""
    idle = _processor_of(process)
    while _processor_of(process) < idle + after:
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)


def _hashes(site: Path) -> dict[str, str]:
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _compare(name: str, one: Run, other: Run) -> None:
    different = [path for path in one.files.keys() | other.files.keys() if one.files.get(path) != other.files.get(path)]
    if different:
        raise SystemExit(f"{name}: {len(different):,} files differ, such as {min(different)}")


def _row(name: str, run: Run, there: float) -> str:
    told = "; ".join(line.removeprefix("Dask: ") for line in run.said.splitlines() if line.startswith("Dask: "))
    return f"| {name} | {run.seconds:.1f} s | {run.here:.1f} s | {there:.1f} s | {told} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=5_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1, help="processes of this machine's own")
    parser.add_argument("--after", type=float, default=4.0, help="seconds of work after which a worker is killed")
    parser.add_argument("--cards", action="store_true", help="draw cards, too")
    given = parser.parse_args()
    as_installed.compile_package()
    options = ["--jobs", str(given.jobs), *([] if given.cards else ["--no-cards"])]
    with tempfile.TemporaryDirectory() as folder:
        project = prepare_ours(Path(folder) / "ours").project
        write_apart(invented.write_content, project / "content", given.papers)
        alone = build(project, options)
        print("| build | time | processor time here | of the cluster | |\n| --- | ---: | ---: | ---: | --- |")
        print(_row("alone", alone, 0.0))
        for name in ("with the cluster", "a worker killed"):
            with started(given.workers) as cluster:
                victim = {"kill": cluster.workers[0], "after": given.after} if name == "a worker killed" else {}
                before = cluster.processor()
                run = build(project, [*options, "--dask", cluster.address], **victim)  # type: ignore[arg-type]
                print(_row(name, run, cluster.processor() - before))
            _compare(name, alone, run)
        print(f"\n{len(alone.files):,} files, the same bytes in all of them.")


if __name__ == "__main__":
    main()
