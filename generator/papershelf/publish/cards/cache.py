"""The press: cards become files of the site, and a card that was drawn once is drawn no more.

Drawing takes longer than all the rest of a build, so pictures are kept by what is on them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from papershelf import disk, processes
from papershelf.errors import Problem, Severity
from papershelf.publish.artifact import Artifact
from papershelf.publish.cards import Card, Look, Studio
from papershelf.publish.template_files import Folders

FOLDER = Path(".cache") / "cards"
"""Where the drawn cards are kept, below the project's folder. It may be deleted at any time."""

ALONE = 48
"""So many cards are drawn sooner than other processes are started."""
_AT_A_TIME = 1024
"""So many pictures are in memory."""
_NAMED = 8
"""So many lacking characters are named, and the others counted."""

_SUFFIX = ".png"
_BEGIN, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A card, and where it goes."""

    path: str
    """In the site: `papers/x/card.png`."""
    source: str
    """The project file that its words come from."""
    card: Card


@dataclass(slots=True, kw_only=True)
class Press:
    """The cards of one build."""

    fonts: tuple[Path, ...]
    """The folders of fonts, the project's own first."""
    look: Look
    """What all cards have in common."""
    overview: Card
    """The list's own card, which stands in for one that cannot be set."""
    kept: Path
    """The folder of the cards that were drawn before."""
    workers: processes.Workers = field(default_factory=lambda: processes.Copies(processes.available()))
    """Who draws, besides this process."""
    drawn: int = 0
    """How many cards had to be drawn."""
    problems: list[Problem] = field(default_factory=list)
    """Cards that could not be set."""

    def run(self, jobs: list[Job]) -> Iterator[Artifact]:
        """The files of all cards, in the order of the jobs.

        Raises:
            PapershelfError: A font is missing or broken, or the disk refuses.
        """
        studio = Studio(self.fonts, self.look)
        cards = self._settable(studio, jobs)
        keys = [studio.key(card) for card in cards]
        wanted = {key: card for key, card in zip(keys, cards, strict=True) if not _is_whole(self._file(key))}
        try:
            self.kept.mkdir(parents=True, exist_ok=True)
            for key, picture in self._draw(studio, wanted):
                _keep(self._file(key), picture)
            self._forget(set(keys))
            for key, job in zip(keys, jobs, strict=True):
                yield Artifact(path=job.path, content=self._file(key).read_bytes())
        except OSError as error:
            raise disk.refusal(error, self.kept, "a card cannot be kept", kept="or build with --no-cards") from None

    def _file(self, key: str) -> Path:
        return self.kept / f"{key}{_SUFFIX}"

    def _settable(self, studio: Studio, jobs: list[Job]) -> list[Card]:
        """Each job's card, or the list's where a page's words cannot be set: boxes say less than no title."""
        boxes = studio.lacks(self.overview)
        if boxes:
            problem = f"every card shows a box for what cannot be set: {_name(boxes)}"
            self._note("mkdocs.yml", problem, "Give the list another name")
        cards = []
        for job in jobs:
            lacking = [char for char in studio.lacks(job.card) if char not in boxes]
            if lacking:
                self._note(job.source, f"its card is the list's, for it cannot set {_name(lacking)}", "Leave it so")
            cards.append(self.overview if lacking else job.card)
        return cards

    def _note(self, path: str, problem: str, remedy: str) -> None:
        remedy += ", or put a font that has it into templates/fonts/fallback; none sets text from right to left"
        self.problems.append(Problem(path=path, problem=problem, remedy=remedy, severity=Severity.WARNING))

    def _draw(self, studio: Studio, wanted: Mapping[str, Card]) -> Iterator[tuple[str, bytes]]:
        """Draw cards, in several processes where they are many: each card is the same from any of them."""
        self.drawn = len(wanted)
        kit = _Kit(Folders(*self.fonts), self.look, studio)
        for some in _batches(list(wanted.items())):
            pictures = self.workers.begin(_draw_some, kit, [card for _, card in some], least=ALONE)()
            yield from zip((key for key, _ in some), chain.from_iterable(pictures), strict=True)

    def _forget(self, keys: set[str]) -> None:
        """Remove the cards that this build has no use for, and what a killed one left behind."""
        for file in self.kept.iterdir():
            if file.is_file() and (file.stem not in keys or file.suffix != _SUFFIX):
                file.unlink()


def _name(lacking: list[str]) -> str:
    named = ", ".join(f"{char!r} (U+{ord(char):04X})" for char in lacking[:_NAMED])
    return named + (f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else "")


def _is_whole(file: Path) -> bool:
    """Whether a kept card is there with its beginning and its end."""
    try:
        picture = file.read_bytes()
    except OSError:
        return False
    return picture.startswith(_BEGIN) and picture.endswith(_END)


def _keep(file: Path, picture: bytes) -> None:
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_bytes(picture)
    draft.replace(file)


class _Kit:
    """A studio that another process can have, too."""

    def __init__(self, fonts: Folders, look: Look, studio: Studio | None = None) -> None:
        self._given = fonts, look
        self.studio = studio or Studio(fonts.paths, look)

    def __reduce__(self) -> tuple[type[_Kit], tuple[Folders, Look]]:
        return _Kit, self._given


def _draw_some(kit: _Kit, cards: Sequence[Card]) -> list[bytes]:
    return [kit.studio.draw(card) for card in cards]


def _batches(items: Sequence[tuple[str, Card]]) -> Iterator[Sequence[tuple[str, Card]]]:
    for at in range(0, len(items), _AT_A_TIME):
        yield items[at : at + _AT_A_TIME]
