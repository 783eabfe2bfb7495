"""How the pure work on a list grows with it: seconds of processor time, exponents between sizes, and memory.

Each size is measured in a process of its own, from the files of an invented list to the files of its search.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from benchmarks import invented
from benchmarks.build import positive

SIZES = (749, 5_000, 20_000)
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_MEMORY = "peak MB"

Figures = dict[str, float]
"""Seconds of processor time by step, and the most memory that the process has held, in megabytes."""


@contextmanager
def _timed(figures: Figures, step: str) -> Iterator[None]:
    # So that no step pays for looking through what those before it have made.
    gc.collect()
    gc.freeze()
    start = time.process_time()
    yield
    figures[step] = time.process_time() - start


def measure(root: Path) -> Figures:
    """Do all the work on one list, step by step."""
    from papershelf import content
    from papershelf.catalog import catalog, duplicates
    from papershelf.publish import search
    from papershelf.similarity import map_data, map_layout, related, suggest

    found: Figures = {}
    with _timed(found, "load"):
        library = content.load(root).library
    with _timed(found, "arrange"):
        arranged = catalog.arrange(library)
    with _timed(found, "duplicates"):
        list(duplicates.duplicates(library.papers))
    with _timed(found, "relate"):
        relations = related.relate(arranged)
    with _timed(found, "map: draw"):
        map_layout.draw(arranged)
    with _timed(found, "map: data"):
        map_data.to_map(arranged, relations)
    with _timed(found, "suggest: learn"):
        model = suggest.learn(arranged)
    with _timed(found, "suggest: all"):
        for paper in arranged.papers:
            model.suggest(paper)
    with _timed(found, "search files"):
        list(search.publish(arranged))
    found[_MEMORY] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e6
    return found


def _measure_apart(root: Path) -> Figures:
    """The same in another process, whose peak of memory is its own."""
    command = [sys.executable, "-m", "benchmarks.growth", "--of", str(root)]
    figures: Figures = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    return figures


def table(results: Mapping[int, Figures]) -> Iterator[str]:
    """A row for each step: its seconds at each size, and the exponent from each size to the next."""
    sizes = sorted(results)
    heads = [f"{size:,}" for size in sizes] + [f"{one:,} to {other:,}" for one, other in pairwise(sizes)]
    yield f"| step | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    for step in results[sizes[0]]:
        costs = [results[size][step] for size in sizes]
        powers = [f"{_exponent(pair, cost):.2f}" for pair, cost in zip(pairwise(sizes), pairwise(costs), strict=True)]
        yield f"| {step} | {' | '.join([f'{cost:,.2f}' for cost in costs] + powers)} |"


def _exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The power of the size by which a cost grows; 1 is linear."""
    return math.log(costs[1] / costs[0]) / math.log(sizes[1] / sizes[0])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=positive, default=SIZES, metavar="PAPERS")
    parser.add_argument("--of", type=Path, metavar="PROJECT", help="measure this one, and print its figures as JSON")
    options = parser.parse_args()
    if options.of:
        print(json.dumps(measure(options.of)))
        return
    results: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="papershelf-growth-") as name:
        for size in sorted(set(options.sizes)):
            root = Path(name) / str(size)
            invented.write_content(root / "content", size)
            results[size] = _measure_apart(root)
    print(*table(results), sep="\n")


if __name__ == "__main__":
    main()
