"""The same list gives the same bytes on every Python, whatever its `sum` of floats does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from fabricate import REPOSITORY, environment
from pythons import add_whole

PAPERS = 60
"""So many show what all would: with the built-in `sum`, every place on the map was another."""
OTHERS = [version for version in ("3.11", "3.12", "3.13", "3.14") if version != "{}.{}".format(*sys.version_info)]


def find_python(version: str) -> str | None:
    """A Python of a version, of the system's or of pyenv's."""
    found = shutil.which(f"python{version}")
    # pyenv leaves a word for versions that are not chosen here, too, which then fails.
    if found is not None and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
        return found
    roots = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return next((str(path) for path in sorted(roots.glob(f"versions/{version}.*/bin/python{version}"))), None)


def numbers(python: str, *words: str) -> dict[str, str]:
    """What a Python makes of the repository's list; pure libraries are lent to one that has none."""
    lent = [REPOSITORY / "generator", sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    done = subprocess.run(
        [python, str(Path(__file__).with_name("pythons.py")), str(REPOSITORY), str(PAPERS), *words],
        env=environment(PYTHONPATH=os.pathsep.join(map(str, lent)), PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    if "ImportError" in done.stderr or "ModuleNotFoundError" in done.stderr:
        pytest.skip(f"{python} cannot import the libraries of {sys.executable}: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


def test_sum_can_be_kept_from_floats() -> None:
    assert add_whole([1, 2], 3) == 6
    assert add_whole([[1]], []) == [1]
    for floats in ([0.5], [1, 0.5]):
        with pytest.raises(TypeError, match="fsum"):
            add_whole(floats)


def test_no_output_depends_on_how_floats_are_added() -> None:
    assert len(numbers(sys.executable, "whole")) > PAPERS


@pytest.mark.parametrize("version", OTHERS)
def test_another_python_gives_the_same_numbers(version: str) -> None:
    python = find_python(version)
    if python is None:
        pytest.skip(f"there is no python{version}; `pyenv install {version}` or `uv python install {version}` gets one")
    theirs = numbers(python)
    assert differing(numbers(sys.executable), theirs) == []
