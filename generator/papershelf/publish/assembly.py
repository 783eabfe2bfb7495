"""The files of a site while they are made: each is written, read as the gate reads it, and remembered.

Of a site that is made from nothing, all files are made in several processes. Those that rest on the list alone are made
in a copy of this process, while it finds out what pages need; the search, to which nothing leads, beside the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from papershelf import audit, processes
from papershelf.publish import kept, output
from papershelf.publish.artifact import Artifact

WORTH_A_PROCESS = 50
"""So many pages are made while another process begins."""
PARTS = 24
"""In so many parts a process makes its share, because pages differ in length, and none should wait for another."""

MADE_AHEAD = 4_000_000
"""So much is made before it is read, and read before it is written, in bytes: the pages of some hundred papers."""


class Made(NamedTuple):
    """What is known of files that were made, and perhaps written by a copy of this process."""

    part: kept.Part
    files: output.Sent
    verdicts: dict[str, audit.Verdict]


@dataclass(slots=True, kw_only=True)
class Assembly:
    """The files of one site."""

    folder: Path
    memory: kept.Memory
    stock: output.Stock
    write: Callable[[Artifact, str | None], None]
    """Writes a file; told the hash of its bytes, where somebody has it."""
    reader: Callable[[frozenset[str]], audit.Read]
    """Reads files of a site that has certain ones."""
    jobs: int
    """How many processes may be at work."""
    is_divided: bool
    """Whether the site is made from nothing, by several processes."""
    planned: frozenset[str]
    """Files that the site will have, as far as that is known: links to others are looked at in the end."""
    held: ExitStack
    """Ends what is begun beside, before the folder is taken away, wherever the build stops."""
    verdicts: dict[str, audit.Verdict] = field(init=False, default_factory=dict)
    """What the gate said of files while they were in memory."""
    _put_off: list[Iterable[Artifact]] = field(init=False, default_factory=list)
    """Files that are made when pages are."""

    @contextmanager
    def apart(self, shares: Sequence[Iterable[Artifact]]) -> Iterator[Iterable[Artifact]]:
        """Have files made in a copy of this process, while it makes others; in the end it joins in.

        Only where nothing is there yet: then whoever writes a file only has to say so.

        Args:
            shares: The files, in shares of which none needs another.

        Yields:
            The files that are left to write.
        """
        if not self.is_divided:
            yield chain.from_iterable(shares)
            return
        begun = processes.begun(self._make_apart, shares, jobs=min(self.jobs, 2), parts=len(shares))
        results = self.held.enter_context(begun)
        yield ()
        for made in results():
            self._join(made)

    def left(self, jobs: int) -> int:
        """How many of so many processes have nothing to do while files are made apart."""
        return max(1, jobs - 1) if self.is_divided else jobs

    def put_off(self, files: Iterable[Artifact]) -> Iterable[Artifact]:
        """Have files made with the pages, if the site is divided; otherwise, they are left to write."""
        if not self.is_divided:
            return files
        self._put_off.append(files)
        return ()

    def finish(self, pages: Sequence[Callable[[], Artifact]], files: Iterable[str]) -> None:
        """Make the pages, and all that was put off, in as many processes as may be at work.

        Args:
            pages, files: As `Build.finish` is given them.

        Raises:
            PapershelfError: A template is broken, or the disk refuses.
        """
        before = self.memory.part()
        self.planned = self.planned.union(self.stock.digests, files)
        make = [*self._put_off, *map(self._there, self._unread()), *map(_only, pages)]
        work = partial(self._make_some, self.reader(self.planned))
        for made in processes.over(work, make, jobs=self.jobs, least=WORTH_A_PROCESS, parts=PARTS):
            self._join(made)
        self.memory.join(before)

    def _make_apart(self, shares: Sequence[Iterable[Artifact]]) -> Made:
        """Make files, and read them once all are there, since they lead to one another."""
        texts: dict[str, bytes] = {}

        def wait(path: str, raw: bytes, _framed: audit.Framed | None) -> None:
            if not audit.is_inert(path):
                texts[path] = raw

        made = self._make(wait, chain.from_iterable(shares))
        read = self.reader(self.planned.union(self.stock.digests))
        said = ((path, read(path, raw, None)) for path, raw in texts.items())
        verdicts = {path: verdict for path, verdict in said if verdict is not None}
        return made._replace(part=made.part.packed(verdicts), verdicts=verdicts)

    def _make_some(self, read: audit.Read, files: Sequence[Iterable[Artifact]]) -> Made:
        made = self._make(read, chain.from_iterable(files))
        return made._replace(part=made.part.packed(made.verdicts))

    def _make(self, read: audit.Read, files: Iterable[Artifact]) -> Made:
        """Make files, read them, and write those that are not there."""
        written, verdicts = [], dict[str, audit.Verdict]()
        for some in _batches(files):
            said = [(file, read(file.path, file.to_bytes(), file.framed)) for file in some]
            for file, verdict in said:
                if verdict is not None:
                    verdicts[file.path] = verdict
                if not file.is_kept:
                    self.write(file, None if verdict is None else verdict.digest)
                    written.append(file.path)
        return Made(self.memory.part(), self.stock.filed(written), verdicts)

    def _join(self, made: Made) -> None:
        self.memory.join(made.part)
        self.stock.join(made.files)
        self.verdicts.update(made.verdicts)

    def _unread(self) -> list[str]:
        """The files of a site made from nothing that the gate would read in the end, such as the style sheets."""
        there = sorted(self.stock.digests) if self.is_divided else ()
        return [path for path in there if path not in self.verdicts and not audit.is_inert(path)]

    def _there(self, path: str) -> Iterator[Artifact]:
        yield Artifact(path=path, content=(self.folder / path).read_bytes(), is_kept=True)


def _only(make: Callable[[], Artifact]) -> Iterator[Artifact]:
    yield make()


def _batches(files: Iterable[Artifact]) -> Iterator[list[Artifact]]:
    """The same files in lists: all of one are made before the first is read, and read before the first is written.

    In turns, these would put each other's code and data out of the processor's caches.
    """
    made, size = list[Artifact](), 0
    for file in files:
        made.append(file)
        size += len(file.content)
        if size >= MADE_AHEAD:
            yield made
            made, size = [], 0
    yield made
