"""Where templates, theme and fonts are: those of the package, and a project's own, which go before them.

A wheel holds them as `papershelf/templates/`; a source checkout has them in its top-level folder `templates/`.
A project may have a folder `templates/` of its own: a file in it takes the place of the package's file of the
same name. It is the curator's own code, as a hook is, and trusted as such.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from papershelf.content.yaml.fields import nearest
from papershelf.errors import Problem, Severity, stop

FOLDER = "templates"
THEME = "theme"
HASHES = "scripts.sha256"

_FONTS = "fonts"
_SETTINGS_OF_THEME = "mkdocs_theme.yml"
"""MkDocs reads it from the package alone."""


def packaged() -> Path:
    """The templates that come with Papershelf, installed or in a source checkout.

    Raises:
        PapershelfError: They are missing.
    """
    # MkDocs and HarfBuzz read files from folders, so a package that is imported from an archive will not do.
    with as_file(files("papershelf")) as package:
        places = (package / FOLDER, package.parent.parent / FOLDER)
    found = next((place for place in places if (place / "pages").is_dir()), None)
    if found is None:
        raise stop(str(places[0]), "the templates are missing", "Install Papershelf anew")
    return found


def own(root: Path) -> Path | None:
    """A project's own templates. A source checkout has none: its templates are those of the package."""
    folder = root / FOLDER
    return folder if folder.is_dir() and not folder.samefile(packaged()) else None


def places(root: Path) -> tuple[Path, ...]:
    """The folders in which a project's templates are looked for, in this order."""
    mine = own(root)
    return (packaged(),) if mine is None else (mine, packaged())


def merged(folders: Iterable[Path]) -> dict[str, Path]:
    """The files below some folders, by their sorted names in them; an earlier folder's hide those of later ones.

    Hidden files and folders are left out.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for inner, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".") and name != "__pycache__"]
            for path in (Path(inner, name) for name in names if not name.startswith(".")):
                found.setdefault(path.relative_to(folder).as_posix(), path)
    return dict(sorted(found.items()))


class Folders:
    """Folders that are the same on another machine: those of the package are there, and others go along as files."""

    def __init__(self, *paths: Path) -> None:
        """Name the folders, in the order in which they are looked through."""
        self.paths = paths

    def __reduce__(self) -> tuple[Callable[..., Folders], tuple[str | dict[str, bytes], ...]]:
        """Say how another machine can have them."""
        return _arrived, tuple(map(_carried, self.paths))


def _carried(folder: Path) -> str | dict[str, bytes]:
    """Where a folder is in the package; else all its files by their names in it, for any may include any other."""
    if folder.is_relative_to(packaged()):
        return folder.relative_to(packaged()).as_posix()
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _arrived(*carried: str | dict[str, bytes]) -> Folders:
    return Folders(*(packaged() / each if isinstance(each, str) else _unpacked(each) for each in carried))


def _unpacked(files: Mapping[str, bytes]) -> Path:
    """A temporary folder with some files, until this process ends."""
    folder = Path(mkdtemp(prefix="papershelf-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def overrides(root: Path, base_themes: Iterable[Path] = ()) -> Iterator[Problem]:
    """What each file of a project's own templates does: notes, or warnings where it does nothing.

    Args:
        root: The project's folder.
        base_themes: The folders of the themes that Papershelf's builds on, whose files can be overridden, too.
    """
    mine = own(root)
    if mine is None:
        return
    known = {f"{THEME}/{name}": path for name, path in merged(base_themes).items()} | merged([packaged()])
    known.pop(f"{THEME}/{_SETTINGS_OF_THEME}", None)
    for name, path in merged([mine]).items():
        yield _effect(name, path, known)


def _effect(name: str, path: Path, known: dict[str, Path]) -> Problem:
    shown, severity = f"{FOLDER}/{name}", Severity.NOTE
    if name == HASHES:
        problem, remedy = "its hashes are added to Papershelf's", "Remove those that no page needs"
    elif name in known and path.read_bytes() == known[name].read_bytes():
        severity = Severity.WARNING
        problem, remedy = "it is the same as Papershelf's, and will hide later changes of that", "Remove it"
    elif name in known:
        problem, remedy = "it overrides Papershelf's", "After an upgrade, compare the two"
    elif name.startswith(f"{_FONTS}/"):
        problem, remedy = "it is added to Papershelf's fonts", "Keep its licence beside it"
    else:
        severity = Severity.WARNING
        near = _nearest(name, known)
        problem = "it overrides nothing"
        remedy = f"Did you mean {FOLDER}/{near}?" if near else "Remove it, unless another file here uses it"
    return Problem(path=shown, problem=problem, remedy=remedy, severity=severity)


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """The known file that was probably meant: of the same name, or of nearly the same one in its folder."""
    folder, _, last = name.rpartition("/")
    names = {other: other.rpartition("/") for other in known}
    if same := [other for other, parts in names.items() if parts[2].casefold() == last.casefold()]:
        return nearest(name, same) or same[0]
    # Endings are left out: they make any two files of a kind alike.
    if beside := {parts[2].partition(".")[0]: other for other, parts in names.items() if parts[0] == folder}:
        near = nearest(last.partition(".")[0], beside)
        return beside[near] if near else None
    return None
