"""How what is measured is run: as it runs where somebody has installed it.

pip compiles everything that it installs, and programs begin with the bytecode. A checkout has none of its own, and a
machine that forbids Python to write any would compile Papershelf again in each process, but not what is beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "papershelf"
_OF_BYTECODE = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
# What names the site and its repository changes what is built, so a run on GitHub's machines sets none of it.
_OF_SITES = ("SITE_URL", "REPO_URL", "EDIT_URI", "SOURCE_DATE_EPOCH")


def environment() -> dict[str, str]:
    """The variables of this process, without those that change what is built or where bytecode is."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in (*_OF_BYTECODE, *_OF_SITES) and not name.startswith("GITHUB_")
    }


def compile_package() -> None:
    """Compile Papershelf as pip would, before anything is measured."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", _PACKAGE], env=environment(), check=True)
