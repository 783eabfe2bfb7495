"""What the workflows say on GitHub, through its own program `gh`: the one door to it.

`gh` takes the token from the environment and is on every runner. Nothing that is sent is part of a command line.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from papershelf.errors import stop

BOT = "github-actions[bot]"
TIMEOUT = 120
"""Seconds that GitHub may take for one answer."""
MAX_EVENT = 20_000_000
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The run of a workflow: where it is, and what started it."""

    repository: str
    """`owner/name`."""
    commit: str
    """The commit that the workflow's file is of."""
    url: str
    event: Mapping[str, Any] = field(default_factory=dict)
    """What GitHub says of the event, as it documents it under `Webhook events and payloads`."""

    @property
    def owner(self) -> str:
        """Whose repository it is."""
        return self.repository.partition("/")[0]

    @property
    def branch(self) -> str:
        """The default branch."""
        return str(self.event.get("repository", {}).get("default_branch") or "main")


def read_run(environment: Mapping[str, str]) -> Run:
    """The run that this process is part of, by the variables that GitHub sets.

    Raises:
        PapershelfError: It is not part of one.
    """
    repository, path = environment.get("GITHUB_REPOSITORY", ""), environment.get("GITHUB_EVENT_PATH", "")
    remedy = "Run this in a workflow of GitHub Actions"
    if not _REPOSITORY.fullmatch(repository) or not path:
        raise stop("papershelf", "GITHUB_REPOSITORY and GITHUB_EVENT_PATH are not set", remedy)
    try:
        with Path(path).open("rb") as file:
            event = json.loads(file.read(MAX_EVENT))
    except (OSError, ValueError, RecursionError):
        raise stop(path, "the event cannot be read", remedy) from None
    server, number = environment.get("GITHUB_SERVER_URL", "https://github.com"), environment.get("GITHUB_RUN_ID", "0")
    return Run(
        repository=repository,
        commit=environment.get("GITHUB_SHA", ""),
        url=f"{server}/{repository}/actions/runs/{number}",
        event=event,
    )


class Api:
    """GitHub's interface for one repository."""

    def __init__(self, repository: str) -> None:
        """Speak of a repository, `owner/name`."""
        self._base = f"repos/{repository}"

    def get(self, path: str, **fields: str) -> Any:
        """Ask for one answer.

        Raises:
            PapershelfError: GitHub refuses, or cannot be reached.
        """
        words = [word for name, value in fields.items() for word in ("-f", f"{name}={value}")]
        return json.loads(_gh("--method", "GET", f"{self._base}/{path}", *words) or "null")

    def every(self, path: str) -> Iterator[Any]:
        """Ask for everything on all pages of an answer.

        Raises:
            PapershelfError: GitHub refuses, or cannot be reached.
        """
        for page in json.loads(_gh("--paginate", "--slurp", f"{self._base}/{path}") or "[]"):
            yield from page

    def send(self, method: str, path: str, data: object) -> Any:
        """Send data, and take the answer.

        Raises:
            PapershelfError: GitHub refuses, or cannot be reached.
        """
        sent = json.dumps(data).encode("ascii")
        return json.loads(_gh("--method", method, f"{self._base}/{path}", "--input", "-", stdin=sent) or "null")

    def has(self, path: str) -> bool:
        """Whether there is something at a path."""
        return _call(("--method", "GET", f"{self._base}/{path}"), b"").returncode == 0


def _gh(*words: str, stdin: bytes = b"") -> bytes:
    done = _call(words, stdin)
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise stop("GitHub", f"it refused ({said})", "Check the rights of the job, and run it again")
    return done.stdout


def _call(words: tuple[str, ...], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    remedy = "Run this where GitHub's program `gh` is installed"
    try:
        return subprocess.run(
            ["gh", "api", *words], input=stdin, env=os.environ, capture_output=True, timeout=TIMEOUT, check=False
        )
    except OSError as error:
        raise stop("gh", f"it cannot be run ({error.strerror})", remedy) from None
    except subprocess.TimeoutExpired:
        raise stop("GitHub", f"it gave no answer in {TIMEOUT} seconds", "Run the job again") from None
