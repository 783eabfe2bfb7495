"""The program as it is installed, as one hash: whatever it made before, another one may make otherwise."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from papershelf import __version__
from papershelf.publish.template_files import merged, packaged

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SHOWN = 12
"""So many signs of a hash tell people two programs apart."""


@cache
def digest() -> str:
    """The hash of Papershelf's code and templates, of the versions of what it builds with, and of Python's."""
    package = Path(__file__).parents[1]
    code = (path for path in sorted(package.rglob("*.py")))
    state = blake2b("\n".join(f"{name} {version}" for name, version in _versions().items()).encode())
    for path in [*code, *merged([packaged()]).values()]:
        _add(state, path)
    return state.hexdigest()


def described() -> dict[str, str]:
    """The same for people, and the machine's kind: each version by its name, Papershelf's with a part of `digest`."""
    machine = f"{platform.system()} {platform.machine()}"  # whose arithmetic may draw another picture
    return {**_versions(), "papershelf": f"{__version__} ({digest()[:_SHOWN]})", "the system": machine}


def digest_of(folders: Iterable[Path]) -> str:
    """The hash of the files below some folders, with their names; hidden ones too, for a template may include them."""
    state = blake2b()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                state.update(f"{path.relative_to(folder).as_posix()}\0".encode("utf-8", "surrogateescape"))
                _add(state, path)
    return state.hexdigest()


def _add(state: blake2b, path: Path) -> None:
    raw = path.read_bytes()
    state.update(f"{path.name}\0{len(raw)}\0".encode("utf-8", "surrogateescape"))
    state.update(raw)


def _versions() -> dict[str, str]:
    """Python's version, and those of the packages that Papershelf asks for; with those of extras nothing is built."""
    try:
        needed = [line for line in requires("papershelf") or [] if "extra ==" not in line]
    except PackageNotFoundError:
        needed = []
    names = sorted({match.group() for line in needed if (match := _NAME.match(line))})
    return {"Python": platform.python_version(), **{name: _version(name) for name in names}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
