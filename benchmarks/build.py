"""How long a build takes, how much memory and disk it needs, and how that grows with the list.

Every figure that is printed was measured in the same run. Every generator runs from bytecode, as it does where it is
installed: Papershelf is compiled first, as pip compiles what it installs. Nothing is asserted: how fast a machine is
says nothing about whether Papershelf is right.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any

from benchmarks import as_installed, invented, rivals
from benchmarks.rivals import Rival

ROOT = Path(__file__).resolve().parent.parent
LISTINGS = ROOT.parent / "shared" / "listings"
SIZES = (749, 5_000, 20_000)
REPEATED_UP_TO = 5_000
"""Larger libraries take minutes: they are built once, and with no other generator."""

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process took."""

    seconds: float
    processor: float
    """Seconds of processor time: steadier than the clock where other work goes on."""
    megabytes: float
    """The most memory that it held at a time."""


@dataclass(slots=True, kw_only=True)
class Series:
    """One project, built several times."""

    project: Path
    command: Sequence[str]
    output: str = "site"
    runs: list[Cost] = field(default_factory=list)
    again: list[Cost] = field(default_factory=list)
    """Builds after an edit of one summary."""
    size_on_disk: int = 0
    files: int = 0
    pages: int = 0
    """Files of HTML."""

    def build(self) -> None:
        """Build from nothing, in a process of its own."""
        for made in (*self.project.glob(f".{self.output}.*"), self.project / self.output, self.project / ".cache"):
            set_aside(made)
        self.runs.append(measure(self.command, self.project))
        # Not rglob, which remembers every path: see `write_apart` for why this process stays small.
        walked = os.walk(self.project / self.output)
        sizes = [(name, (Path(folder) / name).stat().st_size) for folder, _, names in walked for name in names]
        self.size_on_disk, self.files = sum(size for _, size in sizes), len(sizes)
        self.pages = sum(name.endswith(".html") for name, _ in sizes)

    def edit(self) -> None:
        """Edit a summary, and build again."""
        paper = min((self.project / "content" / "papers").glob("*.md"))
        with paper.open("a", encoding="utf-8") as file:
            file.write("It says one thing more.\n")
        self.again.append(measure(self.command, self.project))

    def middle(self, what: str) -> float:
        """The median of a figure over the runs."""
        return median(float(getattr(run, what)) for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The builds of one size."""

    papers: int
    ours: Series
    others: dict[str, Series] = field(default_factory=dict)
    """The same papers built by other generators, by their names."""


def set_aside(made: Path) -> None:
    """Move what a run made out of the way, to be removed when all is measured.

    On ext4 without a journal whoever makes files passes over every inode that was freed in the last minute
    (`recently_deleted` in Linux' fs/ext4/ialloc.c): a folder then costs ten times what it costs otherwise.
    """
    if made.exists():
        made.rename(Path(tempfile.mkdtemp(dir=made.parent.parent)) / made.name)


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run a command and say what it took.

    `wait4` gives the peak of this one child, where RUSAGE_CHILDREN gives that of the largest so far.
    """
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=folder, env=as_installed.environment(), stdout=output, stderr=output
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{output.read().decode(errors='replace')[-4000:]}")
    megabytes = usage.ru_maxrss * _MAXRSS_UNIT / 1e6
    return Cost(seconds=seconds, processor=usage.ru_utime + usage.ru_stime, megabytes=megabytes)


def papershelf(project: Path, *arguments: str) -> list[str]:
    """The command line of Papershelf, as this interpreter has it."""
    return [sys.executable, "-m", "papershelf.cli", "--root", str(project), *arguments]


def prepare_ours(project: Path, *options: str) -> Series:
    """A project with this checkout's settings and hand-written pages, and no content yet."""
    shutil.copytree(ROOT / "content" / "pages", project / "content" / "pages")
    shutil.copy(ROOT / "mkdocs.yml", project)
    return Series(project=project, command=papershelf(project, "build", *options))


def write_apart(write: Callable[[Path, int], None], folder: Path, papers: int) -> None:
    """Write a library in another process: the peak of a child is never below what its parent has held."""
    process = get_context("spawn").Process(target=write, args=(folder, papers))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{folder} could not be written")


def measure_size(folder: Path, papers: int, repeat: int, against: Sequence[Rival], *options: str) -> Result:
    """Build one size; the generators take turns, because the machine is not equally busy all the time."""
    ours = prepare_ours(folder / "ours", *options)
    write_apart(invented.write_content, ours.project / "content", papers)
    others = {}
    if papers > REPEATED_UP_TO:
        against, repeat = [], 1
    for rival in against:
        others[rival.name] = Series(project=folder / rival.name, command=rival.command, output=rival.output)
        write_apart(rival.write, folder / rival.name, papers)
    for _ in range(repeat):
        ours.build()
        ours.edit()
        for other in others.values():
            other.build()
    return Result(papers=papers, ours=ours, others=others)


def measure_import(folder: Path, repeat: int) -> tuple[list[Cost], Series]:
    """Import the real listings into an empty list, and build what that makes: a list with its abstracts."""
    files = sorted(map(str, LISTINGS.glob("*.txt")))
    imports = []
    for number in range(repeat):
        built = prepare_ours(folder / f"import-{number}")
        imports.append(measure(papershelf(built.project, "import", *files), built.project))
    for _ in range(repeat):
        built.build()
    return imports, built


def head() -> str:
    """The head of the Markdown table."""
    heads = (
        "papers",
        "generator",
        "build",
        "fastest to slowest",
        "processor",
        "a paper",
        "peak memory",
        "site",
        "files",
        "pages",
        "after an edit",
        "time against ours",
    )
    return f"| {' | '.join(heads)} |\n| ---: | --- |{' ---: |' * (len(heads) - 2)}"


def rows(result: Result) -> Iterator[str]:
    """What one size came to, a row for each generator."""
    yield f"| {result.papers:,} | Papershelf | {figures(result.ours, result.papers)} | 1 |"
    for name, other in result.others.items():
        # Pair by pair: what slows one build down slows down its neighbour.
        pairs = zip(other.runs, result.ours.runs, strict=True)
        ratio = median(theirs.seconds / ours.seconds for theirs, ours in pairs)
        yield f"| {result.papers:,} | {name} | {figures(other, result.papers)} | {ratio:.2f} |"


def figures(series: Series, papers: int) -> str:
    """What a series came to, as cells of the table."""
    seconds = [run.seconds for run in series.runs]
    return " | ".join(
        (
            f"{median(seconds):.2f} s",
            f"{min(seconds):.2f} to {max(seconds):.2f} s",
            f"{series.middle('processor'):.2f} s",
            f"{median(seconds) / papers * 1000:.2f} ms",
            f"{series.middle('megabytes'):,.0f} MB",
            f"{series.size_on_disk / 1e6:,.1f} MB",
            f"{series.files:,}",
            f"{series.pages:,}",
            f"{median(run.seconds for run in series.again):.2f} s" if series.again else "",
        )
    )


def growth(results: Sequence[Result]) -> Iterator[str]:
    """How cost grows; a fixed start-up makes any growth look slower, so the steps are told as well."""
    for less, more in pairwise(results):
        papers = more.papers - less.papers
        seconds, processor, megabytes = (
            more.ours.middle(what) - less.ours.middle(what) for what in ("seconds", "processor", "megabytes")
        )
        yield (
            f"- From {less.papers:,} to {more.papers:,}, each further paper takes {seconds / papers * 1000:.2f} ms "
            f"({processor / papers * 1000:.2f} ms of processor time) and {megabytes / papers * 1000:.0f} KB of memory."
        )
    if len(results) > 1:
        powers = {what: exponent(results, what) for what in ("seconds", "processor", "megabytes")}
        fits = ", ".join(f"{what} {power:.2f}" for what, power in powers.items())
        yield f"- Exponents of a log-log fit over the sizes (1 is linear): {fits}."


def exponent(results: Sequence[Result], what: str) -> float:
    """The slope of least squares through the logarithms of size and cost."""
    sizes = [result.papers for result in results]
    costs = [result.ours.middle(what) for result in results]
    across = [math.log(size / geometric_mean(sizes)) for size in sizes]
    up = [math.log(cost / geometric_mean(costs)) for cost in costs]
    return sum(x * y for x, y in zip(across, up, strict=True)) / sum(x * x for x in across)


def describe_import(imports: Sequence[Cost], built: Series) -> str:
    """What importing the real listings took, and building them."""
    return (
        f"- `papershelf import` of the real listings into an empty list: "
        f"{median(run.seconds for run in imports):.2f} s, {median(run.megabytes for run in imports):,.0f} MB; "
        f"a build of what it made, abstracts at hand: "
        f"{built.middle('seconds'):.2f} s, {built.middle('megabytes'):,.0f} MB."
    )


def machine() -> str:
    """What was measured, and on what."""
    programs = ", ".join(f"{name} {version(name)}" for name in ("papershelf", "mkdocs", "mkdocs-material"))
    load = os.getloadavg()[0]
    return (
        f"{programs}; Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} processors, load {load:.1f} at the start."
    )


def positive(text: str) -> int:
    """A number of papers or of runs."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=positive, default=SIZES, metavar="PAPERS")
    parser.add_argument("--repeat", type=positive, default=3, help=f"builds of each size up to {REPEATED_UP_TO:,}")
    parser.add_argument("--cards", action="store_true", help="draw the pictures for shared links, too")
    parser.add_argument("--rivals", action="store_true", help="install Hugo and Zensical, and build with them, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run's figures there, too")
    options = parser.parse_args()
    as_installed.compile_package()
    told = machine()
    print(told, "", head(), sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="papershelf-benchmark-") as name:
        results = []
        against = [rivals.material(), *(rivals.installed(Path(name) / "rivals") if options.rivals else ())]
        cards = () if options.cards else ("--no-cards",)
        for papers in sorted(set(options.sizes)):
            results.append(measure_size(Path(name) / str(papers), papers, options.repeat, against, *cards))
            # At once: should the next size fail, this one is not lost.
            print(*rows(results[-1]), sep="\n", flush=True)
        print("", *growth(results), sep="\n", flush=True)
        record: dict[str, Any] = {"machine": told, "results": [asdict(result) for result in results]}
        if LISTINGS.is_dir():
            imports, built = measure_import(Path(name), options.repeat)
            record |= {"imports": [asdict(run) for run in imports], "import_built": asdict(built)}
            print(describe_import(imports, built))
    if options.json:
        options.json.write_text(json.dumps(record, indent=2, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
