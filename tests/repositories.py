"""Git repositories made for tests, which know nothing of this machine's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Repository:
    """A git repository in a folder of a test."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Repository:
        """Make a repository of a folder, which may hold files already."""
        root.mkdir(parents=True, exist_ok=True)
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch", "main")
        return made

    def commit(self, files: Mapping[str, str]) -> None:
        """Write some files, and commit whatever has changed."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")

    def git(self, *words: str) -> str:
        """Run git here; what it printed."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        invented = {"NAME": "Ada Example", "EMAIL": "ada@example.org", "DATE": "2026-01-02T00:00:00Z"}
        people = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in invented.items()}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", "-C", str(self.root), *words],
            env=kept | people | settings,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
        return done.stdout
