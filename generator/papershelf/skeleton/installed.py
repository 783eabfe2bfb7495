"""The Papershelf that runs: its version, and the hashes of its distributions, which it cannot contain itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import url2pathname

from papershelf import __version__
from papershelf.skeleton.render import Tool

_NAME = "papershelf"
_TIMEOUT = 60
"""Seconds that an installer may take to name a hash."""
_HASH = re.compile(r"sha256[:=]([0-9a-f]{64})")


def find_tool() -> Tool:
    """The Papershelf that runs.

    A wheel that was installed from a file is read. One that came from an index is asked for there, by whichever of pip
    and uv installed it. A checkout has no distribution, and so no hash.
    """
    try:
        found = distribution(_NAME)
    except PackageNotFoundError:
        return Tool(version=__version__)
    hashes = _hashes(found) if found.version == __version__ else ()
    return Tool(version=__version__, hashes=hashes)


def _hashes(found: Distribution) -> tuple[str, ...]:
    # https://packaging.python.org/en/latest/specifications/direct-url/
    origin = found.read_text("direct_url.json")
    if origin is None:
        return _ask_index((found.read_text("INSTALLER") or "").strip())
    try:
        direct = json.loads(origin)
        archive = direct.get("archive_info")
        if archive is None:
            return ()
        known = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").removeprefix("sha256=")
        return (known,) if known else _hash_of(Path(url2pathname(urlsplit(direct["url"]).path)))
    except (ValueError, KeyError, AttributeError, OSError):
        return ()


def _hash_of(wheel: Path) -> tuple[str, ...]:
    return (sha256(wheel.read_bytes()).hexdigest(),) if wheel.suffix == ".whl" else ()


def _ask_index(installer: str) -> tuple[str, ...]:
    """The hashes that an index has for this version, asked for as this installation was."""
    wanted = f"{_NAME}=={__version__}"
    try:
        if installer == "uv":
            uv = os.environ.get("UV") or shutil.which("uv") or "uv"
            words = ["pip", "compile", "--quiet", "--no-deps", "--no-header", "--no-annotate", "--generate-hashes", "-"]
            return tuple(_HASH.findall(_run([uv, *words], wanted)))
        with TemporaryDirectory() as folder:
            words = ["-m", "pip", "--disable-pip-version-check", "--quiet", "download", "--no-deps"]
            _run([sys.executable, *words, "--only-binary", ":all:", "--dest", folder, wanted])
            return tuple(digest for path in sorted(Path(folder).iterdir()) for digest in _hash_of(path))
    except (OSError, subprocess.SubprocessError):
        return ()


def _run(words: list[str], stdin: str = "") -> str:
    done = subprocess.run(words, input=stdin, capture_output=True, text=True, timeout=_TIMEOUT, check=True)
    return done.stdout
