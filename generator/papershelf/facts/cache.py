"""Answers of the network, kept by their address, so that a run goes on where it was stopped and works offline.

HTTP's own caching (RFC 9111) would not do: the services forbid it or let it end within a day, while what is wanted
here is the answer that was given, whatever its age, until somebody asks anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from papershelf import disk
from papershelf.errors import stop

MAX_AGE = 30 * 24 * 3600
"""Seconds for which an answer is taken for current."""
_FORMAT = "Papershelf's answer, version 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service answered."""

    status: int
    """Of HTTP; 0 where the host's name is not known."""
    media_type: str
    """Of the body, without parameters, in small letters."""
    body: bytes = b""


class Cache:
    """A folder of answers, one file each: a line of JSON that says what it is, then the body."""

    def __init__(self, folder: Path, *, max_age: float = MAX_AGE, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._max_age = max_age
        self._clock = clock

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep other runs out: services ask for one connection at a time.

        Raises:
            PapershelfError: Another run is at work, or the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with disk.hold(self._folder / ".lock", str(self._folder), "asking the network"):
                yield
        except OSError as error:
            raise disk.refusal(error, self._folder) from None

    def get(self, url: str, *, any_age: bool = False) -> Answer | None:
        """The answer that is kept for an address; None where there is none, it is too old, or it is damaged."""
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            said = json.loads(head)
            known = said["format"] == _FORMAT and said["url"] == url and said["sha256"] == sha256(body).hexdigest()
            if not known or not (any_age or 0 <= self._clock() - float(said["asked"]) <= self._max_age):
                return None
            return Answer(status=int(said["status"]), media_type=str(said["type"]), body=body)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, url: str, answer: Answer) -> None:
        """Keep an answer.

        Raises:
            PapershelfError: The disk refuses.
        """
        said = {
            "format": _FORMAT,
            "url": url,
            "asked": int(self._clock()),
            "status": answer.status,
            "type": answer.media_type,
            "sha256": sha256(answer.body).hexdigest(),
        }
        path = self._path(url)
        if path.is_symlink():
            raise stop(str(path), "it is a symbolic link", "Remove it, and try again")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_whole(path, json.dumps(said).encode("ascii") + b"\n" + answer.body)
        except OSError as error:
            raise disk.refusal(error, path) from None

    def _path(self, url: str) -> Path:
        return self._folder / sha256(url.encode("utf-8")).hexdigest()[:40]
