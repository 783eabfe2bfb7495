"""How `serve` sees that a file was saved: the system tells it at once, and where it does not, looking finds out.

MkDocs' server looks at every watched file twice a second, which is late, and keeps a processor busy where there are
thousands. Systems tell nothing of folders on a network drive, or that a virtual machine shares; so they are looked
at as well, but seldom.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from papershelf.publish.mkdocs.identity import HOME
from papershelf.publish.template_files import places

LOOKS = 2.0
"""Seconds between two looks at all files."""
SETTLES = 0.02
"""Seconds without a further change, after which a build begins: an editor may write in several steps."""
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
]
"""What the system is asked to tell: not that a file is read, which a build does thousands of times."""


class Watching:
    """Two observers that are one to MkDocs' server: one that the system tells, and one that looks."""

    def __init__(self) -> None:
        self._observers = [Observer(), PollingObserver(timeout=LOOKS)]
        self._seen: dict[str, tuple[int, int, int] | None] = {}
        """The state of each file that was told of: the second observer will see the same later."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False) -> list[Any]:
        """Watch a file or folder."""
        tell = handler.on_any_event
        handler.on_any_event = lambda event: self._tell_once(event, tell, path)
        told, looking = self._observers
        watches = [(looking, looking.schedule(handler, path, recursive=recursive))]
        # Of a file its folder is watched: an editor may put another file in its place.
        folder = path if Path(path).is_dir() else str(Path(path).parent)
        with suppress(OSError):  # the system may have no more watches to give
            is_recursive = recursive and folder == path
            watches.append((told, told.schedule(handler, folder, recursive=is_recursive, event_filter=_CHANGES)))
        return watches

    def _tell_once(self, event: FileSystemEvent, tell: Callable[[FileSystemEvent], None], watched: str) -> None:
        for name in filter(None, (os.fsdecode(event.src_path), os.fsdecode(event.dest_path))):
            state = _state(name)
            is_watched = name == watched or name.startswith(f"{watched}{os.sep}")
            if is_watched and (name not in self._seen or self._seen[name] != state):
                self._seen[name] = state
                tell(event)

    def unschedule(self, watches: list[Any]) -> None:
        """Watch it no longer."""
        for observer, watch in watches:
            observer.unschedule(watch)

    def start(self) -> None:
        """Begin to watch."""
        for observer in self._observers:
            with suppress(OSError):
                observer.start()

    def stop(self) -> None:
        """Watch no longer."""
        for observer in self._observers:
            observer.stop()

    def join(self) -> None:
        """Wait until nothing is watched any more."""
        for observer in self._observers:
            if observer.is_alive():
                observer.join()


_CONTENT = (
    "papers",
    "abstracts",
    "open-abstracts",
    "digests",
    "tags.yml",
    "listings.yml",
    "synonyms.txt",
    "map.csv",
)
"""What a site is made from, in the folder of the content, besides pages, which MkDocs watches."""


def watch(server: LiveReloadServer, root: Path) -> None:
    """Have a site built again when a paper, the vocabulary or a template is saved.

    Args:
        server: MkDocs' server.
        root: The project's folder.
    """
    content = [root / "content" / name for name in _CONTENT]
    for path in (*content, root / HOME, *places(root)):
        if path.exists():
            server.watch(str(path))


def install(server: LiveReloadServer) -> None:
    """Let a server, which is not started yet, see changes at once; what it watches already it watches in this way."""
    watched = list(server._watched_paths)
    for path in watched:
        server.unwatch(path)
    server.observer = Watching()  # type: ignore[assignment]
    server.build_delay = SETTLES
    for path in watched:
        server.watch(path)


def _state(path: str) -> tuple[int, int, int] | None:
    """What tells a saved file from the one before; None where there is none."""
    try:
        state = Path(path).stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
